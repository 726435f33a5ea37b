package hostbuild

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/modfile"
)

func TestFindSuite(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	inside, err := FindSuite("", filepath.Join(root, "testdata", "shop"))
	require.NoError(t, err)
	require.Equal(t, Suite{Dir: root}, inside, "a module inside a working copy is not its end")
	named, err := FindSuite(root, t.TempDir())
	require.NoError(t, err)
	require.Equal(t, inside, named)
	_, err = FindSuite(t.TempDir(), root)
	require.ErrorContains(t, err, "no working copy")
	_, err = FindSuite("", t.TempDir())
	require.ErrorIs(t, err, errNoVersion, "the test binary has no version")
}

func TestReleased(t *testing.T) {
	for _, tt := range []struct {
		path, version string
		ok            bool
	}{
		{Module, "v0.1.0", true},
		{Module, "v0.0.0-20261128200000-0123456789ab", true},
		{Module, "v0.0.0-20261128200000-0123456789ab+dirty", false},
		{Module, "(devel)", false},
		{Module, "", false},
		{"example.com/fork", "v0.1.0", false},
	} {
		s, err := released(debug.Module{Path: tt.path, Version: tt.version})
		require.Equal(t, tt.ok, err == nil, tt.version)
		if tt.ok {
			require.Equal(t, tt.version, s.Version)
		}
	}
}

func TestRequirement(t *testing.T) {
	for _, s := range []Suite{{Version: "v0.1.0"}, {Dir: filepath.Join(t.TempDir(), "with space")}} {
		f, err := modfile.Parse("go.mod", []byte("module x\n\n"+s.Requirement()), nil)
		require.NoError(t, err)
		require.Equal(t, Module, f.Require[0].Mod.Path)
		if s.Dir != "" {
			require.Equal(t, s.Dir, f.Replace[0].New.Path)
		}
	}
}

func TestGolangciMainIsGo(t *testing.T) {
	_, err := parser.ParseFile(token.NewFileSet(), "main.go", golangciMain, parser.AllErrors)
	require.NoError(t, err)
}

// TestCustomGcl holds the file for `golangci-lint custom` against the version that is tested.
func TestCustomGcl(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", ".custom-gcl.yml"))
	require.NoError(t, err)
	require.Contains(t, string(data), "version: "+GolangciVersion+"\n")
	require.Contains(t, string(data), "module: "+Module+"\n")
	require.Contains(t, string(data), "import: "+Module+"/plugin\n")
}
