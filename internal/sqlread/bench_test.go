package sqlread

import (
	"strings"
	"testing"
)

const benchShort = `SELECT id, name, total FROM orders WHERE id = $1 AND tenant_id = $2`

const benchTypical = `-- name: ListOpenOrders :many
SELECT
    o.id,
    o.created_at,
    o.total::numeric(12, 2) AS total,
    c.name AS customer,
    count(i.id) FILTER (WHERE i.shipped_at IS NULL) AS open_items
FROM orders o
JOIN customers c ON c.id = o.customer_id AND c.tenant_id = o.tenant_id
LEFT JOIN order_items i ON i.order_id = o.id
WHERE
    o.tenant_id = @tenant_id::uuid
    AND (sqlc.narg('status')::text IS NULL OR o.status = sqlc.narg('status')::text)
    AND o.created_at >= now() - INTERVAL '30 days'
    AND o.id NOT IN (SELECT order_id FROM refunds WHERE tenant_id = @tenant_id::uuid)
GROUP BY o.id, c.name
HAVING count(i.id) > 0
ORDER BY o.created_at DESC, o.id
LIMIT COALESCE(sqlc.narg('limit')::int, 50)
OFFSET @skip`

func BenchmarkRead(b *testing.B) {
	for _, bc := range []struct{ name, text string }{
		{"short", benchShort},
		{"typical", benchTypical},
		{"long", strings.Repeat(benchTypical+";\n", 50)},
		{"prose", "The quick brown fox jumps over the lazy dog and does not select anything from any table at all."},
	} {
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(int64(len(bc.text)))
			b.ReportAllocs()
			for b.Loop() {
				Read(bc.text)
			}
		})
	}
}

func BenchmarkLex(b *testing.B) {
	b.SetBytes(int64(len(benchTypical)))
	b.ReportAllocs()
	for b.Loop() {
		lex(benchTypical)
	}
}

func BenchmarkRelations(b *testing.B) {
	st := Read(benchTypical).Statements[0]
	b.ReportAllocs()
	for b.Loop() {
		Relations(st)
	}
}
