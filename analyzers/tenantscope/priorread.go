package tenantscope

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// verifiedRow reports a key that was read from the row of an earlier call, whose tenant was compared before.
func (j *judge) verifiedRow(d demand, k keyed) (line int, ok bool) {
	base := baseCall(k.value.Ref.V, 0)
	if base == nil || base.Parent() != d.fn || ssa.Instruction(base) == d.call || !flow.Dominates(base, d.call) {
		return 0, false
	}
	return j.verifiedAfter(d.fn, base)
}

// baseCall is the call whose result a value is, or is a part of.
func baseCall(v ssa.Value, depth int) *ssa.Call {
	if depth > 12 {
		return nil
	}
	switch x := v.(type) {
	case *ssa.Call:
		return x
	case *ssa.Extract:
		return baseCall(x.Tuple, depth+1)
	case *ssa.UnOp:
		return baseCall(x.X, depth+1)
	case *ssa.FieldAddr:
		return baseCall(x.X, depth+1)
	case *ssa.Field:
		return baseCall(x.X, depth+1)
	case *ssa.MakeInterface:
		return baseCall(x.X, depth+1)
	case *ssa.ChangeType:
		return baseCall(x.X, depth+1)
	case *ssa.Convert:
		return baseCall(x.X, depth+1)
	case *ssa.TypeAssert:
		return baseCall(x.X, depth+1)
	case *ssa.IndexAddr:
		return baseCall(x.X, depth+1)
	case *ssa.Alloc:
		// A variable that is set once.
		if stores := flow.StoredIn(x); len(stores) == 1 {
			return baseCall(stores[0], depth+1)
		}
	}
	return nil
}

// verifiedCall reports that the row which a call gives is verified in the function that makes the call.
func (j *judge) verifiedCall(call ssa.CallInstruction) bool {
	if v, ok := j.verified[call]; ok {
		return v
	}
	j.verified[call] = false // a comparison that rests on itself proves nothing
	_, ok := j.verifiedAfter(call.Parent(), call)
	j.verified[call] = ok
	return ok
}

// readBefore finds an earlier read of the same key that was scoped, or verified, and whose failure leaves before this call.
func (j *judge) readBefore(d demand, k keyed) (line int, ok bool) {
	for _, o := range j.byFn[d.fn] {
		if o.Call == d.call || !flow.Dominates(o.Call, d.call) || !j.gates(o.Call, d.call) {
			continue
		}
		j.judgeOperation(o)
		if o.state != judgedState {
			continue
		}
		for _, r := range o.refs {
			if r.Table == nil || d.table != "" && !k.isOf(r.Table.Name, d.table) {
				continue
			}
			if r.Verdict != verdict.Met || r.Write && !returnsRows(o) {
				continue
			}
			for _, kb := range r.KeyBinds {
				for _, v := range r.alt.Values(kb.Bind) {
					if j.same(v, k.value) {
						return j.pass.Fset.Position(o.Call.Pos()).Line, true
					}
				}
			}
		}
	}
	return j.readByCall(d, k)
}

// readByCall finds an earlier call of a function that reads the row of the same key: scoped, or verified here.
func (j *judge) readByCall(d demand, k keyed) (line int, ok bool) {
	for _, call := range j.callsIn(d.fn) {
		if call == d.call || !flow.Dominates(call, d.call) || !j.gates(call, d.call) {
			continue
		}
		_, args := flow.Args(call.Common())
		for _, r := range j.reads(flow.Key(flow.Callee(call.Common()))) {
			if r.Via.Callee != "" || r.Param >= len(args) || d.table != "" && !k.isOf(r.Table, d.table) {
				continue
			}
			ref := flow.Ref{V: args[r.Param]}
			if r.Path != "" {
				ref.Path = strings.Split(r.Path, ".")
			}
			if j.same(query.Bound{Ref: ref}, k.value) && (r.Scoped || j.verifiedCall(call)) {
				return j.pass.Fset.Position(call.Pos()).Line, true
			}
		}
	}
	return 0, false
}

// callsIn lists a function's calls of functions of the user's modules.
func (j *judge) callsIn(fn *ssa.Function) []ssa.CallInstruction {
	if c, ok := j.inner[fn]; ok {
		return c
	}
	var out []ssa.CallInstruction
	for call := range flow.Calls(fn) {
		if obj := flow.Callee(call.Common()); obj != nil && obj.Pkg() != nil && (j.site.Own == nil || j.site.Own(obj.Pkg().Path())) {
			out = append(out, call)
		}
	}
	j.inner[fn] = out
	return out
}

func returnsRows(o *operation) bool {
	return slices.ContainsFunc(o.Alternatives, func(a query.Alternative) bool { return len(a.Stmt.Returning) > 0 || a.Stmt.Query != nil })
}

// same reports that two placeholders get the same value.
func (j *judge) same(a, b query.Bound) bool {
	if a.IsConst || b.IsConst {
		return a.IsConst && b.IsConst && a.Const == b.Const
	}
	if a.Ref.V == nil || b.Ref.V == nil {
		return false
	}
	if a.Ref.V == b.Ref.V && slices.Equal(a.Ref.Path, b.Ref.Path) {
		return true
	}
	return sameLeaf(j.origins(a.Ref), j.origins(b.Ref))
}

func sameLeaf(a, b []flow.Leaf) bool {
	if len(a) != 1 || len(b) != 1 {
		return false
	}
	x, y := a[0], b[0]
	if x.Kind != y.Kind || !slices.Equal(x.Path, y.Path) {
		return false
	}
	switch x.Kind {
	case flow.LeafParam:
		return x.Param == y.Param && x.Fn == y.Fn
	case flow.LeafCall, flow.LeafWritten:
		return x.Call == y.Call && x.Result == y.Result
	case flow.LeafGlobal:
		return x.Text == y.Text
	}
	return false
}

// gates reports that the outcome of call a decides whether b is reached: b lies on one side of a branch on something that a gave.
func (j *judge) gates(a ssa.CallInstruction, b ssa.Instruction) bool {
	return slices.ContainsFunc(j.branchesOn(a), func(s *ssa.BasicBlock) bool { return s.Dominates(b.Block()) })
}

// branchesOn are the blocks that are reached on one side only of a branch on something that a call gave. Where it says that the call failed, the side
// of the failure shows nothing: what the call was to read was not there.
func (j *judge) branchesOn(a ssa.CallInstruction) []*ssa.BasicBlock {
	if out, ok := j.branches[a]; ok {
		return out
	}
	var out []*ssa.BasicBlock
	derived := j.derived(a)
	for _, iff := range j.ifs(a.Parent()) {
		if !usesAny(iff.Cond, derived, 0) {
			continue
		}
		failed := failedSide(iff, derived)
		for _, s := range iff.Block().Succs {
			if len(s.Preds) == 1 && s != failed {
				out = append(out, s)
			}
		}
	}
	j.branches[a] = out
	return out
}

// failedSide is where a branch goes when an error of a call is not nil, or a flag that it gave is false; nil where it asks something else.
func failedSide(iff *ssa.If, derived map[ssa.Value]bool) *ssa.BasicBlock {
	cond, yes, no := sides(iff)
	switch c := cond.(type) {
	case *ssa.BinOp:
		if !derived[c.X] || !flow.IsError(c.X.Type()) || !isNil(c.Y) {
			return nil
		}
		if c.Op == token.NEQ {
			return yes
		}
		if c.Op == token.EQL {
			return no
		}
	case *ssa.Extract, *ssa.Call:
		if derived[cond] {
			return no
		}
	}
	return nil
}

// ifs lists a function's branches.
func (j *judge) ifs(fn *ssa.Function) []*ssa.If {
	if out, ok := j.conds[fn]; ok {
		return out
	}
	var out []*ssa.If
	for _, b := range fn.Blocks {
		if iff := flow.Branch(b); iff != nil {
			out = append(out, iff)
		}
	}
	j.conds[fn] = out
	return out
}

// memberBefore reports an earlier look-up of the authenticated principal's own membership in the very tenant that the request names, whose
// failure leaves.
func (j *judge) memberBefore(fn *ssa.Function, at ssa.Instruction, c classed) bool {
	for _, o := range j.byFn[fn] {
		if ssa.Instruction(o.Call) == at || !flow.Dominates(o.Call, at) || !j.gates(o.Call, at) {
			continue
		}
		j.judgeOperation(o)
		for _, r := range o.refs {
			own, same := false, false
			for _, k := range r.KeyBinds {
				own = own || k.Own && r.values.class(k.Bind).Class == ClassPrincipal
			}
			for _, b := range append(bindsOf(r.KeyBinds), r.TenantBinds...) {
				same = same || sameLeaf([]flow.Leaf{r.values.class(b).leaf}, []flow.Leaf{c.leaf})
			}
			if own && same && r.Verdict == verdict.Met {
				return true
			}
		}
	}
	return false
}

// comparedBefore reports that a value from the request was compared with a trusted tenant, and left when it differed, before the operation.
func (j *judge) comparedBefore(fn *ssa.Function, at ssa.Instruction, c classed) bool {
	if j.memberBefore(fn, at, c) {
		return true
	}
	for _, cmp := range j.comparisons(fn) {
		for _, pair := range [][2]ssa.Value{{cmp.x, cmp.y}, {cmp.y, cmp.x}} {
			mine := j.class(flow.Ref{V: pair[0]})
			if (mine.Class == ClassBody || mine.Class == ClassRequest) && sameLeaf([]flow.Leaf{mine.leaf}, []flow.Leaf{c.leaf}) && j.trusted(pair[1]) &&
				cmp.pass.Dominates(at.Block()) && len(cmp.pass.Preds) == 1 {
				return true
			}
		}
	}
	return false
}
