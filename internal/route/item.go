package route

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// item is one element of a table of routes that a loop walks: for _, r := range routes { mux.HandleFunc(r.path, r.handler) }.
// What one element holds belongs together, so each is read on its own.
type item struct {
	list  ssa.Value // the slice or array that is walked
	value ssa.Value // the element: its address, or the struct itself
}

// items are the elements that a call is to be read for; one nil where it reads from no table.
func (s *scanner) items(call ssa.CallInstruction) []*item {
	_, args := flow.Args(call.Common())
	var all []ssa.Value
	for _, a := range args {
		all = append(all, s.list(a)...)
	}
	for _, a := range all {
		list := s.walked(a, 0)
		if list == nil {
			continue
		}
		alts, complete := s.p.Elements(list, nil)
		if !complete || len(alts) != 1 || len(alts[0]) == 0 {
			continue
		}
		var out []*item
		for _, el := range alts[0] {
			out = append(out, &item{list: list, value: el.V})
		}
		return out
	}
	return []*item{nil}
}

// walked is the list that a value is an element of, or a part of one.
func (s *scanner) walked(v ssa.Value, depth int) ssa.Value {
	if depth > 6 {
		return nil
	}
	switch x := flow.Strip(v).(type) {
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return s.walked(x.X, depth+1)
		}
	case *ssa.FieldAddr:
		return s.walked(x.X, depth+1)
	case *ssa.Field:
		return s.walked(x.X, depth+1)
	case *ssa.IndexAddr:
		if _, ok := x.Index.(*ssa.Const); !ok {
			return x.X
		}
	case *ssa.Alloc:
		if vals := flow.StoredIn(x); len(vals) == 1 {
			return s.walked(vals[0], depth+1)
		}
	case *ssa.FreeVar:
		if vals := s.bindings(x); len(vals) == 1 {
			return s.walked(vals[0], depth+1)
		}
	case *ssa.BinOp:
		if list := s.walked(x.X, depth+1); list != nil {
			return list
		}
		return s.walked(x.Y, depth+1)
	case *ssa.Call:
		// A handler that a function makes of an element.
		for _, a := range x.Call.Args {
			if list := s.walked(a, depth+1); list != nil {
				return list
			}
		}
	}
	return nil
}

// element puts what the current element holds in the place of a value that is read from it.
func (s *scanner) element(v ssa.Value) ssa.Value {
	if s.item == nil {
		return v
	}
	if got := s.within(v, 0); got != nil {
		return got
	}
	return v
}

// within follows a value down from the element; nil when it is not read from it.
func (s *scanner) within(v ssa.Value, depth int) ssa.Value {
	if depth > 6 {
		return nil
	}
	switch x := v.(type) {
	case *ssa.UnOp:
		if x.Op != token.MUL {
			return nil
		}
		if at := s.within(x.X, depth+1); at != nil {
			return content(at)
		}
	case *ssa.FieldAddr:
		if at := s.within(x.X, depth+1); at != nil {
			return fieldOf(at, x.Field)
		}
	case *ssa.Field:
		if at := s.within(x.X, depth+1); at != nil {
			return fieldOf(at, x.Field)
		}
	case *ssa.IndexAddr:
		if x.X == s.item.list {
			return s.item.value
		}
	case *ssa.Alloc:
		if vals := flow.StoredIn(x); len(vals) == 1 {
			return s.within(vals[0], depth+1)
		}
	case *ssa.FreeVar:
		if vals := s.bindings(x); len(vals) == 1 {
			return s.within(vals[0], depth+1)
		}
	case *ssa.ChangeType:
		return s.within(x.X, depth+1)
	case *ssa.MakeInterface:
		return s.within(x.X, depth+1)
	}
	return nil
}

// content is what an address holds; an element that is a struct literal is filled through its address, which stands for it.
func content(at ssa.Value) ssa.Value {
	switch at.(type) {
	case *ssa.IndexAddr, *ssa.FieldAddr, *ssa.Alloc:
		if vals := flow.StoredIn(at); len(vals) == 1 {
			return vals[0]
		}
	}
	return at
}

// fieldOf is what a field of an element was given, nil when nothing was.
func fieldOf(at ssa.Value, field int) ssa.Value {
	if u, ok := at.(*ssa.UnOp); ok && u.Op == token.MUL {
		at = u.X // a struct that was copied from where it was filled
	}
	if at.Referrers() == nil {
		return nil
	}
	for _, ref := range *at.Referrers() {
		if fa, ok := ref.(*ssa.FieldAddr); ok && fa.Field == field {
			return content(fa)
		}
	}
	return nil
}
