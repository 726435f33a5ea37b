package tenantscope

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// derived is every value that comes from a call's results or from what it filled.
func (j *judge) derived(call ssa.CallInstruction) map[ssa.Value]bool {
	if set, ok := j.derivations[call]; ok {
		return set
	}
	set := map[ssa.Value]bool{}
	defer func() { j.derivations[call] = set }()
	var add func(ssa.Value)
	add = func(v ssa.Value) {
		if v == nil || set[v] || len(set) > 4000 {
			return
		}
		set[v] = true
		if v.Referrers() == nil {
			return
		}
		for _, ref := range *v.Referrers() {
			switch r := ref.(type) {
			case *ssa.Extract:
				add(r)
			case *ssa.FieldAddr, *ssa.Field, *ssa.UnOp, *ssa.Phi, *ssa.MakeInterface, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Convert,
				*ssa.IndexAddr, *ssa.Index, *ssa.Slice, *ssa.TypeAssert, *ssa.Lookup, *ssa.Range, *ssa.Next:
				add(r.(ssa.Value))
			case *ssa.Store:
				if r.Val == v {
					switch addr := r.Addr.(type) {
					case *ssa.Alloc:
						add(addr)
					case *ssa.FreeVar:
						// A callback often shares the err of the function around it. The row itself is not followed there: what the other
						// function does with it is not seen here.
						if flow.IsError(v.Type()) {
							readsOf(r, add)
						}
					case *ssa.IndexAddr:
						if a, ok := addr.X.(*ssa.Alloc); ok && a.Comment != "varargs" {
							add(a)
						}
					case *ssa.FieldAddr:
						// A mapper that takes the tenant along gives the row in another form; so does what holds such a row.
						if j.words.isTenant(flow.FieldVar(addr.X.Type(), addr.Field).Name()) || flow.Struct(v.Type()) != nil {
							add(holder(addr))
						}
					}
				}
			case *ssa.Call:
				// What scans, converts or reads the row hands it on: Scan, CollectOneRow, row.GetTenantID(), a mapper.
				if r == call {
					continue
				}
				if carriesRows(v) || isGetter(r, v) {
					add(r)
					j.filled(r, add)
				}
			}
		}
	}
	if v := call.Value(); v != nil {
		add(v)
	}
	j.filled(call, add)
	return set
}

// readsOf adds what reads a variable while it holds what the store put there.
func readsOf(s *ssa.Store, add func(ssa.Value)) {
	for _, ref := range *s.Addr.Referrers() {
		if read, ok := ref.(*ssa.UnOp); ok && flow.Holds(s, read) {
			add(read)
		}
	}
}

// holder is the local struct that a field belongs to, through the structs that it embeds; nil when it is none.
func holder(f *ssa.FieldAddr) ssa.Value {
	for {
		switch x := f.X.(type) {
		case *ssa.FieldAddr:
			f = x
		case *ssa.Alloc:
			return x
		default:
			return nil
		}
	}
}

// filled adds the variables that a call fills through pointers.
func (j *judge) filled(call ssa.CallInstruction, add func(ssa.Value)) {
	_, args := flow.Args(call.Common())
	for _, a := range args {
		a = flow.Strip(a)
		switch x := a.(type) {
		case *ssa.Alloc, *ssa.FieldAddr:
			add(x)
		case *ssa.Slice:
			if arr, ok := x.X.(*ssa.Alloc); ok && arr.Comment == "varargs" {
				for _, ref := range *arr.Referrers() {
					if ia, ok := ref.(*ssa.IndexAddr); ok {
						for _, r := range *ia.Referrers() {
							if st, ok := r.(*ssa.Store); ok {
								switch y := flow.Strip(st.Val).(type) {
								case *ssa.Alloc:
									add(y)
								case *ssa.FieldAddr:
									add(y)
									if base, ok := y.X.(*ssa.Alloc); ok {
										add(base)
									}
								}
							}
						}
					}
				}
			}
		}
	}
}

// isGetter reports a method of the row itself without arguments: o.TenantID(), row.GetTenant(), id.String().
func isGetter(c *ssa.Call, v ssa.Value) bool {
	recv, args := flow.Args(&c.Call)
	return recv == v && len(args) == 0
}

func usesAny(v ssa.Value, set map[ssa.Value]bool, depth int) bool {
	if set[v] {
		return true
	}
	if depth > 4 {
		return false
	}
	switch x := v.(type) {
	case *ssa.BinOp:
		return usesAny(x.X, set, depth+1) || usesAny(x.Y, set, depth+1)
	case *ssa.UnOp:
		return usesAny(x.X, set, depth+1)
	case *ssa.Call:
		return slices.ContainsFunc(x.Call.Args, func(a ssa.Value) bool { return usesAny(a, set, depth+1) })
	case *ssa.Extract:
		return usesAny(x.Tuple, set, depth+1)
	case *ssa.MakeInterface:
		return usesAny(x.X, set, depth+1)
	case *ssa.Phi:
		return slices.ContainsFunc(x.Edges, func(a ssa.Value) bool { return usesAny(a, set, depth+1) })
	}
	return false
}
