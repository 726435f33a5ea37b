package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// element goes to an element of a slice or array.
func (o *origins) element(container ssa.Value, at ssa.Value, path []string, frame *Frame, names []string) {
	// An element that is filled through its address (make + s[i] = v) is what is stored there.
	if ia, ok := at.(*ssa.IndexAddr); ok && ia.Referrers() != nil {
		found := false
		for _, ref := range *ia.Referrers() {
			if st, ok := ref.(*ssa.Store); ok && st.Addr == ia {
				o.walk(st.Val, path, frame, names)
				found = true
			}
		}
		if found {
			return
		}
		if len(path) > 0 && o.fieldStores(ia, path, frame, names) {
			return
		}
	}
	o.walk(container, append([]string{"[]"}, path...), frame, names)
}

// container reads an element of a slice or map made here.
func (o *origins) container(v ssa.Value, path []string, frame *Frame, names []string) {
	mk, isSlice := v.(*ssa.MakeSlice)
	if isSlice && len(path) == 0 {
		path = []string{"[]"} // a slice as a whole is what its elements are
	}
	if len(path) == 0 || v.Referrers() == nil {
		o.leaf(Leaf{Kind: LeafElem, V: v, Path: path, Names: names})
		return
	}
	found := false
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.MapUpdate:
			if path[0] == "[key]" {
				o.walk(ref.Key, path[1:], frame, names)
			} else {
				o.walk(ref.Value, path[1:], frame, names)
			}
			found = true
		case *ssa.IndexAddr:
			for _, r := range *ref.Referrers() {
				if st, ok := r.(*ssa.Store); ok && st.Addr == ref {
					o.walk(st.Val, path[1:], frame, names)
					found = true
				}
			}
			if len(path) > 1 && o.fieldStores(ref, path[1:], frame, names) {
				found = true
			}
		}
	}
	if isSlice {
		if c, ok := mk.Len.(*ssa.Const); ok && c.Int64() == 0 {
			return // what is appended to it is followed where it is appended
		}
	}
	if !found {
		o.leaf(Leaf{Kind: LeafElem, V: v, Path: path, Names: names})
	}
}

func isArray(a *ssa.Alloc) bool {
	_, ok := a.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	return ok
}

// backing reads an element of a slice that was made here with a constant size: []T{…} or make([]T, n). What was never stored into is no
// zero value: an empty slice has no elements, and the rest is filled by code that was not followed.
func (o *origins) backing(x *ssa.Slice, a *ssa.Alloc, path []string, frame *Frame, names []string) {
	n := len(o.out)
	for _, v := range []ssa.Value{a, x} {
		o.elementStores(v, path, frame, names)
	}
	arr := a.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if len(o.out) == n && arr.Len() > 0 {
		o.leaf(Leaf{Kind: LeafElem, V: x, Path: path, Names: names})
	}
}

// elementStores follows what is stored into any element of an array or slice.
func (o *origins) elementStores(v ssa.Value, path []string, frame *Frame, names []string) bool {
	found := false
	for _, ref := range *v.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, r := range *ia.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == ia {
				o.walk(st.Val, path[1:], frame, names)
				found = true
			}
		}
		if len(path) > 1 && o.fieldStores(ia, path[1:], frame, names) {
			found = true
		}
	}
	return found
}

func constIndex(v ssa.Value) int {
	if c, ok := v.(*ssa.Const); ok {
		return int(c.Int64())
	}
	return -1
}

func callsOfSlice(arr *ssa.Alloc) []ssa.CallInstruction {
	var out []ssa.CallInstruction
	for _, ref := range *arr.Referrers() {
		if sl, ok := ref.(*ssa.Slice); ok {
			for _, r := range *sl.Referrers() {
				// append(items, &item) holds on to the variable and fills nothing.
				if call, ok := r.(ssa.CallInstruction); ok && !isBuiltin(call) {
					out = append(out, call)
				}
			}
		}
	}
	return out
}

func isBuiltin(call ssa.CallInstruction) bool {
	_, ok := call.Common().Value.(*ssa.Builtin)
	return ok
}
