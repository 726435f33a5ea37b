package tenantscope

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// handedOn is why an obligation is not understood whose row a function value gives to an unknown caller together with its tenant.
const handedOn = "the row goes to the caller of a function value, its tenant beside it: what compares them is not known"

// handsOverTenant reports a closure that returns the row which a call gave and, as a result of its own, the row's tenant. Such a pair has one
// use: whoever calls the closure is to compare the tenant. Who that is, a registry of middleware for one, cannot be told from the closure.
func (j *judge) handsOverTenant(call ssa.CallInstruction) bool {
	fn := call.Parent()
	if fn.Parent() == nil || call.Value() == nil || fn.Signature.Results().Len() < 2 {
		return false
	}
	derived := j.derived(call)
	pairs := false
	for _, ret := range flow.Returns(fn) {
		row, tenant := false, false
		for _, res := range ret.Results {
			switch {
			case flow.IsError(res.Type()) || !j.comesFrom(res, derived):
			case scalar(res.Type()) && j.tenantField(res):
				tenant = true
			default:
				row = true
			}
		}
		if row && !tenant {
			return false
		}
		pairs = pairs || row && tenant
	}
	return pairs
}

// comesFrom reports a value that is a part of the given ones, or one of them in another form.
func (j *judge) comesFrom(v ssa.Value, derived map[ssa.Value]bool) bool {
	if usesAny(v, derived, 0) {
		return true
	}
	return slices.ContainsFunc(j.origins(flow.Ref{V: v}), func(l flow.Leaf) bool { return l.V != nil && derived[l.V] })
}

// unknownReader is the entry of an obligation whose row is handed over with its tenant.
func unknownReader(e verdict.Entry, gap verdict.Position, symbol string) verdict.Entry {
	e = brokenAt(e, gap, symbol, "the row is returned with its tenant")
	e.Verdict, e.Reason = verdict.Unresolved, handedOn
	return e
}
