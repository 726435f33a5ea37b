package runner

import (
	"cmp"
	"errors"
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Result is what the analyzers made of one package.
type Result struct {
	// Diagnostics are those of the root analyzers, sorted by place, analyzer and message.
	Diagnostics []Diagnostic
	// Values are the results of the root analyzers.
	Values map[*analysis.Analyzer]any
	// Facts are the package facts that were exported. An analyzer that failed leaves none, and a missing fact is never read as met.
	Facts Facts
	// Errors are the failures, in the order in which the analyzers ran.
	Errors []*AnalyzerError
}

// Err joins the failures, nil when there are none.
func (r *Result) Err() error {
	errs := make([]error, len(r.Errors))
	for i, err := range r.Errors {
		errs[i] = err
	}
	return errors.Join(errs...)
}

// Diagnostic is one report of one analyzer.
type Diagnostic struct {
	Analyzer *analysis.Analyzer
	analysis.Diagnostic
}

// AnalyzerError says which analyzer failed on which package, and how.
type AnalyzerError struct {
	Analyzer, Package string
	Err               error
	// Stack is the stack of a panic, empty otherwise.
	Stack string
}

// Error implements error. The stack is left out: it differs between runs.
func (e *AnalyzerError) Error() string {
	return fmt.Sprintf("analyzer %s failed on %s: %v", e.Analyzer, e.Package, e.Err)
}

// Unwrap returns the cause.
func (e *AnalyzerError) Unwrap() error { return e.Err }

// sortDiagnostics orders by what a reader sees. Positions are compared as places: their numbers depend on the order in which files were loaded.
func sortDiagnostics(fset *token.FileSet, list []Diagnostic) {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		pa, pb := fset.Position(a.Pos), fset.Position(b.Pos)
		return cmp.Or(
			cmp.Compare(pa.Filename, pb.Filename),
			cmp.Compare(pa.Line, pb.Line),
			cmp.Compare(pa.Column, pb.Column),
			cmp.Compare(a.Analyzer.Name, b.Analyzer.Name),
			cmp.Compare(a.Category, b.Category),
			cmp.Compare(a.Message, b.Message),
		)
	})
}
