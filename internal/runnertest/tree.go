package runnertest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// Tree is a directory in the shape of a GOPATH's src: programs, and fakes of libraries under their real import paths. The standard library is
// read from export data, so that a test costs what its own sources do.
type Tree struct {
	t        testing.TB
	src      []string
	fset     *token.FileSet
	standard map[string]*types.Package
	units    map[string]*runner.Unit
	order    []string // in the order of imports
}

// NewTree opens a tree. standard are the packages of the standard library that it imports.
func NewTree(t testing.TB, src string, standard ...string) *Tree {
	t.Helper()
	tr := &Tree{t: t, src: []string{src}, fset: token.NewFileSet(), standard: map[string]*types.Package{"unsafe": types.Unsafe}, units: map[string]*runner.Unit{}}
	out, err := exec.Command("go", append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}"}, standard...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		if name, file, _ := strings.Cut(strings.TrimSpace(line), "\t"); file != "" {
			if err := tr.export(name, file); err != nil {
				t.Fatalf("export data of %s: %v", name, err)
			}
		}
	}
	return tr
}

// Beside adds a directory with further fakes.
func (tr *Tree) Beside(src string) *Tree {
	tr.src = append(tr.src, src)
	return tr
}

func (tr *Tree) export(name, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err == nil {
		_, err = gcexportdata.Read(r, tr.fset, tr.standard, name)
	}
	return err
}

// Import implements types.Importer.
func (tr *Tree) Import(path string) (*types.Package, error) {
	if u := tr.units[path]; u != nil {
		return u.Types, nil
	}
	if p := tr.standard[path]; p != nil {
		return p, nil
	}
	names, err := tr.sources(path)
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(tr.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	u := &runner.Unit{ID: path, Fset: tr.fset, Files: files, Info: runner.NewInfo(), Sizes: types.SizesFor("gc", "amd64")}
	conf := types.Config{Importer: tr}
	if u.Types, err = conf.Check(path, tr.fset, files, u.Info); err != nil {
		return nil, err
	}
	tr.units[path], tr.order = u, append(tr.order, path)
	return u.Types, nil
}

// sources are the files of a package, in the first directory that has it.
func (tr *Tree) sources(path string) ([]string, error) {
	for _, src := range tr.src {
		names, err := filepath.Glob(filepath.Join(src, filepath.FromSlash(path), "*.go"))
		if err != nil || len(names) > 0 {
			return names, err
		}
	}
	return nil, fmt.Errorf("no sources of %s", path)
}

// Run analyses a package and what it imports from the tree, each with the facts of its direct imports alone, and returns the result for each.
func (tr *Tree) Run(path string, analyzers ...*analysis.Analyzer) map[string]*runner.Result {
	tr.t.Helper()
	if _, err := tr.Import(path); err != nil {
		tr.t.Fatal(err)
	}
	engine, err := runner.New(analyzers)
	if err != nil {
		tr.t.Fatal(err)
	}
	results := map[string]*runner.Result{}
	for _, p := range tr.order {
		res := engine.Run(tr.units[p], func(path string) runner.Import {
			if r := results[path]; r != nil {
				return runner.Import{Facts: r.Facts}
			}
			return runner.Import{}
		})
		if err := res.Err(); err != nil {
			tr.t.Fatalf("%s: %v", p, err)
		}
		results[p] = res
	}
	return results
}
