package query

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxWays bounds in how many ways a chain may be put together before the rest is unresolved.
const maxWays = 48

// manyWays is how many ways are followed before those are left out that only narrow another one.
const manyWays = 8

// step is one thing that happens on the way to an instruction: an event, or the entry of a block by one of its edges, which decides
// what the block's phis are.
type step struct {
	instr ssa.Instruction
	block *ssa.BasicBlock
	edge  int
}

// ways lists, for each way through the function that leads to instruction to, which events happen before it, in order. Ways that differ in
// nothing that matters are one. A loop is walked zero and one times. complete is false when there were more ways than are listed.
//
// An edge that is refused leads no way.
//
// This is flow.Sequences with two differences: the edges by which the blocks in phis are entered are steps too, because the identity of a
// builder depends on them; and it goes forward, merging equal ways at every join, so that the many branches on errors cost nothing.
//
// A list of optional filters makes a way for each subset of them. Where there are too many, a way whose further events all narrow the
// statement is left out when one without them is kept and each of its events is in another one: what a filter adds was then judged, and a
// statement that is scoped without it is scoped with it.
func ways(to ssa.Instruction, events map[ssa.Instruction]bool, phis map[*ssa.BasicBlock]bool, refused map[way]bool, narrows func(ssa.Instruction) bool) (out [][]step, complete bool) {
	fn := to.Parent()
	reach := reaching(to.Block())
	order := reversePostorder(fn)
	index := make(map[*ssa.BasicBlock]int, len(order))
	for i, b := range order {
		index[b] = i
	}
	complete = true
	exits := map[*ssa.BasicBlock][][]step{} // ways at the end of each block
	var atTarget [][]step
	// The first round leaves out the edges that go back; the second takes what the first found at their sources.
	for round := range 2 {
		before := exits
		exits = make(map[*ssa.BasicBlock][][]step, len(before))
		for i, b := range order {
			if !reach[b] {
				continue
			}
			var in [][]step
			if i == 0 {
				in = [][]step{nil}
			}
			for e, p := range b.Preds {
				from := exits[p]
				if at, ok := index[p]; !ok || !reach[p] || refused[way{p, b}] {
					continue
				} else if at >= i {
					if round == 0 {
						continue
					}
					from = before[p]
				}
				for _, w := range from {
					if phis[b] {
						w = append(slices.Clone(w), step{block: b, edge: e})
					}
					in = addWay(in, w)
				}
			}
			if len(in) > manyWays {
				in = thin(in, narrows)
			}
			if len(in) > maxWays {
				in, complete = in[:maxWays], false
			}
			if b == to.Block() {
				upto := slices.Index(b.Instrs, to)
				for _, w := range in {
					atTarget = addWay(atTarget, appendEvents(w, b.Instrs[:max(upto, 0)], events))
				}
			}
			for k, w := range in {
				in[k] = appendEvents(w, b.Instrs, events)
			}
			exits[b] = in
		}
	}
	if len(atTarget) > manyWays {
		atTarget = thin(atTarget, narrows)
	}
	if len(atTarget) > maxWays {
		return atTarget[:maxWays], false
	}
	return atTarget, complete
}

// thin leaves out ways that only narrow others.
func thin(list [][]step, narrows func(ssa.Instruction) bool) [][]step {
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(a, b []step) int { return len(a) - len(b) })
	var kept [][]step
	covered := map[ssa.Instruction]bool{}
	for _, w := range order {
		fresh := false
		for _, st := range w {
			fresh = fresh || st.instr != nil && !covered[st.instr]
		}
		if !fresh && slices.ContainsFunc(kept, func(k []step) bool { return widens(k, w, narrows) }) {
			continue
		}
		kept = append(kept, w)
		for _, st := range w {
			if st.instr != nil {
				covered[st.instr] = true
			}
		}
	}
	return kept
}

// widens reports whether way k is way w without some events that narrow a statement.
func widens(k, w []step, narrows func(ssa.Instruction) bool) bool {
	i := 0
	for _, st := range w {
		if st.instr == nil {
			continue
		}
		for i < len(k) && k[i].instr == nil {
			i++
		}
		if i < len(k) && k[i].instr == st.instr {
			i++
			continue
		}
		if !narrows(st.instr) {
			return false
		}
	}
	for i < len(k) && k[i].instr == nil {
		i++
	}
	return i == len(k)
}

func appendEvents(w []step, instrs []ssa.Instruction, events map[ssa.Instruction]bool) []step {
	shared := true
	for _, instr := range instrs {
		if events[instr] {
			if shared {
				w, shared = slices.Clone(w), false
			}
			w = append(w, step{instr: instr})
		}
	}
	return w
}

func addWay(list [][]step, w []step) [][]step {
	if slices.ContainsFunc(list, func(o []step) bool { return slices.Equal(o, w) }) {
		return list
	}
	return append(list, w)
}

// reaching is the set of blocks from which b can be reached, b among them.
func reaching(b *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	set := map[*ssa.BasicBlock]bool{b: true}
	work := []*ssa.BasicBlock{b}
	for len(work) > 0 {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range at.Preds {
			if !set[p] {
				set[p] = true
				work = append(work, p)
			}
		}
	}
	return set
}

// reversePostorder lists the blocks of a function so that each stands behind its predecessors, but for edges that go back.
func reversePostorder(fn *ssa.Function) []*ssa.BasicBlock {
	var out []*ssa.BasicBlock
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(*ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b] {
			return
		}
		seen[b] = true
		for _, s := range b.Succs {
			visit(s)
		}
		out = append(out, b)
	}
	visit(fn.Blocks[0])
	slices.Reverse(out)
	return out
}
