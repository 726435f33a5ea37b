package main

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The executable is part of the key of every shared cache: built from the same sources in another directory, as the Makefile does it, it is the same to the
// byte. Version control's stamp is the same for the same commit; the copies here have none.
func TestReproducibleBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("links the program twice")
	}
	root := filepath.Join("..", "..")
	flags := buildFlags(t, filepath.Join(root, "Makefile"))
	require.Contains(t, flags, "-trimpath")
	var sums [][sha256.Size]byte
	for _, name := range []string{"here", "over/there"} {
		dir := filepath.Join(t.TempDir(), filepath.FromSlash(name))
		copySources(t, root, dir)
		cmd := exec.Command("go", append(append([]string{"build"}, flags...), "-o", filepath.Join(dir, "bailiwick"), "./cmd/bailiwick")...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		data, err := os.ReadFile(filepath.Join(dir, "bailiwick"))
		require.NoError(t, err)
		require.NotContains(t, string(data), dir)
		sums = append(sums, sha256.Sum256(data))
	}
	require.Equal(t, sums[0], sums[1])
}

// buildFlags are those that the Makefile builds the program with.
func buildFlags(t *testing.T, makefile string) []string {
	t.Helper()
	data, err := os.ReadFile(makefile)
	require.NoError(t, err)
	m := regexp.MustCompile(`(?m)^\tCGO_ENABLED=0 go build (.*) -o bin/bailiwick \./cmd/bailiwick$`).FindStringSubmatch(string(data))
	require.NotNil(t, m, "the Makefile builds the program otherwise")
	return strings.Fields(m[1])
}

// copySources copies what the program is made of.
func copySources(t *testing.T, from, to string) {
	t.Helper()
	for _, top := range []string{"go.mod", "go.sum", "analyzers", "cmd", "internal"} {
		require.NoError(t, filepath.WalkDir(filepath.Join(from, top), func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(from, name)
			if err != nil {
				return err
			}
			switch {
			case entry.IsDir() && entry.Name() == "testdata":
				return filepath.SkipDir
			case entry.IsDir():
				return os.MkdirAll(filepath.Join(to, rel), 0o755)
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Dir(filepath.Join(to, rel)), 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(to, rel), data, 0o644)
		}))
	}
}
