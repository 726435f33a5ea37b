package tenantscope

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// readsThrough finds the functions that have a row read by a key of their caller's: they hand the key to a function that reads the row, through an
// interface too, and succeed only where that one did, and where the row's tenant was the right one if it takes a comparison.
func (j *judge) readsThrough() {
	var fns []*ssa.Function
	for _, fn := range j.p.Functions() {
		if fn.Parent() == nil && fn.Object() != nil && j.owesFunc(fn) && j.refuses(fn) && len(j.callsIn(fn)) > 0 {
			fns = append(fns, fn)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, fn := range fns {
			for _, call := range j.callsIn(fn) {
				changed = j.readsBy(fn, call) || changed
			}
		}
	}
}

// readsBy adds what one call says of the function that makes it; false when that was known.
func (j *judge) readsBy(fn *ssa.Function, call ssa.CallInstruction) (news bool) {
	callee, key := flow.Key(flow.Callee(call.Common())), flow.FuncKey(fn)
	_, args := flow.Args(call.Common())
	add := func(i int, path string, r ReadSummary) {
		if i >= len(args) {
			return
		}
		c := j.class(flow.Ref{V: args[i], Path: splitPath(path)})
		if c.Class != ClassParam || c.Fn != fn || c.Param < 0 || !j.succeedsBy(fn, call, r.Via.Verified) {
			return
		}
		r.Func, r.Param, r.Path = key, c.Param, joinPath(c.Path)
		if !slices.ContainsFunc(j.readers[key], func(have ReadSummary) bool { return have.key() == r.key() }) {
			j.readers[key] = append(j.readers[key], r)
			news = true
		}
	}
	if call.Common().IsInvoke() {
		slots := j.slots().Of(call.Common().Value)
		for i, a := range args {
			for _, part := range j.parts(a) {
				if len(slots) > 0 {
					path := strings.Join(part, ".")
					add(i, path, ReadSummary{Scoped: true, Via: Prior{Callee: callee, Slots: slots, Param: i, Path: path, Verified: j.verifiedCall(call)}})
				}
			}
		}
		return news
	}
	for _, r := range slices.Clone(j.reads(callee)) {
		switch {
		case r.Scoped:
			add(r.Param, r.Path, ReadSummary{Table: r.Table, Scoped: true, Via: r.Via})
		case j.verifiedCall(call) && j.succeedsBy(fn, call, true):
			add(r.Param, r.Path, ReadSummary{Table: r.Table, Scoped: true})
		}
	}
	return news
}

// tellReads writes the read summaries down.
func (j *judge) tellReads() {
	for _, key := range query.SortedKeys(j.readers) {
		j.fact.Reads = append(j.fact.Reads, j.readers[key]...)
	}
}

// succeedsBy reports that a function returns without an error only after a call that succeeded, and with verified only where the comparison of the
// row that it gave let it through.
func (j *judge) succeedsBy(fn *ssa.Function, call ssa.CallInstruction, verified bool) bool {
	check, ok := call.(*ssa.Call)
	if !ok {
		return false
	}
	var refused []*ssa.BasicBlock
	for _, o := range j.outcomes(fn, check) {
		refused = append(refused, o.fail)
	}
	gated := len(refused) > 0
	if verified {
		c, ok := j.verifying(fn, call)
		if !ok {
			return false
		}
		refused, gated = append(refused, c.fail), true
	}
	succeeds := false
	for _, ret := range flow.Returns(fn) {
		if fails(ret) {
			continue
		}
		succeeds = true
		last := ret.Results[len(ret.Results)-1]
		switch {
		case !flow.Dominates(call, ret):
			return false
		case !verified && isOutcome(last, check):
			// Nil just where the call's is.
		case !gated || slices.ContainsFunc(refused, func(b *ssa.BasicBlock) bool { return reaches(b, ret.Block(), call.Block()) }):
			return false
		}
	}
	return succeeds
}

// isOutcome reports the error that a call gave, with a text in front of it or not.
func isOutcome(v ssa.Value, call *ssa.Call) bool {
	if !flow.IsError(v.Type()) {
		return false
	}
	switch x := v.(type) {
	case *ssa.Extract:
		return x.Tuple == call
	case *ssa.Call:
		return x == call || wraps(x) && slices.ContainsFunc(x.Call.Args, func(a ssa.Value) bool { return isOutcome(a, call) })
	}
	return false
}

// fails reports a return that surely gives an error, or false.
func fails(ret *ssa.Return) bool {
	last := ret.Results[len(ret.Results)-1]
	if c, ok := last.(*ssa.Const); ok {
		return c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
	}
	if !flow.IsError(last.Type()) {
		return false
	}
	switch x := last.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.UnOp:
		if _, ok := x.X.(*ssa.Global); ok {
			return true // ErrNotFound
		}
	case *ssa.Call:
		if wraps(x) {
			return slices.ContainsFunc(x.Call.Args, func(a ssa.Value) bool { return isNonNil(a, ret.Block()) })
		}
		if fn := flow.Callee(&x.Call); fn != nil && (fn.Name() == "Errorf" || strings.HasPrefix(fn.Name(), "New")) {
			return true
		}
	}
	return isNonNil(last, ret.Block())
}

// wraps reports a function that puts a text in front of an error, and leaves one that is nil alone, by its name.
func wraps(c *ssa.Call) bool {
	fn := flow.Callee(&c.Call)
	return fn != nil && slices.Contains([]string{"Wrap", "Wrapf", "WithStack", "WithMessage", "WithMessagef"}, fn.Name())
}

// isNonNil reports a block that is reached only where an error is not nil.
func isNonNil(err ssa.Value, at *ssa.BasicBlock) bool {
	if err.Referrers() == nil {
		return false
	}
	for _, ref := range *err.Referrers() {
		cmp, ok := ref.(*ssa.BinOp)
		if !ok || cmp.Op != token.NEQ && cmp.Op != token.EQL || !isNil(cmp.X) && !isNil(cmp.Y) {
			continue
		}
		for _, use := range *cmp.Referrers() {
			iff, ok := use.(*ssa.If)
			if !ok {
				continue
			}
			failed := iff.Block().Succs[0]
			if cmp.Op == token.EQL {
				failed = iff.Block().Succs[1]
			}
			if len(failed.Preds) == 1 && failed.Dominates(at) {
				return true
			}
		}
	}
	return false
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil
}

// verifiesWithin reports a read whose row its own function compares, and that fails where the tenants differ.
func (j *judge) verifiesWithin(o *operation) bool {
	if o.Fn.Parent() != nil || !j.refuses(o.Fn) {
		return false
	}
	c, ok := j.verifying(o.Fn, o.Call)
	if !ok {
		return false
	}
	return !slices.ContainsFunc(flow.Returns(o.Fn), func(ret *ssa.Return) bool {
		return !fails(ret) && (!flow.Dominates(o.Call, ret) || reaches(c.fail, ret.Block(), o.Call.Block()))
	})
}

// givesRowOf reports an operation that is the only one of its function, and that all the function gives comes from.
func (j *judge) givesRowOf(o *operation) bool {
	if len(j.byFn[o.Fn]) != 1 || o.Fn.Parent() != nil {
		return false
	}
	gives := false
	for _, ret := range flow.Returns(o.Fn) {
		for i, res := range ret.Results {
			if flow.IsError(res.Type()) || flow.Failing(ret, i) {
				continue
			}
			var path []string
			if isSliceType(res.Type()) {
				path = []string{"[]"}
			}
			for _, l := range j.origins(flow.Ref{V: res, Path: path}) {
				switch l.Kind {
				case flow.LeafNil, flow.LeafZero:
				case flow.LeafCall, flow.LeafWritten:
					if j.rowsOf(l, 0) != o {
						return false
					}
					gives = true
				default:
					return false
				}
			}
		}
	}
	return gives
}

// readBefore reports that an earlier call with the same value read the row scoped, or verified it.
func (a *Arg) readBefore(table string, g *bind.Bindings, reads func(string) []ReadSummary) bool {
	return slices.ContainsFunc(a.Prior, func(p Prior) bool { return p.reads(table, g, reads, 0) })
}

// reads reports that a call which was given a key read the row of the table, scoped or verified, whatever is bound to its slot.
func (p *Prior) reads(table string, g *bind.Bindings, reads func(string) []ReadSummary, depth int) bool {
	if depth > maxKeyDepth {
		return false
	}
	impls := p.impls(g)
	return len(impls) > 0 && !slices.ContainsFunc(impls, func(impl string) bool {
		return !slices.ContainsFunc(reads(impl), func(r ReadSummary) bool {
			switch {
			case r.Param != p.Param || r.Path != p.Path || !r.Scoped && !p.Verified:
				return false
			case r.Via.Callee != "":
				return r.Via.reads(table, g, reads, depth+1)
			}
			return table == "" || strings.EqualFold(r.Table, table)
		})
	})
}

// impls are the functions that a call may lead to: of an interface's method those of what is bound to its slots, none where nothing is.
func (p *Prior) impls(g *bind.Bindings) []string {
	if len(p.Slots) == 0 {
		return []string{p.Callee}
	}
	var out []string
	for _, t := range g.Types(p.Slots) {
		out = append(out, g.Impls(t, p.Callee)...)
	}
	return out
}
