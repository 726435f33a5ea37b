package runner_test

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
)

// program type-checks packages of one file each, in the order given, and runs an engine over them as a driver would.
type program struct {
	t       *testing.T
	fset    *token.FileSet
	checked map[string]*types.Package
	facts   map[string]runner.Facts
	broken  map[string]bool
}

func newProgram(t *testing.T) *program {
	return &program{t, token.NewFileSet(), map[string]*types.Package{}, map[string]runner.Facts{}, map[string]bool{}}
}

func (p *program) Import(path string) (*types.Package, error) {
	if pkg, ok := p.checked[path]; ok {
		return pkg, nil
	}
	return importer.Default().Import(path)
}

func (p *program) run(e *runner.Engine, path, src string) *runner.Result {
	p.t.Helper()
	file, err := parser.ParseFile(p.fset, path+".go", src, parser.ParseComments)
	require.NoError(p.t, err)
	info := runner.NewInfo()
	conf := types.Config{Importer: p}
	pkg, err := conf.Check(path, p.fset, []*ast.File{file}, info)
	require.NoError(p.t, err)
	p.checked[path] = pkg
	unit := &runner.Unit{ID: path, Fset: p.fset, Files: []*ast.File{file}, Types: pkg, Info: info, Sizes: types.SizesFor("gc", "amd64")}
	res := e.Run(unit, func(path string) runner.Import {
		return runner.Import{Facts: p.facts[path], Broken: p.broken[path]}
	})
	p.facts[path] = res.Facts
	return res
}

func engine(t *testing.T, analyzers ...*analysis.Analyzer) *runner.Engine {
	t.Helper()
	e, err := runner.New(analyzers)
	require.NoError(t, err)
	return e
}

func messages(res *runner.Result) []string {
	var list []string
	for _, d := range res.Diagnostics {
		list = append(list, d.Analyzer.Name+": "+d.Message)
	}
	return list
}

func TestFactsOfDirectImportsOnly(t *testing.T) {
	var seen map[string]bool
	probe := runnertest.DepthAnalyzer()
	inner := probe.Run
	probe.Run = func(pass *analysis.Pass) (any, error) {
		seen = map[string]bool{}
		for _, f := range pass.AllPackageFacts() {
			seen[f.Package.Path()] = true
		}
		// A package in hand that is not imported: the type of a value that passes through.
		if obj := pass.Pkg.Scope().Lookup("V"); obj != nil {
			indirect := obj.Type().(*types.Named).Obj().Pkg()
			var fact runnertest.Depth
			seen["asked "+indirect.Path()] = pass.ImportPackageFact(indirect, &fact)
		}
		return inner(pass)
	}
	e, p := engine(t, probe), newProgram(t)

	p.run(e, "c", `package c; type T int; func ReportC() {}`)
	p.run(e, "b", `package b; import "c"; func F() c.T { return 0 }; func ReportB() {}`)
	require.Equal(t, map[string]bool{"c": true}, seen)

	res := p.run(e, "a", `package a; import "b"; var V = b.F(); func ReportA() {}`)
	require.Equal(t, map[string]bool{"b": true, "asked c": false}, seen)
	require.Equal(t, []string{"toydepth: depth 2 [b]"}, messages(res))
}

func TestFactsSurviveTheFileForm(t *testing.T) {
	e, p := engine(t, runnertest.DepthAnalyzer()), newProgram(t)
	first := p.run(e, "c", `package c`)
	data, err := first.Facts.Encode()
	require.NoError(t, err)

	again, err := newProgram(t).run(engine(t, runnertest.DepthAnalyzer()), "c", `package c`).Facts.Encode()
	require.NoError(t, err)
	require.Equal(t, data, again, "the same facts are the same bytes")

	facts, err := runner.DecodeFacts(data)
	require.NoError(t, err)
	require.Equal(t, first.Facts, facts)
	got := runnertest.Depth{N: 9, Imports: []string{"left over"}}
	ok, err := facts.Decode(&got)
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, runnertest.Depth{}, got, "nothing of the target's old value stays")

	_, err = runner.DecodeFacts([]byte("something else"))
	require.Error(t, err)
	empty, err := runner.DecodeFacts(nil)
	require.NoError(t, err)
	require.True(t, empty.Empty())
}

func TestSSA(t *testing.T) {
	e, p := engine(t, runnertest.SSAAnalyzer()), newProgram(t)
	p.run(e, "c", `package c; func Danger() {}; func Fine() {}`)
	res := p.run(e, "b", `package b; import "c"; func F() { c.Fine(); c.Danger() }`)
	require.NoError(t, res.Err())
	require.Equal(t, []string{"toyssa: call of Danger"}, messages(res))
}

type objectFact struct{ X int }

func (*objectFact) AFact() {}

func TestFaults(t *testing.T) {
	object := runnertest.Faulty("toyfault", func(pass *analysis.Pass) error {
		pass.ExportObjectFact(pass.Pkg.Scope().Lookup("F"), &runnertest.Trace{})
		return nil
	})
	undeclared := runnertest.Faulty("toyfault", func(pass *analysis.Pass) error { pass.ExportPackageFact(&objectFact{}); return nil })
	badFix := runnertest.Faulty("toyfault", func(pass *analysis.Pass) error {
		pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Pos(), Message: "m", SuggestedFixes: []analysis.SuggestedFix{
			{Message: "f", TextEdits: []analysis.TextEdit{{Pos: pass.Files[0].FileEnd + 5, End: pass.Files[0].FileEnd + 6}}}}})
		return nil
	})
	foreignFile := runnertest.Faulty("toyfault", func(pass *analysis.Pass) error {
		_, err := pass.ReadFile("/etc/hostname")
		return err
	})
	wrongResult := runnertest.Faulty("toyfault", func(*analysis.Pass) error { return nil })
	wrongResult.Run = func(pass *analysis.Pass) (any, error) {
		if pass.Pkg.Name() == "boom" {
			return 1, nil
		}
		return nil, nil
	}

	for _, tt := range []struct {
		name     string
		analyzer *analysis.Analyzer
		want     string
	}{
		{"panic", runnertest.Faulty("toyfault", func(*analysis.Pass) error { panic("impossible state") }), "panic: impossible state"},
		{"nil dereference", runnertest.Faulty("toyfault", func(p *analysis.Pass) error { p = nil; return p.TypeErrors[0] }), "panic: runtime error: invalid memory"},
		{"error", runnertest.Faulty("toyfault", func(*analysis.Pass) error { return errors.New("no config") }), "no config"},
		{"object fact", object, "exports a fact (*runnertest.Trace) about an object (F): only package facts are carried"},
		{"undeclared fact", undeclared, "fact type *runner_test.objectFact is not declared"},
		{"edit outside the package", badFix, `suggested fix "f": an edit lies outside the package's files`},
		{"file outside the package", foreignFile, "read /etc/hostname: not a file of package boom"},
		{"result of another type", wrongResult, "result has type int"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			after := &analysis.Analyzer{Name: "after", Doc: "after", Requires: []*analysis.Analyzer{tt.analyzer},
				Run: func(*analysis.Pass) (any, error) { return nil, nil }}
			e, p := engine(t, tt.analyzer, after, runnertest.SSAAnalyzer()), newProgram(t)

			res := p.run(e, "boom", `package boom; func Danger() {}; func F() { Danger() }`)
			require.Len(t, res.Errors, 2)
			require.ErrorContains(t, res.Errors[0], "analyzer toyfault failed on boom: "+tt.want)
			require.EqualError(t, res.Errors[1], "analyzer after failed on boom: prerequisite toyfault failed")
			require.Equal(t, []string{"toyssa: call of Danger"}, messages(res), "the others still run")
			require.True(t, res.Facts.Empty(), "what it exported before it failed is not kept")

			require.NoError(t, p.run(e, "fine", `package fine`).Err(), "elsewhere it does no harm")
		})
	}
}

func TestRunFactsRunsOnlyWhatFactsNeed(t *testing.T) {
	ran := map[string]bool{}
	watch := func(a *analysis.Analyzer) *analysis.Analyzer {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) { ran[a.Name] = true; return run(pass) }
		return a
	}
	depth := watch(runnertest.DepthAnalyzer())
	below := watch(&analysis.Analyzer{Name: "below", Doc: "below", Run: func(*analysis.Pass) (any, error) { return nil, nil }})
	depth.Requires = []*analysis.Analyzer{below}
	e := engine(t, depth, watch(runnertest.SSAAnalyzer()))

	pkg := types.NewPackage("p", "p")
	pkg.MarkComplete()
	unit := &runner.Unit{ID: "p", Fset: token.NewFileSet(), Types: pkg, Info: runner.NewInfo()}
	res := e.RunFacts(unit, func(string) runner.Import { return runner.Import{} })
	require.NoError(t, res.Err())
	require.Equal(t, map[string]bool{"toydepth": true, "below": true}, ran)
	require.False(t, res.Facts.Empty())
}

func TestNewRefuses(t *testing.T) {
	_, err := runner.New([]*analysis.Analyzer{{Name: "not a name", Doc: "d", Run: func(*analysis.Pass) (any, error) { return nil, nil }}})
	require.Error(t, err)
}

func TestBrokenImports(t *testing.T) {
	var got *runner.BrokenImports
	probe := &analysis.Analyzer{Name: "probe", Doc: "probe", Requires: []*analysis.Analyzer{runner.Broken}, Run: func(pass *analysis.Pass) (any, error) {
		got = pass.ResultOf[runner.Broken].(*runner.BrokenImports)
		return nil, nil
	}}
	e, p := engine(t, probe), newProgram(t)
	p.run(e, "c", `package c; func F() {}`)
	p.run(e, "d", `package d; func F() {}`)
	p.broken["c"] = true
	p.run(e, "b", `package b; import ("c"; "d"); func F() { c.F(); d.F() }`)
	require.Equal(t, []string{"c"}, got.Paths())
	require.True(t, got.Has("c"))
	require.False(t, got.Has("d"))

	p.run(e, "a", `package a; import "b"; func F() { b.F() }`)
	require.Empty(t, got.Paths(), "only direct imports are listed: what lies below is for the fact of b to say")
}
