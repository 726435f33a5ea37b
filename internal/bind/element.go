package bind

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// The slot of what a list, an array or a map holds has the key of the slot that holds the list: "pkg.T.list[]". Which element it is is not told.

func elements(slot string) string { return slot + "[]" }

// elementOf is the type of what a list or a map holds, nil for other types.
func elementOf(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	case *types.Pointer:
		if a, ok := u.Elem().Underlying().(*types.Array); ok {
			return a.Elem()
		}
	}
	return nil
}

// holds reports lists and maps of interfaces of the user's, and of functions that are followed.
func (s *Slots) holds(t types.Type) bool {
	el := elementOf(t)
	return el != nil && s.follows(el)
}

// follows reports a type whose values are followed into lists and out of them: an interface of the user's, or a function that gives one.
func (s *Slots) follows(t types.Type) bool {
	_, isFunc := t.Underlying().(*types.Signature)
	return s.ownIface(t) || isFunc && (s.Whole || len(s.gives(t)) > 0)
}

// held tells what a list holds: values that are put into it here, and the slots of lists that it is made of.
func (s *Slots) held(v ssa.Value) (vals []ssa.Value, slots []string) {
	return s.heldIn(v, map[ssa.Value]bool{})
}

func (s *Slots) heldIn(v ssa.Value, busy map[ssa.Value]bool) (vals []ssa.Value, slots []string) {
	seen := map[ssa.Value]bool{}
	var walk func(ssa.Value)
	walk = func(v ssa.Value) {
		v = flow.Strip(v)
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		vals = append(vals, stored(v)...)
		switch x := v.(type) {
		case *ssa.Slice:
			walk(x.X)
		case *ssa.Phi:
			for _, e := range x.Edges {
				walk(e)
			}
		case *ssa.Alloc:
			for _, from := range flow.StoredIn(x) {
				walk(from)
			}
		case *ssa.MakeSlice, *ssa.MakeMap:
		case *ssa.Call:
			if b, ok := x.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
				for _, a := range x.Call.Args {
					walk(a)
				}
				return
			}
			slots = append(slots, s.of(v, busy)...)
		default:
			slots = append(slots, s.of(v, busy)...)
		}
	}
	walk(v)
	return vals, slices.DeleteFunc(slots, func(slot string) bool { return slot[0] == '=' })
}

// stored is what is put into a list, an array or a map that was made here.
func stored(list ssa.Value) []ssa.Value {
	if list.Referrers() == nil {
		return nil
	}
	var out []ssa.Value
	for _, ref := range *list.Referrers() {
		switch x := ref.(type) {
		case *ssa.IndexAddr:
			out = append(out, storedAt(x)...)
		case *ssa.MapUpdate:
			if x.Map == list {
				out = append(out, x.Value)
			}
		}
	}
	return out
}

func storedAt(addr ssa.Value) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *addr.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == addr {
			out = append(out, st.Val)
		}
	}
	return out
}

// taken are the slots and the values, as from tells them, of an element that is read from a list or a map, nothing for a list that was looked at before.
func (s *Slots) taken(list ssa.Value, busy map[ssa.Value]bool, from func(ssa.Value, map[ssa.Value]bool) []string) []string {
	if busy[list] {
		return nil
	}
	busy[list] = true
	vals, slots := s.heldIn(list, busy)
	var out []string
	for _, v := range vals {
		out = append(out, from(v, busy)...)
	}
	for _, slot := range slots {
		out = append(out, elements(slot))
	}
	return out
}
