package parity

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// analysed is what golangci-lint says of its cache when asked to.
var analysed = regexp.MustCompile(`analyzing (\d+)/(\d+) packages`)

// golangciShared runs golangci-lint with an empty cache of its own and one that it shares, and returns the findings and how many packages it analysed.
func golangciShared(t *testing.T, dir string) (findings []string, packages string) {
	t.Helper()
	config := filepath.Join(programs.dir, "shared.yml")
	require.NoError(t, os.WriteFile(config, []byte(golangciConfig), 0o644))
	code, stdout, stderr := run(t, dir, t.TempDir(), program(t, programs.golangci), "run", "-v", "--allow-parallel-runners", "--show-stats=false", "--output.json.path=stdout", "-c", config, "./...")
	require.Contains(t, []int{0, 1}, code, stderr)
	var doc struct {
		Issues []struct {
			Text string
			Pos  struct {
				Filename string
				Line     int
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &doc), stdout)
	for _, i := range doc.Issues {
		findings = append(findings, fmt.Sprintf("%s:%d: %s", i.Pos.Filename, i.Pos.Line, i.Text))
	}
	m := analysed.FindStringSubmatch(stderr)
	require.NotNil(t, m, stderr)
	return set(findings), m[1] + " of " + m[2]
}

// TestSharedLintCache: an empty second machine analyses nothing that the first one has, whatever its checkout's path, and after a change in one package that
// one and what depends on it.
func TestSharedLintCache(t *testing.T) {
	if testing.Short() {
		t.Skip("builds golangci-lint")
	}
	t.Setenv("GOLANGCI_LINT_CACHEPROG", runnertest.GoCacher(t)+" -cache-dir="+t.TempDir())
	t.Setenv("GL_DEBUG", "goanalysis/issues/cache")
	dir := runnertest.Write(t, runnertest.Layered)
	first, packages := golangciShared(t, dir)
	require.Equal(t, "4 of 4", packages)
	require.Len(t, first, 2)

	for _, there := range []string{dir, runnertest.Write(t, runnertest.Layered)} {
		second, packages := golangciShared(t, there)
		require.Equal(t, "0 of 4", packages)
		require.Equal(t, first, second)
	}
	for _, tt := range []struct {
		name, files, packages string
		findings              int
	}{
		{"nothing depends on it", "-- side/side.go --\npackage side\n", "1 of 4", 1},
		{"two depend on it", "-- store/more.go --\npackage store\n\nfunc (s *Store) Ping() error { return s.DB.Ping() }\n", "3 of 4", 1},
		{"a migration", "-- migrations/2_global.sql --\nALTER TABLE orders DROP COLUMN tenant_id;\n", "4 of 4", 0},
	} {
		runnertest.Update(t, dir, tt.files)
		want, packages := golangciShared(t, dir)
		require.Equal(t, tt.packages, packages, tt.name)
		require.Len(t, want, tt.findings, tt.name)
		got, packages := golangciShared(t, dir)
		require.Equal(t, "0 of 4", packages, tt.name)
		require.Equal(t, want, got, tt.name)
	}
}
