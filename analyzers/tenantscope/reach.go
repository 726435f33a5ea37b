package tenantscope

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// reaches reports a way from a to b that does not pass through any of avoid.
func reaches(a, b *ssa.BasicBlock, avoid ...*ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var walk func(*ssa.BasicBlock) bool
	walk = func(x *ssa.BasicBlock) bool {
		if x == b {
			return true
		}
		if seen[x] || slices.Contains(avoid, x) || endsProgram(x) {
			return false
		}
		seen[x] = true
		return slices.ContainsFunc(x.Succs, walk)
	}
	return walk(a)
}

// endsProgram reports a block that calls a function which never returns.
func endsProgram(b *ssa.BasicBlock) bool {
	for _, instr := range b.Instrs {
		switch instr := instr.(type) {
		case *ssa.Panic:
			return true
		case *ssa.Call:
			if flow.NoReturn(flow.Key(flow.Callee(&instr.Call))) {
				return true
			}
		}
	}
	return false
}
