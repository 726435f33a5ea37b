package analyzers_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/site"
)

// A role is asked for, and that is enough for permguard; whose row it is is tenantscope's to ask.
func TestRoleWithoutTenant(t *testing.T) {
	dir := runnertest.Write(t, runnertest.Roles)
	got, err := findings(t, dir, load(t, dir, false), analyzers.New(site.Options{Workspace: disk(t, dir)}))
	require.NoError(t, err)
	t.Run("PG-15/role checked but not the object's tenant", func(t *testing.T) {
		require.Len(t, got, 1, strings.Join(got, "\n"))
		require.Contains(t, got[0], "delete from orders (tenant key tenant_id) is not scoped to a tenant")
	})
	t.Run("PG-15/role and tenant checked", func(t *testing.T) {
		require.NotContains(t, strings.Join(got, "\n"), "notes")
	})
}
