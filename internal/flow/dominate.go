package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Dominates reports that instruction a has run whenever b runs. Instructions of different functions dominate nothing.
func Dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return slices.Index(a.Block().Instrs, a) < slices.Index(b.Block().Instrs, b)
	}
	return a.Parent() == b.Parent() && a.Block().Dominates(b.Block())
}

// Avoids reports a way through a function that runs instruction at and returns, and does not run instruction gate. Ways that end in a panic do
// not count.
func Avoids(gate, at ssa.Instruction) bool {
	g, b := gate.Block(), at.Block()
	if g == b || gate.Parent() != at.Parent() {
		return gate.Parent() != at.Parent()
	}
	before := reach(at.Parent().Blocks[0], g, func(x *ssa.BasicBlock) bool { return x == b })
	return before && reach(b, g, func(x *ssa.BasicBlock) bool {
		_, ok := x.Instrs[len(x.Instrs)-1].(*ssa.Return)
		return ok
	})
}

// reach reports whether a block that is wanted can be reached from a block without going through another.
func reach(from, without *ssa.BasicBlock, wanted func(*ssa.BasicBlock) bool) bool {
	seen := map[*ssa.BasicBlock]bool{without: true}
	queue := []*ssa.BasicBlock{from}
	for len(queue) > 0 {
		b := queue[0]
		queue = queue[1:]
		if seen[b] {
			continue
		}
		seen[b] = true
		if wanted(b) {
			return true
		}
		queue = append(queue, b.Succs...)
	}
	return false
}
