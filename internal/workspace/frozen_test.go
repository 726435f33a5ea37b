package workspace_test

import (
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// pass is one of a package whose files have these names.
func pass(t *testing.T, pkg, name string, files ...string) *analysis.Pass {
	t.Helper()
	p := &analysis.Pass{Fset: token.NewFileSet(), Pkg: types.NewPackage(pkg, name)}
	for _, file := range files {
		f, err := parser.ParseFile(p.Fset, file, "package "+name+"\n", parser.PackageClauseOnly)
		require.NoError(t, err)
		p.Files = append(p.Files, f)
	}
	return p
}

const tabled = `
-- root/db/schema.sql --
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int NOT NULL);
-- beside/schema.sql --
CREATE TABLE parcels (id int PRIMARY KEY, tenant_id int NOT NULL);
-- root/.bailiwick.yml --
modules: [example.com/shared]
exclude: [app/gen/**]
-- root/app/part/.bailiwick.yml --
exclude: [old/*.go]
`

func freeze(t *testing.T, dir string) string {
	t.Helper()
	text, err := cache(t, workspace.Options{Home: dir}).Freeze(dir)
	require.NoError(t, err)
	return text
}

// A package's workspace is found by its import path and by where its files say that they lie, whichever way they say it.
func TestFrozenPlaces(t *testing.T) {
	dir := runnertest.Write(t, program+tabled[1:])
	root := filepath.Join(dir, "root")
	text := freeze(t, filepath.Join(root, "app"))
	require.NotContains(t, text, dir)
	require.Equal(t, text, freeze(t, root), "the same from anywhere in the tree")

	elsewhere := runnertest.Write(t, program+tabled[1:])
	require.Equal(t, text, freeze(t, filepath.Join(elsewhere, "root")), "the same in another directory")

	for _, tt := range []struct {
		name, pkg, pkgName, file string
		root                     string
		module, at               string // of the file's position
		own                      bool
		excluded                 string // a position that the config excludes
	}{
		{"relative to the root", "example.com/app/store", "store", "app/store/store.go", ".", "example.com/app", "store/store.go", true, "gen/x.go"},
		{"external test", "example.com/app/store_test", "store_test", "app/store/store_test.go", ".", "example.com/app", "store/store_test.go", true, "gen/x.go"},
		{"package of that name", "example.com/app/store_test", "store", "app/store_test/x.go", ".", "example.com/app", "store_test/x.go", true, "gen/x.go"},
		{"the module's own package", "example.com/app", "app", "app/app.go", ".", "example.com/app", "app.go", true, "gen/x.go"},
		{"absolute", "example.com/app/store", "store", "/home/x/src/app/store/store.go", "/home/x/src", "example.com/app", "store/store.go", true, "gen/x.go"},
		{"below another root", "example.com/app/store", "store", "repo/app/store/store.go", "repo", "example.com/app", "store/store.go", true, "gen/x.go"},
		{"made by Bazel", "example.com/app/gen", "gen", "bazel-out/k8-fastbuild/bin/app/gen/x.go", ".", "example.com/app", "gen/x.go", true, "gen/y.go"},
		{"config of a part", "example.com/app/part", "part", "app/part/p.go", ".", "example.com/app", "part/p.go", true, "part/old/x.go"},
		{"module outside", "example.com/beside", "beside", "external/beside/b.go", "../beside", "example.com/beside", "b.go", true, ""},
		{"library that the config names", "example.com/shared/p", "p", "external/shared/p/p.go", ".", "example.com/shared", "p/p.go", true, ""},
		{"other library", "example.com/other/p", "p", "external/other/p/p.go", ".", "", "", false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, err := workspace.NewFrozen(text, nil).ForPass(pass(t, tt.pkg, tt.pkgName, filepath.FromSlash(tt.file)))
			require.NoError(t, err)
			require.True(t, w.Frozen())
			require.Equal(t, filepath.FromSlash(tt.root), w.Root)
			require.Equal(t, tt.own, w.Own(strings.TrimSuffix(tt.pkg, "_test")))
			if !tt.own {
				return
			}
			at := w.Position(filepath.FromSlash(tt.file), 3, 4)
			require.Equal(t, verdict.Position{Module: tt.module, File: tt.at, Line: 3, Column: 4}, at)
			if !strings.Contains(tt.file, "bazel-out") {
				require.Equal(t, filepath.FromSlash(tt.file), w.File(at), "as the driver prints it")
			}
			require.Equal(t, strings.HasPrefix(tt.at, "gen/"), w.Config.Excluded(w.File(at)))
			if tt.excluded != "" {
				require.True(t, w.Config.Excluded(w.File(verdict.Position{Module: tt.module, File: tt.excluded})))
			}
		})
	}
	_, err := workspace.NewFrozen(text, nil).ForPass(pass(t, "example.com/app/store", "store", "src/elsewhere/store.go"))
	require.ErrorContains(t, err, "only the layout of Go modules is understood")
}

// What is thawed says what the files say.
func TestFrozenSaysTheSame(t *testing.T) {
	dir := runnertest.Write(t, program+tabled[1:])
	root := filepath.Join(dir, "root")
	want := open(t, cache(t, workspace.Options{}), root, "app")
	frozen := workspace.NewFrozen(freeze(t, root), nil)
	got, err := frozen.ForPass(pass(t, "example.com/app/store", "store", filepath.Join(root, "app", "store", "store.go")))
	require.NoError(t, err)
	require.Equal(t, want.Root, got.Root)
	require.Equal(t, want.Modules, got.Modules)
	require.Equal(t, want.Config.Config, got.Config.Config)
	require.Equal(t, want.Config.Dir, got.Config.Dir)
	require.Equal(t, want.Catalog.TenantColumns, got.Catalog.TenantColumns)
	require.Len(t, got.Catalog.Tables(), 2, "those of the module outside too")
	for i, table := range want.Catalog.Tables() {
		require.Equal(t, table.Columns[0].Name, got.Catalog.Tables()[i].Columns[0].Name)
		require.Equal(t, table.Tenancy.Kind, got.Catalog.Tables()[i].Tenancy.Kind)
	}

	name := filepath.Join(root, "app", "queries", "q.sql")
	fromFile, err := want.ReadFile(name)
	require.NoError(t, err)
	fromText, err := got.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, fromFile, fromText)
	_, err = got.ReadFile(filepath.Join(root, "app", "go.mod"))
	require.Error(t, err, "a file that no cache's key holds is not read, though it is there")

	again, err := frozen.ForPass(pass(t, "example.com/app", "app", filepath.Join(root, "app", "a.go")))
	require.NoError(t, err)
	require.Same(t, got, again, "one place, one workspace")
}

// Settings join the frozen config, with paths from the root.
func TestFrozenSettings(t *testing.T) {
	dir := runnertest.Write(t, program+tabled[1:])
	text := freeze(t, filepath.Join(dir, "root"))
	with := func(key, value string) (*workspace.Workspace, error) {
		s := config.Settings{Source: "flags"}
		require.NoError(t, s.Set(key, value))
		return workspace.NewFrozen(text, s.File).ForPass(pass(t, "example.com/app/part", "part", "app/part/p.go"))
	}
	w, err := with("tests", "true")
	require.NoError(t, err)
	require.True(t, w.Config.Tests)
	_, err = with("exclude", "app/part/*.go")
	require.ErrorContains(t, err, "exclude: set to", "the file of that part excludes something else")
	_, err = with("tenant.columns", "owner")
	require.ErrorContains(t, err, "tenant.columns cannot be set by flags")
	_, err = with("modules", "example.com/more")
	require.NoError(t, err)
}
