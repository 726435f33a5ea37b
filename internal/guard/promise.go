package guard

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A function that is named for a decision promises one. Its body is read for whether it keeps that: each way on which it says yes has asked something, or is one on which it lets
// through what need not be asked, and that is told. A body that breaks it is worth nothing, whatever its name says.

// way is one on which a function says yes: from a block, with an answer. to is where it goes on; nil for a function of one block.
type way struct {
	from, to *ssa.BasicBlock
	v        ssa.Value
}

// promises is what was found out about functions, each looked at once.
type promises struct {
	breaks, slips, asks map[*ssa.Function]bool
	opens               map[*ssa.Function][]Opening
	leaves              map[[2]*ssa.BasicBlock]bool
}

// maxBlocks bounds the functions whose ways are followed; what a larger one lets through is not known.
const maxBlocks = 400

// Breaks reports a function that says yes on a way on which it has asked nothing and let nobody through on purpose. Only functions that are named for a decision, or ask on another
// way, and answer with an error are looked into; others break their promise if they never say no.
func (f *Finder) Breaks(fn *ssa.Function) bool {
	if broken, seen := f.promises.breaks[fn]; seen {
		return broken
	}
	f.promises.breaks[fn] = false // while it is looked at, for one that calls itself
	broken := NeverRefuses(fn)
	if !broken && saysByError(fn) && (deciding.MatchString(fn.Name()) || f.AsksSomewhere(fn)) {
		broken = f.slips(fn)
	}
	f.promises.breaks[fn] = broken
	return broken
}

// slips reports a function that says yes on a way on which nothing was asked.
func (f *Finder) slips(fn *ssa.Function) bool {
	if slips, seen := f.promises.slips[fn]; seen {
		return slips
	}
	f.promises.slips[fn] = false // while it is looked at, for one that calls itself
	slips := slices.ContainsFunc(yesWays(fn, 0), func(w way) bool { return !f.asked(w) && !f.dead(w) && !f.excused(w) })
	f.promises.slips[fn] = slips
	return slips
}

// saysByError reports a function that answers with an error alone.
func saysByError(fn *ssa.Function) bool {
	res := fn.Signature.Results()
	return res.Len() == 1 && flow.IsError(res.At(0).Type()) && len(fn.Blocks) > 0 && len(fn.Blocks) <= maxBlocks
}

// AsksSomewhere reports a function that asks for a permission on one of the ways on which it says yes, and may say no.
func (f *Finder) AsksSomewhere(fn *ssa.Function) bool {
	if asks, seen := f.promises.asks[fn]; seen {
		return asks
	}
	f.promises.asks[fn] = false
	asks := saysByError(fn) && !NeverRefuses(fn) && slices.ContainsFunc(yesWays(fn, 0), func(w way) bool { return f.strength(w) == Permission })
	f.promises.asks[fn] = asks
	return asks
}

// yesWays lists the ways on which a function answers yes by one of its results: with an error that is, or may be, nil, or with a bool that is, or may be, true.
func yesWays(fn *ssa.Function, at int) []way {
	var out []way
	seen := map[way]bool{}
	var add func(w way, ret *ssa.Return, depth int)
	add = func(w way, ret *ssa.Return, depth int) {
		if seen[w] || depth > maxSubject {
			return
		}
		seen[w] = true
		if phi, ok := w.v.(*ssa.Phi); ok {
			for i, p := range phi.Block().Preds {
				add(way{p, phi.Block(), phi.Edges[i]}, ret, depth+1)
			}
			return
		}
		// Ways that meet before the answer are told apart.
		if _, answered := w.v.(*ssa.Const); answered && w.from != nil && isJump(w.from) && len(w.from.Preds) > 0 {
			for _, p := range w.from.Preds {
				add(way{p, w.from, w.v}, ret, depth+1)
			}
			return
		}
		if !saysNo(w.v) && !(flow.IsError(w.v.Type()) && (isErrorAt(ret, w.v) || isErrorOn(w))) {
			out = append(out, w)
		}
	}
	for _, ret := range flow.Returns(fn) {
		v := ret.Results[at]
		if saysNo(v) {
			continue
		}
		b := ret.Block()
		if _, joined := v.(*ssa.Phi); joined || len(b.Preds) == 0 {
			add(way{nil, b, v}, ret, 0)
			continue
		}
		for _, p := range b.Preds {
			add(way{p, b, v}, ret, 0)
		}
	}
	return out
}

// saysNo reports the constant by which a function says no: false, or an error of a constant.
func saysNo(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && !(c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value))
}

func isJump(b *ssa.BasicBlock) bool {
	_, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Jump)
	return ok
}

// isErrorOn reports an answer that the way itself has found to be an error: if err != nil { return err }.
func isErrorOn(w way) bool {
	cond, holds := w.cond()
	cmp, ok := cond.(*ssa.BinOp)
	return ok && (cmp.X == w.v || cmp.Y == w.v) && holds == (cmp.Op == token.NEQ) && (cmp.Op == token.NEQ || cmp.Op == token.EQL)
}

// cond is the condition that a way begins with, and whether it holds there; nil where none does.
func (w way) cond() (ssa.Value, bool) {
	if w.from == nil {
		return nil, false
	}
	iff, ok := w.from.Instrs[len(w.from.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, false
	}
	cond, holds := iff.Cond, w.from.Succs[0] == w.to
	for {
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			return cond, holds
		}
		cond, holds = not.X, !holds
	}
}

// asked reports a way on which something was asked that may have said no. Who the caller is is another question.
func (f *Finder) asked(w way) bool {
	switch k := f.strength(w); {
	case k == Permission:
		return true
	case k != None:
		return false
	}
	if c := answerOf(w.v); c != nil {
		if fn := f.here(c); fn != nil && saysByError(fn) {
			return !f.Breaks(fn) && !f.slips(fn)
		}
		return !f.isLax(c) // handed on from a function that is not seen to decide
	}
	_, handed := w.v.(*ssa.Const)
	return !handed || f.refusedBefore(w)
}

// strength is what the answer that a way hands on decides, or the strongest decision in front of it.
func (f *Finder) strength(w way) Kind {
	best := None
	if c := answerOf(w.v); c != nil {
		best = f.kind(c, flow.Key(flow.Callee(c.Common())))
		if f.handsTo(c) {
			best = Permission
		}
	}
	for _, g := range f.Gates(w.to.Parent()) {
		if g.lets(w) && !g.GoesOn() {
			best = max(best, g.Kind)
		}
	}
	for _, iff := range f.passed(w) {
		for _, c := range calledIn([]ssa.Value{iff.Cond}) {
			if f.handsTo(c) {
				best = Permission
			}
		}
	}
	return best
}

// answerOf is the call whose answer a value is.
func answerOf(v ssa.Value) ssa.CallInstruction {
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	if c, ok := v.(*ssa.Call); ok {
		return c
	}
	return nil
}

// here is the function of this package that a call reaches.
func (f *Finder) here(c ssa.CallInstruction) *ssa.Function {
	if fn := flow.StaticCallee(c.Common()); fn != nil && fn.Pkg != nil && fn.Pkg.Pkg == f.P.Types && fn.Blocks != nil {
		return fn
	}
	return nil
}

// lets reports a decision that a way has passed.
func (g *Gate) lets(w way) bool {
	if w.from == nil {
		return false
	}
	if slices.Contains(g.asking, w.from) {
		return g.deny != w.to
	}
	return g.Covers(w.from.Instrs[len(w.from.Instrs)-1])
}

// passed lists the branches of which a way has taken the one side, and whose other side answers with an error.
func (f *Finder) passed(w way) []*ssa.If {
	var out []*ssa.If
	for b := w.from; b != nil; b = b.Idom() {
		iff, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for _, deny := range b.Succs {
			if deny != w.to && f.leaves(deny, b) && (b == w.from || !reaches(deny, b, w.from)) {
				out = append(out, iff)
			}
		}
	}
	return out
}

// leaves reports a side of a branch whose every way on answers with an error.
func (f *Finder) leaves(side, head *ssa.BasicBlock) bool {
	at := [2]*ssa.BasicBlock{side, head}
	left, seen := f.promises.leaves[at]
	if !seen {
		_, left = f.refuses(side, head)
		f.promises.leaves[at] = left
	}
	return left
}

// refusedBefore reports a way past a branch that refuses for what the function was given, and not for who asks.
func (f *Finder) refusedBefore(w way) bool {
	return slices.ContainsFunc(f.passed(w), func(iff *ssa.If) bool {
		s := subjectOf([]ssa.Value{iff.Cond})
		return (s.asked || s.caller) && !slices.ContainsFunc(calledIn([]ssa.Value{iff.Cond}), f.isLax)
	})
}

// dead reports a way that is never taken: behind a function that answers the same whatever it is given.
func (f *Finder) dead(w way) bool {
	cond, holds := w.cond()
	at := 0
	if e, ok := cond.(*ssa.Extract); ok {
		cond, at = e.Tuple, e.Index
	}
	c, ok := cond.(*ssa.Call)
	if !ok {
		return false
	}
	fn := f.here(c)
	if fn == nil {
		return false
	}
	rets := flow.Returns(fn)
	return len(rets) > 0 && !slices.ContainsFunc(rets, func(ret *ssa.Return) bool {
		v, ok := ret.Results[at].(*ssa.Const)
		return !ok || v.Value == nil || v.Value.Kind() != constant.Bool || constant.BoolVal(v.Value) == holds
	})
}

// excused reports a way that is let through on purpose: past an opening, for a caller whose role or whose id says so, or by a switch of the configuration.
func (f *Finder) excused(w way) bool {
	if o, open := f.opening(w); open {
		return o.Of != Nobody // that nobody is there who asks is no reason to let them through
	}
	cond, holds := w.cond()
	if cond == nil {
		return false
	}
	if name, _ := absent(cond, holds); name != "" && !identities.MatchString(name) {
		return true
	}
	if f.refused(w) {
		return false
	}
	return isSwitch(cond) || subjectOf([]ssa.Value{cond}).granting() || ownershipOf(cond)
}

// refused reports a way on which a check that was asked said no, whatever was made of that, or said yes as it does to everybody.
func (f *Finder) refused(w way) bool {
	iff := flow.Branch(w.from)
	side := slices.Index(w.from.Succs, w.to)
	return slices.ContainsFunc(calledIn([]ssa.Value{iff.Cond}), func(c ssa.CallInstruction) bool {
		key := flow.Key(flow.Callee(c.Common()))
		return answers(c) && (f.isLax(c) || key != "" && f.refusingSide(iff, side, c, key) && (f.kind(c, key) == Permission || f.handsTo(c)))
	})
}

// ownershipOf reports a comparison of something with the caller's own id.
func ownershipOf(cond ssa.Value) bool {
	b, ok := cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	x, y := subjectOf([]ssa.Value{b.X}), subjectOf([]ssa.Value{b.Y})
	return x.asked && y.asked && (x.callerItself() || y.callerItself())
}
