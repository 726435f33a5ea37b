package query

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// way is the edge from one block to another.
type way struct{ from, to *ssa.BasicBlock }

// field is a field below a variable or parameter, or that itself.
type field struct {
	base ssa.Value
	path string
}

// finding is a field and what a branch has found of it.
type finding struct {
	field
	state flow.State
}

// refused are the edges of a function that no run takes, because a call before them gives an error for the values that lead there, and the
// error was left with: after `if err := in.Validate()` an input with neither an id nor a key is past.
func (c *chains) refused(fn *ssa.Function) map[way]bool {
	if got, ok := c.refusedWays[fn]; ok {
		return got
	}
	c.refusedWays[fn] = nil
	checks := c.checks(fn)
	if len(checks) == 0 {
		return nil
	}
	out := map[way]bool{}
	for _, b := range fn.Blocks {
		if len(b.Succs) != 2 || b.Succs[0] == b.Succs[1] {
			continue
		}
		for i, s := range b.Succs {
			found := c.findings(b, i)
			if len(found) == 0 {
				continue
			}
			for d := b.Idom(); d != nil; d = d.Idom() {
				if k := onlyBranch(d, b); k >= 0 {
					found = append(found, c.findings(d, k)...)
				}
			}
			if slices.ContainsFunc(checks, func(k check) bool { return k.passed(b) && k.refuses(found) }) {
				out[way{b, s}] = true
			}
		}
	}
	c.refusedWays[fn] = out
	return out
}

// onlyBranch is the branch of block d that every way to block b takes, -1 when there is none.
func onlyBranch(d, b *ssa.BasicBlock) int {
	if len(d.Succs) != 2 || d.Succs[0] == d.Succs[1] {
		return -1
	}
	return slices.IndexFunc(d.Succs, func(s *ssa.BasicBlock) bool { return len(s.Preds) == 1 && s.Dominates(b) })
}

// check is a call whose error was compared with nil.
type check struct {
	at       *ssa.BasicBlock // the block that compares
	without  int             // the branch without an error
	args     []field
	refusals []flow.Refusal
}

// passed reports that block b is reached only when the call gave no error.
func (k check) passed(b *ssa.BasicBlock) bool { return onlyBranch(k.at, b) == k.without }

// refuses reports that the call would have given an error for what was found.
func (k check) refuses(found []finding) bool {
	return slices.ContainsFunc(k.refusals, func(r flow.Refusal) bool {
		return !slices.ContainsFunc(r.When, func(w flow.Condition) bool { return !k.holds(w, found) })
	})
}

func (k check) holds(w flow.Condition, found []finding) bool {
	if w.Param >= len(k.args) || k.args[w.Param].base == nil {
		return false
	}
	arg := k.args[w.Param]
	want := field{arg.base, strings.Trim(arg.path+"."+w.Path, ".")}
	return slices.ContainsFunc(found, func(g finding) bool { return g.field == want && g.state.Implies(w.State) })
}

// checks are the calls of a function that give an error for arguments which are known, and whose error is asked for.
func (c *chains) checks(fn *ssa.Function) []check {
	if c.f.Refuses == nil {
		return nil
	}
	var out []check
	for _, b := range fn.Blocks {
		cond, ok := condOf(b)
		if !ok || cond.Op != token.EQL && cond.Op != token.NEQ || !isNilConst(cond.Y) {
			continue
		}
		call, ok := cond.X.(*ssa.Call)
		if !ok || call.Call.IsInvoke() {
			continue
		}
		list := c.f.Refuses(flow.Key(flow.Callee(&call.Call)))
		if len(list) == 0 {
			continue
		}
		k := check{at: b, refusals: list}
		if cond.Op == token.NEQ {
			k.without = 1
		}
		for _, a := range call.Call.Args {
			at, _ := c.fieldOf(a)
			k.args = append(k.args, at)
		}
		out = append(out, k)
	}
	return out
}

func condOf(b *ssa.BasicBlock) (*ssa.BinOp, bool) {
	i := flow.Branch(b)
	if i == nil {
		return nil, false
	}
	cond, ok := i.Cond.(*ssa.BinOp)
	return cond, ok
}

func isNilConst(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.Value == nil
}

// findings are what is known of a field on one branch of a block.
func (c *chains) findings(b *ssa.BasicBlock, branch int) []finding {
	cond, ok := condOf(b)
	if !ok {
		return nil
	}
	k, ok := cond.Y.(*ssa.Const)
	if !ok || k.Value != nil && !flow.IsZeroConst(k.Value) {
		return nil
	}
	x, state := cond.X, flow.StateZero
	if call, ok := x.(*ssa.Call); ok {
		if bi, ok := call.Call.Value.(*ssa.Builtin); !ok || bi.Name() != "len" {
			return nil
		}
		x, state = call.Call.Args[0], flow.StateEmpty
	}
	zero := -1
	switch {
	case cond.Op == token.EQL:
		zero = 0
	case cond.Op == token.NEQ, cond.Op == token.GTR && state == flow.StateEmpty:
		zero = 1
	}
	if zero != branch {
		return nil
	}
	if k.Value == nil && !nilable(x.Type()) || k.Value != nil && k.Value.Kind() == constant.Bool {
		return nil
	}
	at, ok := c.fieldOf(x)
	if !ok {
		return nil
	}
	return []finding{{at, state}}
}

func nilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface:
		return true
	}
	return false
}

// fieldOf reads a value as a field of a parameter or variable that is set once and never changed.
func (c *chains) fieldOf(v ssa.Value) (field, bool) {
	var path []string
	for {
		switch x := v.(type) {
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return field{}, false
			}
			v = x.X
			if _, again := v.(*ssa.UnOp); again {
				return field{}, false
			}
		case *ssa.FieldAddr:
			path = append(path, flow.FieldVar(x.X.Type(), x.Field).Name())
			v = x.X
			if _, behind := v.(*ssa.UnOp); behind {
				return field{}, false
			}
		case *ssa.Field:
			path = append(path, flow.FieldVar(x.X.Type(), x.Field).Name())
			v = x.X
		case *ssa.Parameter:
			slices.Reverse(path)
			_, pointer := x.Type().Underlying().(*types.Pointer)
			return field{x, strings.Join(path, ".")}, !pointer
		case *ssa.Alloc, *ssa.FreeVar:
			slices.Reverse(path)
			base := c.f.P.Captured(x)
			return field{base, strings.Join(path, ".")}, base != nil && flow.SetOnce(base)
		default:
			return field{}, false
		}
	}
}
