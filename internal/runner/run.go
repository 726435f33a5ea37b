package runner

import (
	"fmt"
	"go/types"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Import is what is known of a direct import. The zero value is a library: it was not analysed, and never should have been.
type Import struct {
	Facts Facts
	// Broken is true for a package that should have been analysed and could not be.
	Broken bool
}

// Imports looks a direct import up by its package path.
type Imports func(path string) Import

// Run analyses a package. It never panics: what an analyzer does wrong is in the result's Errors, and the others still run.
func (e *Engine) Run(unit *Unit, imports Imports) *Result { return e.run(unit, imports, e.order) }

// RunFacts runs only the analyzers that facts come from, for a package that reports nothing itself.
func (e *Engine) RunFacts(unit *Unit, imports Imports) *Result {
	return e.run(unit, imports, e.factsOnly())
}

func (e *Engine) run(unit *Unit, imports Imports, order []*analysis.Analyzer) *Result {
	r := &run{unit: unit, imports: imports, results: map[*analysis.Analyzer]any{}, failed: map[*analysis.Analyzer]bool{}}
	res := &Result{Values: map[*analysis.Analyzer]any{}}
	var lost []string
	for _, a := range order {
		value, diagnostics, err := r.analyze(a)
		if err != nil {
			r.failed[a] = true
			res.Errors = append(res.Errors, err)
			for _, fact := range a.FactTypes {
				name, _ := factType(fact) // New has checked it
				lost = append(lost, name)
			}
			continue
		}
		r.results[a] = value
		if slices.Contains(e.roots, a) {
			res.Values[a] = value
			res.Diagnostics = append(res.Diagnostics, diagnostics...)
		}
	}
	sortDiagnostics(unit.Fset, res.Diagnostics)
	res.Facts = r.facts.without(lost)
	return res
}

// run is the state of one package's analysis.
type run struct {
	unit    *Unit
	imports Imports
	facts   Facts // exported so far
	results map[*analysis.Analyzer]any
	failed  map[*analysis.Analyzer]bool
}

// contractError is thrown by the callbacks of a pass that have no error result, and caught by analyze.
type contractError struct{ error }

func (r *run) analyze(a *analysis.Analyzer) (value any, diagnostics []Diagnostic, failure *AnalyzerError) {
	fail := func(err error, stack string) {
		value, diagnostics = nil, nil
		failure = &AnalyzerError{Analyzer: a.Name, Package: r.unit.ID, Err: err, Stack: stack}
	}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case contractError:
			fail(p.error, "")
		default:
			fail(fmt.Errorf("panic: %v", p), string(debug.Stack()))
		}
	}()

	if a == Broken {
		return r.broken(), nil, nil
	}
	inputs := map[*analysis.Analyzer]any{}
	for _, req := range a.Requires {
		if r.failed[req] {
			fail(fmt.Errorf("prerequisite %s failed", req.Name), "")
			return
		}
		inputs[req] = r.results[req]
	}
	pass := r.pass(a, inputs, func(d analysis.Diagnostic) {
		d.SuggestedFixes = slices.Clone(d.SuggestedFixes) // validate completes them
		if err := validate(r.unit, d); err != nil {
			panic(contractError{err})
		}
		if d.URL == "" && d.Category != "" && a.URL != "" {
			d.URL = a.URL + "#" + d.Category
		}
		diagnostics = append(diagnostics, Diagnostic{a, d})
	})
	value, err := a.Run(pass)
	if err != nil {
		fail(err, "")
		return
	}
	if got, want := reflect.TypeOf(value), a.ResultType; got != want {
		fail(fmt.Errorf("result has type %v, not %v", got, want), "")
	}
	return
}

// pass makes the view that one analyzer has of the package.
func (r *run) pass(a *analysis.Analyzer, inputs map[*analysis.Analyzer]any, report func(analysis.Diagnostic)) *analysis.Pass {
	unit := r.unit
	return &analysis.Pass{
		Analyzer:     a,
		Fset:         unit.Fset,
		Files:        unit.Files,
		OtherFiles:   unit.OtherFiles,
		IgnoredFiles: unit.IgnoredFiles,
		Pkg:          unit.Types,
		TypesInfo:    unit.Info,
		TypesSizes:   unit.Sizes,
		Module:       unit.Module,
		ResultOf:     inputs,
		Report:       report,
		ReadFile: func(filename string) ([]byte, error) {
			if !unit.readable(filename) {
				return nil, fmt.Errorf("read %s: not a file of package %s", filename, unit.ID)
			}
			return os.ReadFile(filename)
		},
		ImportPackageFact: func(pkg *types.Package, fact analysis.Fact) bool {
			declared(a, fact)
			return r.importFact(pkg, fact)
		},
		ExportPackageFact: func(fact analysis.Fact) {
			declared(a, fact)
			if err := r.facts.set(fact); err != nil {
				panic(contractError{err})
			}
		},
		AllPackageFacts: func() []analysis.PackageFact { return r.allFacts(a) },

		// No object fact ever exists. Asking for one is answered; exporting one would be lost silently, so it fails.
		ImportObjectFact: func(types.Object, analysis.Fact) bool { return false },
		AllObjectFacts:   func() []analysis.ObjectFact { return nil },
		ExportObjectFact: func(obj types.Object, fact analysis.Fact) {
			panic(contractError{fmt.Errorf("exports a fact (%T) about an object (%s): only package facts are carried", fact, obj.Name())})
		},
	}
}

// declared fails the analyzer for a fact type that is not among its FactTypes: other drivers would panic.
func declared(a *analysis.Analyzer, fact analysis.Fact) {
	t := reflect.TypeOf(fact)
	if !slices.ContainsFunc(a.FactTypes, func(f analysis.Fact) bool { return reflect.TypeOf(f) == t }) {
		panic(contractError{fmt.Errorf("fact type %T is not declared", fact)})
	}
}

// importFact reads the fact of the package itself, or of a direct import.
func (r *run) importFact(pkg *types.Package, fact analysis.Fact) bool {
	facts := r.facts
	if pkg != r.unit.Types {
		if !slices.Contains(r.unit.Types.Imports(), pkg) {
			return false
		}
		facts = r.imports(pkg.Path()).Facts
	}
	ok, err := facts.Decode(fact)
	if err != nil {
		panic(contractError{fmt.Errorf("facts of %s: %w", pkg.Path(), err)})
	}
	return ok
}

// allFacts lists the facts of the analyzer's types that importFact would find, sorted by package path.
func (r *run) allFacts(a *analysis.Analyzer) []analysis.PackageFact {
	pkgs := append(slices.Clone(r.unit.Types.Imports()), r.unit.Types)
	slices.SortFunc(pkgs, func(x, y *types.Package) int { return strings.Compare(x.Path(), y.Path()) })
	var all []analysis.PackageFact
	for _, pkg := range pkgs {
		for _, declared := range a.FactTypes {
			fact := reflect.New(reflect.TypeOf(declared).Elem()).Interface().(analysis.Fact)
			if r.importFact(pkg, fact) {
				all = append(all, analysis.PackageFact{Package: pkg, Fact: fact})
			}
		}
	}
	return all
}
