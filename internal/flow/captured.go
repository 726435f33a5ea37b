package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// cells are the addresses by which one local variable is reached: its own, and in each closure that captures it the free variable, since a
// closure that is run by somebody else (a transaction's callback, say) fills the variable of the function around it.
func cells(a ssa.Value) []ssa.Value {
	out := []ssa.Value{a}
	for i := 0; i < len(out); i++ {
		if out[i].Referrers() == nil {
			continue
		}
		for _, ref := range *out[i].Referrers() {
			mk, ok := ref.(*ssa.MakeClosure)
			if !ok {
				continue
			}
			for k, b := range mk.Bindings {
				fv := mk.Fn.(*ssa.Function).FreeVars[k]
				if b == out[i] && !slices.Contains(out, ssa.Value(fv)) {
					out = append(out, fv)
				}
			}
		}
	}
	return out
}
