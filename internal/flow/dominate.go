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

// Holds reports that a read of a variable gives what a store put there: the store has run whenever the read runs, and no other store of the same
// function can have run between the two. What another function stores in the meantime is not seen.
func Holds(s *ssa.Store, read ssa.Instruction) bool {
	if !Dominates(s, read) {
		return false
	}
	for _, ref := range *s.Addr.Referrers() {
		other, ok := ref.(*ssa.Store)
		if ok && other != s && other.Addr == s.Addr && FollowsWithout(s, other, s) && FollowsWithout(other, read, s) {
			return false
		}
	}
	return true
}

// FollowsWithout reports a way from behind a to b that does not run without.
func FollowsWithout(a, b, without ssa.Instruction) bool {
	at := func(x ssa.Instruction) int { return slices.Index(x.Block().Instrs, x) }
	in := func(block *ssa.BasicBlock) bool { return without.Block() == block }
	if a.Block() == b.Block() && at(a) < at(b) {
		return !in(a.Block()) || at(without) <= at(a) || at(without) >= at(b)
	}
	if in(a.Block()) && at(without) > at(a) {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{}
	queue := slices.Clone(a.Block().Succs)
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		if seen[x] {
			continue
		}
		seen[x] = true
		if x == b.Block() && (!in(x) || at(without) >= at(b)) {
			return true
		}
		if !in(x) {
			queue = append(queue, x.Succs...)
		}
	}
	return false
}

// Avoids reports a way through a function that runs instruction at and returns, and does not run instruction gate. Ways that end in a panic or
// give an error do not count.
func Avoids(gate, at ssa.Instruction) bool {
	g, b := gate.Block(), at.Block()
	if g == b || gate.Parent() != at.Parent() {
		return gate.Parent() != at.Parent()
	}
	return ReachedWithout(at, []ssa.Instruction{gate}) && reach(b, func(x *ssa.BasicBlock) bool {
		ret, ok := x.Instrs[len(x.Instrs)-1].(*ssa.Return)
		return ok && !returnsError(ret)
	}, g)
}

// ReachedWithout reports a way from the entry of a function to an instruction that runs through none of the blocks of others.
func ReachedWithout(at ssa.Instruction, gates []ssa.Instruction) bool {
	blocks := make([]*ssa.BasicBlock, len(gates))
	for i, g := range gates {
		blocks[i] = g.Block()
	}
	return reach(at.Parent().Blocks[0], func(x *ssa.BasicBlock) bool { return x == at.Block() }, blocks...)
}

// Follows reports a way through a function that runs instruction b after instruction a.
func Follows(a, b ssa.Instruction) bool {
	if a.Parent() != b.Parent() {
		return false
	}
	if a.Block() == b.Block() && Dominates(a, b) {
		return true
	}
	return slices.ContainsFunc(a.Block().Succs, func(s *ssa.BasicBlock) bool {
		return reach(s, func(x *ssa.BasicBlock) bool { return x == b.Block() })
	})
}

// reach reports whether a block that is wanted can be reached from a block without going through others.
func reach(from *ssa.BasicBlock, wanted func(*ssa.BasicBlock) bool, without ...*ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	for _, b := range without {
		seen[b] = true
	}
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
