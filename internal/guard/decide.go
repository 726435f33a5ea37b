package guard

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// decided reports that the branch is taken by the result of a check, and this side is the one of those that it refuses. A method of an
// interface whose name speaks of a decision, or of somebody who comes in, is returned by its key alone.
func (f *Finder) decided(iff *ssa.If, side int, calls []ssa.CallInstruction) (Kind, string) {
	for _, c := range calls {
		obj := flow.Callee(c.Common())
		key := flow.Key(obj)
		if key == "" {
			key = dynamic(c)
		}
		if key == "" || !f.refusingSide(iff, side, c, key) {
			continue
		}
		if key == Dynamic {
			return None, key
		}
		if k := f.kind(c, key); k != None {
			return k, key
		}
		if c.Common().IsInvoke() && f.Interface(key) && (deciding.MatchString(base(key)) && ofCaller(c, key) || logins.MatchString(base(key))) {
			return None, key
		}
	}
	return None, ""
}

// Dynamic stands for a function value that is not followed, among the functions that decide.
const Dynamic = "func"

// dynamic is Dynamic for a call of a function value whose error decides.
func dynamic(c ssa.CallInstruction) string {
	if _, builtin := c.Common().Value.(*ssa.Builtin); builtin || c.Common().IsInvoke() || c.Common().StaticCallee() != nil {
		return ""
	}
	res := c.Common().Signature().Results()
	if res.Len() != 1 || !flow.IsError(res.At(0).Type()) {
		return ""
	}
	return Dynamic
}

// kind is what a call decides, None when it decides nothing.
func (f *Finder) kind(c ssa.CallInstruction, key string) Kind {
	if k := f.Check(key); k != None {
		return k
	}
	if fn := f.here(c); fn != nil {
		if k := f.Denies(fn); k != None {
			return k
		}
	}
	if f.isLax(c) {
		return None
	}
	name, found := base(key), None
	switch {
	case credentials.MatchString(name):
		found = Credential
	case deciding.MatchString(name) && ofCaller(c, key) && answers(c) && len(c.Common().Args) > 0 && !c.Common().IsInvoke():
		found = Permission
	}
	if found != None && unrelated.MatchString(local(key)) {
		return None
	}
	return found
}

// ofCaller reports that a name which may speak of anything (an invoice can be sent, a plan has access) speaks of who asks here: the function or its package
// is named for permissions, or is given a principal or a context.
func ofCaller(c ssa.CallInstruction, key string) bool {
	if !possible.MatchString(base(key)) || authorities.MatchString(local(key)) {
		return true
	}
	return slices.ContainsFunc(c.Common().Args, func(a ssa.Value) bool { return isCaller(a) }) || c.Common().IsInvoke() && isCaller(c.Common().Value)
}

func isCaller(v ssa.Value) bool {
	t := flow.TypeKey(v.Type())
	if contexts.MatchString(t) || principals.MatchString(base(t)) {
		return true
	}
	p, ok := v.(*ssa.Parameter)
	return ok && principals.MatchString(p.Name())
}

// answers reports a call that answers yes or no: with a bool, or with an error.
func answers(c ssa.CallInstruction) bool {
	res := c.Common().Signature().Results()
	for i := range res.Len() {
		if flow.IsBool(res.At(i).Type()) || flow.IsError(res.At(i).Type()) {
			return true
		}
	}
	return false
}

// refusingSide reports that a side of a branch is the one of callers that a check refuses: where its error is not nil, or its bool says no.
func (f *Finder) refusingSide(iff *ssa.If, side int, c ssa.CallInstruction, key string) bool {
	cond, negation := flow.Unnegated(iff.Cond)
	taken := (side == 0) != negation // the side where the condition holds
	if b, ok := cond.(*ssa.BinOp); ok {
		if (flow.IsError(b.X.Type()) || flow.IsError(b.Y.Type())) && !f.errorDecides(c, key) {
			return false
		}
		return compared(b, taken, key)
	}
	if flow.IsError(cond.Type()) {
		return false
	}
	// A bool that says yes; of several results the error is no answer.
	return taken == negated.MatchString(base(key))
}

// errorDecides reports that a check says no by its error. One that answers with a bool or several, or with a decision of its own, says with the error
// that it could not decide: who looks at that alone has not looked at the answer.
func (f *Finder) errorDecides(c ssa.CallInstruction, key string) bool {
	res := c.Common().Signature().Results()
	for i := range res.Len() {
		if f.isAnswer(res.At(i).Type()) {
			return false
		}
	}
	return res.Len() == 1 || f.Check(key) == None || !f.Row(key)
}

// isAnswer is whether a type says yes or no, looked at once.
func (f *Finder) isAnswer(t types.Type) bool {
	is, seen := f.says[t]
	if !seen {
		is = isAnswer(t)
		f.says[t] = is
	}
	return is
}

// isAnswer reports a type that says yes or no, or does so for each of several questions.
func isAnswer(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return flow.IsBool(u.Elem())
	case *types.Array:
		return flow.IsBool(u.Elem())
	case *types.Map:
		return flow.IsBool(u.Elem())
	}
	return flow.IsBool(t) || decisions.MatchString(base(flow.TypeKey(t)))
}

// compared is refusingSide for a comparison.
func compared(b *ssa.BinOp, taken bool, key string) bool {
	differs := b.Op == token.NEQ
	if b.Op != token.EQL && !differs {
		return false
	}
	c, ok := b.Y.(*ssa.Const)
	if !ok {
		if c, ok = b.X.(*ssa.Const); !ok {
			return taken == differs // role != wanted
		}
	}
	switch {
	case c.Value == nil: // err != nil; the answer itself is nil
		return taken == differs == flow.IsError(b.X.Type())
	case c.Value.Kind() == constant.Bool:
		yes := constant.BoolVal(c.Value) != differs // the condition holds where the check said yes
		return taken != (yes != negated.MatchString(base(key)))
	case c.Value.Kind() == constant.Int:
		// subtle.ConstantTimeCompare(a, b) != 1
		n, _ := constant.Int64Val(c.Value)
		return taken == (differs == (n == 1))
	}
	return taken == differs
}

// Denies tells what a function decides for its callers: every way on which it says yes, with a nil error or with true, is behind a decision of
// its own.
func (f *Finder) Denies(fn *ssa.Function) Kind {
	if k, ok := f.denies[fn]; ok {
		return k
	}
	if f.busy[fn] || fn.Blocks == nil {
		return None
	}
	f.busy[fn] = true
	defer delete(f.busy, fn)
	worst, any := Permission, false
	var waiting []string
	for _, ret := range flow.Returns(fn) {
		if !saysYes(ret) {
			continue
		}
		any = true
		best, by := None, ""
		for _, g := range f.Covering(ret) {
			if best = max(best, g.Kind); g.Kind == None && g.By != Dynamic {
				by = g.By
			}
		}
		if k := f.handsOn(ret); k > best {
			best = k
		}
		if best == None && by != "" {
			waiting = append(waiting, by)
			continue
		}
		worst = min(worst, best)
	}
	if len(waiting) > 0 && worst > None {
		f.waiting[fn] = waiting
	}
	if !any || len(waiting) > 0 {
		worst = None
	}
	f.denies[fn] = worst
	return worst
}

// Waits are the methods of interfaces, and the functions behind which such stand, whose implementations tell what a function decides for its callers: every
// way on which it says yes is behind one of them, or behind a decision of its own.
func (f *Finder) Waits(fn *ssa.Function) []string {
	f.Denies(fn)
	return f.waiting[fn]
}

// waited is the function that a branch is decided by and that waits itself; this side is the one of those that it refuses.
func (f *Finder) waited(iff *ssa.If, side int, calls []ssa.CallInstruction) string {
	for _, c := range calls {
		if key := flow.Key(flow.Callee(c.Common())); key != "" && f.refusingSide(iff, side, c, key) && f.waits(c, key) {
			return key
		}
	}
	return ""
}

// waits reports a call of a function that decides by what is known later.
func (f *Finder) waits(c ssa.CallInstruction, key string) bool {
	if fn := flow.StaticCallee(c.Common()); fn != nil && fn.Pkg != nil && fn.Pkg.Pkg == f.P.Types {
		return len(f.Waits(fn)) > 0
	}
	return f.Pending != nil && f.Pending(key)
}

// isLax reports a call of a function that breaks the promise of its name.
func (f *Finder) isLax(c ssa.CallInstruction) bool {
	if fn := f.here(c); fn != nil {
		return answers(c) && f.Breaks(fn)
	}
	return f.Lax != nil && f.Lax(flow.Key(flow.Callee(c.Common())))
}

// NeverRefuses reports a function that answers yes whatever it is given, whatever its name promises: a stub, or what a build without checks has in
// their place.
func NeverRefuses(fn *ssa.Function) bool {
	rets := flow.Returns(fn)
	for _, ret := range rets {
		n := len(ret.Results)
		if n == 0 {
			return false
		}
		for _, r := range ret.Results {
			if !flow.IsBool(r.Type()) && !flow.IsError(r.Type()) {
				return false // something else of it may decide
			}
			c, ok := r.(*ssa.Const)
			if !ok || c.Value != nil && !(c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value)) {
				return false
			}
		}
	}
	return len(rets) > 0
}

// saysYes reports a return that lets the caller through: its last result is no error, or it is true or may be.
func saysYes(ret *ssa.Return) bool {
	n := len(ret.Results)
	if n == 0 {
		return false
	}
	no := negated.MatchString(ret.Parent().Name()) // refused(w, r) says no with true
	for _, r := range ret.Results {
		if c, ok := r.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value) == no {
			return false
		}
	}
	last := ret.Results[n-1]
	if flow.IsError(last.Type()) {
		c, ok := last.(*ssa.Const)
		if ok {
			return c.Value == nil
		}
		return !isErrorAt(ret, last)
	}
	return flow.IsBool(last.Type())
}

// isErrorAt reports a value that is an error wherever the return is reached: made there, read from a variable of the package, or found to be one.
func isErrorAt(ret *ssa.Return, v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.UnOp:
		_, global := x.X.(*ssa.Global)
		return global || isErrorOf(ret, v)
	case *ssa.Call:
		name, wraps, all := base(flow.Key(flow.Callee(&x.Call))), false, true
		for _, a := range x.Call.Args {
			if flow.IsError(a.Type()) {
				wraps, all = true, all && isErrorOf(ret, a)
			}
		}
		return wraps && all || !wraps && (makers.MatchString(name) || refusal(name) != None)
	}
	return isErrorOf(ret, v)
}

// isErrorOf reports a value that was found to be a non-nil error on the way to the return.
func isErrorOf(ret *ssa.Return, v ssa.Value) bool {
	for b := ret.Block(); b != nil; b = b.Idom() {
		up := b.Idom()
		if up == nil {
			return false
		}
		iff := flow.Branch(up)
		if iff == nil || len(b.Preds) != 1 {
			continue
		}
		cmp, ok := iff.Cond.(*ssa.BinOp)
		if !ok || cmp.X != v && cmp.Y != v {
			continue
		}
		if cmp.Op == token.NEQ && up.Succs[0] == b || cmp.Op == token.EQL && up.Succs[1] == b {
			return true
		}
	}
	return false
}

// handsOn tells what a return decides that hands the answer of a check on: return s.authz.Check(ctx, p).
func (f *Finder) handsOn(ret *ssa.Return) Kind {
	for _, r := range ret.Results {
		if !flow.IsBool(r.Type()) && !flow.IsError(r.Type()) {
			continue
		}
		if e, ok := r.(*ssa.Extract); ok {
			r = e.Tuple
		}
		if c, ok := r.(*ssa.Call); ok {
			if k := f.kind(c, flow.Key(flow.Callee(&c.Call))); k != None {
				return k
			}
		}
	}
	return None
}
