package tenantscope

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// A claim about callers is settled where the callers are. "parent" is looked at here and goes on to the callers of other packages like the obligation that it waives;
// the others are carried with it and listed; permguard, which knows the endpoints, reports one that contradicts "background" or "operator". "public" says what
// the data is for: no caller bears that out or contradicts it, so it is listed for a reviewer and asked of nobody.

// aboutCallers reports a claim that the statement itself cannot show, and that its callers do.
func aboutCallers(claim string) bool {
	return claim == waiver.ClaimBackground || claim == waiver.ClaimOperator || claim == waiver.ClaimParent
}

// claimPublic lists what is public by design.
func claimPublic(e *verdict.Entry) {
	e.Why = append(e.Why, "claim public is a decision about the data, which no code shows")
	e.Assumptions = append(e.Assumptions, fmt.Sprintf("%s reads or writes what is public by design, says its waiver: %s", e.Symbol, e.WaivedBy))
}

// claimCallers carries the claim of a waived entry on. The result is that of waive: the entry is settled either way.
func (j *judge) claimCallers(o *operation, r *reference, e *verdict.Entry) bool {
	if e.Claim == waiver.ClaimParent && r != nil {
		return j.claimParent(o, r, e)
	}
	e.Why = append(e.Why, "claim "+e.Claim+" is about callers, which permguard knows")
	e.Assumptions = append(e.Assumptions, fmt.Sprintf("%s claims %s, which is about its callers (permguard tells when an endpoint contradicts it): %s", e.Symbol, e.Claim, e.WaivedBy))
	j.carry(&Open{Func: flow.FuncKey(flow.Top(o.Fn)), Claim: e.Claim, Entry: portable(*e)})
	return true
}

func (j *judge) carry(o *Open) {
	o.ID = "claim " + openID(o)
	j.open = append(j.open, o)
}

// claimParent holds the claim that a scoped read of the parent comes first against the callers of this package, and leaves it to those of others.
func (j *judge) claimParent(o *operation, r *reference, e *verdict.Entry) bool {
	against, verified := j.parentRead(o, r)
	switch owner, keys, _ := j.offer(j.demandOf(o, r)); {
	case against != "":
		e.Verdict, e.Category, e.Claim, e.WaivedBy = verdict.Broken, waiver.Category, "", ""
		e.Message = "waiver claims parent, but " + against
	case verified:
		e.Why = append(e.Why, "claim parent is verified: each caller read the parent scoped before")
	default:
		e.Why = append(e.Why, "claim parent is held against the callers")
		j.carry(&Open{Func: flow.FuncKey(owner), Keys: keys, Claim: e.Claim, Entry: portable(*e)})
	}
	return true
}

// asksCallers reports an open obligation that each call of its function discharges or breaks. The claims "background" and "operator" wait for the endpoints.
func (o *Open) asksCallers() bool { return o.Claim == "" || o.Claim == waiver.ClaimParent }

// metBy is the entry of an obligation that a caller discharged; gap is nil where it stands at the statement itself. A waiver's claim is borne out then, and the statement stays waived.
func (o *Open) metBy(why string, gap *verdict.Position, symbol string) verdict.Entry {
	e := o.Entry
	if o.Claim != "" {
		why = "claim " + o.Claim + " is verified: " + why
	} else {
		e.Verdict, e.Category, e.Message = verdict.Met, "", ""
	}
	e.Why = append(slices.Clone(e.Why), why)
	if gap != nil {
		e.Gap, e.GapSymbol = gap, symbol
	}
	return e
}

// brokenBy is the finding of an obligation that a caller did not discharge. Of a waiver's claim it says so.
func (o *Open) brokenBy(gap verdict.Position, symbol, what string) verdict.Entry {
	e := brokenAt(o.Entry, gap, symbol, what)
	if o.Claim != "" {
		e.Category, e.Claim, e.WaivedBy, e.Why = waiver.Category, "", "", nil
		e.Message = fmt.Sprintf("waiver claims %s, but %s calls it without a scoped read of the parent before", o.Claim, symbol)
	}
	return e
}

// unshown is a claim that came to no caller: it is listed.
func (o *Open) unshown() verdict.Entry {
	e := o.Entry
	e.Why = append(slices.Clone(e.Why), "no caller of "+o.Func+" was found that shows it")
	e.Assumptions = append(slices.Clone(e.Assumptions), fmt.Sprintf("%s claims %s, and no caller of %s was found that shows it: %s", e.Symbol, o.Claim, o.Func, e.WaivedBy))
	return e
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
