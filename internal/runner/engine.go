package runner

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Engine runs a fixed set of analyzers, one package at a time. It holds no state of a run and may be used by several goroutines.
type Engine struct {
	roots []*analysis.Analyzer
	order []*analysis.Analyzer // roots and what they require, requirements first
}

// New checks the analyzers and orders them.
func New(analyzers []*analysis.Analyzer) (*Engine, error) {
	if err := analysis.Validate(analyzers); err != nil {
		return nil, fmt.Errorf("analyzers: %w", err)
	}
	e := &Engine{roots: slices.Clone(analyzers)}
	seen := map[*analysis.Analyzer]bool{}
	var visit func([]*analysis.Analyzer)
	visit = func(list []*analysis.Analyzer) {
		for _, a := range list {
			if !seen[a] {
				seen[a] = true
				visit(a.Requires)
				e.order = append(e.order, a)
			}
		}
	}
	visit(e.roots)
	var facts []analysis.Fact
	for _, a := range e.order {
		for _, fact := range a.FactTypes {
			if _, err := factType(fact); err != nil {
				return nil, fmt.Errorf("analyzer %s: %w", a.Name, err)
			}
			facts = append(facts, fact)
		}
	}
	settle(facts)
	return e, nil
}

// Analyzers are the analyzers that the engine was made for, without those that they require.
func (e *Engine) Analyzers() []*analysis.Analyzer { return slices.Clone(e.roots) }

// factsOnly lists what has to run when only the facts of a package are wanted.
func (e *Engine) factsOnly() []*analysis.Analyzer {
	needed := map[*analysis.Analyzer]bool{}
	var mark func(*analysis.Analyzer)
	mark = func(a *analysis.Analyzer) {
		if !needed[a] {
			needed[a] = true
			for _, req := range a.Requires {
				mark(req)
			}
		}
	}
	for _, a := range e.order {
		if len(a.FactTypes) > 0 {
			mark(a)
		}
	}
	return slices.DeleteFunc(slices.Clone(e.order), func(a *analysis.Analyzer) bool { return !needed[a] })
}
