package tenantscope_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/txtar"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// module is the module path of every program, root where it pretends to lie.
const (
	module = "example.com/shop"
	root   = "/src/shop"
)

// standard are the types of the standard library that programs import, read from export data once.
var standard = sync.OnceValues(func() (map[string]*types.Package, error) {
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "context", "database/sql", "encoding/json", "errors", "fmt", "log", "net/http", "os", "strings", "testing").Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	fset := token.NewFileSet()
	pkgs := map[string]*types.Package{"unsafe": types.Unsafe}
	for line := range strings.Lines(string(out)) {
		name, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if file == "" {
			continue
		}
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		r, err := gcexportdata.NewReader(f)
		if err == nil {
			_, err = gcexportdata.Read(r, fset, pkgs, name)
		}
		_ = f.Close()
		if err != nil {
			return nil, fmt.Errorf("export data of %s: %w", name, err)
		}
	}
	return pkgs, nil
})

// program is a small application of several packages. They are analysed one at a time in dependency order, and each sees the facts of its
// direct imports alone: the narrow door that every driver has.
type program struct {
	t       testing.TB
	fset    *token.FileSet
	sources map[string][]*ast.File // by import path
	order   []string
	checked map[string]*types.Package
	info    map[string]*types.Info
	results map[string]*runner.Result
	ledgers map[string]*verdict.Ledger
	script  script

	// What a test may set before run.
	site    func(*tenantscope.Site)
	cat     *catalog.Catalog
	failing map[string]bool // packages that do not compile: they are not analysed, and their importers are told
}

// load reads a program of testdata/obligations.
func load(t testing.TB, name string) *program {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "obligations", name+".txtar"))
	require.NoError(t, err)
	return parse(t, txtar.Parse(data))
}

func parse(t testing.TB, archive *txtar.Archive) *program {
	t.Helper()
	p := &program{
		t: t, fset: token.NewFileSet(), sources: map[string][]*ast.File{}, checked: map[string]*types.Package{}, info: map[string]*types.Info{},
		results: map[string]*runner.Result{}, ledgers: map[string]*verdict.Ledger{}, script: script{runnertest.NewScript()},
		cat: shop(t), failing: map[string]bool{},
	}
	for _, f := range archive.Files {
		syntax, err := parser.ParseFile(p.fset, root+"/"+f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		pkg := path.Join(module, path.Dir(f.Name))
		p.sources[pkg] = append(p.sources[pkg], syntax)
		p.script.Add(f.Name, f.Data)
	}
	return p
}

// run analyses every package.
func (p *program) run() *program {
	p.t.Helper()
	for _, pkg := range query.SortedKeys(p.sources) {
		_, err := p.Import(pkg)
		require.NoError(p.t, err)
	}
	models, err := query.NewModels(query.Libraries())
	require.NoError(p.t, err)
	rule := tenantscope.New(tenantscope.Options{Site: func(pass *analysis.Pass) (*tenantscope.Site, error) {
		site := &tenantscope.Site{
			Catalog: p.cat,
			Models:  models,
			Rules:   []string{tenantscope.Name},
			Own:     func(path string) bool { return strings.HasPrefix(path, module) },
			Position: func(file string, line, column int) verdict.Position {
				return verdict.Position{Module: module, File: strings.TrimPrefix(file, root+"/"), Line: line, Column: column}
			},
			BrokenImports: pass.ResultOf[runner.Broken].(*runner.BrokenImports).Has,
		}
		if p.site != nil {
			p.site(site)
		}
		return site, nil
	}})
	engine, err := runner.New([]*analysis.Analyzer{rule})
	require.NoError(p.t, err)
	for _, pkg := range p.order {
		if p.failing[pkg] {
			continue
		}
		unit := &runner.Unit{ID: pkg, Fset: p.fset, Files: p.sources[pkg], Types: p.checked[pkg], Info: p.info[pkg], Sizes: types.SizesFor("gc", "amd64")}
		res := engine.Run(unit, func(path string) runner.Import {
			if p.failing[path] {
				return runner.Import{Broken: true}
			}
			if r := p.results[path]; r != nil {
				return runner.Import{Facts: r.Facts}
			}
			return runner.Import{}
		})
		require.NoError(p.t, res.Err())
		p.results[pkg] = res
		p.ledgers[pkg] = res.Values[rule].(*verdict.Ledger)
	}
	return p
}

// Import implements types.Importer: packages of the program, fakes of testdata/src, the standard library.
func (p *program) Import(pkg string) (*types.Package, error) {
	if done := p.checked[pkg]; done != nil {
		return done, nil
	}
	files, own := p.sources[pkg]
	if !own {
		std, err := standard()
		if err != nil {
			return nil, err
		}
		if done := std[pkg]; done != nil {
			return done, nil
		}
		names, _ := filepath.Glob(filepath.Join("testdata", "src", filepath.FromSlash(pkg), "*.go"))
		for _, name := range names {
			f, err := parser.ParseFile(p.fset, name, nil, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
	}
	info := runner.NewInfo()
	conf := types.Config{Importer: p, IgnoreFuncBodies: !own}
	done, err := conf.Check(pkg, p.fset, files, info)
	if err != nil {
		return nil, err
	}
	p.checked[pkg], p.info[pkg] = done, info
	if own {
		p.order = append(p.order, pkg)
	}
	return done, nil
}

// entries are the judgements with a verdict that the named packages made, all packages without a name. Packages are named below the module.
func (p *program) entries(v verdict.Verdict, pkgs ...string) []verdict.Entry {
	var out []verdict.Entry
	for _, pkg := range p.order {
		if len(pkgs) > 0 && !slices.Contains(pkgs, strings.TrimPrefix(pkg, module+"/")) || p.ledgers[pkg] == nil {
			continue
		}
		for _, e := range p.ledgers[pkg].Entries {
			if e.Verdict == v {
				out = append(out, e)
			}
		}
	}
	return out
}

// fact is what a package hands on.
func (p *program) fact(pkg string) *tenantscope.Fact {
	p.t.Helper()
	f := new(tenantscope.Fact)
	res := p.results[path.Join(module, pkg)]
	require.NotNil(p.t, res, pkg)
	ok, err := res.Facts.Decode(f)
	require.NoError(p.t, err)
	require.True(p.t, ok, "package %s has no fact", pkg)
	return f
}

// heard is what an importer of a package hears.
func (p *program) heard(pkg string) *tenantscope.Knowledge {
	p.t.Helper()
	k, err := tenantscope.Heard(p.fact(pkg))
	require.NoError(p.t, err)
	return k
}

// orphans are what the command adds.
func (p *program) orphans() []verdict.Entry {
	p.t.Helper()
	var facts []*tenantscope.Fact
	for _, pkg := range p.order {
		if !p.failing[pkg] {
			facts = append(facts, p.fact(strings.TrimPrefix(strings.TrimPrefix(pkg, module), "/")))
		}
	}
	orphans, err := tenantscope.Orphans(facts)
	require.NoError(p.t, err)
	return orphans
}

// compare holds what was said against the comments of the sources: whatever is not met must be announced.
func (p *program) compare() *program {
	p.t.Helper()
	var all []verdict.Entry
	for _, pkg := range p.order {
		if l := p.ledgers[pkg]; l != nil {
			all = append(all, l.Entries...)
		}
	}
	p.script.check(p.t, sayings(all, p.orphans()), func(runnertest.Place) bool { return true }, true, false)
	return p
}
