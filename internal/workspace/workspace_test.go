package workspace_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

func TestFindRoot(t *testing.T) {
	for _, tt := range []struct {
		name, files, from, want string
	}{
		{"module", "-- go.mod --\n-- a/b/x.go --\n", "a/b", "."},
		{"innermost module", "-- go.mod --\n-- a/go.mod --\n-- a/b/x.go --\n", "a/b", "a"},
		{"workspace above the module", "-- go.work --\n-- a/go.mod --\n", "a", "."},
		{"repository above the module", "-- r/.git/HEAD --\n-- r/a/go.mod --\n", "r/a", "r"},
		{"repository above the workspace", "-- r/.git/HEAD --\n-- r/a/go.work --\n-- r/a/m/go.mod --\n", "r/a/m", "r"},
		{"workspace above the repository", "-- go.work --\n-- r/.git/HEAD --\n-- r/go.mod --\n", "r", "."},
		{"work tree, where .git is a file", "-- r/.git --\ngitdir: x\n-- r/a/go.mod --\n", "r/a", "r"},
		{"nearest repository", "-- .git/HEAD --\n-- sub/.git --\n-- sub/go.mod --\n", "sub", "sub"},
		{"not above testdata", "-- .git/HEAD --\n-- testdata/app/go.mod --\n-- testdata/app/x/x.go --\n", "testdata/app/x", "testdata/app"},
		{"nothing", "-- a/x.go --\n", "a", "a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := runnertest.Write(t, tt.files)
			t.Setenv("HOME", t.TempDir())
			got, err := workspace.FindRoot(filepath.Join(dir, tt.from))
			require.NoError(t, err)
			require.Equal(t, filepath.Join(dir, tt.want), got)
		})
	}
	t.Run("not a home kept in git", func(t *testing.T) {
		dir := runnertest.Write(t, "-- .git/HEAD --\n-- src/app/go.mod --\n")
		t.Setenv("HOME", dir)
		got, err := workspace.FindRoot(filepath.Join(dir, "src", "app"))
		require.NoError(t, err)
		require.Equal(t, filepath.Join(dir, "src", "app"), got)
	})
}

func TestProgramDir(t *testing.T) {
	dir := runnertest.Write(t, program)
	for from, want := range map[string]string{
		"root/app/store": "root", // the go.work uses it
		"root/extra":     "root/extra",
		"fork":           "fork",
		".":              ".",
	} {
		require.Equal(t, filepath.Join(dir, want), workspace.ProgramDir(filepath.Join(dir, from)), from)
	}
	t.Setenv("GOWORK", "off")
	require.Equal(t, filepath.Join(dir, "root", "app"), workspace.ProgramDir(filepath.Join(dir, "root", "app", "store")))
}

func TestOwns(t *testing.T) {
	dir := runnertest.Write(t, `
-- go.mod --
module example.com/app
-- lib/go.mod --
module example.com/lib
-- vendor/example.org/x/x.go --
-- a@2/b/b.go --
-- cache/example.com/lib@v1.2.3/go.mod --
module example.com/lib
-- cache/example.com/lib@v1.2.3/p/p.go --
-- cache/example.com/lib@v0.0.0-20240101000000-abcdefabcdef/p/p.go --
`)
	for _, tt := range []struct {
		name, dir, module string
		want              bool
	}{
		{"main module", "a", "example.com/app", true},
		{"nested module", "lib/p", "example.com/lib", true},
		{"vendored", "vendor/example.org/x", "example.org/x", false},
		{"directory of a build server", "a@2/b", "example.com/app", true},
		{"downloaded", "cache/example.com/lib@v1.2.3/p", "example.com/lib", false},
		{"downloaded, of no release", "cache/example.com/lib@v0.0.0-20240101000000-abcdefabcdef/p", "example.com/lib", false},
		{"standard library", "a", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, workspace.Owns(filepath.Join(dir, filepath.FromSlash(tt.dir)), tt.module))
		})
	}
	t.Run("a package without files", func(t *testing.T) {
		t.Chdir(dir)
		require.False(t, workspace.Owns("", "example.com/app"), "no directory is not the current one")
		c := cache(t, workspace.Options{Home: dir})
		runnertest.Update(t, dir, "-- .bailiwick.yml --\nmodules: [example.com/shared]\n")
		require.False(t, c.Owns("", "example.com/shared"))
	})
}

const program = `
-- root/go.work --
go 1.24

use (
	./app
	../beside
)
-- root/app/go.mod --
module example.com/app

go 1.24

replace example.com/fork => ../../fork

replace example.com/other v1.0.0 => example.com/another v1.0.0
-- root/app/store/store.go --
package store
-- root/app/store/store_test.go --
package store
-- root/app/queries/q.sql --
-- name: Get :one
SELECT id FROM t WHERE id = $1;
-- root/extra/go.mod --
module example.com/extra
-- root/node_modules/x/x.sql --
SELECT 1;
-- beside/go.mod --
module example.com/beside
-- beside/b.go --
package beside
-- fork/go.mod --
module example.com/fork
`

// cache opens workspaces with snapshots in a directory of the test.
func cache(t *testing.T, opts workspace.Options) *workspace.Cache {
	t.Helper()
	c, err := workspace.NewCache(opts)
	require.NoError(t, err)
	return c
}

func open(t *testing.T, c *workspace.Cache, elem ...string) *workspace.Workspace {
	t.Helper()
	w, err := c.Open(filepath.Join(elem...))
	require.NoError(t, err)
	return w
}

func TestModulesAndPositions(t *testing.T) {
	dir := runnertest.Write(t, program)
	c := cache(t, workspace.Options{})
	w := open(t, c, dir, "root", "app", "store")
	require.Equal(t, filepath.Join(dir, "root"), w.Root)
	require.Equal(t, []workspace.Module{
		{Path: "example.com/beside", Dir: filepath.Join(dir, "beside")},
		{Path: "example.com/fork", Dir: filepath.Join(dir, "fork")},
		{Path: "example.com/app", Dir: filepath.Join(dir, "root", "app")},
		{Path: "example.com/extra", Dir: filepath.Join(dir, "root", "extra")},
	}, w.Modules)

	require.True(t, w.Own("example.com/app/store"))
	require.True(t, w.Own("example.com/beside"))
	require.False(t, w.Own("example.com/application"))
	require.False(t, w.Own("example.com/other"))

	for file, want := range map[string]verdict.Position{
		filepath.Join(dir, "root", "app", "store", "store.go"): {Module: "example.com/app", File: "store/store.go", Line: 3, Column: 4},
		filepath.Join(dir, "beside", "b.go"):                   {Module: "example.com/beside", File: "b.go", Line: 3, Column: 4},
		filepath.Join(dir, "none.go"):                          {File: filepath.ToSlash(filepath.Join(dir, "none.go")), Line: 3, Column: 4},
	} {
		require.Equal(t, want, w.Position(file, 3, 4))
	}

	require.Same(t, w, open(t, c, dir, "root", "extra"), "one root, one workspace")
	require.NotSame(t, w, open(t, c, dir, "beside"), "a module outside has its own root")
}

// EN-02: whatever a verdict can depend on changes the digest, and nothing else does.
func TestDigest(t *testing.T) {
	dir := runnertest.Write(t, program)
	store := t.TempDir()
	digest := func() string {
		t.Helper()
		opts := workspace.Options{Dir: store}
		d, err := cache(t, opts).Digest(filepath.Join(dir, "root"))
		require.NoError(t, err)
		again, err := cache(t, opts).Digest(filepath.Join(dir, "root"))
		require.NoError(t, err)
		require.Equal(t, d, again, "from the snapshot as from the files")
		fresh, err := cache(t, workspace.Options{}).Digest(filepath.Join(dir, "root", "app"))
		require.NoError(t, err)
		require.Equal(t, d, fresh, "the same from anywhere in the tree, and without snapshots")
		return d
	}
	seen := map[string]string{digest(): "the beginning"}
	for _, tt := range []struct {
		name, files string
		same        bool
	}{
		{"query file", "-- root/app/queries/q.sql --\n-- name: Get :one\nSELECT id, x FROM t WHERE id = $1;\n", false},
		{"config appears", "-- root/.bailiwick.yml --\ntenant:\n  columns: [tenant_id]\n", false},
		{"comment in the config", "-- root/.bailiwick.yml --\n# why\ntenant:\n  columns: [tenant_id]\n", true},
		{"config of a part", "-- root/app/.bailiwick.yml --\ntenant:\n  columns: [org_id]\n", false},
		{"Go code without models", "-- root/app/store/store.go --\npackage store\n\nfunc F() {}\n", true},
		{"test", "-- root/app/store/store_test.go --\npackage store\n\nfunc G() {}\n", true},
		{"somebody else's SQL", "-- root/node_modules/x/x.sql --\nSELECT 2;\n", true},
		{"config of a module outside", "-- beside/.bailiwick.yml --\ntenant:\n  columns: [tenant_id]\n", false},
		{"baseline that no config names", "-- root/baseline.json --\n{}\n", true},
		{"baseline", "-- root/.bailiwick.yml --\nbaseline: baseline.json\ntenant:\n  columns: [tenant_id]\n", false},
		{"baseline's entries", "-- root/baseline.json --\n{ }\n", false},
	} {
		before := digest()
		runnertest.Update(t, dir, tt.files)
		after := digest()
		if tt.same {
			require.Equal(t, before, after, tt.name)
			continue
		}
		require.NotContains(t, seen, after, tt.name)
		seen[after] = tt.name
	}
}

func TestSnapshots(t *testing.T) {
	dir := runnertest.Write(t, program)
	runnertest.Update(t, dir, "-- root/.bailiwick.yml --\ntenant:\n  columns: [tenant_id]\n")
	store := t.TempDir()
	kept := func() []string {
		names, err := filepath.Glob(filepath.Join(store, "workspace", "*"))
		require.NoError(t, err)
		return names
	}
	from := func() *workspace.Workspace {
		return open(t, cache(t, workspace.Options{Dir: store}), dir, "root", "app")
	}
	first := from()
	require.Len(t, kept(), 1)
	second := from()
	require.Len(t, kept(), 1)
	require.Equal(t, first.Digest, second.Digest)
	require.Equal(t, first.Modules, second.Modules)
	require.Equal(t, first.Config.Config, second.Config.Config)
	require.Equal(t, first.Catalog, second.Catalog)

	data, err := os.ReadFile(kept()[0])
	require.NoError(t, err)
	for name, damage := range map[string][]byte{
		"cut":   data[:len(data)/2],
		"empty": nil,
		"bit":   append(append([]byte(nil), data[:len(data)-1]...), data[len(data)-1]^1),
	} {
		require.NoError(t, os.WriteFile(kept()[0], damage, 0o644))
		require.Equal(t, first.Digest, from().Digest, name)
	}
}

func TestBadConfig(t *testing.T) {
	dir := runnertest.Write(t, program)
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "tenants: 1\n", "tenants"},
		{"schema that is not there", "schema: [nosuch]\n", "nosuch"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			runnertest.Update(t, dir, "-- root/.bailiwick.yml --\n"+tt.text)
			c := cache(t, workspace.Options{Dir: t.TempDir()})
			for range 2 {
				_, err := c.Open(filepath.Join(dir, "root", "app"))
				require.ErrorContains(t, err, tt.want)
			}
			_, err := c.Digest(filepath.Join(dir, "root"))
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestConfigGiven(t *testing.T) {
	dir := runnertest.Write(t, program)
	runnertest.Update(t, dir, "-- root/.bailiwick.yml --\ntenant:\n  columns: [tenant_id]\n-- given.yml --\ntenant:\n  columns: [org_id]\nmodules: [example.com/shared]\n")
	w := open(t, cache(t, workspace.Options{Config: filepath.Join(dir, "given.yml")}), dir, "root", "app")
	require.Equal(t, []string{"org_id"}, w.Config.Tenant.Columns)
	require.True(t, w.Own("example.com/shared/p"))
}

// Settings are part of the config, of the digest and of what a snapshot is found by.
func TestSettings(t *testing.T) {
	dir := runnertest.Write(t, program)
	runnertest.Update(t, dir, "-- root/.bailiwick.yml --\ntests: true\n")
	store := t.TempDir()
	with := func(block map[string]any) *workspace.Workspace {
		settings, err := config.FromSettings("settings", filepath.Join(dir, "root", "app"), block)
		require.NoError(t, err)
		first := open(t, cache(t, workspace.Options{Dir: store, Settings: settings}), dir, "root", "app")
		again := open(t, cache(t, workspace.Options{Dir: store, Settings: settings}), dir, "root", "app")
		require.Equal(t, first.Config.Config, again.Config.Config, "from the snapshot")
		require.Equal(t, first.Digest, again.Digest)
		return first
	}
	one, two := with(map[string]any{"exclude": []any{"gen/**"}}), with(map[string]any{"exclude": []any{"other/**"}})
	require.True(t, one.Config.Tests, "the file's")
	require.Equal(t, []string{"app/gen/**"}, one.Config.Exclude)
	require.Equal(t, []string{"app/other/**"}, two.Config.Exclude)
	require.NotEqual(t, one.Digest, two.Digest)

	settings, err := config.FromSettings("settings", dir, map[string]any{"tests": false})
	require.NoError(t, err)
	_, err = cache(t, workspace.Options{Settings: settings}).Open(filepath.Join(dir, "root"))
	require.ErrorContains(t, err, ".bailiwick.yml:1: tests: set to true here and to false in settings")
}

// A package of files that a generator wrote lies where its files lie, whatever they say they were made of.
func TestPassDir(t *testing.T) {
	dir := runnertest.Write(t, program)
	app := filepath.Join(dir, "root", "app")
	for _, tt := range []struct{ name, file, line string }{
		{"as it stands", app, ""},
		{"relative", app, "//line parser.y:1\n"},
		{"of another machine", app, "//line /nosuch/parser.y:1\n"},
		{"cgo's", t.TempDir(), "//line " + filepath.Join(app, "x.go") + ":1\n"},
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.Join(tt.file, "parser.go"), tt.line+"package app\n", parser.ParseComments)
		require.NoError(t, err)
		require.Equal(t, app, workspace.PassDir(&analysis.Pass{Fset: fset, Files: []*ast.File{f}}), tt.name)
	}
}

// What Go code embeds as text counts for drivers whose caches know Go files only.
func TestFullDigest(t *testing.T) {
	dir := runnertest.Write(t, program)
	runnertest.Update(t, dir, "-- root/app/e/e.go --\npackage e\n\nimport \"embed\"\n\n//go:embed q.txt\nvar q string\n\n//go:embed page.html\nvar files embed.FS\n-- root/app/e/q.txt --\n1\n-- root/app/e/page.html --\n1\n")
	digests := func() (full, plain string) {
		c := cache(t, workspace.Options{})
		full, err := c.FullDigest(filepath.Join(dir, "root"))
		require.NoError(t, err)
		plain, err = c.Digest(filepath.Join(dir, "root"))
		require.NoError(t, err)
		return full, plain
	}
	full, plain := digests()
	runnertest.Update(t, dir, "-- root/app/e/page.html --\n2\n")
	again, _ := digests()
	require.Equal(t, full, again, "no text is read from an embed.FS")
	runnertest.Update(t, dir, "-- root/app/e/q.txt --\n2\n")
	changed, same := digests()
	require.NotEqual(t, full, changed)
	require.Equal(t, plain, same, "the go command's own key has it")
}

// A shared library that the config names is the user's although it was downloaded; its workspace is that of the program.
func TestSharedLibrary(t *testing.T) {
	dir := runnertest.Write(t, program)
	runnertest.Update(t, dir, "-- root/.bailiwick.yml --\nmodules: [example.com/shared]\n")
	c := cache(t, workspace.Options{Home: filepath.Join(dir, "root", "app")})
	lib := filepath.Join(dir, "cache", "example.com", "shared@v1.0.0", "p")
	require.True(t, c.Owns(lib, "example.com/shared"))
	require.False(t, c.Owns(lib, "example.com/unshared"))
	require.Same(t, open(t, c, dir, "root"), open(t, c, lib))
}

// What Announce leaves is what later processes of the same parent see, whatever the files say by then.
func TestHandover(t *testing.T) {
	dir := runnertest.Write(t, program)
	store := t.TempDir()
	home := filepath.Join(dir, "root")
	runnertest.Update(t, dir, "-- root/.bailiwick.yml --\nmodules: [example.com/shared]\n")

	asked := cache(t, workspace.Options{Home: home, Dir: store})
	_, err := asked.Digest(home)
	require.NoError(t, err)
	asked.Announce()
	if records, _ := filepath.Glob(filepath.Join(store, "run", "*")); len(records) == 0 {
		t.Skip("this system does not tell when a process was started")
	}
	want := open(t, asked, home)
	runnertest.Update(t, dir, "-- root/app/queries/q.sql --\nSELECT 1;\n-- root/.bailiwick.yml --\nmodules: [example.com/else]\n")

	handed := cache(t, workspace.Options{Dir: store, Handed: true})
	require.Equal(t, want.Digest, open(t, handed, home, "app").Digest)
	require.True(t, handed.Owns(filepath.Join(dir, "c", "shared@v1.0.0"), "example.com/shared"))

	require.NotEqual(t, want.Digest, open(t, cache(t, workspace.Options{Dir: store}), home).Digest, "others read the files")
}
