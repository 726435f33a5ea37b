package permguard

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
)

// aborts tells what a handler of gin decides for those after it: each way to its end is behind a decision whose refusing side aborts.
func (s *summariser) aborts(fn *ssa.Function) (guard.Kind, bool) {
	worst, found := guard.Permission, false
	for _, ret := range flow.Returns(fn) {
		if guard.Aborted(ret) {
			continue
		}
		best := guard.None
		for _, g := range s.guards.Gates(fn) {
			if g.Stops(ret, guard.IsAbort) {
				best = max(best, g.Kind)
			}
		}
		worst, found = min(worst, best), true
	}
	return worst, found && worst != guard.None
}

// leaks reports a middleware of gin with a way to its end that neither goes on by itself nor aborts: the handlers behind it run all the same. Whatever
// else is given the context on that way may abort.
func (s *summariser) leaks(fn *ssa.Function) bool {
	ways := s.waysOn(fn)
	return slices.ContainsFunc(flow.Returns(fn), func(ret *ssa.Return) bool {
		if guard.Aborted(ret) || forReads(ret.Block()) || len(ret.Block().Preds) != 1 {
			return false
		}
		if slices.ContainsFunc(ways, func(c ssa.CallInstruction) bool { return flow.Dominates(c, ret) }) || helperAborts(ret.Block().Preds[0]) {
			return false
		}
		return !slices.ContainsFunc(ret.Block().Instrs, func(instr ssa.Instruction) bool {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				return false
			}
			_, args := flow.Args(call.Common())
			return slices.ContainsFunc(args, func(a ssa.Value) bool { return flow.TypeKey(a.Type()) == guard.GinContext })
		})
	})
}

// helperAborts reports a branch on the answer of a helper of the package that is given the context and aborts: if refused(c) { return }.
func helperAborts(b *ssa.BasicBlock) bool {
	iff := flow.Branch(b)
	if iff == nil {
		return false
	}
	cond, _ := flow.Unnegated(iff.Cond)
	call, ok := cond.(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil {
		return false
	}
	for c := range flow.Calls(call.Call.StaticCallee()) {
		if guard.IsAbort(flow.Key(flow.Callee(c.Common()))) {
			return true
		}
	}
	return false
}
