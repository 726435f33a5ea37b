package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

const leaking = `
-- go.mod --
module example.com/leaking

go 1.25
-- migrations/001_init.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), email text NOT NULL);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), status text NOT NULL);
-- old/old.go --
package old

import "database/sql"

func Old(db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT id FROM orders")
}
`

// With -new-from-rev a pull request fails for what it brings, and says how much else there is.
func TestNewFromRev(t *testing.T) {
	dir := runnertest.Write(t, leaking)
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "."}, {"-c", "user.name=n", "-c", "user.email=e@example.com", "commit", "-q", "-m", "first"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
	}
	code, stdout, _ := bailiwick(t, "-C", dir, "./...")
	require.Equal(t, exitFindings, code)
	require.Contains(t, stdout, "old.go:6")

	code, stdout, stderr := bailiwick(t, "-C", dir, "-new-from-rev", "main", "./...")
	require.Equal(t, exitClean, code, stderr)
	require.Contains(t, stdout, "-new-from-rev main: 1 finding on unchanged code not shown")
	require.NotContains(t, stdout, "old.go:6")

	runnertest.Update(t, dir, "-- fresh/fresh.go --\npackage fresh\n\nimport \"database/sql\"\n\nfunc Fresh(db *sql.DB) (*sql.Rows, error) {\n\treturn db.Query(\"SELECT id FROM users\")\n}\n")
	code, stdout, _ = bailiwick(t, "-C", dir, "-new-from-rev", "main", "./...")
	require.Equal(t, exitFindings, code)
	require.Contains(t, stdout, "fresh.go:6")
	require.NotContains(t, stdout, "old.go:6")
	require.NotContains(t, stdout, "SQL files have changed")

	runnertest.Update(t, dir, "-- migrations/002_more.sql --\nALTER TABLE users ADD COLUMN name text;\n")
	_, _, stderr = bailiwick(t, "-C", dir, "-new-from-rev", "main", "-format", "sarif", "./...")
	require.Contains(t, stderr, "the config or SQL files have changed too")

	_, stdout, stderr = bailiwick(t, "-C", dir, "-new-from-rev", "main", "-format", "github", "./...")
	require.Contains(t, stdout, "the config or SQL files have changed too")
	require.Empty(t, stderr, "it is said once")

	code, _, stderr = bailiwick(t, "-C", dir, "-new-from-rev", "nosuch", "./...")
	require.Equal(t, exitFailed, code)
	require.Contains(t, stderr, `no commit is called "nosuch" here`)
}

// What a host of code reads names files from the repository's root, wherever in it the module lies; all else from the module's.
func TestPathsForHosts(t *testing.T) {
	top := runnertest.Write(t, "-- .git/HEAD --\nref: refs/heads/main\n")
	dir := filepath.Join(top, "services", "api")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	runnertest.Update(t, dir, leaking)
	_, stdout, _ := bailiwick(t, "-C", dir, "-format", "github", "./...")
	require.Contains(t, stdout, "::error file=services/api/old/old.go,line=6,")
	_, stdout, _ = bailiwick(t, "-C", dir, "-format", "sarif", "./...")
	require.Contains(t, stdout, `"uri": "services/api/old/old.go"`)
	for _, format := range []string{"text", "json"} {
		_, stdout, _ = bailiwick(t, "-C", dir, "-format", format, "./...")
		require.Contains(t, stdout, "old/old.go")
		require.NotContains(t, stdout, "services/api")
	}
	baseline := filepath.Join(dir, "base.json")
	_, _, _ = bailiwick(t, "baseline", "-C", dir, "-baseline", baseline, "./...")
	require.NoError(t, os.Remove(filepath.Join(dir, "old", "old.go")))
	runnertest.Update(t, dir, "-- old/old.go --\npackage old\n")
	_, stdout, stderr := bailiwick(t, "-C", dir, "-format", "github", "-baseline", baseline, "./...")
	require.Empty(t, stderr)
	require.Contains(t, stdout, "::error file=services/api/base.json,title=baseline::")
}
