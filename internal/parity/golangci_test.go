package parity

import (
	"debug/buildinfo"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// leaking is a module of three faults, each on a line of its own.
const leaking = `
-- go.mod --
module example.com/leaking

go 1.25
-- db/migrations/001_init.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), email text NOT NULL);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
-- .golangci.yml --
version: "2"
linters:
  default: none
  enable: [tenantscope, nolintlint]
  settings:
    nolintlint: {allow-unused: false, require-specific: true}
    custom:
      tenantscope: {type: module}
issues: {uniq-by-line: false, max-same-issues: 0, max-issues-per-linter: 0}
-- store/store.go --
package store

import "database/sql"

func one(db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT id FROM orders")
}

func two(db *sql.DB, tenantID string) (*sql.Rows, error) {
	return db.Query("SELECT id FROM users WHERE email = $1", "x")
}
-- legacy/legacy.go --
package legacy

import "database/sql"

func three(db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT email FROM users")
}
-- checks/checks_test.go --
package checks_test // alone in its directory: golangci-lint analyses a package without files beside it
`

const (
	faultOne   = "store/store.go:6:12: query on orders (tenant key tenant_id) is not scoped to a tenant"
	faultTwo   = "store/store.go:10:12: query on users (tenant key tenant_id) is not scoped to a tenant"
	faultThree = "legacy/legacy.go:6:12: query on users (tenant key tenant_id) is not scoped to a tenant"
)

// TestGolangciFeatures tries what users of golangci-lint expect of every linter.
func TestGolangciFeatures(t *testing.T) {
	if testing.Short() {
		t.Skip("builds golangci-lint")
	}
	cache := t.TempDir()
	lint := func(t *testing.T, dir string, args ...string) []string {
		t.Helper()
		list, err := golangciRun(t, dir, cache, args...)
		require.NoError(t, err)
		return list
	}
	t.Run("nolint", func(t *testing.T) {
		dir := runnertest.Write(t, leaking)
		require.Equal(t, []string{faultThree, faultTwo, faultOne}, lint(t, dir), "three, and each once")
		replaced("store/store.go", `orders")`, `orders") //nolint:tenantscope // all of them`)(t, dir)
		require.Equal(t, []string{faultThree, faultTwo}, lint(t, dir), "nolintlint does not call it unused")
		replaced("store/store.go", "SELECT id FROM orders", "SELECT 1")(t, dir)
		found := lint(t, dir)
		require.Len(t, found, 3)
		require.Contains(t, strings.Join(found, "\n"), "is unused for linter \"tenantscope\"")
	})
	t.Run("exclusions", func(t *testing.T) {
		dir := runnertest.Write(t, leaking)
		replaced(".golangci.yml", "linters:\n", "linters:\n  exclusions:\n    paths: [legacy]\n    rules: [{linters: [tenantscope], text: query on orders}]\n")(t, dir)
		require.Equal(t, []string{faultTwo}, lint(t, dir))
	})
	t.Run("fix", func(t *testing.T) {
		dir := runnertest.Write(t, leaking)
		require.Equal(t, []string{faultThree, faultOne}, lint(t, dir, "--fix"), "those that have no fix are left")
		data, err := os.ReadFile(filepath.Join(dir, "store", "store.go"))
		require.NoError(t, err)
		require.Contains(t, string(data), `WHERE email = $1 AND tenant_id = $2", "x", tenantID)`)
		require.Equal(t, []string{faultThree, faultOne}, lint(t, dir))
	})
	t.Run("settings", func(t *testing.T) {
		dir := runnertest.Write(t, leaking)
		settings := func(text string) {
			replaced(".golangci.yml", "tenantscope: {type: module}", "tenantscope: {type: module, settings: "+text+"}")(t, dir)
		}
		settings("{tables: {public.users: {global: true, reason: test}}, exclude: [legacy/**]}")
		require.Equal(t, []string{faultOne}, lint(t, dir), "a dot in a key is no block to us")
		written(".bailiwick.yml", "exclude: [store/**]\n")(t, dir)
		for range 2 { // an error that was cached would be gone
			_, err := golangciRun(t, dir, cache)
			require.ErrorContains(t, err, ".bailiwick.yml:1: exclude: set to [store/**] here and to [legacy/**] in linters.settings.custom.tenantscope.settings")
		}
		require.NoError(t, os.Remove(filepath.Join(dir, ".bailiwick.yml")))
		replaced(".golangci.yml", "exclude: [legacy/**]", "exlude: [legacy/**]")(t, dir)
		_, err := golangciRun(t, dir, cache)
		require.ErrorContains(t, err, `linters.settings.custom.tenantscope.settings: exlude: unknown key; did you mean "exclude"?`)
	})
	t.Run("a package that does not compile", func(t *testing.T) {
		dir := runnertest.Write(t, leaking)
		replaced("legacy/legacy.go", "return db", "return dbx")(t, dir)
		for range 2 {
			_, err := golangciRun(t, dir, cache)
			require.ErrorContains(t, err, "undefined: dbx")
		}
	})
}

// TestNewestTools: what `make test-newest` tests with is the x/tools that golangci-lint links.
func TestNewestTools(t *testing.T) {
	if testing.Short() {
		t.Skip("builds golangci-lint")
	}
	info, err := buildinfo.ReadFile(program(t, programs.golangci))
	require.NoError(t, err)
	i := slices.IndexFunc(info.Deps, func(m *debug.Module) bool { return m.Path == "golang.org/x/tools" })
	require.GreaterOrEqual(t, i, 0)
	text, err := os.ReadFile(filepath.Join("..", "..", "Makefile"))
	require.NoError(t, err)
	require.Contains(t, string(text), "NEWEST_XTOOLS := "+info.Deps[i].Version+"\n")
}

// TestGolangciExample runs golangci-lint with the example as it stands: every option reaches the rule that it is meant for.
func TestGolangciExample(t *testing.T) {
	if testing.Short() {
		t.Skip("builds golangci-lint")
	}
	dir := runnertest.Write(t, leaking)
	example, err := os.ReadFile(filepath.Join("..", "..", ".golangci.example.yml"))
	require.NoError(t, err)
	written(".golangci.yml", string(example))(t, dir)
	written("db/extra/more.sql", "CREATE TABLE parcels (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));\n")(t, dir)
	written(".bailiwick-baseline.json", "{\"version\": 1, \"entries\": []}\n")(t, dir)
	written("tools/tool.go", "package tools\n\nimport \"database/sql\"\n\nfunc Tool(db *sql.DB) (*sql.Rows, error) { return db.Query(\"SELECT id FROM parcels\") }\n")(t, dir)
	written("parcel/parcel.go", "package parcel\n\nimport \"database/sql\"\n\nfunc All(db *sql.DB) (*sql.Rows, error) { return db.Query(\"SELECT id FROM parcels\") }\n")(t, dir)
	list, err := golangciRun(t, dir, t.TempDir())
	require.NoError(t, err)
	require.Len(t, list, 4, strings.Join(list, "\n"))
	require.Contains(t, strings.Join(list, "\n"), "parcel/parcel.go:5:", "the schema's glob was read")
	require.NotContains(t, strings.Join(list, "\n"), "tools/", "and excluded what it says")
}
