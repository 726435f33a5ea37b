package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// cells are the addresses by which one local variable is reached: its own, and in each closure that captures it the free variable, since a
// closure that is run by somebody else (a transaction's callback, say) fills the variable of the function around it.
func cells(a ssa.Value) []ssa.Value {
	out := []ssa.Value{a}
	for i := 0; i < len(out); i++ {
		if out[i].Referrers() == nil {
			continue
		}
		for _, ref := range *out[i].Referrers() {
			mk, ok := ref.(*ssa.MakeClosure)
			if !ok {
				continue
			}
			for k, b := range mk.Bindings {
				fv := mk.Fn.(*ssa.Function).FreeVars[k]
				if b == out[i] && !slices.Contains(out, ssa.Value(fv)) {
					out = append(out, fv)
				}
			}
		}
	}
	return out
}

// heldWhenMade is the store that gave a captured variable what it holds for good when the closure is made, where other stores before it do not
// matter any more. It is nil for one that is set once, that is set again later or in a closure, or whose address is used in another way.
func heldWhenMade(v ssa.Value, mk *ssa.MakeClosure) *ssa.Store {
	a, ok := v.(*ssa.Alloc)
	if !ok || Struct(a.Type().Underlying().(*types.Pointer).Elem()) != nil && !isPointer(a.Type().Underlying().(*types.Pointer).Elem()) {
		return nil
	}
	var stores []*ssa.Store
	for _, cell := range cells(a) {
		for _, ref := range *cell.Referrers() {
			switch ref := ref.(type) {
			case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			case *ssa.Store:
				if ref.Addr != cell || cell != ssa.Value(a) || FollowsWithout(mk, ref, mk) {
					return nil
				}
				stores = append(stores, ref)
			default:
				return nil
			}
		}
	}
	if len(stores) < 2 {
		return nil
	}
	i := slices.IndexFunc(stores, func(s *ssa.Store) bool { return Holds(s, mk) })
	if i < 0 || writesThrough(a) {
		return nil
	}
	return stores[i]
}

// writesThrough reports a field that is stored through the pointer which a variable holds.
func writesThrough(a *ssa.Alloc) bool {
	for _, cell := range cells(a) {
		for _, ref := range *cell.Referrers() {
			load, ok := ref.(*ssa.UnOp)
			if !ok || load.Referrers() == nil {
				continue
			}
			for _, use := range *load.Referrers() {
				if fa, ok := use.(*ssa.FieldAddr); ok && slices.ContainsFunc(*fa.Referrers(), func(r ssa.Instruction) bool {
					st, ok := r.(*ssa.Store)
					return ok && st.Addr == fa
				}) {
					return true
				}
			}
		}
	}
	return false
}

// Captured is the local variable that an address in a closure stands for, the address itself outside of one; nil when that depends on who
// made the closure.
func (p *Package) Captured(v ssa.Value) *ssa.Alloc {
	for {
		switch x := v.(type) {
		case *ssa.Alloc:
			return x
		case *ssa.FreeVar:
			made := p.Closures(x.Parent())
			if len(made) != 1 {
				return nil
			}
			v = made[0].Bindings[slices.Index(x.Parent().FreeVars, x)]
		default:
			return nil
		}
	}
}

// SetOnce reports a local variable that is filled in one place, and whose address is used for nothing but to read it, in closures too. A
// method with a pointer receiver may change it, so its call is a use of the address.
func SetOnce(a *ssa.Alloc) bool {
	stores := 0
	var onlyRead func(addr ssa.Value) bool
	onlyRead = func(addr ssa.Value) bool {
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.UnOp, *ssa.DebugRef, *ssa.MakeClosure:
			case *ssa.FieldAddr:
				if !onlyRead(ref) {
					return false
				}
			case *ssa.Store:
				if stores++; ref.Addr != addr || stores > 1 {
					return false
				}
			default:
				return false
			}
		}
		return true
	}
	return !slices.ContainsFunc(cells(a), func(cell ssa.Value) bool { return !onlyRead(cell) })
}
