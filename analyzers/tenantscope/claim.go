package tenantscope

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// A claim about callers is settled where the callers are. What this package shows of "parent" is looked at here; the rest is carried with the
// obligation and listed; permguard, which knows the endpoints, reports one that contradicts "background" or "operator".

// aboutCallers reports a claim that the statement itself cannot show.
func aboutCallers(claim string) bool {
	switch claim {
	case waiver.ClaimBackground, waiver.ClaimOperator, waiver.ClaimPublic, waiver.ClaimParent:
		return true
	}
	return false
}

// claimCallers carries the claim of a waived entry on. The result is that of waive: the entry is settled either way.
func (j *judge) claimCallers(o *operation, r *reference, e *verdict.Entry) bool {
	if e.Claim == waiver.ClaimParent && r != nil {
		against, verified := j.parentRead(o, r)
		if against != "" {
			e.Verdict, e.Category, e.Claim, e.WaivedBy = verdict.Broken, waiver.Category, "", ""
			e.Message = "waiver claims parent, but " + against
			return true
		}
		if verified {
			e.Why = append(e.Why, "claim parent is verified: each caller read the parent scoped before")
			return true
		}
	}
	e.Why = append(e.Why, "claim "+e.Claim+" is about callers, which permguard knows")
	e.Assumptions = append(e.Assumptions, fmt.Sprintf("%s claims %s, which is about its callers (permguard tells when an endpoint contradicts it): %s", e.Symbol, e.Claim, e.WaivedBy))
	carried := &Open{Func: flow.FuncKey(flow.Top(o.Fn)), Claim: e.Claim, Entry: portable(*e)}
	carried.ID = "claim " + openID(carried)
	j.open = append(j.open, carried)
	return true
}

// parentRead looks at the callers that this package shows: against names one that did not read the row's parent, or the row, scoped before;
// verified is true when there are callers, all here, and each of them did.
func (j *judge) parentRead(o *operation, r *reference) (against string, verified bool) {
	owner, keys, _ := j.offer(j.demandOf(o, r))
	if owner == nil || len(keys) == 0 {
		return "no caller can have read the parent: the statement names it by none of the function's parameters", false
	}
	callers := j.p.Callers(owner)
	for _, call := range callers {
		if !j.owesFunc(call.Parent()) {
			continue
		}
		d := j.demandAt(keys, call)
		if _, ok := j.settle(d); ok {
			continue
		}
		if j.leaves(d) {
			return "", false // its own callers may have
		}
		at := j.callPosition(call)
		return fmt.Sprintf("%s calls it at %s:%d without a scoped read of the parent before", symbol(call.Parent()), at.File, at.Line), false
	}
	return "", len(callers) > 0 && !callableOutside(owner)
}

// callableOutside reports a function that other packages can call.
func callableOutside(fn *ssa.Function) bool {
	obj := fn.Object()
	return obj != nil && obj.Exported()
}
