package flow

import (
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
