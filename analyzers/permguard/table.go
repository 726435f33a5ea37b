package permguard

import (
	"go/constant"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
)

// An interceptor may look up in a map which permission a method needs, and let through what is not in it. Then it asks for the methods in the map, and for no other.

// Table is such a map: the methods that are in it, sorted.
type Table struct {
	Methods []string
	// Unread is true where not all that is in it is seen.
	Unread bool
}

// tables are the maps by which a middleware, or what it makes, asks for some methods only.
func (s *summariser) tables(fn *ssa.Function) []Table {
	var out []Table
	ways := s.waysOn(fn)
	for _, g := range s.guards.Gates(fn) {
		if len(ways) == 0 || g.Kind != guard.Permission {
			continue
		}
		everywhere := !slices.ContainsFunc(ways, func(w ssa.CallInstruction) bool { return !g.Covers(w) })
		if look := s.lookedUp(g); look != nil && (!everywhere || s.letsThrough(g)) {
			out = append(out, s.table(look.X))
		}
	}
	for _, inner := range fn.AnonFuncs {
		out = append(out, s.tables(inner)...)
	}
	return out
}

// letsThrough reports a decision that lets through what is not in a map: need == "" || can(ctx, need).
func (s *summariser) letsThrough(g *guard.Gate) bool {
	return slices.ContainsFunc(g.Conditions(), func(c ssa.Value) bool { return lookup(c, 0, false) != nil })
}

// lookedUp is the look-up by the method's name that a decision depends on, nil when there is none.
func (s *summariser) lookedUp(g *guard.Gate) *ssa.Lookup {
	for _, c := range g.Conditions() {
		if l := lookup(c, 0, true); l != nil {
			return l
		}
	}
	return nil
}

// lookup follows a value back to a look-up by the name of a method; through calls only where that is asked for.
func lookup(v ssa.Value, depth int, calls bool) *ssa.Lookup {
	if v == nil || depth > 6 {
		return nil
	}
	switch x := v.(type) {
	case *ssa.Lookup:
		if isMethodName(x.Index) {
			return x
		}
		return nil
	case *ssa.Call:
		if !calls {
			return nil
		}
	case *ssa.Alloc:
		for _, st := range flow.StoredIn(x) {
			if l := lookup(st, depth+1, calls); l != nil {
				return l
			}
		}
		return nil
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return nil
	}
	for _, op := range instr.Operands(nil) {
		if l := lookup(*op, depth+1, calls); l != nil {
			return l
		}
	}
	return nil
}

// isMethodName reports the name of the remote procedure that is called: info.FullMethod of gRPC, req.Spec().Procedure of Connect.
func isMethodName(v ssa.Value) bool {
	switch x := flow.Strip(v).(type) {
	case *ssa.UnOp:
		if a, ok := x.X.(*ssa.FieldAddr); ok {
			f := flow.FieldVar(a.X.Type(), a.Field)
			return f != nil && (f.Name() == "FullMethod" || f.Name() == "Procedure")
		}
	case *ssa.Field:
		f := flow.FieldVar(x.X.Type(), x.Field)
		return f != nil && (f.Name() == "FullMethod" || f.Name() == "Procedure")
	}
	return false
}

// table reads what is in a map.
func (s *summariser) table(m ssa.Value) Table {
	made := s.madeMap(m)
	if made == nil {
		return Table{Unread: true}
	}
	var t Table
	for _, ref := range *made.Referrers() {
		up, ok := ref.(*ssa.MapUpdate)
		if !ok || up.Map != made {
			continue
		}
		key, ok := up.Key.(*ssa.Const)
		if !ok || key.Value == nil || key.Value.Kind() != constant.String {
			return Table{Unread: true}
		}
		t.Methods = append(t.Methods, constant.StringVal(key.Value))
	}
	slices.Sort(t.Methods)
	return t
}

// madeMap is the one map that a variable or a field holds, nil when it may be another.
func (s *summariser) madeMap(m ssa.Value) *ssa.MakeMap {
	var stored []ssa.Value
	switch x := flow.Strip(m).(type) {
	case *ssa.MakeMap:
		return x
	case *ssa.UnOp:
		switch a := x.X.(type) {
		case *ssa.Global:
			if a.Pkg.Pkg == s.p.Types {
				stored = s.p.GlobalStores(a)
			}
		case *ssa.FieldAddr:
			if f := flow.FieldVar(a.X.Type(), a.Field); f != nil && f.Pkg() == s.p.Types {
				stored = s.p.FieldStores(f)
			}
		}
	}
	if len(stored) != 1 {
		return nil
	}
	made, _ := flow.Strip(stored[0]).(*ssa.MakeMap)
	return made
}

// listed tells what the tables of a middleware say of a method: whether it asks for it, and whether that is seen.
func (f *Func) listed(method string) (asks, seen bool) {
	seen = true
	for _, t := range f.Tables {
		if _, found := slices.BinarySearch(t.Methods, method); found {
			return true, true
		}
		seen = seen && !t.Unread
	}
	return false, seen
}
