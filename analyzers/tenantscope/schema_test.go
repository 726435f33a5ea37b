package tenantscope_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// shop reads the schema of the cases. The models in their Go files are no part of it: each case stands alone.
func shop(t testing.TB) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Build(catalog.Options{Root: "testdata/src", Schema: []string{"schema.sql"}, Exclude: []string{"**/*.go"}})
	require.NoError(t, err)
	require.Empty(t, cat.Problems)
	require.NotEmpty(t, cat.TenantColumns)
	return cat
}

// widerShop is the schema with organisations as the wider tenants.
func widerShop(t testing.TB) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Build(catalog.Options{Root: "testdata/src", Schema: []string{"schema.sql"}, Exclude: []string{"**/*.go"}, TenantColumns: []string{"tenant_id", "org_id"}})
	require.NoError(t, err)
	return cat
}

// guardedShop is the schema with ent's policies and interceptors in testdata/entschema.
func guardedShop(t testing.TB) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Build(catalog.Options{Root: "testdata", Schema: []string{"src/schema.sql"}, Exclude: []string{"src/**/*.go"}})
	require.NoError(t, err)
	require.Empty(t, cat.Problems)
	return cat
}
