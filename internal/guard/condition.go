package guard

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// opens reports a decision that lets through whoever likes: on a condition that always holds, on one that only a captcha or the like decides, or on one that the request itself
// answers. Each of several conditions lets through alone, so one of them is enough to make a decision worth nothing. asking are the blocks that end in the conditions, allow is where
// they let through to.
func opens(asking []*ssa.BasicBlock, allow *ssa.BasicBlock) bool {
	return slices.ContainsFunc(asking, func(b *ssa.BasicBlock) bool {
		cond := flow.Branch(b).Cond
		if isSettled(cond) {
			return true
		}
		yes := slices.Index(b.Succs, allow)
		return len(asking) > 1 && (isElsewhere(cond) || yes >= 0 && isInput(cond, yes == 0))
	})
}

// isSettled reports a condition on a variable or a field in which the function itself keeps nothing but constants: it always goes one way.
func isSettled(cond ssa.Value) bool {
	cond, _ = flow.Unnegated(cond)
	switch x := cond.(type) {
	case *ssa.UnOp:
		fa, ok := x.X.(*ssa.FieldAddr)
		return ok && alwaysYes(fa, x)
	case *ssa.Phi:
		return onlyYes(x, 0)
	}
	return false
}

// alwaysYes reports a field in which nothing but yes is kept, and is on every way to where it is read.
func alwaysYes(fa *ssa.FieldAddr, read ssa.Instruction) bool {
	kept := false
	for _, st := range storesTo(fa) {
		if !onlyYes(st.Val, 0) {
			return false
		}
		kept = kept || flow.Dominates(st, read)
	}
	return kept
}

// onlyYes reports a bool that is true on every way: can[0] || true.
func onlyYes(v ssa.Value, depth int) bool {
	switch x := v.(type) {
	case *ssa.Const:
		return x.Value != nil && x.Value.Kind() == constant.Bool && constant.BoolVal(x.Value)
	case *ssa.Phi:
		return depth < maxSubject && !slices.ContainsFunc(x.Edges, func(e ssa.Value) bool { return !onlyYes(e, depth+1) })
	}
	return false
}

// isElsewhere reports a condition that nothing but calls decide which have another purpose: a captcha that is solved, a limit that is not reached.
func isElsewhere(cond ssa.Value) bool {
	asked := calledIn([]ssa.Value{cond})
	return slices.ContainsFunc(asked, isUnrelated) && !slices.ContainsFunc(asked, func(c ssa.CallInstruction) bool {
		return deciding.MatchString(base(flow.Key(flow.Callee(c.Common())))) && !isUnrelated(c)
	})
}

// isInput reports a condition that the request's own input decides, where it holds or where it does not: r.FormValue("force") == "", req.DryRun. Whoever sends the request chooses
// it. What lets through for all but one certain value is left out, since it tells what is asked for: if req.Operation == "pin" && !canPin. So is what is named for a grant:
// handlers keep what they found out about the caller in the same struct.
func isInput(cond ssa.Value, holds bool) bool {
	for {
		switch x := cond.(type) {
		case *ssa.UnOp:
			if x.Op == token.NOT {
				cond, holds = x.X, !holds
				continue
			}
		case *ssa.BinOp:
			c, ok := x.Y.(*ssa.Const)
			if !ok || !isZero(c) && holds == (x.Op == token.NEQ) {
				return false
			}
			cond = x.X
			continue
		case *ssa.Call:
			if b, ok := x.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
				cond = x.Call.Args[0]
				continue
			}
		}
		return isSent(cond)
	}
}

// isPresence reports a condition that asks only whether something is there at all of what the function was given or reads from a request: user == nil, len(info.ID) == 0. What was
// looked up is something else: that there is such a row may say much of the caller.
func isPresence(cond ssa.Value) bool {
	cond, _ = flow.Unnegated(cond)
	b, ok := cond.(*ssa.BinOp)
	if !ok || flow.IsError(b.X.Type()) {
		return false
	}
	if c, ok := b.Y.(*ssa.Const); !ok || !isZero(c) || flow.IsBool(c.Type()) {
		return false
	}
	v := b.X
	if c, ok := v.(*ssa.Call); ok {
		if of, ok := c.Call.Value.(*ssa.Builtin); ok && of.Name() == "len" {
			v = c.Call.Args[0]
		}
	}
	return isHanded(v)
}

// isHanded reports something that a function was given or reads from a request, or a field of that.
func isHanded(v ssa.Value) bool {
	switch x := flow.Strip(v).(type) {
	case *ssa.Parameter:
		return true
	case *ssa.UnOp:
		fa, ok := x.X.(*ssa.FieldAddr)
		return ok && len(storedInField(fa)) == 0 && isHanded(rootOf(fa.X))
	case *ssa.Field:
		return isHanded(x.X)
	case *ssa.Extract:
		return isHanded(x.Tuple)
	case *ssa.TypeAssert:
		return isHanded(x.X)
	case *ssa.Call:
		return fromRequest(x)
	}
	return false
}

// isZero reports a constant that stands for nothing: "", 0, false, nil.
func isZero(c *ssa.Const) bool {
	if c.Value == nil {
		return true
	}
	switch c.Value.Kind() {
	case constant.String:
		return constant.StringVal(c.Value) == ""
	case constant.Bool:
		return !constant.BoolVal(c.Value)
	case constant.Int:
		return constant.Sign(c.Value) == 0
	}
	return false
}

// isSent reports a value that the request brings: read from it by a function for input, or a field of what its body was decoded into.
func isSent(v ssa.Value) bool {
	switch x := flow.Strip(v).(type) {
	case *ssa.Extract:
		return isSent(x.Tuple)
	case *ssa.Lookup:
		return isSent(x.X) // mux.Vars(r)["id"]
	case *ssa.Call:
		obj := flow.Callee(&x.Call)
		if obj == nil {
			return false
		}
		recv, _ := flow.Args(&x.Call)
		return fromRequest(x) && inputs.MatchString(obj.Name()) || flow.Key(obj) == "(*net/url.URL).Query" || recv != nil && isSent(recv)
	case *ssa.UnOp:
		fa, ok := x.X.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		field := flow.FieldVar(fa.X.Type(), fa.Field)
		if field == nil || grants.MatchString(field.Name()) || callers.MatchString(field.Name()) || len(storedInField(fa)) > 0 {
			return false
		}
		a, ok := rootOf(fa.X).(*ssa.Alloc)
		return ok && isDecoded(a)
	}
	return false
}

// isDecoded reports a variable whose address is handed to a function as any: c.Bind(&req), json.Unmarshal(body, &req).
func isDecoded(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		mk, ok := ref.(*ssa.MakeInterface)
		if ok && types.IsInterface(mk.Type()) && mk.Type().Underlying().(*types.Interface).NumMethods() == 0 {
			return true
		}
	}
	return false
}
