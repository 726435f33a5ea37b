package scope_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// TestLargeStatements: the work is bounded by the size of the statement; what is beyond the bound is unresolved.
func TestLargeStatements(t *testing.T) {
	t.Parallel()
	repeat := func(n int, format, sep string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(parts, sep)
	}
	nested := func(n int) string {
		return strings.Repeat("SELECT id FROM t WHERE tenant_id = @t AND id IN (", n) + "SELECT @id" + strings.Repeat(")", n)
	}
	ctes := func(n int) string {
		parts := []string{"c0 AS (SELECT id, tenant_id FROM t)"}
		for i := 1; i < n; i++ {
			parts = append(parts, fmt.Sprintf("c%d AS (SELECT a.id, a.tenant_id FROM c%d a JOIN c%d b ON b.id = a.id)", i, i-1, i-1))
		}
		return "WITH " + strings.Join(parts, ", ") + fmt.Sprintf(" SELECT * FROM c%d WHERE tenant_id = @t", n-1)
	}
	for _, c := range []struct{ name, sql, want string }{
		{"conjuncts", "SELECT 1 FROM t WHERE " + repeat(10_000, "other = @p%d", " AND ") + " AND tenant_id = @t", "met"},
		{"conjuncts without scope", "SELECT 1 FROM t WHERE " + repeat(10_000, "other = @p%d", " AND "), "broken"},
		{"arms", "SELECT 1 FROM t WHERE tenant_id = @t AND (" + repeat(10_000, "id = @p%d", " OR ") + ")", "met"},
		{"scoped arms", "SELECT 1 FROM t WHERE " + repeat(5_000, "(tenant_id = @t AND id = @p%d)", " OR "), "met"},
		{"scoped arms but the last", "SELECT 1 FROM t WHERE " + repeat(5_000, "(tenant_id = @t AND id = @p%d)", " OR ") + " OR id = @q", "broken"},
		{"list", "SELECT 1 FROM t WHERE tenant_id IN (" + repeat(10_000, "@p%d", ", ") + ")", "met"},
		{"rows", "INSERT INTO t (id, tenant_id) VALUES " + repeat(10_000, "(@p%d, @t)", ", "), "met"},
		{"union", repeat(1_000, "SELECT %d FROM t WHERE tenant_id = @t", " UNION ALL "), "met"},
		{"joins", "SELECT 1 FROM t t0 JOIN " + repeat(300, "t x%[1]d ON x%[1]d.tenant_id = t0.tenant_id", " JOIN ") + " WHERE t0.tenant_id = @t", "met"},
		{"outer joins", "SELECT 1 FROM t LEFT JOIN " + repeat(150, "u x%[1]d ON x%[1]d.t_id = t.id", " LEFT JOIN ") + " WHERE t.tenant_id = @t", "met"},
		{"nested sub-selects", nested(200), "met"},
		{"chain of CTEs", ctes(12), "met"},
		{"nested arms", "SELECT 1 FROM t WHERE " + strings.Repeat("(id = @a OR tenant_id = @t AND ", 200) + "status = 'x'" + strings.Repeat(")", 200), "broken"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			st := statement(t, c.sql)
			start := time.Now()
			rs := scope.Decide(st, shop(), nil, scope.Options{})
			took := time.Since(start)
			require.NotEmpty(t, rs)
			for _, r := range rs {
				if r.Verdict != scope.Exempt {
					require.Equal(t, c.want, word(r.Verdict), "%s%s", r.Message, r.Reason)
				}
			}
			require.Less(t, took, time.Minute)
			t.Log(took)
		})
	}
}

// TestBeyondTheBound: a statement that would take too long is not decided rather than decided wrongly.
func TestBeyondTheBound(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("SELECT 1 FROM t t0")
	for i := range 3000 {
		fmt.Fprintf(&b, " JOIN v x%d ON x%d.other = t0.other", i, i)
	}
	b.WriteString(" WHERE t0.tenant_id = @t AND (" + strings.Repeat("t0.id = @a OR ", 3000) + "t0.id = @b)")
	st := statement(t, b.String())
	for _, r := range scope.Decide(st, shop(), nil, scope.Options{}) {
		require.NotEqual(t, "met", word(r.Verdict))
	}
}

// TestSameInputSameOutput: a decision depends on nothing but its input.
func TestSameInputSameOutput(t *testing.T) {
	t.Parallel()
	const sql = `WITH x AS (SELECT id, tenant_id FROM t UNION ALL SELECT id, tenant_id FROM v)
		SELECT * FROM x JOIN u ON u.t_id = x.id LEFT JOIN lines l ON l.t_id = u.t_id JOIN open_t o ON o.id = u.t_id
		WHERE (x.tenant_id = @t OR u.tenant_id = @o) AND EXISTS (SELECT 1 FROM tags g WHERE g.tenant_id = x.tenant_id AND g.name = @n)`
	first := explain(scope.Decide(statement(t, sql), shop(), nil, scope.Options{}))
	for range 20 {
		require.Equal(t, first, explain(scope.Decide(statement(t, sql), shop(), nil, scope.Options{})))
	}
}

// TestNothingKnown: without a catalog no relation is taken for global.
func TestNothingKnown(t *testing.T) {
	t.Parallel()
	st := statement(t, "SELECT 1 FROM t WHERE tenant_id = @t")
	rs := scope.Decide(st, nil, nil, scope.Options{})
	require.Equal(t, "t:unresolved", short(rs))
	require.Empty(t, scope.Decide(nil, shop(), nil, scope.Options{}))
	for _, k := range []sqlread.Kind{sqlread.KindUnknown, sqlread.KindFragment, sqlread.KindCall} {
		rs := scope.Decide(&sqlread.Statement{Kind: k}, shop(), nil, scope.Options{})
		require.Len(t, rs, 1)
		require.Equal(t, "unresolved", word(rs[0].Verdict))
	}
}
