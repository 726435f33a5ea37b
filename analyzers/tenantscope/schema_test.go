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
