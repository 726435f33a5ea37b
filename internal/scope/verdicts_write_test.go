package scope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/scope"
)

func TestWrites(t *testing.T) {
	t.Parallel()
	tenant := values{"t": origin(scope.OriginTenant)}
	with := func(name string, o scope.Origin) values {
		return values{"t": origin(scope.OriginTenant), name: origin(o)}
	}
	parents := func(n int) func(*testing.T, []scope.Ref) {
		return func(t *testing.T, rs []scope.Ref) {
			t.Helper()
			require.Len(t, rs[0].ParentBinds, n)
		}
	}
	run(t, []shape{
		{name: "TS-22/set_key", sql: "UPDATE t SET tenant_id = @new WHERE id = @id AND tenant_id = @t", want: "t:broken", check: category("tenant-key-write")},
		{name: "TS-22/set_key_named_column", sql: "UPDATE t AS a SET name = @n, tenant_id = @new WHERE a.id = @id AND a.tenant_id = @t", want: "t:broken", check: category("tenant-key-write")},
		{name: "TS-22/set_other", sql: "UPDATE t SET other = @new WHERE id = @id AND tenant_id = @t", want: "t:met"},
		{name: "TS-22/set_key_to_itself", sql: "UPDATE t SET name = @n, tenant_id = @t WHERE id = @id AND tenant_id = @t", want: "t:met"},
		{name: "TS-22/whole_row_unscoped", sql: "UPDATE t SET name = @n, other = @o WHERE id = @id", want: "t:broken", check: category("unscoped")},

		{name: "TS-23/without_key", sql: "INSERT INTO t (id, name) VALUES (@id, @n)", want: "t:broken", check: category("missing-key")},
		{name: "TS-23/with_key", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n)", want: "t:met"},
		{name: "TS-23/null_key", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, NULL, @n)", want: "t:broken", check: category("missing-key")},
		{name: "TS-23/one_row_other_constant", sql: "INSERT INTO t (id, tenant_id) VALUES (@a, @t), (@b, 'x')", want: "t:broken", check: category("literal-tenant")},
		{name: "TS-23/one_row_other_value", sql: "INSERT INTO t (id, tenant_id) VALUES (@a, @t), (@b, @other)", want: "t:broken", v: tenant},
		{name: "TS-23/one_row_other_name", sql: "INSERT INTO t (id, tenant_id) VALUES (@a, @t), (@b, @other)", want: "t:broken"},
		{name: "TS-23/all_rows_same_value", sql: "INSERT INTO t (id, tenant_id) VALUES (@a, @t), (@b, @t)", want: "t:met", v: tenant},
		{name: "TS-23/positional_rows", sql: "INSERT INTO t (id, tenant_id) VALUES (?, ?), (?, ?)", want: "t:met", check: func(t *testing.T, rs []scope.Ref) {
			require.Len(t, rs[0].TenantBinds, 2)
		}},
		{name: "TS-23/no_column_list", sql: "INSERT INTO u VALUES (@id, @t, @p, 'x', 'y')", want: "u:met"},
		{name: "TS-23/no_column_list_constant", sql: "INSERT INTO u VALUES (@id, 'x', @t, 'x', 'y')", want: "u:broken"},
		{name: "TS-23/mysql_set", sql: "INSERT INTO t SET id = ?, tenant_id = ?", want: "t:met"},
		{name: "TS-23/default_values", sql: "INSERT INTO t DEFAULT VALUES", want: "t:broken"},
		{name: "TS-23/columns_not_read", sql: "INSERT INTO t (<hole>) VALUES (@a)", want: "t:unresolved"},

		{name: "TS-24/default_reads_pinned", sql: "INSERT INTO pinned (id, name) VALUES (@id, @n)", want: "pinned:met", check: func(t *testing.T, rs []scope.Ref) {
			require.Equal(t, "app.tenant_id", rs[0].Setting)
		}},
		{name: "TS-24/default_overridden", sql: "INSERT INTO pinned (id, tenant_id, name) VALUES (@id, 'x', @n)", want: "pinned:broken"},
		{name: "TS-24/trigger", sql: "INSERT INTO triggered (id, name) VALUES (@id, @n)", want: "triggered:unresolved"},

		{name: "TS-25/unscoped_source", sql: "INSERT INTO v (id, tenant_id) SELECT @id, t.tenant_id FROM t WHERE t.id = @src", want: "v:broken t:broken"},
		{name: "TS-25/scoped_source", sql: "INSERT INTO v (id, tenant_id) SELECT @id, t.tenant_id FROM t WHERE t.id = @src AND t.tenant_id = @t", want: "v:met t:met"},
		{name: "TS-25/unscoped_source_own_tenant", sql: "INSERT INTO v (id, tenant_id) SELECT @id, @t FROM t WHERE t.id = @src", want: "v:met t:broken"},
		{name: "TS-25/unnest", sql: "INSERT INTO v (id, tenant_id) SELECT unnest(@ids::uuid[]), @t", want: "v:met"},
		{name: "TS-25/from_input_cte", sql: "WITH i AS (SELECT unnest(@ids::uuid[]) AS id, unnest(@ts::uuid[]) AS tenant_id) INSERT INTO v (id, tenant_id) SELECT i.id, i.tenant_id FROM i", want: "v:met"},
		{name: "TS-25/scalar_unscoped", sql: "INSERT INTO v (id, tenant_id) VALUES (@id, (SELECT tenant_id FROM t WHERE id = @src))", want: "v:broken t:broken"},
		{name: "TS-25/scalar_scoped", sql: "INSERT INTO v (id, tenant_id) VALUES (@id, (SELECT tenant_id FROM t WHERE id = @src AND tenant_id = @t))", want: "v:met t:met"},

		{name: "TS-26/on_conflict_id", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name", want: "t:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.Equal(t, "upsert", rs[0].Category)
			require.Equal(t, "id", rs[0].KeyBinds[0].Column)
		}},
		{name: "TS-26/on_conflict_id_where", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name WHERE t.tenant_id = EXCLUDED.tenant_id", want: "t:met"},
		{name: "TS-26/on_conflict_id_where_other", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name WHERE t.other = EXCLUDED.other", want: "t:broken"},
		{name: "TS-26/on_conflict_do_nothing", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n) ON CONFLICT (id) DO NOTHING", want: "t:met"},
		{name: "TS-26/on_duplicate_key", sql: "INSERT INTO t (id, tenant_id, name) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)", want: "t:broken"},
		{name: "TS-26/on_duplicate_key_all_hold_tenant", sql: "INSERT INTO settings (tenant_id, name, value) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", want: "settings:met"},
		{name: "TS-26/on_duplicate_key_generated_id", sql: "INSERT INTO tags (tenant_id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)", want: "tags:met"},
		{name: "TS-26/replace", sql: "REPLACE INTO t (id, tenant_id, name) VALUES (?, ?, ?)", want: "t:broken"},
		{name: "TS-26/insert_ignore", sql: "INSERT IGNORE INTO t (id, tenant_id, name) VALUES (?, ?, ?)", want: "t:met"},
		{name: "TS-26/id_made_here", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name", want: "t:met", v: with("id", scope.OriginFresh)},
		{name: "TS-26/id_of_scoped_row", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name", want: "t:met", v: with("id", scope.OriginScopedRow)},
		{name: "TS-26/id_of_request", sql: "INSERT INTO t (id, tenant_id, name) VALUES (@id, @t, @n) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name", want: "t:broken", v: with("id", scope.OriginRequest)},
		{name: "TS-26/constraint_by_name", sql: "INSERT INTO t (id, tenant_id, sku) VALUES (@id, @t, @s) ON CONFLICT ON CONSTRAINT t_pkey DO UPDATE SET sku = EXCLUDED.sku", want: "t:broken"},
		{name: "TS-26/constraint_unknown", sql: "INSERT INTO t (id, tenant_id, sku) VALUES (@id, @t, @s) ON CONFLICT ON CONSTRAINT whatever DO UPDATE SET sku = EXCLUDED.sku", want: "t:unresolved"},

		{name: "TS-27/key_holds_tenant", sql: "INSERT INTO t (id, tenant_id, sku) VALUES (@id, @t, @s) ON CONFLICT (tenant_id, sku) DO UPDATE SET name = EXCLUDED.name", want: "t:met"},
		{name: "TS-27/key_holds_tenant_and_sets_it", sql: "INSERT INTO t (id, tenant_id, sku) VALUES (@id, @t, @s) ON CONFLICT (tenant_id, sku) DO UPDATE SET name = EXCLUDED.name, tenant_id = EXCLUDED.tenant_id", want: "t:met"},
		{name: "TS-27/key_without_tenant_sets_it", sql: "INSERT INTO t (id, tenant_id, external_id) VALUES (@id, @t, @s) ON CONFLICT (external_id) DO UPDATE SET name = EXCLUDED.name, tenant_id = EXCLUDED.tenant_id", want: "t:broken"},
		{name: "TS-27/mysql_values", sql: "INSERT INTO settings (tenant_id, name, value) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE tenant_id = VALUES(tenant_id), value = VALUES(value)", want: "settings:met"},
		{name: "TS-27/mysql_other_value", sql: "INSERT INTO settings (tenant_id, name, value) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE tenant_id = ?, value = VALUES(value)", want: "settings:broken"},
		{name: "TS-27/constraint_by_name", sql: "INSERT INTO t (id, tenant_id, sku) VALUES (@id, @t, @s) ON CONFLICT ON CONSTRAINT t_tenant_id_sku_key DO UPDATE SET name = EXCLUDED.name", want: "t:met"},

		{name: "TS-28/composite_key", sql: "INSERT INTO strict_lines (id, tenant_id, t_id) VALUES (@id, @t, @p)", want: "strict_lines:met", v: with("p", scope.OriginRequest)},
		{name: "TS-28/from_request", sql: "INSERT INTO u (id, tenant_id, t_id) VALUES (@id, @t, @p)", want: "u:broken", v: with("p", scope.OriginRequest), check: func(t *testing.T, rs []scope.Ref) {
			require.Equal(t, "foreign-parent", rs[0].Category)
			require.Equal(t, "t", rs[0].ParentBinds[0].Parent.Name)
		}},
		{name: "TS-28/scoped_read_before", sql: "INSERT INTO u (id, tenant_id, t_id) VALUES (@id, @t, @p)", want: "u:met", v: with("p", scope.OriginScopedRow), check: parents(0)},
		{name: "TS-28/unknown_value", sql: "INSERT INTO u (id, tenant_id, t_id) VALUES (@id, @t, @p)", want: "u:met", v: tenant, check: parents(1)},
		{name: "TS-28/select_scoped", sql: "INSERT INTO u (id, tenant_id, t_id) VALUES (@id, @t, (SELECT id FROM t WHERE id = @p AND tenant_id = @t))", want: "u:met t:met", v: with("p", scope.OriginRequest), check: parents(0)},
		{name: "TS-28/inherited_unknown", sql: "INSERT INTO lines (id, t_id, qty) VALUES (@id, @p, 1)", want: "lines:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.Equal(t, "foreign-parent", rs[0].Category)
			require.Len(t, rs[0].ParentBinds, 1)
		}},
		{name: "TS-28/inherited_scoped", sql: "INSERT INTO lines (id, t_id, qty) VALUES (@id, @p, 1)", want: "lines:met", v: with("p", scope.OriginScopedRow)},
		{name: "TS-28/inherited_select", sql: "INSERT INTO lines (id, t_id, qty) SELECT @id, t.id, 1 FROM t WHERE t.id = @p AND t.tenant_id = @t", want: "lines:met t:met"},
		{name: "TS-28/inherited_select_unscoped", sql: "INSERT INTO lines (id, t_id, qty) SELECT @id, t.id, 1 FROM t WHERE t.id = @p", want: "lines:broken t:broken"},
		{name: "TS-28/inherited_fresh", sql: "INSERT INTO lines (id, t_id, qty) VALUES (@id, @p, 1)", want: "lines:met", v: with("p", scope.OriginFresh)},
		{name: "TS-28/inherited_upsert_by_parent", sql: "INSERT INTO lines (id, t_id, pos) VALUES (@id, @p, 1) ON CONFLICT (t_id, pos) DO UPDATE SET qty = 2", want: "lines:met", v: with("p", scope.OriginScopedRow)},
		{name: "TS-28/inherited_upsert_by_id", sql: "INSERT INTO lines (id, t_id, pos) VALUES (@id, @p, 1) ON CONFLICT (id) DO UPDATE SET qty = 2", want: "lines:broken", v: with("p", scope.OriginScopedRow)},

		{name: "TS-35/truncate", sql: "TRUNCATE t, countries", want: "t:broken"},
		{name: "TS-35/truncate_global", sql: "TRUNCATE countries", want: ""},
		{name: "TS-35/copy_query", sql: "COPY (SELECT name FROM t) TO STDOUT", want: "t:broken"},
		{name: "TS-35/copy_query_scoped", sql: "COPY (SELECT name FROM t WHERE tenant_id = @t) TO STDOUT", want: "t:met"},
		{name: "TS-35/copy_without_key", sql: "COPY t (id, name) FROM STDIN", want: "t:broken"},
		{name: "TS-35/copy_with_key", sql: "COPY t (id, tenant_id, name) FROM STDIN", want: "t:unresolved"},
		{name: "TS-35/merge", sql: "MERGE INTO t USING (SELECT @id AS id, @n AS name) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name", want: "t:broken"},
		{name: "TS-35/merge_scoped", sql: "MERGE INTO t USING (SELECT @id AS id, @n AS name) s ON t.id = s.id AND t.tenant_id = @t WHEN MATCHED THEN UPDATE SET name = s.name", want: "t:met"},
		{name: "TS-35/merge_condition_of_clause", sql: "MERGE INTO t USING (SELECT @id AS id, @n AS name) s ON t.id = s.id WHEN MATCHED AND t.tenant_id = @t THEN DELETE", want: "t:met"},
		{name: "TS-35/merge_not_matched_by_source", sql: "MERGE INTO t USING (SELECT @id AS id) s ON t.id = s.id AND t.tenant_id = @t WHEN NOT MATCHED BY SOURCE THEN DELETE", want: "t:broken"},
		{name: "TS-35/merge_insert_without_key", sql: "MERGE INTO t USING (SELECT @id AS id) s ON t.id = s.id AND t.tenant_id = @t WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)", want: "t:broken"},
		{name: "TS-35/merge_insert", sql: "MERGE INTO t USING (SELECT @id AS id) s ON t.id = s.id AND t.tenant_id = @t WHEN NOT MATCHED THEN INSERT (id, tenant_id) VALUES (s.id, @t)", want: "t:met"},
		{name: "TS-35/merge_source_is_read_whole", sql: "MERGE INTO t USING v ON v.t_ref = t.id AND t.tenant_id = @t AND v.tenant_id = @t WHEN MATCHED THEN DELETE", want: "t:met v:broken"},
		{name: "TS-35/ddl", sql: "CREATE INDEX x ON t (name)", want: ""},
		{name: "TS-35/ddl_as_select", sql: "CREATE TABLE copy_t AS SELECT * FROM t", want: "t:broken"},
		{name: "TS-35/ddl_as_select_scoped", sql: "CREATE TABLE copy_t AS SELECT * FROM t WHERE tenant_id = @t", want: "t:met"},
	})
}

func TestWiderKeys(t *testing.T) {
	t.Parallel()
	has := func(b bool) scope.Options {
		return scope.Options{PrincipalHas: func(string) bool { return b }}
	}
	run(t, []shape{
		{name: "TS-29/principal_has_narrower", sql: "SELECT name FROM projects WHERE org_id = @o", want: "projects:broken", opt: has(true), check: category("wider-key")},
		{name: "TS-29/principal_has_not", sql: "SELECT name FROM projects WHERE org_id = @o", want: "projects:met", opt: has(false)},
		{name: "TS-29/allowed", sql: "SELECT name FROM projects WHERE org_id = @o", want: "projects:met", opt: scope.Options{
			PrincipalHas: func(string) bool { return true }, AllowWider: map[string]bool{"projects": true},
		}},
		{name: "TS-29/narrower_bound", sql: "SELECT name FROM projects WHERE org_id = @o AND tenant_id = @t", want: "projects:met", opt: has(true)},
		{name: "TS-30/nullable_only", sql: "SELECT name FROM reports WHERE team_id = @x", want: "reports:broken", check: category("wider-key")},
		{name: "TS-30/narrowest_not_null", sql: "SELECT name FROM reports WHERE tenant_id = @x", want: "reports:met"},
	})
}

func TestSpecialRows(t *testing.T) {
	t.Parallel()
	is := func(name string, o scope.Origin) values { return values{name: origin(o)} }
	run(t, []shape{
		{name: "TS-31/by_key", sql: "SELECT name FROM tenants WHERE id = @t", want: "tenants:met", check: listed("")},
		{name: "TS-31/all", sql: "SELECT name FROM tenants", want: "tenants:broken"},
		{name: "TS-31/sign_up", sql: "INSERT INTO tenants (id, slug, name) VALUES (@id, @s, @n)", want: "tenants:met", check: listed("sign-up insert")},
		{name: "TS-31/sign_up_that_overwrites", sql: "INSERT INTO tenants (id, slug, name) VALUES (@id, @s, @n) ON CONFLICT (slug) DO UPDATE SET name = EXCLUDED.name", want: "tenants:broken"},
		{name: "TS-31/by_slug", sql: "SELECT name FROM tenants WHERE slug = @s", want: "tenants:met", check: listed("tenant look-up")},
		{name: "TS-31/by_host", sql: "SELECT name FROM tenants WHERE host = @h", want: "tenants:met", check: listed("tenant look-up")},
		{name: "TS-31/by_installation", sql: "SELECT name FROM tenants WHERE installation_id = @i", want: "tenants:met", check: listed("tenant look-up")},
		{name: "TS-31/by_slug_for_other_rows", sql: "SELECT 1 FROM t JOIN tenants x ON x.id = t.tenant_id WHERE x.slug = @s", want: "t:met tenants:met", check: func(t *testing.T, rs []scope.Ref) {
			require.Len(t, rs[0].TenantBinds, 1, "who chooses the slug chooses the rows")
			require.Empty(t, rs[0].Listed)
			require.Empty(t, rs[1].TenantBinds)
		}},
		{name: "TS-31/by_name", sql: "SELECT name FROM tenants WHERE name = @n", want: "tenants:broken"},
		{name: "TS-31/write_by_slug", sql: "UPDATE tenants SET name = @n WHERE slug = @s", want: "tenants:broken"},

		{name: "TS-38/hashed_column", sql: "SELECT tenant_id FROM api_keys WHERE key_hash = @h", want: "api_keys:met", check: listed("credential look-up")},
		{name: "TS-38/plain_column", sql: "SELECT tenant_id FROM api_keys WHERE plain_token = @h", want: "api_keys:broken"},
		{name: "TS-38/cookie", sql: "SELECT tenant_id FROM api_keys WHERE plain_token = @h", want: "api_keys:met", v: is("h", scope.OriginCredential), check: listed("credential look-up")},
		{name: "TS-38/cookie_in_column_that_is_not_unique", sql: "SELECT tenant_id FROM api_keys WHERE name = @h", want: "api_keys:broken", v: is("h", scope.OriginCredential)},
		{name: "TS-38/name_only", sql: "SELECT title FROM chat_sessions WHERE session_id = @s", want: "chat_sessions:broken"},
		{name: "TS-38/joined", sql: "SELECT u.name FROM api_keys k JOIN users u ON u.tenant_id = k.tenant_id WHERE k.key_hash = @h", want: "api_keys:met users:met"},

		{name: "TS-39/unique_email", sql: "SELECT id, password_hash FROM users WHERE email = @e", want: "users:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.True(t, rs[0].Identity)
		}},
		{name: "TS-39/name_is_no_identity", sql: "SELECT id, password_hash FROM users WHERE name = @e", want: "users:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.False(t, rs[0].Identity)
		}},

		{name: "TS-40/own_membership", sql: "SELECT tenant_id, role FROM members WHERE user_id = @u", want: "members:met", v: is("u", scope.OriginPrincipal), check: listed("own membership")},
		{name: "TS-40/principal_of_request", sql: "SELECT tenant_id, role FROM members WHERE user_id = @u", want: "members:broken", v: is("u", scope.OriginRequest)},
		{name: "TS-40/own_tenants", sql: "SELECT x.name FROM tenants x JOIN members m ON m.tenant_id = x.id WHERE m.user_id = @u", want: "tenants:met members:met", v: is("u", scope.OriginPrincipal)},
		{name: "TS-40/no_membership", sql: "SELECT title FROM chat_sessions WHERE title = @u", want: "chat_sessions:broken", v: is("u", scope.OriginPrincipal)},

		{name: "TG-14/zero_value", sql: "SELECT name FROM t WHERE tenant_id = @t", want: "t:broken", v: is("t", scope.OriginZero), check: category("empty-tenant")},
		{name: "TG-14/constant", sql: "SELECT name FROM t WHERE tenant_id = @t", want: "t:broken", v: is("t", scope.OriginConst), check: category("literal-tenant")},
		{name: "TG-14/tenant", sql: "SELECT name FROM t WHERE tenant_id = @t", want: "t:met", v: is("t", scope.OriginTenant)},
		{name: "TG-09/verified_read", sql: "SELECT id, tenant_id, name FROM t WHERE id = @id", want: "t:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.True(t, rs[0].ReadsTenant)
			require.True(t, rs[0].KeyBinds[0].Unique)
		}},
		{name: "TG-09/verified_read_star", sql: "SELECT * FROM t WHERE id = @id", want: "t:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.True(t, rs[0].ReadsTenant)
		}},
		{name: "TG-09/tenant_not_read", sql: "SELECT id, name FROM t WHERE id = @id", want: "t:broken", check: func(t *testing.T, rs []scope.Ref) {
			require.False(t, rs[0].ReadsTenant)
		}},
		{name: "TG-19/id_of_scoped_row", sql: "UPDATE t SET name = @n WHERE id = @id", want: "t:met", v: is("id", scope.OriginScopedRow)},
		{name: "TG-19/other_column_of_scoped_row", sql: "UPDATE t SET name = @n WHERE other = @id", want: "t:broken", v: is("id", scope.OriginScopedRow)},
		{name: "session_setting", sql: "SELECT name FROM t WHERE tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid", want: "t:met",
			opt: scope.Options{SessionSetting: "app.tenant_id"}, check: assumes(0, "t")},
		{name: "session_setting_unknown", sql: "SELECT name FROM t WHERE tenant_id = current_setting('app.other')::uuid", want: "t:met", check: assumes(1, "t")},
	})
}
