package flow

import "golang.org/x/tools/go/ssa"

// Top is the declared function that holds a closure, or the function itself.
func Top(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// NoSummaries knows nothing of other packages: text of theirs is read where it is a constant.
type NoSummaries struct{}

// VarText implements Summaries.
func (NoSummaries) VarText(string) (string, bool) { return "", false }

// ResultText implements Summaries.
func (NoSummaries) ResultText(string, int) ([]Text, bool) { return nil, false }
