package guard

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// GoesOn reports a decision whose refusing side always comes to what lies behind the other one: what it says is noted at most.
func (g *Gate) GoesOn() bool {
	b := g.If.Block()
	return slices.ContainsFunc(b.Succs, func(allow *ssa.BasicBlock) bool { return allow != g.deny && comesTo(g.deny, allow, b) })
}

// comesTo reports that every way from a block that does not come back to the branch leads to another one.
func comesTo(from, to, branch *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{branch: true}
	came := from == to
	for queue := []*ssa.BasicBlock{from}; len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		if b == to || seen[b] {
			came = came || b == to
			continue
		}
		if seen[b] = true; len(b.Succs) == 0 {
			return false
		}
		queue = append(queue, b.Succs...)
	}
	return came
}

// Noted reports a call of a function that answers with nothing but a bool or an error, where the answer decides nothing: nobody looks at it, or where it says no something is
// done, and then the rest all the same.
func (f *Finder) Noted(c ssa.CallInstruction) bool {
	res := c.Common().Signature().Results()
	for v := range res.Variables() {
		if !flow.IsBool(v.Type()) && !flow.IsError(v.Type()) {
			return false
		}
	}
	if v := c.Value(); res.Len() == 0 || v == nil {
		return res.Len() > 0 // go and defer
	} else if uses, known := looked(v); known {
		return !slices.ContainsFunc(uses, func(iff *ssa.If) bool { return !f.goesOn(iff, c) })
	}
	return false
}

// looked are the branches on an answer; known is false where it is used in another way that may decide. What is done with it where there are branches, such as
// logging, decides nothing.
func looked(v ssa.Value) (out []*ssa.If, known bool) {
	handed := false
	for queue := []ssa.Value{v}; len(queue) > 0; queue = queue[1:] {
		for _, ref := range *queue[0].Referrers() {
			switch x := ref.(type) {
			case *ssa.If:
				out = append(out, x)
			case *ssa.Extract, *ssa.BinOp:
				queue = append(queue, x.(ssa.Value))
			case *ssa.UnOp:
				if x.Op != token.NOT {
					return nil, false
				}
				queue = append(queue, x)
			case *ssa.Call, *ssa.MakeInterface, *ssa.ChangeInterface:
				handed = true
			case *ssa.DebugRef:
			default:
				return nil, false
			}
		}
	}
	return out, !handed || len(out) > 0
}

// goesOn reports a branch on an answer whose refusing side always comes to what lies behind the other one.
func (f *Finder) goesOn(iff *ssa.If, c ssa.CallInstruction) bool {
	b, key := iff.Block(), flow.Key(flow.Callee(c.Common()))
	for side := range 2 {
		if f.refusingSide(iff, side, c, key) && !comesTo(b.Succs[side], b.Succs[1-side], b) {
			return false
		}
	}
	return true
}
