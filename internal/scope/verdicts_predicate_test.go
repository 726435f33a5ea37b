package scope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/scope"
)

func TestPredicates(t *testing.T) {
	t.Parallel()
	run(t, []shape{
		{name: "TS-01/by_id", sql: "SELECT name FROM t WHERE id = @id", want: "t:broken", check: category("unscoped")},
		{name: "TS-01/by_id_and_tenant", sql: "SELECT name FROM t WHERE id = @id AND tenant_id = @t", want: "t:met"},

		{name: "TS-02/any_order", sql: "SELECT name FROM t WHERE tenant_id = @t AND id = @id", want: "t:met"},
		{name: "TS-02/reversed", sql: "SELECT name FROM t WHERE @t = tenant_id", want: "t:met"},
		{name: "TS-02/casts", sql: "SELECT name FROM t WHERE id = @id AND tenant_id::text = CAST(@t AS text)", want: "t:met"},
		{name: "TS-02/casts_of_another_column", sql: "SELECT name FROM t WHERE id = @id AND other::text = CAST(@t AS text)", want: "t:broken"},
		{name: "TS-02/lower", sql: "SELECT name FROM t WHERE lower(tenant_id) = lower(@t)", want: "t:met"},
		{name: "TS-02/lower_of_another_column", sql: "SELECT name FROM t WHERE lower(other) = lower(@t)", want: "t:broken"},
		{name: "TS-02/left_part_only", sql: "SELECT name FROM t WHERE left(tenant_id, 3) = @t", want: "t:broken"},
		{name: "TS-02/parentheses", sql: "SELECT name FROM t WHERE ((id = @id) AND ((tenant_id) = (@t)))", want: "t:met"},
		{name: "TS-02/parentheses_other", sql: "SELECT name FROM t WHERE ((id = @id) OR ((tenant_id) = (@t)))", want: "t:broken"},
		{name: "TS-02/row_comparison", sql: "SELECT name FROM t WHERE (tenant_id, id) = (@t, @id)", want: "t:met"},
		{name: "TS-02/row_comparison_other", sql: "SELECT name FROM t WHERE (other, id) = (@t, @id)", want: "t:broken"},
		{name: "TS-02/row_in_list", sql: "SELECT name FROM t WHERE (tenant_id, id) IN ((@t, @a), (@t, @b))", want: "t:met"},
		{name: "TS-02/row_in_list_of_columns", sql: "SELECT name FROM t WHERE (tenant_id, id) IN ((tenant_id, @a), (@t, @b))", want: "t:broken"},
		{name: "TS-02/in_list", sql: "SELECT name FROM t WHERE tenant_id IN (@t)", want: "t:met"},
		{name: "TS-02/in_list_of_several", sql: "SELECT name FROM t WHERE tenant_id IN (@t, @o)", want: "t:met", check: func(t *testing.T, rs []scope.Ref) {
			require.Len(t, rs[0].TenantBinds, 2)
		}},
		{name: "TS-02/not_in_list", sql: "SELECT name FROM t WHERE tenant_id NOT IN (@t)", want: "t:broken"},
		{name: "TS-02/any", sql: "SELECT name FROM t WHERE tenant_id = ANY(@ts::uuid[])", want: "t:met"},
		{name: "TS-02/all", sql: "SELECT name FROM t WHERE tenant_id = ALL(@ts::uuid[])", want: "t:broken"},
		{name: "TS-02/is_not_distinct_from", sql: "SELECT name FROM t WHERE tenant_id IS NOT DISTINCT FROM @t", want: "t:met"},
		{name: "TS-02/is_distinct_from", sql: "SELECT name FROM t WHERE tenant_id IS DISTINCT FROM @t", want: "t:broken"},
		{name: "TS-02/sub_select_of_value", sql: "SELECT name FROM t WHERE tenant_id = (SELECT @t)", want: "t:met"},
		{name: "TS-02/sub_select_of_column", sql: "SELECT name FROM t WHERE tenant_id = (SELECT t.tenant_id)", want: "t:broken"},

		{name: "TS-03/or", sql: "SELECT name FROM t WHERE id = @id AND tenant_id = @t OR other = 1", want: "t:broken"},
		{name: "TS-03/or_in_parentheses", sql: "SELECT name FROM t WHERE tenant_id = @t AND (id = @id OR other = 1)", want: "t:met"},
		{name: "TS-03/or_null_shared", sql: "SELECT name FROM shared WHERE tenant_id = @t OR tenant_id IS NULL", want: "shared:met"},
		{name: "TS-03/or_null_shared_write", sql: "UPDATE shared SET name = @n WHERE tenant_id = @t OR tenant_id IS NULL", want: "shared:broken"},
		{name: "TS-03/or_not_null_shared", sql: "SELECT name FROM shared WHERE tenant_id = @t OR tenant_id IS NOT NULL", want: "shared:broken"},
		{name: "TS-03/not", sql: "SELECT name FROM t WHERE NOT (tenant_id = @t)", want: "t:broken"},
		{name: "TS-03/not_different", sql: "SELECT name FROM t WHERE NOT (tenant_id <> @t)", want: "t:met"},
		{name: "TS-03/not_and", sql: "SELECT name FROM t WHERE NOT (tenant_id <> @t AND id = @id)", want: "t:broken"},
		{name: "TS-03/not_or", sql: "SELECT name FROM t WHERE NOT (tenant_id <> @t OR id = @id)", want: "t:met"},
		{name: "TS-03/different", sql: "SELECT name FROM t WHERE tenant_id <> @t", want: "t:broken"},
		{name: "TS-03/range", sql: "SELECT name FROM t WHERE tenant_id >= @t", want: "t:broken"},
		{name: "TS-03/between", sql: "SELECT name FROM t WHERE tenant_id BETWEEN @t AND @o", want: "t:broken"},
		{name: "TS-03/between_one_value", sql: "SELECT name FROM t WHERE tenant_id BETWEEN @t AND @t", want: "t:met"},
		{name: "TS-03/like", sql: "SELECT name FROM t WHERE tenant_id LIKE @t", want: "t:broken"},
		{name: "TS-03/is_not_null", sql: "SELECT name FROM t WHERE tenant_id IS NOT NULL", want: "t:broken"},
		{name: "TS-03/is_null_key_never_null", sql: "SELECT name FROM t WHERE tenant_id = @t OR tenant_id IS NULL", want: "t:met"},

		{name: "TS-04/every_arm", sql: "SELECT name FROM t WHERE (tenant_id = @t AND id = @a) OR (tenant_id = @t AND id = @b)", want: "t:met"},
		{name: "TS-04/all_but_one", sql: "SELECT name FROM t WHERE (tenant_id = @t AND id = @a) OR (other = @t AND id = @b)", want: "t:broken"},
		{name: "TS-04/nested", sql: "SELECT name FROM t WHERE (tenant_id = @t AND id = @a) OR (status = 'x' AND (tenant_id = @t OR tenant_id = @o))", want: "t:met"},
		{name: "TS-04/each_arm_another_alias", sql: "SELECT 1 FROM t JOIN u ON u.tenant_id = t.tenant_id WHERE t.tenant_id = @t OR u.tenant_id = @t", want: "t:met u:met"},
		{name: "TS-04/each_arm_another_alias_unjoined", sql: "SELECT 1 FROM t JOIN u ON u.x = t.other WHERE t.tenant_id = @t OR u.tenant_id = @t", want: "t:broken u:broken"},

		{name: "TS-05/projection", sql: "SELECT tenant_id FROM t WHERE id = @id", want: "t:broken"},
		{name: "TS-05/order_by", sql: "SELECT name FROM t WHERE id = @id ORDER BY tenant_id = @t", want: "t:broken"},
		{name: "TS-05/where_and_order_by", sql: "SELECT name FROM t WHERE tenant_id = @t ORDER BY id = @id", want: "t:met"},
		{name: "TS-05/having", sql: "SELECT tenant_id, count(*) FROM t GROUP BY tenant_id HAVING tenant_id = @t", want: "t:broken"},
		{name: "TS-05/where_instead_of_having", sql: "SELECT tenant_id, count(*) FROM t WHERE tenant_id = @t GROUP BY tenant_id", want: "t:met"},
		{name: "TS-05/alias", sql: "SELECT other AS tenant_id FROM t WHERE t.other = @t", want: "t:broken"},
		{name: "TS-05/alias_of_the_key", sql: "SELECT tenant_id AS other FROM t WHERE t.tenant_id = @t", want: "t:met"},
		{name: "TS-05/comment", sql: "SELECT name FROM t WHERE id = @id /* AND tenant_id = @t */", want: "t:broken"},
		{name: "TS-05/beside_comment", sql: "SELECT name FROM t WHERE id = @id /* of */ AND tenant_id = @t", want: "t:met"},
		{name: "TS-05/string_literal", sql: "SELECT name FROM t WHERE id = @id AND name = 'tenant_id = @t'", want: "t:broken"},
		{name: "TS-05/beside_string_literal", sql: "SELECT name FROM t WHERE id = @id AND name = 'tenant_id' AND tenant_id = @t", want: "t:met"},

		{name: "TS-06/self", sql: "SELECT name FROM t WHERE tenant_id = tenant_id", want: "t:broken"},
		{name: "TS-06/literal", sql: "SELECT name FROM t WHERE tenant_id = '7f1c'", want: "t:broken", check: category("literal-tenant")},
		{name: "TS-06/literal_beside_value", sql: "SELECT name FROM t WHERE tenant_id = @t AND status = '7f1c'", want: "t:met"},
		{name: "TS-06/literal_among_values", sql: "SELECT name FROM t WHERE tenant_id IN (@t, '7f1c')", want: "t:broken", check: category("literal-tenant")},
		{name: "TS-06/coalesce", sql: "SELECT name FROM t WHERE COALESCE(@p, tenant_id) = tenant_id", want: "t:broken", check: category("optional-tenant")},
		{name: "TS-06/coalesce_reversed", sql: "SELECT name FROM t WHERE tenant_id = COALESCE(@p, tenant_id)", want: "t:broken", check: category("optional-tenant")},
		{name: "TS-06/coalesce_of_values", sql: "SELECT name FROM t WHERE tenant_id = COALESCE(@p, @t)", want: "t:met"},
		{name: "TS-06/is_null_or", sql: "SELECT name FROM t WHERE (@p IS NULL OR tenant_id = @p)", want: "t:broken", check: category("optional-tenant")},
		{name: "TS-06/is_null_and", sql: "SELECT name FROM t WHERE (@p IS NOT NULL AND tenant_id = @p)", want: "t:met"},
		{name: "TS-06/is_null_or_narg", sql: "SELECT name FROM t WHERE (sqlc.narg('p')::uuid IS NULL OR tenant_id = sqlc.narg('p')::uuid)", want: "t:broken", check: category("optional-tenant")},
		{name: "TS-06/case", sql: "SELECT name FROM t WHERE CASE WHEN @all THEN TRUE ELSE tenant_id = @t END", want: "t:broken", check: category("optional-tenant")},
		{name: "TS-06/case_every_arm", sql: "SELECT name FROM t WHERE CASE WHEN @all THEN tenant_id = @t ELSE tenant_id = @t AND status = 'x' END", want: "t:met"},

		{name: "TS-07/narg", sql: "SELECT name FROM t WHERE tenant_id = sqlc.narg('t')", want: "t:met"},
		{name: "TS-07/narg_on_other", sql: "SELECT name FROM t WHERE other = sqlc.narg('t')", want: "t:broken"},

		{name: "TS-08/optional_filter_beside", sql: "SELECT name FROM t WHERE tenant_id = @t AND (sqlc.narg('s')::text IS NULL OR status = sqlc.narg('s'))", want: "t:met"},
		{name: "TS-08/optional_filter_around", sql: "SELECT name FROM t WHERE status = @s AND (sqlc.narg('t')::text IS NULL OR tenant_id = sqlc.narg('t'))", want: "t:broken"},

		{name: "TS-34/count", sql: "SELECT count(*) FROM t WHERE status = @s", want: "t:broken"},
		{name: "TS-34/count_scoped", sql: "SELECT count(*) FROM t WHERE status = @s AND tenant_id = @t", want: "t:met"},
		{name: "TS-34/exists", sql: "SELECT EXISTS (SELECT 1 FROM t WHERE name = @n)", want: "t:broken"},
		{name: "TS-34/exists_scoped", sql: "SELECT EXISTS (SELECT 1 FROM t WHERE name = @n AND tenant_id = @t)", want: "t:met"},
		{name: "TS-34/aggregates", sql: "SELECT max(other), status FROM t GROUP BY status", want: "t:broken"},
		{name: "TS-34/aggregates_scoped", sql: "SELECT max(other), status FROM t WHERE tenant_id = @t GROUP BY status", want: "t:met"},
		{name: "TS-34/for_update", sql: "SELECT id FROM t WHERE id = @id FOR UPDATE", want: "t:broken"},
		{name: "TS-34/for_update_scoped", sql: "SELECT id FROM t WHERE id = @id AND tenant_id = @t FOR UPDATE SKIP LOCKED", want: "t:met"},
		{name: "TS-34/returning", sql: "UPDATE t SET name = @n WHERE id = @id RETURNING tenant_id", want: "t:broken"},
		{name: "TS-34/returning_scoped", sql: "UPDATE t SET name = @n WHERE id = @id AND tenant_id = @t RETURNING id", want: "t:met"},

		{name: "TS-37/hole_for_predicate", sql: "SELECT name FROM t WHERE <hole>", want: "t:unresolved"},
		{name: "TS-37/hole_behind_table", sql: "SELECT name FROM t <hole>", want: "t:unresolved"},
		{name: "TS-37/hole_behind_predicate", sql: "SELECT name FROM t WHERE id = @id <hole>", want: "t:unresolved"},
		{name: "TS-37/hole_behind_scope", sql: "SELECT name FROM t WHERE tenant_id = @t <hole>", want: "t:met", check: assumes(1, "t")},
		{name: "TS-37/hole_beside_scope", sql: "SELECT name FROM t WHERE tenant_id = @t AND (<hole>)", want: "t:met", check: assumes(1, "t")},
		{name: "TS-37/hole_or_scope", sql: "SELECT name FROM t WHERE tenant_id = @t OR <hole>", want: "t:unresolved"},
		{name: "TS-37/hole_as_tenant", sql: "SELECT name FROM t WHERE tenant_id = <hole>", want: "t:unresolved"},
		{name: "TS-37/hole_as_order", sql: "SELECT name FROM t WHERE id = @id ORDER BY <hole>", want: "t:broken"},
		{name: "TS-37/hole_as_table", sql: "SELECT name FROM <hole> WHERE tenant_id = @t", want: ":unresolved"},

		{name: "TS-41/dollar", sql: "SELECT name FROM t WHERE id = $1 AND tenant_id = $2", want: "t:met"},
		{name: "TS-41/dollar_other", sql: "SELECT name FROM t WHERE id = $1 AND other = $2", want: "t:broken"},
		{name: "TS-41/question", sql: "SELECT name FROM t WHERE id = ? AND tenant_id = ?", want: "t:met"},
		{name: "TS-41/question_other", sql: "SELECT name FROM t WHERE id = ? AND other = ?", want: "t:broken"},
		{name: "TS-41/colon_name", sql: "SELECT name FROM t WHERE id = :id AND tenant_id = :tenant", want: "t:met"},
		{name: "TS-41/colon_name_other", sql: "SELECT name FROM t WHERE id = :id AND other = :tenant", want: "t:broken"},
		{name: "TS-41/at_name", sql: "SELECT name FROM t WHERE id = @id AND tenant_id = @tenant", want: "t:met"},
		{name: "TS-41/at_name_other", sql: "SELECT name FROM t WHERE id = @id AND other = @tenant", want: "t:broken"},
		{name: "TS-41/percent_s", sql: "SELECT name FROM t WHERE id = '%s' AND tenant_id = '%s'", want: "t:met"},
		{name: "TS-41/percent_s_other", sql: "SELECT name FROM t WHERE id = '%s' AND other = '%s'", want: "t:broken"},
		{name: "TS-41/backticks", sql: "SELECT name FROM `t` WHERE `id` = ? AND `t`.`tenant_id` = ?", want: "t:met"},
		{name: "TS-41/backticks_other", sql: "SELECT name FROM `t` WHERE `id` = ? AND `t`.`other` = ?", want: "t:broken"},
		{name: "TS-41/quoted_and_schema", sql: `SELECT name FROM "public"."t" AS "T1" WHERE "T1"."tenant_id" = $1`, want: "t:met"},
		{name: "TS-41/quoted_other", sql: `SELECT name FROM "public"."t" AS "T1" WHERE "T1"."other" = $1`, want: "t:broken"},
		{name: "TS-41/no_space", sql: "SELECT name FROM t WHERE id=@p AND tenant_id=@t", want: "t:met"},
		{name: "TS-41/no_space_other", sql: "SELECT name FROM t WHERE id=@p AND other=@t", want: "t:broken"},
	})
}

// TestUnreadStatement: text that does not parse decides nothing, whatever was found beside it.
func TestUnreadStatement(t *testing.T) {
	t.Parallel()
	for name, sql := range map[string]string{
		"TS-37/does_not_parse":        "SELECT name FROM t WHERE tenant_id = @t AND ) nonsense ( OR",
		"TS-37/does_not_parse_update": "UPDATE t SET WHERE tenant_id = @t",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rs := decideLoose(sql)
			require.NotEmpty(t, rs)
			for _, r := range rs {
				require.Equal(t, "unresolved", word(r.Verdict))
				require.NotEmpty(t, r.Reason)
			}
		})
	}
}
