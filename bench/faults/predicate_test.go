package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMutate(t *testing.T) {
	t.Parallel()
	g := newGrammar([]string{"tenant_id"}, "other")
	tests := []struct {
		name     string
		text     string
		kind     kind
		fragment bool
		keep     bool
		want     string
		skipped  string
	}{
		{name: "and before", text: "SELECT a FROM t WHERE id = $1 AND tenant_id = $2 LIMIT 1", kind: removed, want: "SELECT a FROM t WHERE id = $1  LIMIT 1"},
		{name: "and behind", text: "SELECT a FROM t WHERE tenant_id = $2::uuid AND id = $1", kind: removed, want: "SELECT a FROM t WHERE  id = $1"},
		{name: "alone", text: "SELECT a FROM t WHERE t.tenant_id = $1 ORDER BY a", kind: removed, want: "SELECT a FROM t WHERE 1 = 1 ORDER BY a"},
		{name: "lines stay", text: "SELECT a\nWHERE x\nAND\n tenant_id = ?\nLIMIT 1", kind: removed, want: "SELECT a\nWHERE x\n\n\nLIMIT 1"},
		{name: "bind kept", text: "id = ? AND tenant_id = ?", kind: removed, fragment: true, keep: true, want: "id = ? AND ? IS NOT NULL"},
		{name: "two of them", text: "SELECT 1 FROM a JOIN b ON a.tenant_id = $1 AND b.tenant_id = $1 WHERE c", kind: removed, want: "SELECT 1 FROM a JOIN b ON  1 = 1 WHERE c"},
		{name: "no condition", text: "UPDATE t SET tenant_id = $1", kind: removed, skipped: "no tenant predicate in a condition"},
		{name: "or beside", text: "SELECT 1 FROM t WHERE tenant_id = $1 OR x", kind: removed, skipped: "predicate stands beside an OR"},
		{name: "bound in a row too", text: "SELECT 1 FROM t JOIN u ON (u.id, u.tenant_id) = ($1, $2::uuid) WHERE t.tenant_id = $2", kind: removed, skipped: "the tenant column stands in a row that is bound as well"},
		{name: "equal to another row's", text: "SELECT 1 FROM t JOIN u ON (u.id, u.tenant_id) = (t.id, t.tenant_id) WHERE t.tenant_id = $2", kind: removed, want: "SELECT 1 FROM t JOIN u ON (u.id, u.tenant_id) = (t.id, t.tenant_id) WHERE 1 = 1"},
		{name: "numbered question mark", text: "SELECT a FROM t WHERE a = ?1 AND tenant_id = ?2", kind: removed, want: "SELECT a FROM t WHERE a = ?1 "},
		{name: "in a string", text: "SELECT ' WHERE tenant_id = $1'", kind: removed, skipped: "no tenant predicate in a condition"},
		{name: "in an upsert", text: "INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = 1 WHERE t.tenant_id = $2", kind: removed, skipped: "stands in an upsert, whose key may hold the tenant"},
		{name: "or arm", text: "SELECT 1 FROM t WHERE id = $1 AND tenant_id = $2", kind: orArm, want: "SELECT 1 FROM t WHERE id = $1 OR tenant_id = $2"},
		{name: "or arm behind", text: "tenant_id = ? AND id = ?", fragment: true, kind: orArm, want: "tenant_id = ? OR id = ?"},
		{name: "or alone", text: "SELECT 1 FROM t WHERE tenant_id = $1", kind: orArm, skipped: "no other condition to join with OR"},
		{name: "coalesce", text: `SELECT 1 FROM t WHERE t."tenant_id" = @t::uuid`, kind: coalesced, want: `SELECT 1 FROM t WHERE t."tenant_id" = COALESCE(@t::uuid, t."tenant_id")`},
		{name: "alias", text: "SELECT 1 FROM t AS a WHERE a.id = $1 AND a.tenant_id = $2", kind: otherAlias, want: "SELECT 1 FROM t AS a CROSS JOIN t AS zzother WHERE a.id = $1 AND zzother.tenant_id = $2"},
		{name: "alias inside a sub-select", text: "SELECT 1 FROM x WHERE id IN (SELECT y FROM t WHERE tenant_id = $2)", kind: otherAlias, want: "SELECT 1 FROM x WHERE id IN (SELECT y FROM t CROSS JOIN t AS zzother WHERE zzother.tenant_id = $2)"},
		{name: "alias after a sub-select", text: "SELECT 1 FROM x WHERE id IN (SELECT y FROM t) AND tenant_id = $2", kind: otherAlias, want: "SELECT 1 FROM x CROSS JOIN x AS zzother WHERE id IN (SELECT y FROM t) AND zzother.tenant_id = $2"},
		{name: "alias of an update", text: "UPDATE t SET a = 1 WHERE tenant_id = $2", kind: otherAlias, skipped: "an UPDATE names no second table where one could be added by text"},
		{name: "left join there", text: "SELECT 1 FROM t a LEFT JOIN u ON u.t_id = a.id WHERE a.tenant_id = $1", kind: leftJoin, want: "SELECT 1 FROM t a LEFT JOIN u ON a.tenant_id = $1 AND u.t_id = a.id WHERE 1 = 1"},
		{name: "left join made up", text: "SELECT 1 FROM t WHERE id = $2 AND tenant_id = $1", kind: leftJoin, want: "SELECT 1 FROM t LEFT JOIN t AS zzother ON zzother.id = t.id AND t.tenant_id = $1 WHERE id = $2 AND 1 = 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, why := g.mutate(tt.text, tt.kind, tt.fragment, tt.keep)
			require.Equal(t, tt.skipped, why)
			require.Equal(t, tt.want, got)
			if why == "" {
				require.Equal(t, strings.Count(tt.text, "\n"), strings.Count(got, "\n"), "lines moved")
			}
		})
	}
}
