package bind

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A slot is a place that holds an interface value: a field "pkg.T.f", a parameter "fn#1", a result "fn=>0", a variable "pkg.v".
// A concrete type is written "=pkg.T".

// FuncValue marks functions among concrete values, and calls of function values.
const FuncValue = "func "

// asFunction is the function or bound method that a value is, empty when it is none of the user's.
func asFunction(v ssa.Value) string {
	fn, _ := v.(*ssa.Function)
	if mk, ok := v.(*ssa.MakeClosure); ok {
		fn, _ = mk.Fn.(*ssa.Function)
	}
	if fn == nil {
		return ""
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == nil {
		return ""
	}
	return flow.Key(obj)
}

// literal is the key of a function literal, empty for another value.
func literal(v ssa.Value) string {
	fn, _ := v.(*ssa.Function)
	if mk, ok := v.(*ssa.MakeClosure); ok {
		fn, _ = mk.Fn.(*ssa.Function)
	}
	if fn == nil || fn.Parent() == nil {
		return ""
	}
	return flow.FuncKey(fn)
}

// IsElement reports a value that is read from a list or a map.
func IsElement(v ssa.Value) bool { return elementRead(flow.Strip(v)) != nil }

// elementRead is the list or the map that a value is an element of, nil for another value.
func elementRead(v ssa.Value) ssa.Value {
	switch x := v.(type) {
	case *ssa.UnOp:
		if a, ok := x.X.(*ssa.IndexAddr); ok && x.Op == token.MUL {
			return a.X
		}
	case *ssa.Index:
		return x.X
	case *ssa.Lookup:
		return x.X
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Lookup:
			return t.X
		case *ssa.Next:
			if r, ok := t.Iter.(*ssa.Range); ok && x.Index == 2 {
				return r.X
			}
		}
	}
	return nil
}

// Of lists where a value of interface type may have been read from: slots, and concrete types that are converted on the way.
func (s *Slots) Of(v ssa.Value) []string { return s.of(v, map[ssa.Value]bool{}) }

// of is Of without the calls and the elements of lists that are being looked at: a list may hold what it is made of, and a function be given what it gave.
func (s *Slots) of(v ssa.Value, busy map[ssa.Value]bool) []string {
	var out []string
	seen := map[ssa.Value]bool{}
	var walk func(ssa.Value)
	add := func(slot string) {
		if !slices.Contains(out, slot) {
			out = append(out, slot)
		}
	}
	walk = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if key := asFunction(v); key != "" {
			add("=" + FuncValue + key)
			return
		}
		if s.Whole {
			if key := literal(v); key != "" {
				add("=" + FuncValue + key)
				return
			}
		}
		if list := elementRead(v); list != nil && (s.Whole || s.ownIface(v.Type())) {
			for _, slot := range s.taken(list, busy, s.of) {
				add(slot)
			}
			return
		}
		switch x := v.(type) {
		case *ssa.MakeInterface:
			if k := Concrete(x.X.Type()); k != "" {
				add("=" + k)
			}
		case *ssa.ChangeInterface:
			walk(x.X)
		case *ssa.ChangeType:
			walk(x.X)
		case *ssa.TypeAssert:
			walk(x.X)
		case *ssa.Phi:
			for _, e := range x.Edges {
				walk(e)
			}
		case *ssa.Parameter:
			add(flow.FuncKey(x.Parent()) + "#" + strconv.Itoa(flow.ParamIndex(x)))
		case *ssa.FreeVar:
			i := slices.Index(x.Parent().FreeVars, x)
			for _, mk := range s.P.Closures(x.Parent()) {
				walk(mk.Bindings[i])
			}
		case *ssa.Extract:
			if call, ok := x.Tuple.(*ssa.Call); ok {
				s.resultSlot(call, x.Index, busy, add)
				return
			}
			if ta, ok := x.Tuple.(*ssa.TypeAssert); ok {
				walk(ta.X)
			}
		case *ssa.Call:
			s.resultSlot(x, 0, busy, add)
		case *ssa.Field:
			add(FieldSlot(x.X.Type(), x.Field))
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return
			}
			switch a := x.X.(type) {
			case *ssa.FieldAddr:
				add(FieldSlot(a.X.Type(), a.Field))
			case *ssa.Global:
				add(a.Pkg.Pkg.Path() + "." + a.Name())
			case *ssa.Alloc:
				for _, v := range flow.StoredIn(a) {
					walk(v)
				}
			case *ssa.FreeVar:
				i := slices.Index(a.Parent().FreeVars, a)
				for _, mk := range s.P.Closures(a.Parent()) {
					if al, ok := mk.Bindings[i].(*ssa.Alloc); ok {
						for _, v := range flow.StoredIn(al) {
							walk(v)
						}
					}
				}
			}
		}
	}
	walk(v)
	return out
}

// Concrete names a concrete type as the receiver of its methods: "*pkg.T" or "pkg.T".
func Concrete(t types.Type) string {
	k := flow.TypeKey(t)
	if _, ok := types.Unalias(t).(*types.Pointer); ok && k != "" {
		return "*" + k
	}
	return k
}

// A pool "I:pkg.I" holds every type that is converted to an interface anywhere. It stands in where the slot of a value is the result of
// an interface's method: repo.Orders() gives what Orders of each type in the pool gives.
func Pool(iface string) string { return "I:" + iface }

func FieldSlot(t types.Type, i int) string {
	f := flow.FieldVar(t, i)
	return flow.TypeKey(t) + "." + f.Name()
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return t != nil && ok
}

// originField is the type of a field as the generic type declares it; nil when it has no such field.
func originField(t types.Type, i int) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	st, ok := n.Origin().Underlying().(*types.Struct)
	if !ok || i >= st.NumFields() {
		return nil
	}
	return st.Field(i).Type()
}

// A callback slot "fn#1(0)" is what fn hands as argument 0 to the function that it is given as parameter 1: the transaction of
// InTransaction(ctx, func(tx Store) error).

// closureOf is the function literal that is handed over, nil for another value.
func closureOf(v ssa.Value) *ssa.Function {
	var fn *ssa.Function
	switch x := flow.Strip(v).(type) {
	case *ssa.MakeClosure:
		fn, _ = x.Fn.(*ssa.Function)
	case *ssa.Function:
		fn = x
	}
	if fn == nil || fn.Parent() == nil {
		return nil
	}
	return fn
}

// callback are the edges from a callback slot to the parameters of the closure that is handed over, if there is one.
func (s *Slots) callback(slot string, fn *ssa.Function) []Edge {
	if fn == nil {
		return nil
	}
	var out []Edge
	for i, p := range fn.Params {
		if s.ownIface(p.Type()) {
			out = append(out, Edge{To: flow.FuncKey(fn) + "#" + strconv.Itoa(i), From: slot + "(" + strconv.Itoa(i) + ")"})
		}
	}
	return out
}

// handsToCallback records what a function hands to a function that it was given.
func (s *Slots) handsToCallback(fn *ssa.Function, call ssa.CallInstruction, edge func(string, ssa.Value)) {
	top := flow.Top(fn)
	n := -1
	for i, a := range call.Common().Args {
		if !s.ownIface(a.Type()) {
			continue
		}
		if n < 0 {
			if n = s.ParameterCalled(top, call.Common().Value); n < 0 {
				return
			}
		}
		edge(flow.FuncKey(top)+"#"+strconv.Itoa(n)+"("+strconv.Itoa(i)+")", a)
	}
}

// promotions are the methods of an interface that a concrete type has from an embedded field, or, a pointer, from its value: the call reaches the method of the field's
// type, or, where the field is an interface, whatever flows into it. They travel as edges from "->method" or "->method@slot".
func promotions(name string, t, iface types.Type) []Edge {
	it, ok := iface.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var out []Edge
	set := types.NewMethodSet(t)
	for i := range it.NumMethods() {
		m := it.Method(i)
		sel := set.Lookup(m.Pkg(), m.Name())
		if sel == nil {
			continue
		}
		fn, ok := sel.Obj().(*types.Func)
		if !ok {
			continue
		}
		if len(sel.Index()) < 2 {
			// A pointer has the methods of what it points to.
			if key := flow.Key(fn); key != "("+name+")."+m.Name() {
				out = append(out, Edge{To: "(" + name + ")." + m.Name(), From: "->" + key})
			}
			continue
		}
		from := "->" + flow.Key(fn)
		at := t
		for _, idx := range sel.Index()[:len(sel.Index())-1] {
			f := flow.FieldVar(at, idx)
			if f == nil {
				break
			}
			if types.IsInterface(f.Type()) {
				from = "->" + flow.Key(fn) + "@" + FieldSlot(at, idx)
			}
			at = f.Type()
		}
		out = append(out, Edge{To: "(" + name + ")." + m.Name(), From: from})
	}
	return out
}

// carries reports a type of which edges tell: functions, interfaces of the user's, and lists that are looked into.
func (s *Slots) carries(t types.Type) bool {
	_, isFunc := t.Underlying().(*types.Signature)
	return isFunc || s.ownIface(t) || s.holds(t)
}

// ownIface reports an interface type that the user's modules declare.
func (s *Slots) ownIface(t types.Type) bool {
	return types.IsInterface(t) && s.Own(t)
}

// ParameterCalled is the parameter of fn whose value is called, -1 when it is none.
func (s *Slots) ParameterCalled(fn *ssa.Function, v ssa.Value) int {
	for _, l := range s.P.Origins(flow.Ref{V: v}, nil) {
		if l.Kind == flow.LeafParam && l.Fn == fn && len(l.Path) == 0 {
			return l.Param
		}
	}
	return -1
}
