package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// alloc reads a local variable or a composite literal.
func (o *origins) alloc(a *ssa.Alloc, path []string, frame *Frame, names []string) {
	found, fields, written := false, false, false
	if len(path) > 0 && path[0] == "[]" {
		found = o.elementStores(a, path, frame, names)
	}
	addresses := cells(a)
	var wholes []ssa.Value
	for _, c := range addresses {
		wholes = append(wholes, StoredIn(c)...)
	}
	for _, s := range wholes {
		found = true
		if !isBlank(s) || !filled(a, addresses) {
			o.walk(s, path, frame, names)
		}
	}
	for _, c := range addresses {
		fields = len(path) > 0 && o.fieldStores(c, path, frame, names) || fields
	}
	if len(path) > 0 && isPointer(a.Type().Underlying().(*types.Pointer).Elem()) {
		found = o.pointerStores(addresses, path, frame, names) || found
	}
	if fields {
		return
	}
	for _, c := range addresses {
		written = o.writers(a, c, path, frame, names) || written
	}
	if written || found {
		return
	}
	// A struct as a whole is what its fields are.
	if len(path) == 0 && Struct(a.Type()) != nil {
		n := len(o.out)
		for _, ref := range *a.Referrers() {
			if fa, ok := ref.(*ssa.FieldAddr); ok {
				for _, r := range *fa.Referrers() {
					if st, ok := r.(*ssa.Store); ok && st.Addr == fa {
						o.walk(st.Val, nil, frame, names)
					}
				}
				o.writers(fa, fa, nil, frame, names)
			}
		}
		if len(o.out) > n {
			return
		}
	}
	if len(path) > 1 && path[1] == "[]" && len(wholes) == 0 && !escapes(a) {
		o.nothing++ // a list that was never set has no elements
		return
	}
	if len(path) == 0 || len(wholes) == 0 && !escapes(a) {
		o.leaf(Leaf{Kind: LeafZero, V: a, Path: path, Names: names})
		return
	}
	o.leaf(Leaf{Kind: LeafUnknown, V: a, Path: path, Names: names})
}

// isBlank reports a pointer to a new struct that nothing is done with but to put it into a variable: o := &Order{}.
func isBlank(v ssa.Value) bool {
	a, ok := v.(*ssa.Alloc)
	if !ok || Struct(a.Type()) == nil {
		return false
	}
	stores := 0
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if stores++; ref.Val != v || stores > 1 {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// filled reports a variable that calls fill through its address: what they fill is what it holds, not what it was made with.
func filled(a *ssa.Alloc, addresses []ssa.Value) bool {
	return slices.ContainsFunc(addresses, func(c ssa.Value) bool { return new(origins).writers(a, c, nil, nil, nil) })
}

// pointerStores follows what is stored into a field of the struct that a variable points to, where closures share the variable: acc.Users = users
// in a goroutine.
func (o *origins) pointerStores(addresses []ssa.Value, path []string, frame *Frame, names []string) bool {
	if len(addresses) == 1 {
		return false
	}
	found := false
	for _, c := range addresses {
		for _, ref := range *c.Referrers() {
			if load, ok := ref.(*ssa.UnOp); ok && load.Op == token.MUL && o.fieldStores(load, path, frame, names) {
				found = true
			}
		}
	}
	return found
}

// fieldStores follows what is stored into field path[0] of the struct at address a.
func (o *origins) fieldStores(a ssa.Value, path []string, frame *Frame, names []string) bool {
	found := false
	for _, ref := range *a.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		f := FieldVar(fa.X.Type(), fa.Field)
		if f == nil {
			continue
		}
		rest := path[1:]
		if f.Name() != path[0] {
			// A promoted field is reached through the embedded struct.
			if !f.Embedded() {
				continue
			}
			rest = path
			if len(rest) > 0 && o.fieldStores(fa, rest, frame, names) {
				found = true
			}
			continue
		}
		named := appendName(names, f.Name())
		for _, r := range *fa.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == fa {
				o.walk(st.Val, rest, frame, named)
				found = true
			}
		}
		if len(rest) > 0 && o.fieldStores(fa, rest, frame, named) {
			found = true
		}
		if o.writers(fa, fa, rest, frame, named) {
			found = true
		}
	}
	return found
}

// writers finds calls that fill the variable through its address: Scan(&x), Decode(&x), First(&x).
func (o *origins) writers(a, v ssa.Value, path []string, frame *Frame, names []string) bool {
	found := false
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.MakeInterface:
			if o.writers(a, ref, path, frame, names) {
				found = true
			}
		case *ssa.Store:
			// Stored into the array of a variadic call.
			if ia, ok := ref.Addr.(*ssa.IndexAddr); ok && ref.Val == v {
				if arr, ok := ia.X.(*ssa.Alloc); ok && arr.Comment == "varargs" {
					for _, call := range callsOfSlice(arr) {
						o.leaf(Leaf{Kind: LeafWritten, Call: call, Result: constIndex(ia.Index), V: a, Path: path, Names: names, Frame: frame})
						found = true
					}
				}
			}
		case ssa.CallInstruction:
			c := ref.Common()
			if c.Value == v && !c.IsInvoke() || isBuiltin(ref) {
				continue
			}
			recv, args := Args(c)
			if recv == v {
				continue // a method of its own may read it as well; not taken for a write
			}
			for i, arg := range args {
				if arg == v {
					o.leaf(Leaf{Kind: LeafWritten, Call: ref, Result: i, V: a, Path: path, Names: names, Frame: frame})
					found = true
				}
			}
		}
	}
	return found
}

func escapes(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Val == a {
				return true
			}
		case ssa.CallInstruction, *ssa.MakeClosure:
			return true
		}
	}
	return false
}
