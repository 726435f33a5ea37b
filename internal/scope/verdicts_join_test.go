package scope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/scope"
)

func TestJoins(t *testing.T) {
	t.Parallel()
	onWhere := func(where string, i int) func(*testing.T, []scope.Ref) {
		return func(t *testing.T, rs []scope.Ref) {
			t.Helper()
			require.Contains(t, rs[i].Message, where)
			require.NotContains(t, rs[i].Message, "in WHERE")
		}
	}
	run(t, []shape{
		{name: "TS-09/one_bound", sql: "SELECT 1 FROM t JOIN v ON v.other = t.other WHERE t.tenant_id = @t", want: "t:met v:broken"},
		{name: "TS-09/comma", sql: "SELECT 1 FROM t, v WHERE t.tenant_id = @t", want: "t:met v:broken"},
		{name: "TS-09/both_bound", sql: "SELECT 1 FROM t JOIN v ON v.other = t.other WHERE t.tenant_id = @t AND v.tenant_id = @t", want: "t:met v:met"},

		{name: "TS-10/closure", sql: "SELECT 1 FROM t JOIN u ON u.t_id = t.id AND u.tenant_id = t.tenant_id WHERE t.tenant_id = @t", want: "t:met u:met", check: assumes(0, "u")},
		{name: "TS-10/closure_without_key", sql: "SELECT 1 FROM t JOIN v ON v.tenant_id = t.tenant_id WHERE t.tenant_id = @t", want: "t:met v:met"},
		{name: "TS-10/chain", sql: "SELECT 1 FROM t JOIN v ON v.tenant_id = t.tenant_id JOIN tags ON tags.tenant_id = v.tenant_id WHERE t.tenant_id = @t", want: "t:met v:met tags:met"},
		{name: "TS-10/chain_broken", sql: "SELECT 1 FROM t JOIN v ON v.tenant_id = t.tenant_id JOIN tags ON tags.name = v.other WHERE t.tenant_id = @t", want: "t:met v:met tags:broken"},
		{name: "TS-10/using", sql: "SELECT 1 FROM t JOIN v USING (tenant_id) WHERE t.tenant_id = @t", want: "t:met v:met"},
		{name: "TS-10/using_merged_name", sql: "SELECT 1 FROM t JOIN v USING (tenant_id) WHERE tenant_id = @t", want: "t:met v:met"},
		{name: "TS-10/using_other", sql: "SELECT 1 FROM t JOIN v USING (other) WHERE t.tenant_id = @t", want: "t:met v:broken"},
		{name: "TS-10/natural", sql: "SELECT 1 FROM t NATURAL JOIN v WHERE t.tenant_id = @t", want: "t:met v:met"},

		{name: "TS-11/no_bind", sql: "SELECT 1 FROM t JOIN v ON v.tenant_id = t.tenant_id", want: "t:broken v:broken"},
		{name: "TS-11/bind", sql: "SELECT 1 FROM t JOIN v ON v.tenant_id = t.tenant_id AND v.tenant_id = @t", want: "t:met v:met"},

		{name: "TS-12/child_of_bound_parent", sql: "SELECT 1 FROM t JOIN u ON u.t_id = t.id WHERE t.tenant_id = @t", want: "t:met u:met", check: assumes(0, "u")},
		{name: "TS-12/parent_of_bound_child", sql: "SELECT 1 FROM t JOIN u ON u.t_id = t.id WHERE u.tenant_id = @t", want: "t:met u:met", check: assumes(1, "t")},
		{name: "TS-12/parent_of_bound_child_key_with_tenant", sql: "SELECT 1 FROM t JOIN strict_lines s ON s.t_id = t.id WHERE s.tenant_id = @t", want: "t:met strict_lines:met", check: assumes(0, "t")},
		{name: "TS-12/onto_primary_key", sql: "SELECT 1 FROM t JOIN v ON v.t_ref = t.id WHERE t.tenant_id = @t", want: "t:met v:met", check: assumes(1, "v")},
		{name: "TS-12/onto_no_key", sql: "SELECT 1 FROM t JOIN v ON v.t_ref = t.other WHERE t.tenant_id = @t", want: "t:met v:broken"},
		{name: "TS-12/neither_bound", sql: "SELECT 1 FROM t JOIN u ON u.t_id = t.id", want: "t:broken u:broken"},
		{name: "TS-12/shared_parent", sql: "SELECT 1 FROM u JOIN lines l ON l.t_id = u.t_id WHERE u.tenant_id = @t", want: "u:met lines:met", check: assumes(1, "lines")},
		{name: "TS-12/shared_parent_by_name", sql: "SELECT 1 FROM w JOIN lines l ON l.t_id = w.t_id WHERE w.tenant_id = @t", want: "w:met lines:met", check: assumes(1, "lines")},
		{name: "TS-12/shared_parent_by_another_name", sql: "SELECT 1 FROM w JOIN lines l ON l.t_id = w.other WHERE w.tenant_id = @t", want: "w:met lines:broken"},
		{name: "TS-12/shared_parent_by_two_names", sql: "DELETE FROM logs WHERE (task_id, seen) IN (SELECT task_id, seen FROM logs WHERE tenant_id = @t)", want: "logs:met logs:met", check: assumes(0, "tags")},
		{name: "TS-12/shared_state_is_no_parent", sql: "DELETE FROM logs WHERE (task_state, seen) IN (SELECT task_state, seen FROM logs WHERE tenant_id = @t)", want: "logs:broken logs:met"},
		{name: "TS-12/shared_country_is_no_parent", sql: "SELECT 1 FROM addresses a JOIN addresses b ON b.country_id = a.country_id WHERE a.tenant_id = @t", want: "addresses:met addresses:broken"},
		{name: "TS-12/child_of_shared_row", sql: "SELECT 1 FROM shared s JOIN shared_uses x ON x.shared_id = s.id WHERE s.tenant_id = @t OR s.tenant_id IS NULL", want: "shared:met shared_uses:broken"},
		{name: "TS-12/child_of_own_row", sql: "SELECT 1 FROM shared s JOIN shared_uses x ON x.shared_id = s.id WHERE s.tenant_id = @t", want: "shared:met shared_uses:met"},
		{name: "TS-12/second_reference_to_the_tenants", sql: "SELECT 1 FROM tenants a JOIN tenants b ON b.parent_id = a.id WHERE a.id = @t", want: "tenants:met tenants:broken"},
		{name: "TS-12/part_of_a_key_that_identifies", sql: "SELECT 1 FROM tasks a JOIN runs r ON r.task_id = a.id WHERE a.tenant_id = @t", want: "tasks:met runs:met"},
		{name: "TS-12/part_of_a_key_that_does_not", sql: "SELECT 1 FROM tasks a JOIN runs r ON r.task_inserted_at = a.inserted_at WHERE a.tenant_id = @t", want: "tasks:met runs:broken"},
		{name: "TS-12/same_row_twice", sql: "SELECT 1 FROM t JOIN t t2 ON t2.id = t.id WHERE t.tenant_id = @t", want: "t:met t:met", check: assumes(0, "t")},
		{name: "TS-12/same_row_by_part_of_key", sql: "UPDATE tasks SET state = 'x' FROM (SELECT id FROM tasks WHERE tenant_id = @t FOR UPDATE) s WHERE s.id = tasks.id", want: "tasks:met tasks:met"},
		{name: "TS-12/other_row_by_part_of_key", sql: "UPDATE tasks SET state = 'x' FROM (SELECT inserted_at FROM tasks WHERE tenant_id = @t FOR UPDATE) s WHERE s.inserted_at = tasks.inserted_at", want: "tasks:broken tasks:met"},
		{name: "TS-12/two_rows", sql: "SELECT 1 FROM t JOIN t t2 ON t2.other = t.other WHERE t.tenant_id = @t", want: "t:met t:broken"},
		{name: "TS-12/same_value_is_a_join", sql: "SELECT 1 FROM t, u WHERE t.id = @id AND u.t_id = @id AND t.tenant_id = @t", want: "t:met u:met"},
		{name: "TS-12/two_values_are_none", sql: "SELECT 1 FROM t, u WHERE t.id = @id AND u.t_id = @other AND t.tenant_id = @t", want: "t:met u:broken"},

		{name: "TS-13/left_on_bind", sql: "SELECT 1 FROM t LEFT JOIN v ON v.other = t.other AND v.tenant_id = @t", want: "t:broken v:met"},
		{name: "TS-13/left_on_bind_of_kept_side", sql: "SELECT 1 FROM t LEFT JOIN v ON v.other = t.other AND t.tenant_id = @t", want: "t:broken v:broken", check: onWhere("keeps every row of t", 0)},
		{name: "TS-13/left_where", sql: "SELECT 1 FROM t LEFT JOIN v ON v.other = t.other WHERE t.tenant_id = @t", want: "t:met v:broken", check: onWhere("in ON", 1)},
		{name: "TS-13/left_both", sql: "SELECT 1 FROM t LEFT JOIN v ON v.other = t.other AND v.tenant_id = t.tenant_id WHERE t.tenant_id = @t", want: "t:met v:met"},
		{name: "TS-13/right_on_bind", sql: "SELECT 1 FROM t RIGHT JOIN v ON v.other = t.other AND t.tenant_id = @t", want: "t:met v:broken"},
		{name: "TS-13/right_where", sql: "SELECT 1 FROM t RIGHT JOIN v ON v.other = t.other WHERE v.tenant_id = @t", want: "t:broken v:met", check: onWhere("in ON", 0)},
		{name: "TS-13/right_both", sql: "SELECT 1 FROM t RIGHT JOIN v ON v.other = t.other AND v.tenant_id = t.tenant_id WHERE v.tenant_id = @t", want: "t:met v:met"},
		{name: "TS-13/full", sql: "SELECT 1 FROM t FULL JOIN v ON v.tenant_id = @t AND t.tenant_id = @t", want: "t:broken v:broken"},
		{name: "TS-13/full_where", sql: "SELECT 1 FROM t FULL JOIN v ON v.other = t.other WHERE v.tenant_id = @t AND t.tenant_id = @t", want: "t:met v:met"},
		{name: "TS-13/left_key_join", sql: "SELECT 1 FROM t LEFT JOIN u ON u.t_id = t.id WHERE t.tenant_id = @t", want: "t:met u:met"},
		{name: "TS-13/left_chain", sql: "SELECT 1 FROM t LEFT JOIN lines l ON l.t_id = t.id LEFT JOIN line_notes n ON n.line_id = l.id WHERE t.tenant_id = @t", want: "t:met lines:met line_notes:met"},
		{name: "TS-13/left_chain_without_key", sql: "SELECT 1 FROM t LEFT JOIN lines l ON l.pos = 1 LEFT JOIN line_notes n ON n.line_id = l.id WHERE t.tenant_id = @t", want: "t:met lines:broken line_notes:broken"},
		{name: "TS-13/where_makes_it_inner", sql: "SELECT 1 FROM t LEFT JOIN v ON v.tenant_id = t.tenant_id WHERE v.tenant_id = @t", want: "t:met v:met"},
		{name: "TS-13/where_that_accepts_null_does_not", sql: "SELECT 1 FROM t LEFT JOIN v ON v.tenant_id = t.tenant_id WHERE COALESCE(v.tenant_id, @t) = @t", want: "t:broken v:broken"},
		{name: "TS-13/absent_or_scoped", sql: "SELECT 1 FROM t LEFT JOIN v ON v.other = t.other WHERE t.tenant_id = @t AND (v.id IS NULL OR v.tenant_id = @t)", want: "t:met v:met"},
		{name: "TS-13/parenthesised_side", sql: "SELECT 1 FROM t LEFT JOIN (u JOIN v ON v.tenant_id = u.tenant_id) ON u.t_id = t.id WHERE t.tenant_id = @t", want: "t:met u:met v:met"},

		{name: "TS-14/unqualified_ambiguous", sql: "SELECT 1 FROM t JOIN v ON v.other = t.other WHERE tenant_id = @t", want: "t:broken v:broken"},
		{name: "TS-14/unqualified_only_one_has_it", sql: "SELECT 1 FROM t JOIN countries c ON c.code = t.other WHERE tenant_id = @t", want: "t:met"},
		{name: "TS-14/unqualified_only_one_tenant_table_has_it", sql: "SELECT 1 FROM t JOIN lines l ON l.t_id = t.id WHERE tenant_id = @t", want: "t:met lines:met"},
		{name: "TS-14/unqualified_of_outer", sql: "SELECT 1 FROM t WHERE id IN (SELECT t_id FROM lines WHERE tenant_id = @t)", want: "t:met lines:met"},
		{name: "TS-14/unqualified_of_outer_alone", sql: "SELECT 1 FROM t WHERE other IN (SELECT qty FROM lines WHERE tenant_id = @t)", want: "t:met lines:broken"},

		{name: "TS-21/update_from", sql: "UPDATE t SET name = @n FROM v WHERE v.tenant_id = @t AND v.other = t.other", want: "t:broken v:met"},
		{name: "TS-21/update_from_key_join", sql: "UPDATE t SET name = u.x FROM u WHERE u.tenant_id = @t AND u.t_id = t.id", want: "t:met u:met"},
		{name: "TS-21/update_from_both", sql: "UPDATE t SET name = @n FROM v WHERE v.tenant_id = @t AND v.tenant_id = t.tenant_id", want: "t:met v:met"},
		{name: "TS-21/delete_using", sql: "DELETE FROM t USING v WHERE v.tenant_id = @t AND v.other = t.other", want: "t:broken v:met"},
		{name: "TS-21/delete_using_key_join", sql: "DELETE FROM u USING t WHERE t.tenant_id = @t AND u.t_id = t.id", want: "u:met t:met"},
		{name: "TS-21/mysql_update_join", sql: "UPDATE t JOIN v ON v.other = t.other SET t.name = ? WHERE v.tenant_id = ?", want: "t:broken v:met"},
		{name: "TS-21/mysql_update_join_scoped", sql: "UPDATE t JOIN v ON v.other = t.other SET t.name = ? WHERE v.tenant_id = ? AND t.tenant_id = v.tenant_id", want: "t:met v:met"},
		{name: "TS-21/mysql_delete_join", sql: "DELETE a FROM t a JOIN v b ON b.other = a.other WHERE b.tenant_id = ?", want: "t:broken v:met"},
		{name: "TS-21/mysql_delete_join_scoped", sql: "DELETE a FROM t a JOIN v b ON b.other = a.other WHERE a.tenant_id = ? AND b.tenant_id = a.tenant_id", want: "t:met v:met"},
		{name: "TS-21/self_through_derived", sql: "UPDATE t SET status = 'x' FROM (SELECT id FROM t WHERE tenant_id = @t LIMIT 10 FOR UPDATE) s WHERE s.id = t.id", want: "t:met t:met"},
		{name: "TS-21/self_through_derived_unscoped", sql: "UPDATE t SET status = 'x' FROM (SELECT id FROM t WHERE status = 'y' LIMIT 10 FOR UPDATE) s WHERE s.id = t.id", want: "t:broken t:broken"},
	})
}
