package scope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// TestFix applies each mend to the text and judges the result.
func TestFix(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, sql, want string }{
		{"and", "SELECT name FROM t WHERE id = $1", "SELECT name FROM t WHERE id = $1 AND tenant_id = $9"},
		{"behind parentheses", "SELECT name FROM t WHERE (id = $1) ORDER BY name", "SELECT name FROM t WHERE (id = $1) AND tenant_id = $9 ORDER BY name"},
		{"or", "SELECT name FROM t WHERE id = $1 OR name = $2 LIMIT 1", "SELECT name FROM t WHERE (id = $1 OR name = $2) AND tenant_id = $9 LIMIT 1"},
		{"or in parentheses", "SELECT name FROM t WHERE (id = $1 OR name = $2)", "SELECT name FROM t WHERE ((id = $1 OR name = $2)) AND tenant_id = $9"},
		{"no where", "SELECT name FROM t ORDER BY name", "SELECT name FROM t WHERE tenant_id = $9 ORDER BY name"},
		{"alias", "SELECT a.name FROM t a JOIN countries c ON c.code = a.other WHERE a.id = $1", "SELECT a.name FROM t a JOIN countries c ON c.code = a.other WHERE a.id = $1 AND a.tenant_id = $9"},
		{"on", "SELECT 1 FROM t LEFT JOIN v ON v.other = t.other WHERE t.tenant_id = $1", "SELECT 1 FROM t LEFT JOIN v ON v.other = t.other AND v.tenant_id = $9 WHERE t.tenant_id = $1"},
		{"update", "UPDATE t SET name = $1 WHERE id = $2", "UPDATE t SET name = $1 WHERE id = $2 AND tenant_id = $9"},
		{"update without where", "UPDATE t SET name = $1", "UPDATE t SET name = $1 WHERE tenant_id = $9"},
		{"delete without where", "DELETE FROM t RETURNING id", "DELETE FROM t WHERE tenant_id = $9 RETURNING id"},
		{"sub-select", "SELECT (SELECT count(*) FROM v WHERE v.other = t.other) FROM t WHERE t.tenant_id = $1", "SELECT (SELECT count(*) FROM v WHERE v.other = t.other AND tenant_id = $9) FROM t WHERE t.tenant_id = $1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := c.sql
			for _, r := range decide(t, c.sql, nil, scope.Options{}) {
				if r.Verdict != verdict.Broken {
					continue
				}
				require.NotNil(t, r.Fix)
				got = got[:r.Fix.Offset] + r.Fix.Before + "$9" + r.Fix.After + got[r.Fix.Offset:]
				if r.Fix.Open >= 0 {
					got = got[:r.Fix.Open] + "(" + got[r.Fix.Open:]
				}
			}
			require.Equal(t, c.want, got)
			for _, r := range decide(t, got, nil, scope.Options{}) {
				require.NotEqual(t, verdict.Broken, r.Verdict, "%s", r.Message)
			}
		})
	}
	for _, sql := range []string{
		"SELECT name FROM t WHERE tenant_id = 'x'",
		"SELECT name FROM t WHERE @p IS NULL OR tenant_id = @p",
		"SELECT qty FROM lines WHERE id = @id",
		"INSERT INTO t (id) VALUES (@id)",
	} {
		for _, r := range decide(t, sql, nil, scope.Options{}) {
			require.Nil(t, r.Fix, sql)
		}
	}
}
