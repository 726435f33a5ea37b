package parity

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// driver is one way to run the rules.
type driver struct {
	name string
	// findings runs it over packages of the module in a directory, with caches in another, and returns each thing that it shows once:
	// "file:line:column: message", files relative to the module, sorted.
	findings func(t *testing.T, dir, cache string, packages ...string) []string
	// allows translates what the command shows into what this driver shows of it; nil where they are to be the same.
	allows func(t *testing.T, dir string, command []string) []string
}

// reference is the driver that the others are held against.
func reference() driver { return driver{name: "command", findings: command} }

// drivers are the others.
func drivers() []driver {
	return []driver{
		{name: "vet", findings: vet},
		{name: "golangci-lint", findings: golangci},
	}
}

// applications are the modules below testdata/ that compile.
func applications() []string { return []string{"billing", "crm", "desk", "shop"} }

func application(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "testdata", name))
	require.NoError(t, err)
	return dir
}

// copied is an application in a directory of the test's own, where it can be changed.
func copied(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	dir = filepath.Join(dir, name)
	require.NoError(t, os.CopyFS(dir, os.DirFS(application(t, name))))
	return dir
}

// set sorts and drops what is there twice: vet shows a finding once per main, and two with one text at one place are one to golangci-lint.
func set(lines []string) []string {
	slices.Sort(lines)
	return slices.Compact(lines)
}

// TestParity runs every driver over every application: the same places, the same texts.
func TestParity(t *testing.T) {
	if testing.Short() {
		t.Skip("runs whole programs over whole applications")
	}
	for _, app := range applications() {
		dir := application(t, app)
		want := reference().findings(t, dir, t.TempDir(), "./...")
		require.NotEmpty(t, want, app)
		for _, d := range drivers() {
			t.Run(app+"/"+d.name, func(t *testing.T) {
				expected := want
				if d.allows != nil {
					expected = d.allows(t, dir, want)
				}
				cache := t.TempDir()
				require.Equal(t, expected, d.findings(t, dir, cache, "./..."))
				require.Equal(t, expected, d.findings(t, dir, cache, "./..."), "from the cache")
			})
		}
	}
}
