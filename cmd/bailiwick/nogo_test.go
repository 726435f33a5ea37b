package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

const bazelled = `
-- WORKSPACE --
-- services/go.mod --
module example.com/services

go 1.24
-- services/go.work --
go 1.24

use (
	.
	../shared
)
-- shared/go.mod --
module example.com/shared
-- services/orders/schema.sql --
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL);
-- services/orders/orders.go --
package orders
`

// TestNogo follows the generated code from its first writing over a change that makes it stale to the next one.
func TestNogo(t *testing.T) {
	dir := runnertest.Write(t, bazelled)
	services := filepath.Join(dir, "services")
	read := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(services, "tools", "bailiwick", filepath.FromSlash(name)))
		require.NoError(t, err)
		return string(data)
	}
	nogo := func(want int, args ...string) string {
		t.Helper()
		code, stdout, stderr := bailiwick(t, append([]string{"nogo", "-C", services}, args...)...)
		require.Equal(t, want, code, stderr)
		return stdout + stderr
	}
	require.Contains(t, nogo(exitFindings, "-check"), "tools/bailiwick/workspace.go is missing: run bailiwick nogo\n")
	nogo(exitClean)
	first := read("workspace.go")
	require.Contains(t, read("tenantscope/analyzer.go"), "tenantscope.Embedded(bailiwick.Workspace)")
	require.Contains(t, read("tenantscope/BUILD.bazel"), `"//services/tools/bailiwick",`, "labels start where Bazel's root is")
	require.Contains(t, read("BUILD.bazel"), `importpath = "example.com/services/tools/bailiwick"`)
	require.Empty(t, nogo(exitClean, "-check"), "what was written changes nothing itself")
	require.Equal(t, "everything is fresh\n", nogo(exitClean))

	for _, tt := range []struct {
		name, files string
		stale       bool
	}{
		{"migration", "-- services/orders/schema.sql --\nCREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid);\n", true},
		{"config", "-- services/.bailiwick.yml --\ntests: true\n", true},
		{"query file", "-- services/orders/q.sql --\n-- name: Get :one\nSELECT id FROM orders;\n", true},
		{"Go model in another module", "-- shared/m.go --\npackage shared\n\ntype Note struct {\n\tID int `gorm:\"primaryKey\"`\n\tTenantID int\n}\n", true},
		{"Go code", "-- services/orders/orders.go --\npackage orders\n\nfunc F() {}\n", false},
	} {
		runnertest.Update(t, dir, tt.files)
		want, text := exitClean, ""
		if tt.stale {
			want, text = exitFindings, "tools/bailiwick/workspace.go is stale: run bailiwick nogo\n"
		}
		require.Equal(t, text, nogo(want, "-check"), tt.name)
		nogo(exitClean)
	}
	require.NotEqual(t, first, read("workspace.go"))

	// The user's BUILD file stays, and so does what others make of it.
	require.NoError(t, os.WriteFile(filepath.Join(services, "tools", "bailiwick", "BUILD.bazel"), []byte("# ours\n"), 0o644))
	require.Equal(t, "everything is fresh\n", nogo(exitClean))
	require.Equal(t, "# ours\n", read("BUILD.bazel"))

	require.Contains(t, nogo(exitFailed, "-o", "no-name"), `"no-name" cannot be the name of a package`)
	require.Contains(t, nogo(exitFailed, "extra"), `unexpected "extra"`)
	runnertest.Update(t, dir, "-- services/.bailiwick.yml --\nbaseline: none.json\n")
	require.Contains(t, nogo(exitFailed), "none.json", "what the config names must be there")
}
