package config

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSettings(t *testing.T) {
	t.Parallel()
	s := &Settings{Source: "the flags"}
	none, err := s.File(".")
	require.NoError(t, err)
	require.Nil(t, none, "nothing set is no config")

	for key, text := range map[string]string{
		"tenant.columns":               "org_id, tenant_id",
		"exclude":                      "[a/**, 'b,c/*.go']",
		"tenant.root":                  "tenants",
		"tests":                        "true",
		"unresolved":                   "report",
		"tables":                       "{public.notes: {global: true, reason: shared}}",
		"rules.tenantscope.severity":   "off",
		"rules.tenantscope.categories": "{unscoped: warning}",
		"queries":                      "[{func: example.com/db.One, op: query, sql: 0}]",
		"modules":                      "",
	} {
		require.NoError(t, s.Set(key, text), key)
	}
	f, err := s.File("/dir")
	require.NoError(t, err)
	require.Equal(t, "/dir", f.Dir)
	require.Equal(t, []string{"org_id", "tenant_id"}, f.Tenant.Columns)
	require.Equal(t, []string{"a/**", "b,c/*.go"}, f.Exclude)
	require.Equal(t, "tenants", f.Tenant.Root)
	require.True(t, f.Tests)
	require.Equal(t, UnresolvedReport, f.Unresolved)
	require.True(t, f.Tables["public.notes"].Global)
	require.Equal(t, SeverityOff, f.Rules.Tenantscope.Severity)
	require.Len(t, f.Rules.Tenantscope.Categories, 1)
	require.Len(t, f.Queries, 1)
	require.Empty(t, f.Modules)

	for _, tt := range []struct{ key, text, want string }{
		{"tenants", "x", "no key is called tenants"},
		{"tenant", "x", "no key is called tenant"},
		{"tests", "maybe", "the flags: tests: want true or false"},
		{"unresolved", "raport", `did you mean "report"?`},
		{"tables", "{", "tables: not valid YAML"},
		{"tables", "{notes: {global: true}}", "reason is missing"},
		{"exclude", "[", "exclude: not valid YAML"},
	} {
		require.ErrorContains(t, s.Set(tt.key, tt.text), tt.want)
	}
	again, err := s.File("/dir")
	require.NoError(t, err)
	require.Equal(t, f.Config, again.Config, "what was refused has left nothing behind")
}

// Every key that holds something is a leaf, and can be set.
func TestLeaves(t *testing.T) {
	t.Parallel()
	leaves := Leaves()
	require.Contains(t, leaves, "tenant.columns")
	require.Contains(t, leaves, "rules.tenantscope.strict")
	require.NotContains(t, leaves, "tenant")
	for _, key := range leaves {
		_, ok := typeOf(key)
		require.True(t, ok, key)
	}
}
