package tenantscope

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// verifiedAfter finds a comparison of the returned row's tenant that leaves when it differs, and before which the row is not used.
func (j *judge) verifiedAfter(fn *ssa.Function, call ssa.CallInstruction) (line int, ok bool) {
	if c, ok := j.verifying(fn, call); ok {
		pos := c.at.Cond.Pos()
		if c.y == nil {
			pos = c.x.Pos() // the helper's call
		}
		return j.pass.Fset.Position(pos).Line, true
	}
	return 0, false
}

// verifying is that comparison, or the branch on what a helper says that compares.
func (j *judge) verifying(fn *ssa.Function, call ssa.CallInstruction) (comparison, bool) {
	derived := j.derived(call)
	for _, c := range j.comparisons(fn) {
		if !flow.Dominates(call, c.at) {
			continue
		}
		row, other := c.x, c.y
		if !usesAny(row, derived, 0) {
			row, other = c.y, c.x
		}
		if !usesAny(row, derived, 0) || usesAny(other, derived, 0) || !j.tenantField(row) || !j.trusted(other) {
			continue
		}
		if !j.leavesWhen(c, call) || j.usedOutside(derived, call, c) {
			continue
		}
		return c, true
	}
	return j.verifiedByHelper(fn, call, derived)
}

// usedOutside reports a use of the row that the comparison does not gate.
func (j *judge) usedOutside(derived map[ssa.Value]bool, call ssa.CallInstruction, c comparison) bool {
	for v := range derived {
		if v.Referrers() == nil {
			continue
		}
		for _, use := range *v.Referrers() {
			if use.Block() == nil || use == ssa.Instruction(call) || !j.effect(use, v, derived) {
				continue
			}
			if c.pass.Dominates(use.Block()) && len(c.pass.Preds) == 1 {
				continue
			}
			// Where the tenants differ the row may be spoken of, but neither handed out nor acted on.
			if c.fail.Dominates(use.Block()) && len(c.fail.Preds) == 1 && !j.handsOut(use) {
				continue
			}
			if flow.Dominates(use, call) {
				continue
			}
			// After the branches meet again only what was let through goes on, as long as the failing one left.
			if c.at.Block().Dominates(use.Block()) && use.Block() != c.at.Block() && !reaches(c.fail, use.Block(), call.Block()) {
				continue
			}
			return true
		}
	}
	return false
}

// handsOut reports a use that gives the row away, or that acts on the database by it.
func (j *judge) handsOut(use ssa.Instruction) bool {
	switch u := use.(type) {
	case *ssa.Return, *ssa.Send:
		return true
	case *ssa.Call:
		return j.byCall[u] != nil
	case *ssa.Store: // into the arguments of a variadic call
		ia, ok := u.Addr.(*ssa.IndexAddr)
		if !ok || ia.X.Referrers() == nil {
			return false
		}
		for _, ref := range *ia.X.Referrers() {
			sl, ok := ref.(*ssa.Slice)
			if !ok {
				continue
			}
			for _, use := range *sl.Referrers() {
				if call, ok := use.(*ssa.Call); ok && j.byCall[call] != nil {
					return true
				}
			}
		}
	}
	return false
}

// effect reports a use that lets the row out: a call, a return without an error, a store elsewhere.
func (j *judge) effect(use ssa.Instruction, v ssa.Value, derived map[ssa.Value]bool) bool {
	switch u := use.(type) {
	case *ssa.Return:
		n := len(u.Results)
		if n > 0 && flow.IsError(u.Results[n-1].Type()) {
			if c, ok := u.Results[n-1].(*ssa.Const); !ok || c.Value != nil {
				// An error goes with it; the caller does not look at the row.
				return false
			}
		}
		return !flow.IsError(v.Type())
	case *ssa.Call:
		if derived[u] || flow.IsError(v.Type()) {
			return false // scans and getters only hand the row on
		}
		if _, ok := u.Call.Value.(*ssa.Builtin); ok {
			return false
		}
		if _, _, ok := equalCall(u); ok {
			return false
		}
		// The call that fills the variable is the read itself.
		_, args := flow.Args(&u.Call)
		for _, a := range args {
			if flow.Strip(a) == v {
				switch v.(type) {
				case *ssa.Alloc, *ssa.FieldAddr:
					return !j.isScan(u)
				}
			}
		}
		return true
	case *ssa.Store:
		// An argument of a variadic call; pointers that the call fills are the read itself.
		ia, ok := u.Addr.(*ssa.IndexAddr)
		if !ok || u.Val != v {
			return false
		}
		arr, ok := ia.X.(*ssa.Alloc)
		if !ok || arr.Comment != "varargs" || flow.IsError(flow.Strip(v).Type()) {
			return false
		}
		switch flow.Strip(v).(type) {
		case *ssa.Alloc, *ssa.FieldAddr:
			return false
		}
		return true
	case *ssa.Send, *ssa.MapUpdate, *ssa.Go, *ssa.Defer:
		return true
	}
	return false
}

func (j *judge) isScan(c *ssa.Call) bool {
	if j.byCall[c] != nil {
		return true
	}
	fn := flow.Callee(&c.Call)
	return fn != nil && fn.Pkg() != nil && j.site.Models.Library(fn.Pkg().Path()) != nil
}

// verifiedByHelper finds a call of a function of the package that compares the tenant of the row it is given and fails when it differs.
func (j *judge) verifiedByHelper(fn *ssa.Function, call ssa.CallInstruction, derived map[ssa.Value]bool) (comparison, bool) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			check, isCall := instr.(*ssa.Call)
			if !isCall || !flow.Dominates(call, check) {
				continue
			}
			helper := flow.StaticCallee(&check.Call)
			if helper == nil || helper.Blocks == nil || !j.refuses(helper) {
				continue
			}
			given := false
			for i, a := range check.Call.Args {
				if derived[a] && i < len(helper.Params) && j.comparesParam(helper, helper.Params[i]) {
					given = true
				}
			}
			if !given {
				continue
			}
			for _, c := range j.outcomes(fn, check) {
				if j.leavesWhen(c, call) && !j.usedOutsideBut(derived, call, c, check) {
					c.x = check
					return c, true
				}
			}
		}
	}
	return comparison{}, false
}

func (j *judge) usedOutsideBut(derived map[ssa.Value]bool, call ssa.CallInstruction, c comparison, check *ssa.Call) bool {
	without := map[ssa.Value]bool{}
	for v := range derived {
		without[v] = true
	}
	without[check] = true // the check itself may look at the row
	return j.usedOutside(without, call, c)
}

// refuses reports a function that can say no: its last result is an error or a bool.
func (j *judge) refuses(fn *ssa.Function) bool {
	res := fn.Signature.Results()
	if res.Len() == 0 {
		return false
	}
	last := res.At(res.Len() - 1).Type()
	b, ok := last.Underlying().(*types.Basic)
	return flow.IsError(last) || ok && b.Kind() == types.Bool
}

// comparesParam reports that the helper compares the tenant of its parameter with a trusted value and refuses when they differ.
func (j *judge) comparesParam(helper *ssa.Function, p *ssa.Parameter) bool {
	fromParam := func(v ssa.Value) bool {
		return slices.ContainsFunc(j.origins(flow.Ref{V: v}), func(l flow.Leaf) bool {
			return l.Kind == flow.LeafParam && l.V == p && (len(l.Path) > 0 && j.words.isTenant(l.Path[len(l.Path)-1]) || len(l.Path) == 0 && j.words.isTenant(p.Name()))
		})
	}
	for _, c := range j.comparisons(helper) {
		row, other := c.x, c.y
		if !fromParam(row) {
			row, other = c.y, c.x
		}
		if !fromParam(row) || !j.trusted(other) {
			continue
		}
		if refusesIn(c.fail) && !reaches(c.fail, c.pass, nil) {
			return true
		}
	}
	// return row.TenantID == tenant
	for _, ret := range flow.Returns(helper) {
		for _, res := range ret.Results {
			if b, ok := res.(*ssa.BinOp); ok && b.Op == token.EQL && (fromParam(b.X) && j.trusted(b.Y) || fromParam(b.Y) && j.trusted(b.X)) {
				return true
			}
		}
	}
	return false
}

// refusesIn reports a block that leads to returning an error or false.
func refusesIn(b *ssa.BasicBlock) bool {
	for range 8 {
		if len(b.Instrs) == 0 {
			return false
		}
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			if len(last.Results) == 0 {
				return false
			}
			res := last.Results[len(last.Results)-1]
			c, isConst := res.(*ssa.Const)
			if flow.IsError(res.Type()) {
				return !isConst || c.Value != nil
			}
			return isConst && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
		case *ssa.Jump:
			b = b.Succs[0]
		case *ssa.Panic:
			return true
		default:
			return false
		}
	}
	return false
}
