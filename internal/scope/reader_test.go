package scope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/scope"
)

// TestCareful holds what a quick reading of a statement gets wrong, in either direction.
func TestCareful(t *testing.T) {
	t.Parallel()
	run(t, []shape{
		{name: "not in an empty query accepts null", sql: "SELECT 1 FROM t LEFT JOIN u ON u.t_id = t.id AND t.tenant_id = @t WHERE u.id NOT IN (SELECT x FROM u WHERE tenant_id = @t)", want: "t:broken u:met u:met"},
		{name: "not in a list does not", sql: "SELECT 1 FROM t LEFT JOIN u ON u.t_id = t.id AND t.tenant_id = @t WHERE u.id NOT IN (@a, @b)", want: "t:met u:met"},
		{name: "condition of an outer sub-select is no condition of the inner", sql: "SELECT 1 FROM (SELECT * FROM t LEFT JOIN u ON u.kind = t.other) x WHERE EXISTS (SELECT 1 FROM v WHERE v.tenant_id = @t) OR x.name = @n", want: "t:broken u:broken v:met"},
		{name: "latest of a CTE", sql: "WITH m AS (SELECT max(id) AS id FROM t WHERE tenant_id = @t) SELECT 1 FROM t JOIN m ON m.id = t.id", want: "t:met t:met"},
		{name: "latest of an unscoped CTE", sql: "WITH m AS (SELECT max(id) AS id FROM t) SELECT 1 FROM t JOIN m ON m.id = t.id", want: "t:broken t:broken"},
		{name: "latest of each, one known", sql: "SELECT 1 FROM t WHERE tenant_id = @t AND id = (SELECT max(id) FROM t)", want: "t:met t:broken"},
		{name: "bound in one union arm of a derived table", sql: "SELECT 1 FROM (SELECT t_id AS id FROM u WHERE tenant_id = @t UNION SELECT t_ref FROM v) x JOIN t ON t.id = x.id", want: "u:met v:broken t:broken"},
		{name: "same value, other table", sql: "SELECT 1 FROM lines WHERE t_id = @id AND NOT EXISTS (SELECT 1 FROM t WHERE id = @id AND tenant_id = @t)", want: "lines:broken t:met"},
		{name: "hangs on an unscoped reference", sql: "SELECT t.id, t.tenant_id, (SELECT count(*) FROM v WHERE v.tenant_id = t.tenant_id) FROM t WHERE t.id = @id", want: "v:broken t:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.Len(t, rs[0].Follows, 1)
			require.Equal(t, "t", rs[0].Follows[0].Name)
		}},
		{name: "hangs on nothing", sql: "SELECT t.id, (SELECT count(*) FROM v WHERE v.other = t.other) FROM t WHERE t.id = @id", want: "v:broken t:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.Empty(t, rs[0].Follows)
		}},
		{name: "hangs on the row of a CTE", sql: "WITH x AS (SELECT id, tenant_id FROM t WHERE id = @id) SELECT 1 FROM x LEFT JOIN v ON v.tenant_id = x.tenant_id", want: "t:broken v:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.Empty(t, rs[0].Follows)
			require.Equal(t, "t", rs[2].Follows[0].Name)
		}},
		{name: "scalar among the outputs", sql: "SELECT 1 FROM (SELECT (SELECT id FROM t WHERE tenant_id = @t AND name = h.n LIMIT 1) AS id FROM unnest(@ns::text[]) AS h (n)) x JOIN u ON u.t_id = x.id", want: "t:met u:met"},
		{name: "unscoped scalar among the outputs", sql: "SELECT 1 FROM (SELECT (SELECT id FROM t WHERE name = h.n LIMIT 1) AS id FROM unnest(@ns::text[]) AS h (n)) x JOIN u ON u.t_id = x.id", want: "t:broken u:broken"},
		{name: "scalar among the outputs that may be absent", sql: "SELECT 1 FROM (SELECT (SELECT id FROM t WHERE tenant_id = @t LIMIT 1) AS id) x JOIN u ON u.t_id IS NOT DISTINCT FROM x.id", want: "t:met u:broken"},
		{name: "two tenants by two values", sql: "SELECT 1 FROM t, v WHERE t.tenant_id = @a AND v.tenant_id = @b", want: "t:met v:met"},
		{name: "bound to the column of an unscoped row", sql: "SELECT 1 FROM t, countries c WHERE t.tenant_id = c.code", want: "t:broken"},
		{name: "group by and having", sql: "SELECT tenant_id FROM t WHERE tenant_id = @t GROUP BY tenant_id HAVING count(*) > 3", want: "t:met"},
		{name: "order of names in a view", sql: "SELECT v.name FROM open_t v WHERE v.status = @t", want: "open_t:broken"},
		{name: "delete everything", sql: "DELETE FROM t", want: "t:broken"},
		{name: "insert into a global table from a tenant's", sql: "INSERT INTO countries (id, code) SELECT id, other FROM t WHERE tenant_id = @t", want: "t:met"},
	})
}
