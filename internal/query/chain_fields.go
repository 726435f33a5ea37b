package query

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// fieldsOf lists the columns of a model that a value made here sets, by the field's index. known is false when the value comes from
// elsewhere and any field may be set. A field that holds a zero constant counts as not set.
func (c *chains) fieldsOf(m *model, r flow.Ref, at ssa.CallInstruction) (set map[int]flow.Ref, known bool) {
	base := r.V
	if u, ok := base.(*ssa.UnOp); ok && u.Op == token.MUL {
		base = u.X
	}
	switch x := base.(type) {
	case *ssa.Alloc:
		if len(r.Path) > 0 {
			return nil, false
		}
		for _, s := range flow.StoredIn(x) {
			if !isLiteral(s) {
				return nil, false
			}
		}
	case *ssa.IndexAddr:
		if a, ok := x.X.(*ssa.Alloc); !ok || len(flow.StoredIn(a)) > 0 || len(r.Path) > 0 {
			return nil, false
		}
	case *ssa.Const:
		return map[int]flow.Ref{}, true
	default:
		return nil, false
	}
	set = map[int]flow.Ref{}
	for i := range m.fields {
		f := &m.fields[i]
		if f.column == "" {
			continue
		}
		ref := flow.Ref{V: r.V, Path: append(slices.Clone(r.Path), f.path...), Frame: r.Frame}
		if storedLater(base, f.path, at) {
			continue
		}
		if v, ok := c.onlyStored(base, f.path); ok {
			if plain := (flow.Ref{V: v, Frame: r.Frame}); c.isSet(plain, at) {
				set[i] = plain
			}
			continue
		}
		if !c.neverSet(base, f.path) && c.isSet(ref, at) {
			set[i] = ref
		}
	}
	return set, true
}

// neverSet reports a field of a composite literal that nothing stores to, where the literal is given to nobody but library functions that only
// read it: o := &Order{…}; o.Insert(ctx, db).
func (c *chains) neverSet(base ssa.Value, path []string) bool {
	a, ok := base.(*ssa.Alloc)
	if !ok || len(flow.StoredIn(a)) > 0 || len(storesTo(base, path)) > 0 {
		return false
	}
	calls := 0
	for _, ref := range *a.Referrers() {
		switch x := ref.(type) {
		case *ssa.FieldAddr:
		case *ssa.Call:
			recv, _ := flow.Args(&x.Call)
			if row, _ := c.rowOf(x); row == nil || row.Fills() || recv != base {
				return false
			}
			calls++
		default:
			return false
		}
	}
	return calls > 0
}

// onlyStored is the one value that a field of a composite literal ever holds: nothing else is stored there, and no call that could fill the
// variable sees it before it is written.
func (c *chains) onlyStored(base ssa.Value, path []string) (ssa.Value, bool) {
	a, ok := base.(*ssa.Alloc)
	if !ok || len(flow.StoredIn(a)) > 0 {
		return nil, false
	}
	stores := storesTo(base, path)
	if len(stores) != 1 {
		return nil, false
	}
	st, ok := stores[0].(*ssa.Store)
	if !ok || len(path) > 1 && flow.Struct(st.Val.Type()) != nil {
		return nil, false
	}
	for _, leaf := range c.f.P.Origins(flow.Ref{V: base, Path: path}, nil) {
		if leaf.Kind == flow.LeafWritten {
			if row, _ := c.rowOf(leaf.Call); row == nil || row.Index(RoleDest) >= 0 {
				return nil, false
			}
		}
	}
	return st.Val, true
}

// storedLater reports a field that is stored to, but only by instructions that come after the call.
func storedLater(base ssa.Value, path []string, at ssa.CallInstruction) bool {
	a, ok := base.(*ssa.Alloc)
	if !ok || at == nil || a.Parent() != at.Parent() {
		return false
	}
	stores := storesTo(base, path)
	for _, st := range stores {
		if before(st, at, a) {
			return false
		}
	}
	return len(stores) > 0 && len(flow.StoredIn(a)) == 0
}

// storesTo lists the stores to a field below an address.
func storesTo(base ssa.Value, path []string) []ssa.Instruction {
	if base.Referrers() == nil {
		return nil
	}
	var out []ssa.Instruction
	for _, ref := range *base.Referrers() {
		switch x := ref.(type) {
		case *ssa.Store:
			if x.Addr == base && len(path) == 0 {
				out = append(out, x)
			}
		case *ssa.FieldAddr:
			if f := flow.FieldVar(x.X.Type(), x.Field); len(path) > 0 && f != nil && f.Name() == path[0] {
				out = append(out, storesTo(x, path[1:])...)
				for _, r := range *x.Referrers() {
					if st, ok := r.(*ssa.Store); ok && st.Addr == x && len(path) > 1 {
						out = append(out, st)
					}
				}
			}
		}
	}
	return out
}

// before reports whether instruction a can be executed before b on the same variable: what makes the variable anew lies between a and
// a b of the next round of a loop.
func before(a, b ssa.Instruction, made *ssa.Alloc) bool {
	if a.Block() == b.Block() {
		if slices.Index(a.Block().Instrs, a) < slices.Index(b.Block().Instrs, b) {
			return true
		}
	}
	seen := map[*ssa.BasicBlock]bool{}
	work := slices.Clone(a.Block().Succs)
	for len(work) > 0 {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[at] || at == made.Block() {
			continue
		}
		seen[at] = true
		if at == b.Block() {
			return true
		}
		work = append(work, at.Succs...)
	}
	return false
}

// isLiteral reports the value of a composite literal.
func isLiteral(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.UnOp:
		a, ok := x.X.(*ssa.Alloc)
		return ok && len(flow.StoredIn(a)) == 0
	}
	return false
}

// isSet reports whether a field may hold something other than its zero value when a call is made. What the call itself, later ones and
// those that only read the value do to it does not count.
func (c *chains) isSet(r flow.Ref, at ssa.CallInstruction) bool {
	for _, leaf := range c.f.P.Origins(r, nil) {
		switch leaf.Kind {
		case flow.LeafZero, flow.LeafNil:
			continue
		case flow.LeafConst:
			if leaf.Text == "" || leaf.Text == "0" || leaf.Text == "false" {
				continue
			}
		case flow.LeafWritten:
			if leaf.Call == at || !c.fills(leaf) || at != nil && leaf.Call.Parent() == at.Parent() && !precedes(leaf.Call, at) {
				continue
			}
		}
		return true
	}
	return false
}

// fills reports whether the call of a leaf writes to the variable: a row says so by its role, other calls are taken to.
func (c *chains) fills(leaf flow.Leaf) bool {
	row, _ := c.rowOf(leaf.Call)
	if row == nil {
		return true
	}
	return row.Op == OpEnd && (row.Index(RoleDest) >= 0 || row.Index(RoleValues) >= 0 || row.Index(RoleBean) >= 0)
}

// precedes reports whether a may have been executed when b is reached.
func precedes(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		if slices.Index(a.Block().Instrs, a) < slices.Index(a.Block().Instrs, b) {
			return true
		}
		// In a loop what stands behind comes before as well.
		for _, s := range a.Block().Succs {
			if reaching(a.Block())[s] {
				return true
			}
		}
		return false
	}
	return reaching(b.Block())[a.Block()]
}
