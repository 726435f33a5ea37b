package flow

import (
	"iter"

	"golang.org/x/tools/go/ssa"
)

// Calls goes through the calls of a function, those in defer and go statements too, in the order of its blocks.
func Calls(fn *ssa.Function) iter.Seq[ssa.CallInstruction] {
	return func(yield func(ssa.CallInstruction) bool) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && !yield(call) {
					return
				}
			}
		}
	}
}
