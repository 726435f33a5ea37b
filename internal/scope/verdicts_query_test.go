package scope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/scope"
)

func TestSubSelects(t *testing.T) {
	t.Parallel()
	run(t, []shape{
		{name: "TS-15/in_key", sql: "SELECT name FROM t WHERE id IN (SELECT t_id FROM u WHERE tenant_id = @t)", want: "t:met u:met"},
		{name: "TS-15/in_own_key", sql: "SELECT name FROM t WHERE id IN (SELECT id FROM t WHERE tenant_id = @t LIMIT 5)", want: "t:met t:met"},
		{name: "TS-15/in_reference", sql: "SELECT x FROM u WHERE t_id IN (SELECT id FROM t WHERE tenant_id = @t)", want: "u:met t:met"},
		{name: "TS-15/in_tenant", sql: "SELECT name FROM t WHERE tenant_id IN (SELECT tenant_id FROM v WHERE v.tenant_id = @t)", want: "t:met v:met"},
		{name: "TS-15/equal_to_scalar", sql: "SELECT name FROM t WHERE id = (SELECT t_id FROM u WHERE id = @u AND tenant_id = @t)", want: "t:met u:met"},
		{name: "TS-15/equal_to_latest", sql: "SELECT name FROM t WHERE id = (SELECT max(id) FROM t WHERE tenant_id = @t)", want: "t:met t:met"},
		{name: "TS-15/equal_to_tenant_of", sql: "SELECT name FROM v WHERE tenant_id = (SELECT tenant_id FROM t WHERE id = @id AND tenant_id = @t)", want: "v:met t:met"},
		{name: "TS-15/any_array", sql: "SELECT x FROM u WHERE t_id = ANY(ARRAY(SELECT id FROM t WHERE tenant_id = @t))", want: "u:met t:met"},
		{name: "TS-15/row", sql: "SELECT x FROM u WHERE (t_id, kind) IN (SELECT id, 'a' FROM t WHERE tenant_id = @t)", want: "u:met t:met"},
		{name: "TS-15/exists", sql: "SELECT x FROM u WHERE EXISTS (SELECT 1 FROM t WHERE t.id = u.t_id AND t.tenant_id = @t)", want: "u:met t:met"},
		{name: "TS-15/exists_uncorrelated_by_value", sql: "SELECT qty FROM lines WHERE t_id = @id AND EXISTS (SELECT 1 FROM t WHERE id = @id AND tenant_id = @t)", want: "lines:met t:met"},
		{name: "TS-15/in_union", sql: "SELECT name FROM t WHERE id IN (SELECT t_id FROM u WHERE tenant_id = @t UNION SELECT t_id FROM strict_lines WHERE tenant_id = @t)", want: "t:met u:met strict_lines:met"},
		{name: "TS-15/in_union_one_unscoped", sql: "SELECT name FROM t WHERE id IN (SELECT t_id FROM u WHERE tenant_id = @t UNION SELECT t_id FROM strict_lines)", want: "t:broken u:met strict_lines:broken"},

		{name: "TS-15/in_column_named_for_the_key", sql: "SELECT state FROM tasks WHERE (id, inserted_at) IN (SELECT task_id, seen FROM logs WHERE tenant_id = @t)", want: "tasks:met logs:met", check: assumes(1, "tasks")},
		{name: "TS-15/equal_to_external_id", sql: "SELECT seen FROM logs WHERE task_external_id = (SELECT external_id FROM tasks WHERE id = @id AND tenant_id = @t)", want: "logs:met tasks:met", check: assumes(1, "logs")},
		{name: "TS-16/equal_to_state", sql: "SELECT seen FROM logs WHERE task_state = (SELECT state FROM tasks WHERE id = @id AND tenant_id = @t)", want: "logs:broken tasks:met"},
		{name: "TS-16/in_other", sql: "SELECT name FROM t WHERE other IN (SELECT other FROM v WHERE tenant_id = @t)", want: "t:broken v:met"},
		{name: "TS-16/in_column_that_refers_to_nothing", sql: "SELECT name FROM t WHERE id IN (SELECT other FROM v WHERE tenant_id = @t)", want: "t:broken v:met"},
		{name: "TS-16/exists_by_no_key", sql: "SELECT name FROM t WHERE EXISTS (SELECT 1 FROM v WHERE v.other = t.other AND v.tenant_id = @t)", want: "t:broken v:met"},
		{name: "TS-16/exists_not_at_all", sql: "SELECT name FROM t WHERE EXISTS (SELECT 1 FROM v WHERE v.tenant_id = @t)", want: "t:broken v:met"},
		{name: "TS-16/not_exists", sql: "SELECT x FROM u WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.id = u.t_id AND t.tenant_id = @t)", want: "u:broken t:met"},
		{name: "TS-16/not_in", sql: "SELECT name FROM t WHERE id NOT IN (SELECT t_id FROM u WHERE tenant_id = @t)", want: "t:broken u:met"},
		{name: "TS-16/count_zero_shows_no_row", sql: "SELECT x FROM u WHERE 0 = (SELECT count(*) FROM t WHERE t.id = u.t_id AND t.tenant_id = @t)", want: "u:broken t:met"},

		{name: "TS-17/scalar_scoped_outer_not", sql: "SELECT name, (SELECT count(*) FROM v WHERE v.tenant_id = @t) FROM t WHERE id = @id", want: "v:met t:broken"},
		{name: "TS-17/outer_scoped_scalar_not", sql: "SELECT name, (SELECT count(*) FROM v WHERE v.other = t.other) FROM t WHERE tenant_id = @t", want: "v:broken t:met"},
		{name: "TS-17/both", sql: "SELECT name, (SELECT count(*) FROM v WHERE v.tenant_id = t.tenant_id) FROM t WHERE tenant_id = @t", want: "v:met t:met"},
		{name: "TS-17/correlated_by_key", sql: "SELECT name, (SELECT count(*) FROM u WHERE u.t_id = t.id) FROM t WHERE tenant_id = @t", want: "u:met t:met"},
		{name: "TS-17/outer_scoped_in_by_one_parent", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM t_tags WHERE tag_id = @g)", want: "t:met t_tags:met", check: assumes(1, "tags")},
		{name: "TS-17/outer_scoped_in_by_a_list_of_one", sql: "SELECT name FROM t WHERE tenant_id = $1 AND id IN (SELECT t_id FROM t_tags WHERE tag_id IN ($2))", want: "t:met t_tags:met"},
		{name: "TS-17/outer_scoped_in_by_key", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:met"},
		{name: "TS-17/outer_scoped_in_by_no_key", sql: "SELECT name FROM t WHERE tenant_id = @t AND other IN (SELECT kind FROM u WHERE kind = @k)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_by_no_key_like_exists", sql: "SELECT name FROM t WHERE tenant_id = @t AND EXISTS (SELECT 1 FROM u WHERE u.kind = t.other AND kind = @k)", want: "t:met u:broken"},
		{name: "TS-17/outer_unscoped_in_by_key", sql: "SELECT name FROM t WHERE status = @s AND id IN (SELECT t_id FROM u WHERE kind = @k)", want: "t:broken u:broken"},
		{name: "TS-17/outer_scoped_in_by_a_list", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM t_tags WHERE tag_id IN (@g))", want: "t:met t_tags:met"},
		{name: "TS-17/outer_scoped_in_by_a_list_the_other_key", sql: "SELECT name FROM t WHERE tenant_id = @t AND other IN (SELECT tag_id FROM t_tags WHERE tag_id IN (@g))", want: "t:met t_tags:broken"},
		{name: "TS-17/outer_scoped_in_parent", sql: "SELECT x FROM u WHERE tenant_id = @t AND t_id IN (SELECT id FROM t WHERE name LIKE @n)", want: "u:met t:met", check: assumes(1, "t")},
		{name: "TS-17/outer_scoped_in_parent_like_exists", sql: "SELECT x FROM u WHERE tenant_id = @t AND EXISTS (SELECT 1 FROM t WHERE t.id = u.t_id AND name LIKE @n)", want: "u:met t:met", check: assumes(1, "t")},
		{name: "TS-17/outer_scoped_any", sql: "SELECT name FROM t WHERE tenant_id = @t AND id = ANY (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:met"},
		{name: "TS-17/outer_scoped_any_by_less", sql: "SELECT name FROM t WHERE tenant_id = @t AND id > ANY (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_row", sql: "SELECT name FROM t WHERE tenant_id = @t AND (id, other) IN (SELECT t_id, kind FROM u)", want: "t:met u:met"},
		{name: "TS-17/outer_scoped_in_row_by_no_key", sql: "SELECT name FROM t WHERE tenant_id = @t AND (other, status) IN (SELECT x, kind FROM u)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_arm", sql: "SELECT name FROM t WHERE tenant_id = @t AND (name LIKE @n OR id IN (SELECT t_id FROM u WHERE kind = @k))", want: "t:met u:met"},
		{name: "TS-17/arm_beside_the_scope", sql: "SELECT name FROM t WHERE tenant_id = @t OR id IN (SELECT t_id FROM u WHERE kind = @k)", want: "t:broken u:broken"},
		{name: "TS-17/outer_scoped_in_limited", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u WHERE kind = @k LIMIT 5)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_from_an_offset", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u WHERE kind = @k OFFSET 5)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_one_of_each", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT DISTINCT ON (kind) t_id FROM u)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_distinct", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT DISTINCT t_id FROM u)", want: "t:met u:met"},
		{name: "TS-17/outer_scoped_in_latest", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT max(t_id) FROM u GROUP BY kind)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_grouped", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u GROUP BY t_id HAVING count(*) > 1)", want: "t:met u:met"},
		{name: "TS-17/outer_scoped_in_union", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u UNION SELECT t_id FROM lines)", want: "t:met u:met lines:met"},
		{name: "TS-17/outer_scoped_in_union_one_by_no_key", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u UNION SELECT x FROM u WHERE kind = @k)", want: "t:met u:met u:broken"},
		{name: "TS-17/outer_scoped_in_locked", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u WHERE kind = @k FOR UPDATE)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_in_scalar", sql: "SELECT name FROM t WHERE tenant_id = @t AND id = (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_not_in", sql: "SELECT name FROM t WHERE tenant_id = @t AND id NOT IN (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:met"},
		{name: "TS-17/outer_scoped_not_in_like_not_exists", sql: "SELECT name FROM t WHERE tenant_id = @t AND NOT EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id AND kind = @k)", want: "t:met u:met"},
		{name: "TS-17/outer_scoped_not_in_with_null", sql: "SELECT name FROM t WHERE tenant_id = @t AND id NOT IN (SELECT t_id FROM w WHERE other = @k)", want: "t:met w:broken"},
		{name: "TS-17/outer_scoped_in_with_null", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM w WHERE other = @k)", want: "t:met w:met"},
		{name: "TS-17/null_outer_scoped_not_in", sql: "SELECT other FROM w WHERE tenant_id = @t AND t_id NOT IN (SELECT id FROM t WHERE status = @s)", want: "w:met t:broken"},
		{name: "TS-17/not_of_in_with_null", sql: "SELECT name FROM t WHERE tenant_id = @t AND NOT (id IN (SELECT t_id FROM w WHERE other = @k))", want: "t:met w:broken"},
		{name: "TS-17/not_of_not_in_with_null", sql: "SELECT name FROM t WHERE tenant_id = @t AND NOT (id NOT IN (SELECT t_id FROM w WHERE other = @k))", want: "t:met w:met"},
		{name: "TS-17/unequal_to_all", sql: "SELECT name FROM t WHERE tenant_id = @t AND id <> ALL (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:met"},
		{name: "TS-17/unequal_to_all_with_null", sql: "SELECT name FROM t WHERE tenant_id = @t AND id <> ALL (SELECT t_id FROM w WHERE other = @k)", want: "t:met w:broken"},
		{name: "TS-17/unequal_to_any", sql: "SELECT name FROM t WHERE tenant_id = @t AND id <> ANY (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:broken"},
		{name: "TS-17/in_as_output", sql: "SELECT id IN (SELECT t_id FROM u WHERE kind = @k) FROM t WHERE tenant_id = @t", want: "u:met t:met"},
		{name: "TS-17/in_as_output_with_null", sql: "SELECT id IN (SELECT t_id FROM w WHERE other = @k) FROM t WHERE tenant_id = @t", want: "w:broken t:met"},
		{name: "TS-17/in_of_a_row_that_may_miss", sql: "SELECT v.other FROM v LEFT JOIN t ON t.id = v.t_ref AND t.tenant_id = @t WHERE v.tenant_id = @t AND t.id NOT IN (SELECT t_id FROM u WHERE kind = @k)", want: "v:met t:met u:broken"},
		{name: "TS-17/delete_in_by_key", sql: "DELETE FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:met"},
		{name: "TS-17/delete_in_by_key_unscoped", sql: "DELETE FROM t WHERE id IN (SELECT t_id FROM u WHERE kind = @k)", want: "t:broken u:broken"},
		{name: "TS-17/update_in_by_key", sql: "UPDATE t SET status = 'x' WHERE tenant_id = @t AND id IN (SELECT t_id FROM u WHERE kind = @k)", want: "t:met u:met"},
		{name: "TS-17/in_what_is_deleted", sql: "WITH d AS (DELETE FROM u WHERE kind = @k RETURNING t_id) SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM d)", want: "u:broken t:met"},
		{name: "TS-17/in_what_is_read_before", sql: "WITH d AS (SELECT t_id FROM u WHERE kind = @k) SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM d)", want: "u:met t:met"},
		{name: "TS-17/in_what_is_read_before_and_shown", sql: "WITH d AS (SELECT t_id, x FROM u WHERE kind = @k) SELECT name, (SELECT max(x) FROM d) FROM t WHERE tenant_id = @t AND id IN (SELECT t_id FROM d)", want: "u:broken t:met"},
		{name: "TS-17/in_what_a_part_is_read_of", sql: "SELECT name FROM t WHERE tenant_id = @t AND id IN (SELECT d.t_id FROM (SELECT t_id FROM u ORDER BY x LIMIT 3) d)", want: "t:met u:broken"},
		{name: "TS-17/outer_scoped_exists_by_key", sql: "SELECT name FROM t WHERE tenant_id = @t AND EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id AND kind = @k)", want: "t:met u:met"},
		{name: "TS-17/within_an_arm", sql: "SELECT name FROM t WHERE (tenant_id = @t AND EXISTS (SELECT 1 FROM v WHERE v.tenant_id = t.tenant_id)) OR (tenant_id = @t AND status = 'x')", want: "t:met v:met"},
		{name: "TS-17/order_by", sql: "SELECT name FROM t WHERE tenant_id = @t ORDER BY (SELECT count(*) FROM v)", want: "t:met v:broken"},
		{name: "TS-17/in_set", sql: "UPDATE t SET other = (SELECT count(*) FROM v) WHERE tenant_id = @t", want: "t:met v:broken"},
		{name: "TS-17/in_set_correlated", sql: "UPDATE t SET other = (SELECT count(*) FROM v WHERE v.tenant_id = t.tenant_id) WHERE tenant_id = @t", want: "t:met v:met"},

		{name: "TS-18/union", sql: "SELECT name FROM t WHERE tenant_id = @t UNION ALL SELECT other FROM v", want: "t:met v:broken"},
		{name: "TS-18/union_both", sql: "SELECT name FROM t WHERE tenant_id = @t UNION ALL SELECT other FROM v WHERE tenant_id = @t", want: "t:met v:met"},
		{name: "TS-18/intersect", sql: "SELECT other FROM t INTERSECT SELECT other FROM v WHERE tenant_id = @t", want: "t:broken v:met"},
		{name: "TS-18/intersect_both", sql: "SELECT other FROM t WHERE tenant_id = @t INTERSECT SELECT other FROM v WHERE tenant_id = @t", want: "t:met v:met"},
		{name: "TS-18/except", sql: "SELECT other FROM t WHERE tenant_id = @t EXCEPT SELECT other FROM v", want: "t:met v:broken"},
		{name: "TS-18/except_both", sql: "SELECT other FROM t WHERE tenant_id = @t EXCEPT SELECT other FROM v WHERE tenant_id = @t", want: "t:met v:met"},
	})
}

func TestInlined(t *testing.T) {
	t.Parallel()
	run(t, []shape{
		{name: "TS-19/cte_scoped", sql: "WITH x AS (SELECT id FROM t WHERE tenant_id = @t) SELECT * FROM x", want: "t:met"},
		{name: "TS-19/cte_unscoped", sql: "WITH x AS (SELECT id FROM t WHERE status = @s) SELECT * FROM x", want: "t:broken"},
		{name: "TS-19/cte_scoped_outside", sql: "WITH x AS (SELECT id, tenant_id FROM t WHERE status = @s) SELECT * FROM x WHERE x.tenant_id = @t", want: "t:met"},
		{name: "TS-19/cte_scoped_outside_renamed", sql: "WITH x (a, b) AS (SELECT id, tenant_id FROM t) SELECT * FROM x WHERE b = @t", want: "t:met"},
		{name: "TS-19/cte_scoped_outside_other_column", sql: "WITH x (b, a) AS (SELECT id, tenant_id FROM t) SELECT * FROM x WHERE b = @t", want: "t:broken"},
		{name: "TS-19/cte_scoped_outside_once_of_two", sql: "WITH x AS (SELECT id, tenant_id FROM t) SELECT * FROM x JOIN x y ON y.id > x.id WHERE x.tenant_id = @t", want: "t:broken"},
		{name: "TS-19/cte_scoped_outside_both", sql: "WITH x AS (SELECT id, tenant_id FROM t) SELECT * FROM x JOIN x y ON y.tenant_id = x.tenant_id WHERE x.tenant_id = @t", want: "t:met"},
		{name: "TS-19/cte_limit_is_not_reached_into", sql: "WITH x AS (SELECT id, tenant_id FROM t ORDER BY id LIMIT 10) SELECT * FROM x WHERE x.tenant_id = @t", want: "t:broken"},
		{name: "TS-19/cte_group_key", sql: "WITH x AS (SELECT tenant_id, count(*) AS n FROM t GROUP BY tenant_id) SELECT n FROM x WHERE x.tenant_id = @t", want: "t:met"},
		{name: "TS-19/cte_group_not_key", sql: "WITH x AS (SELECT max(tenant_id) AS tenant_id, count(*) AS n FROM t GROUP BY status) SELECT n FROM x WHERE x.tenant_id = @t", want: "t:broken"},
		{name: "TS-19/cte_window", sql: "WITH x AS (SELECT tenant_id, row_number() OVER (ORDER BY id) AS n FROM t) SELECT n FROM x WHERE x.tenant_id = @t", want: "t:broken"},
		{name: "TS-19/cte_joined_by_key", sql: "WITH x AS (SELECT t_id, count(*) AS n FROM u GROUP BY t_id) SELECT n FROM t JOIN x ON x.t_id = t.id WHERE t.tenant_id = @t", want: "u:met t:met"},
		{name: "TS-19/cte_joined_by_no_key", sql: "WITH x AS (SELECT kind, count(*) AS n FROM u GROUP BY kind) SELECT n FROM t JOIN x ON x.kind = t.other WHERE t.tenant_id = @t", want: "u:broken t:met"},
		{name: "TS-19/cte_scopes_table", sql: "WITH x AS (SELECT id FROM t WHERE tenant_id = @t) SELECT u.x FROM u JOIN x ON x.id = u.t_id", want: "t:met u:met"},
		{name: "TS-19/cte_chain", sql: "WITH a AS (SELECT id FROM t WHERE tenant_id = @t), b AS (SELECT a.id FROM a) SELECT u.x FROM u JOIN b ON b.id = u.t_id", want: "t:met u:met"},
		{name: "TS-19/cte_chain_scoped_outside", sql: "WITH a AS (SELECT id, tenant_id FROM t), b AS (SELECT id, tenant_id FROM a) SELECT * FROM b WHERE tenant_id = @t", want: "t:met"},
		{name: "TS-19/cte_tenant_for_table", sql: "WITH x AS (SELECT tenant_id FROM t WHERE id = @id AND tenant_id = @t) SELECT v.other FROM v JOIN x ON x.tenant_id = v.tenant_id", want: "t:met v:met"},
		{name: "TS-19/cte_input", sql: "WITH input AS (SELECT unnest(@ids::uuid[]) AS id, unnest(@ts::uuid[]) AS tenant_id) SELECT t.name FROM t JOIN input i ON i.id = t.id AND i.tenant_id = t.tenant_id", want: "t:met"},
		{name: "TS-19/cte_input_without_tenant", sql: "WITH input AS (SELECT unnest(@ids::uuid[]) AS id, unnest(@ts::uuid[]) AS tenant_id) SELECT t.name FROM t JOIN input i ON i.id = t.id", want: "t:broken"},
		{name: "TS-19/cte_sub_select", sql: "WITH x AS (SELECT id FROM t WHERE tenant_id = @t) DELETE FROM u WHERE t_id IN (SELECT id FROM x)", want: "t:met u:met"},
		{name: "TS-19/cte_union", sql: "WITH x AS (SELECT id, tenant_id FROM t UNION ALL SELECT id, tenant_id FROM v) SELECT * FROM x WHERE tenant_id = @t", want: "t:met v:met"},
		{name: "TS-19/cte_union_scoped_in_one", sql: "WITH x AS (SELECT id FROM t WHERE tenant_id = @t UNION ALL SELECT id FROM v) SELECT * FROM x", want: "t:met v:broken"},

		{name: "TS-19/recursive", sql: "WITH RECURSIVE x AS (SELECT id, parent FROM nodes WHERE id = @id AND tenant_id = @t UNION ALL SELECT n.id, n.parent FROM nodes n JOIN x ON n.parent = x.id) SELECT * FROM x", want: "nodes:met nodes:met"},
		{name: "TS-19/recursive_second_arm_by_no_key", sql: "WITH RECURSIVE x AS (SELECT id, parent FROM nodes WHERE id = @id AND tenant_id = @t UNION ALL SELECT n.id, n.parent FROM nodes n JOIN x ON n.label = x.id) SELECT * FROM x", want: "nodes:met nodes:broken"},
		{name: "TS-19/recursive_first_arm_unscoped", sql: "WITH RECURSIVE x AS (SELECT id, parent FROM nodes WHERE id = @id UNION ALL SELECT n.id, n.parent FROM nodes n JOIN x ON n.parent = x.id) SELECT * FROM x", want: "nodes:broken nodes:broken"},
		{name: "TS-19/recursive_tenant_carried", sql: "WITH RECURSIVE x AS (SELECT id, tenant_id FROM nodes WHERE id = @id AND tenant_id = @t UNION ALL SELECT n.id, n.tenant_id FROM nodes n JOIN x ON n.label = x.id AND n.tenant_id = x.tenant_id) SELECT * FROM x", want: "nodes:met nodes:met"},
		{name: "TS-19/recursive_result_used", sql: "WITH RECURSIVE x AS (SELECT id FROM nodes WHERE id = @id AND tenant_id = @t UNION ALL SELECT n.id FROM nodes n JOIN x ON n.parent = x.id) UPDATE nodes SET label = @l FROM x WHERE x.id = nodes.id", want: "nodes:met nodes:met nodes:met"},

		{name: "TS-19/recursive_is_not_reached_into", sql: "WITH RECURSIVE x AS (SELECT id, tenant_id FROM nodes WHERE id = @id UNION ALL SELECT n.id, n.tenant_id FROM nodes n JOIN x ON n.parent = x.id) SELECT * FROM x WHERE tenant_id = @t", want: "nodes:broken nodes:broken"},

		{name: "TS-19/modifying", sql: "WITH d AS (DELETE FROM t WHERE tenant_id = @t AND status = 'x' RETURNING id) DELETE FROM u USING d WHERE u.t_id = d.id", want: "t:met u:met"},
		{name: "TS-19/modifying_unscoped", sql: "WITH d AS (DELETE FROM t WHERE status = 'x' RETURNING id) DELETE FROM u USING d WHERE u.t_id = d.id", want: "t:broken u:broken"},
		{name: "TS-19/modifying_is_not_reached_into", sql: "WITH d AS (DELETE FROM t WHERE status = 'x' RETURNING id, tenant_id) SELECT * FROM d WHERE tenant_id = @t", want: "t:broken"},
		{name: "TS-19/modifying_insert", sql: "WITH i AS (INSERT INTO t (id, tenant_id) VALUES (@id, @t) RETURNING id, tenant_id) INSERT INTO u (id, tenant_id, t_id) SELECT @u, i.tenant_id, i.id FROM i", want: "t:met u:met"},

		{name: "TS-19/lateral", sql: "SELECT 1 FROM t LEFT JOIN LATERAL (SELECT * FROM u WHERE u.t_id = t.id LIMIT 1) l ON true WHERE t.tenant_id = @t", want: "t:met u:met"},
		{name: "TS-19/lateral_by_no_key", sql: "SELECT 1 FROM t LEFT JOIN LATERAL (SELECT * FROM u WHERE u.kind = t.other LIMIT 1) l ON true WHERE t.tenant_id = @t", want: "t:met u:broken"},
		{name: "TS-19/derived_scoped_outside", sql: "SELECT * FROM (SELECT * FROM t WHERE status = @s) x WHERE x.tenant_id = @t", want: "t:met"},
		{name: "TS-19/derived_limit", sql: "SELECT * FROM (SELECT * FROM t ORDER BY id LIMIT 3) x WHERE x.tenant_id = @t", want: "t:broken"},
		{name: "TS-19/derived_joined", sql: "SELECT * FROM t JOIN (SELECT t_id, sum(x) FROM u GROUP BY t_id) s ON s.t_id = t.id WHERE t.tenant_id = @t", want: "t:met u:met"},

		{name: "TS-19/name_hides_table", sql: "WITH t AS (SELECT * FROM v WHERE tenant_id = @t) SELECT * FROM t", want: "v:met"},
		{name: "TS-19/name_hides_table_not_in_itself", sql: "WITH t AS (SELECT * FROM t WHERE tenant_id = @t) SELECT * FROM t", want: "t:met"},
		{name: "TS-19/name_hides_table_not_with_schema", sql: "WITH t AS (SELECT * FROM v WHERE tenant_id = @t) SELECT * FROM public.t", want: "v:met t:broken"},

		{name: "TS-19/view_scoped", sql: "SELECT name FROM open_t WHERE tenant_id = @t", want: "open_t:met"},
		{name: "TS-19/view_unscoped", sql: "SELECT name FROM open_t WHERE id = @id", want: "open_t:broken"},
		{name: "TS-19/view_group_key", sql: "SELECT n FROM t_counts WHERE tenant_id = @t", want: "t_counts:met"},
		{name: "TS-19/view_without_tenant", sql: "SELECT n FROM total", want: "total:broken"},
		{name: "TS-19/view_joined_by_key", sql: "SELECT 1 FROM open_t o JOIN u ON u.t_id = o.id WHERE o.tenant_id = @t", want: "open_t:met u:met"},

		{name: "TS-20/unknown", sql: "SELECT * FROM mystery WHERE tenant_id = @t", want: "mystery:unresolved"},
		{name: "TS-20/unknown_beside_known", sql: "SELECT * FROM mystery m JOIN t ON t.id = m.t_id WHERE t.tenant_id = @t", want: "mystery:unresolved t:met"},
		{name: "TS-20/values", sql: "SELECT * FROM (VALUES (1, 2)) AS x (a, b)", want: ""},
		{name: "TS-20/unnest", sql: "SELECT * FROM unnest(@ids::uuid[]) AS x (id)", want: ""},
		{name: "TS-20/json_each", sql: "SELECT * FROM json_each(@doc)", want: ""},
		{name: "TS-20/pg_catalog", sql: "SELECT * FROM pg_catalog.pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace", want: ""},
		{name: "TS-20/information_schema", sql: "SELECT * FROM information_schema.tables WHERE table_name = @n", want: ""},
		{name: "TS-20/own_table_function", sql: "SELECT * FROM list_orders(@t)", want: "list_orders:unresolved"},
		{name: "TS-20/values_beside_table", sql: "SELECT 1 FROM t JOIN (VALUES (@a, @t), (@b, @t)) AS x (id, tenant_id) ON x.id = t.id AND x.tenant_id = t.tenant_id", want: "t:met"},
		{name: "TS-20/unnest_of_tenants", sql: "SELECT 1 FROM t JOIN unnest(@ids::uuid[], @ts::uuid[]) AS x (id, tenant_id) ON x.id = t.id AND x.tenant_id = t.tenant_id", want: "t:met"},
		{name: "TS-20/unnest_of_ids", sql: "SELECT 1 FROM t JOIN unnest(@ids::uuid[]) AS x (id) ON x.id = t.id", want: "t:broken"},

		{name: "TS-32/by_join", sql: "SELECT 1 FROM lines l JOIN t ON t.id = l.t_id WHERE t.tenant_id = @t", want: "lines:met t:met"},
		{name: "TS-32/alone", sql: "SELECT 1 FROM lines WHERE id = @id", want: "lines:broken"},
		{name: "TS-32/by_sub_select", sql: "DELETE FROM lines WHERE t_id IN (SELECT id FROM t WHERE tenant_id = @t)", want: "lines:met t:met"},
		{name: "TS-32/by_two_steps", sql: "SELECT 1 FROM line_notes n JOIN lines l ON l.id = n.line_id JOIN t ON t.id = l.t_id WHERE t.tenant_id = @t AND n.id = @id", want: "line_notes:met lines:met t:met"},
		{name: "TS-32/by_scoped_id", sql: "SELECT 1 FROM lines WHERE t_id = @t_id", want: "lines:met", v: values{"t_id": {Origin: scope.OriginScopedRow, ScopedTable: "t"}}},
		{name: "TS-32/by_unknown_id", sql: "SELECT 1 FROM lines WHERE t_id = @t_id", want: "lines:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.Len(t, rs[0].KeyBinds, 1)
			require.Equal(t, "t_id", rs[0].KeyBinds[0].Column)
			require.Equal(t, "t", rs[0].KeyBinds[0].Parent.Name)
		}},

		{name: "TS-33/global", sql: "SELECT 1 FROM countries", want: ""},
		{name: "TS-33/assumed_child", sql: "SELECT 1 FROM notes n JOIN bills b ON b.id = n.bill_id WHERE b.tenant_id = @t", want: "notes:met bills:met", check: assumes(1, "notes")},
		{name: "TS-33/assumed_child_alone", sql: "SELECT 1 FROM notes WHERE id = @id", want: "notes:broken"},
	})
}
