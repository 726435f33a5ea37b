package analyzers_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/analyzers/permguard"
	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/site"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// exported are the analyzers that rule packages export under the name that nogo looks for. A rule that is missing here does not compile into the test below.
func exported() []*analysis.Analyzer {
	return []*analysis.Analyzer{tenantscope.Analyzer, permguard.Analyzer}
}

// embedded makes the analyzers with an embedded workspace.
func embedded(text string) []*analysis.Analyzer {
	return []*analysis.Analyzer{tenantscope.Embedded(text), permguard.Embedded(text)}
}

// Every rule package exports one Analyzer, and the driver can tell them apart.
func TestEveryRuleExportsAnalyzer(t *testing.T) {
	t.Parallel()
	var names []string
	for _, a := range exported() {
		names = append(names, a.Name)
	}
	require.Equal(t, analyzers.Names(), names)
	require.NoError(t, analysis.Validate(exported()))
	for _, name := range analyzers.Names() {
		files, err := filepath.Glob(filepath.Join(name, "*.go"))
		require.NoError(t, err)
		found := 0
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			require.NoError(t, err)
			if o := f.Scope.Lookup("Analyzer"); o != nil && o.Kind == ast.Var {
				found++
			}
		}
		require.Equal(t, 1, found, "package %s has no variable Analyzer", name)
	}
}

// Every option of the config is a flag of some exported analyzer, but for the build tags, which are the driver's.
func TestEveryOptionIsAFlag(t *testing.T) {
	t.Parallel()
	for _, key := range config.Leaves() {
		reached := slices.ContainsFunc(exported(), func(a *analysis.Analyzer) bool {
			name := site.FlagName(a.Name, key)
			return name != "" && a.Flags.Lookup(name) != nil
		})
		require.Equal(t, key != "tags", reached, key)
	}
}

// load loads a module as a driver does whose analyzers see no dependency but through facts: from source, the libraries from export data. Under Bazel
// the names of files are relative to a directory that is not the current one, so that nothing beside the sources can be read.
func load(t *testing.T, dir string, sandbox bool) []*packages.Package {
	t.Helper()
	cfg := &packages.Config{
		Dir: dir,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedTypes | packages.NeedTypesSizes |
			packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule,
		Env: append(os.Environ(), "GOWORK=off"),
	}
	if sandbox {
		cfg.ParseFile = func(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
			rel, err := filepath.Rel(dir, name)
			if err != nil {
				return nil, err
			}
			return parser.ParseFile(fset, rel, src, parser.ParseComments|parser.SkipObjectResolution)
		}
	}
	list, err := packages.Load(cfg, "./...")
	require.NoError(t, err)
	require.Zero(t, packages.PrintErrors(list))
	own := map[*packages.Package]bool{}
	for _, p := range list {
		own[p] = true
	}
	for _, p := range list {
		for path, imp := range p.Imports {
			if !own[imp] {
				delete(p.Imports, path) // what rules know of libraries is rows
			}
		}
	}
	return list
}

// narrow lets an analyzer see the facts of direct imports only, as under nogo and go vet.
func narrow(a *analysis.Analyzer) *analysis.Analyzer {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		narrowed := *pass
		narrowed.Module, narrowed.ReadFile = nil, nil // nogo has neither
		narrowed.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool {
			return (pkg == pass.Pkg || slices.Contains(pass.Pkg.Imports(), pkg)) && pass.ImportPackageFact(pkg, fact)
		}
		return run(&narrowed)
	}
	return a
}

// findings runs analyzers by the checker of x/tools, which passes facts through gob, and returns what they report.
func findings(t *testing.T, dir string, pkgs []*packages.Package, list []*analysis.Analyzer) ([]string, error) {
	t.Helper()
	for _, a := range list {
		narrow(a)
	}
	graph, err := checker.Analyze(list, pkgs, &checker.Options{SanityCheck: true, Sequential: true})
	require.NoError(t, err)
	var found []string
	for act := range graph.All() {
		if act.Err != nil {
			return nil, act.Err
		}
		if !act.IsRoot {
			continue
		}
		for _, d := range act.Diagnostics {
			at := act.Package.Fset.Position(d.Pos)
			if rel, err := filepath.Rel(dir, at.Filename); err == nil && filepath.IsLocal(rel) {
				at.Filename = rel
			}
			line := fmt.Sprintf("%s: %s (%s)", at, d.Message, d.Category)
			for _, r := range d.Related {
				rel := act.Package.Fset.Position(r.Pos)
				line += fmt.Sprintf(" %d: %s", rel.Line, r.Message)
			}
			found = append(found, line)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil // what two mains settle is reported by both
}

// freeze is the text that `bailiwick nogo` embeds.
func freeze(t *testing.T, dir string) string {
	t.Helper()
	cache, err := workspace.NewCache(workspace.Options{Home: dir})
	require.NoError(t, err)
	text, err := cache.Freeze(dir)
	require.NoError(t, err)
	return text
}

// The same findings come out with the embedded workspace, where no file can be read, as with the files.
func TestEmbeddedAgreesWithFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("loads whole applications")
	}
	for _, name := range []string{"shop", "billing", "crm"} {
		t.Run(name, func(t *testing.T) {
			dir, err := filepath.Abs(filepath.Join("..", "testdata", name))
			require.NoError(t, err)
			want, err := findings(t, dir, load(t, dir, false), analyzers.New(site.Options{Workspace: disk(t, dir)}))
			require.NoError(t, err)
			require.NotEmpty(t, want)
			got, err := findings(t, dir, load(t, dir, true), embedded(freeze(t, dir)))
			require.NoError(t, err)
			require.Equal(t, strings.Join(want, "\n"), strings.Join(got, "\n"))
		})
	}
}

func disk(t *testing.T, dir string) func(*analysis.Pass) (*workspace.Workspace, error) {
	cache, err := workspace.NewCache(workspace.Options{Home: dir})
	require.NoError(t, err)
	return cache.ForPass
}

const small = `
-- go.mod --
module example.com/small

go 1.24
-- db/schema.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, org uuid NOT NULL REFERENCES tenants (id), total int);
CREATE TABLE notes (id uuid PRIMARY KEY, org uuid NOT NULL REFERENCES tenants (id));
-- store/get.sql --
SELECT total FROM orders WHERE id = $1
-- store/store.go --
package store

import (
	"database/sql"
	_ "embed"
)

//go:embed get.sql
var get string

type Store struct{ DB *sql.DB }

func (s *Store) Order(id string) *sql.Row { return s.DB.QueryRow(get, id) }

func (s *Store) Note(id string) *sql.Row { return s.DB.QueryRow("SELECT id FROM notes WHERE id = $1", id) }
`

// The flags stand for the keys of the config: at the analyzer that reads files all of them, at the embedded one those that come in time.
func TestFlags(t *testing.T) {
	dir := runnertest.Write(t, small)
	runnertest.Update(t, dir, "-- .bailiwick.yml --\ntenant:\n  columns: [org]\nrules:\n  tenantscope:\n    strict: true\n")
	text := freeze(t, dir)
	t.Chdir(dir) // where paths in flags start from
	run := func(t *testing.T, list []*analysis.Analyzer, sandbox bool, flags map[string]string) ([]string, error) {
		for name, value := range flags {
			if err := list[0].Flags.Set(name, value); err != nil {
				return nil, err
			}
		}
		return findings(t, dir, load(t, dir, sandbox), list)
	}
	for _, tt := range []struct {
		name  string
		flags map[string]string
		want  int
		err   string
		late  string // the error of the embedded analyzer, where it differs
	}{
		{"none", nil, 2, "", ""},
		{"severity", map[string]string{"severity": "off"}, 0, "", ""},
		{"one category", map[string]string{"categories": "{unscoped: off}"}, 0, "", ""},
		{"excluded", map[string]string{"exclude": "store/*.go,other/*.go"}, 0, "", ""},
		{"excluded elsewhere", map[string]string{"exclude": "other/*.go"}, 2, "", ""},
		{"set alike", map[string]string{"tenant.columns": "org"}, 2, "", ""},
		{"set differently", map[string]string{"tenant.columns": "owner"}, 0, "tenant.columns: set to [org] here and to [owner] in the flags of tenantscope", ""},
		{"no such key", map[string]string{"rules": ""}, 0, "no such flag -rules", ""},
		{"a table", map[string]string{"tables": "{notes: {global: true, reason: shared}}"}, 1, "", "tables cannot be set by the flags of tenantscope"},
		{"no such severity", map[string]string{"severity": "of"}, 0, `did you mean "off"?`, ""},
		{"no YAML", map[string]string{"tables": "{"}, 0, "not valid YAML", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, sandbox := range []bool{false, true} {
				list, wrong := []*analysis.Analyzer{fresh()}, tt.err
				if sandbox {
					list = embedded(text)
					wrong += tt.late
				}
				got, err := run(t, list, sandbox, tt.flags)
				if wrong != "" {
					require.ErrorContains(t, err, wrong)
					continue
				}
				require.NoError(t, err)
				require.Len(t, got, tt.want, strings.Join(got, "\n"))
			}
		})
	}
}

// What cannot be right is an error of the analyzer: none of these may pass for no findings.
func TestErrorsOfStandaloneAnalyzers(t *testing.T) {
	dir := runnertest.Write(t, small)
	text := freeze(t, dir)

	_, err := findings(t, dir, load(t, dir, true), []*analysis.Analyzer{fresh()})
	require.ErrorContains(t, err, "see bailiwick nogo", "in a sandbox, without an embedded workspace")

	_, err = findings(t, dir, load(t, dir, true), embedded(strings.Replace(text, "bailiwick workspace ", "bailiwick workspace 0", 1)))
	require.ErrorContains(t, err, "another version of bailiwick")

	_, err = findings(t, dir, load(t, dir, true), embedded(text[:len(text)/2]))
	require.ErrorContains(t, err, "read the workspace")

	runnertest.Update(t, dir, "-- .bailiwick.yml --\ntenants: 1\n")
	_, err = findings(t, dir, load(t, dir, false), []*analysis.Analyzer{fresh()})
	require.ErrorContains(t, err, `did you mean "tenant"?`)
}

// fresh is an analyzer like the exported one, which is for one run.
func fresh() *analysis.Analyzer {
	s, flags := site.Standalone(tenantscope.Name, site.Disk())
	a := tenantscope.For(s)
	flags(a)
	return a
}
