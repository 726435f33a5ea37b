package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The copies are one module that builds, with every package there as often as there are copies, and no import leads from one copy to another.
func TestMultiply(t *testing.T) {
	app := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":              "module example.com/app\n\ngo 1.24\n",
		"app.go":              "package app\n\nconst Name = \"example.com/application\"\n",
		"go.sum":              "",
		"store/store.go":      "package store\n",
		"cmd/app/main.go":     "package main\n\nimport (\n\t\"example.com/app\"\n\t_ \"example.com/app/store\"\n)\n\nfunc main() { println(app.Name) }\n",
		"migrations/1_up.sql": "CREATE TABLE t (id int);\n",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(app, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(app, name), []byte(text), 0o644))
	}
	dir := t.TempDir()
	require.NoError(t, multiply(app, dir, 3))
	cmd := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \",\"}}", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	out, err := cmd.Output()
	require.NoError(t, err)
	require.Equal(t, `example.com/app/c0 
example.com/app/c0/cmd/app example.com/app/c0,example.com/app/c0/store
example.com/app/c0/store 
example.com/app/c1 
example.com/app/c1/cmd/app example.com/app/c1,example.com/app/c1/store
example.com/app/c1/store 
example.com/app/c2 
example.com/app/c2/cmd/app example.com/app/c2,example.com/app/c2/store
example.com/app/c2/store 
`, string(out))
	data, err := os.ReadFile(filepath.Join(dir, "c1", "app.go"))
	require.NoError(t, err)
	require.Contains(t, string(data), `"example.com/application"`, "only import paths are rewritten")
	require.FileExists(t, filepath.Join(dir, "c2", "migrations", "1_up.sql"))
}

func TestJudge(t *testing.T) {
	sizes := func(change func([]measured)) []measured {
		var list []measured
		for _, n := range []int{1, 2, 4, 8} {
			times := time.Duration(n)
			list = append(list, measured{copies: n, packages: 10 * n, findings: 3 * n, command: 500*time.Millisecond + 50*times*time.Millisecond,
				facts: int64(1000 * n), vet: 200 * times * time.Millisecond})
		}
		change(list)
		return list
	}
	require.NoError(t, judge(sizes(func([]measured) {}), 1.2))
	require.ErrorContains(t, judge(sizes(func(l []measured) { l[3].findings-- }), 1.2), "copies 1 have 3 findings, copies 8 have 23")
	require.NoError(t, judge(sizes(func([]measured) {})[2:], 0), "4 and 8 copies")
	require.ErrorContains(t, judge(sizes(func(l []measured) { l[3].facts *= 2 }), 1.2), "facts grow from 100 to 200")
	require.ErrorContains(t, judge(sizes(func(l []measured) { l[3].vet *= 2 }), 1.2), "the time of go vet grows from 20.0 to 60.0 ms per further package")
	require.ErrorContains(t, judge(sizes(func(l []measured) { l[3].command += 100 * time.Millisecond }), 1.2), "the time of the command grows from 5.0 to 7.5 ms per further package")
	require.NoError(t, judge(sizes(func(l []measured) { l[3].command *= 2 }), 0), "no limit")
}

func TestCopies(t *testing.T) {
	got, err := copies("4, 8,16")
	require.NoError(t, err)
	require.Equal(t, []int{4, 8, 16}, got)
	for _, bad := range []string{"", "1,x", "2,2", "0,1", "4,2"} {
		_, err := copies(bad)
		require.ErrorContains(t, err, "give growing numbers", bad)
	}
}
