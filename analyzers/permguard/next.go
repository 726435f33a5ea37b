package permguard

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
)

// middleware fills in what a function decides as middleware.
func (s *summariser) middleware(f *Func, fn *ssa.Function) {
	n := nexts{s: s}
	f.Next, f.HasNext = n.of(fn)
	if f.HasNext {
		f.Opens = append(f.Opens, n.opens...)
	}
	if f.Maybe = n.maybe && f.HasNext; f.Maybe {
		f.Ways = n.ways
	}
}

// nexts collects what the ways on to the next handler are behind.
type nexts struct {
	s    *summariser
	ways [][]Gate
	// opens is what is let through on purpose, on ways of its own or by what decides.
	opens []guard.Opening
	// maybe is true where function values decide that are not followed.
	maybe bool
}

// of tells what a function decides as middleware: what each call of the next handler is behind. The middleware that a function makes counts as its own. A way on for requests
// that only ask for options is left out, and one for operations that are declared open is told of, where others are asked for.
func (n *nexts) of(fn *ssa.Function) (kind guard.Kind, is bool) {
	s, worst, found := n.s, guard.Permission, false
	see := func(k guard.Kind) { worst, found = min(worst, k), true }
	var open []guard.Opening
	for _, call := range s.waysOn(fn) {
		k, past := s.strongest(call)
		if declared := s.guards.DeclaredOpen(call); k < guard.Permission && len(declared) > 0 {
			open = append(open, declared...)
			continue
		}
		see(k)
		n.opens, n.ways = append(n.opens, past...), append(n.ways, s.gates(call))
		n.maybe = n.maybe || slices.ContainsFunc(s.guards.Covering(call), func(g *guard.Gate) bool { return g.By == guard.Dynamic })
	}
	if len(open) > 0 && !found {
		see(guard.None)
	}
	n.opens = append(n.opens, open...)
	switch {
	case !guard.Chained(fn):
	case found && s.leaks(fn):
		see(guard.None)
	case !found:
		if k, stops := s.aborts(fn); stops {
			see(k)
		}
	}
	for _, inner := range fn.AnonFuncs {
		if k, ok := n.of(inner); ok {
			see(k)
		}
	}
	if !found {
		return guard.None, false
	}
	return worst, true
}

// waysOn are the calls of a function that go on to the next handler, but for those that only requests reach which ask for nothing but options or a read.
func (s *summariser) waysOn(fn *ssa.Function) []ssa.CallInstruction {
	return guard.WaysOn(fn, forReads)
}

// strongest is the best decision in front of an instruction, and what that lets through on purpose.
func (s *summariser) strongest(x ssa.Instruction) (best guard.Kind, opens []guard.Opening) {
	for _, g := range s.guards.Covering(x) {
		k := g.Kind
		if s.letsThrough(g) {
			continue // what is not in a table
		}
		if k == guard.None {
			k = s.imported.denies(g.By)
		}
		past := s.guards.OpensOf(g)
		if k > best || k == best && len(past) < len(opens) {
			best, opens = k, past
		}
	}
	return best, opens
}

// forReads reports a block that is reached only where the request's method was found to be one that asks for nothing but options or a read.
func forReads(b *ssa.BasicBlock) bool {
	for ; b.Idom() != nil; b = b.Idom() {
		iff := flow.Branch(b.Idom())
		if iff == nil || len(b.Preds) != 1 || b.Idom().Succs[0] != b {
			continue
		}
		if cmp, ok := iff.Cond.(*ssa.BinOp); ok && cmp.Op == token.EQL {
			if c, ok := cmp.Y.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
				switch constant.StringVal(c.Value) {
				case "OPTIONS", "HEAD", "GET":
					return true
				}
			}
		}
	}
	return false
}
