package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Branch is the branch that a block ends in, nil where it ends in another way.
func Branch(b *ssa.BasicBlock) *ssa.If {
	if len(b.Instrs) == 0 {
		return nil
	}
	iff, _ := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	return iff
}

// Unnegated is a condition without the ! in front of it; negated is true where it holds when the condition does not.
func Unnegated(cond ssa.Value) (inner ssa.Value, negated bool) {
	for {
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			return cond, negated
		}
		cond, negated = not.X, !negated
	}
}
