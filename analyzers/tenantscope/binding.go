package tenantscope

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A slot is a place that holds an interface value: a field "pkg.T.f", a parameter "fn#1", a result "fn=>0", a variable "pkg.v".
// A concrete type is written "=pkg.T".

// funcValue marks functions among concrete values, and calls of function values.
const funcValue = "func "

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

// slotsOf lists where a value of interface type may have been read from: slots, and concrete types that are converted on the way.
func (j *judge) slotsOf(v ssa.Value) []string {
	var out []string
	seen := map[ssa.Value]bool{}
	var walk func(ssa.Value)
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	walk = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if key := asFunction(v); key != "" {
			add("=" + funcValue + key)
			return
		}
		switch x := v.(type) {
		case *ssa.MakeInterface:
			if k := concrete(x.X.Type()); k != "" {
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
			for _, mk := range j.p.Closures(x.Parent()) {
				walk(mk.Bindings[i])
			}
		case *ssa.Extract:
			if call, ok := x.Tuple.(*ssa.Call); ok {
				j.resultSlot(call, x.Index, add)
				return
			}
			if ta, ok := x.Tuple.(*ssa.TypeAssert); ok {
				walk(ta.X)
			}
		case *ssa.Call:
			j.resultSlot(x, 0, add)
		case *ssa.Field:
			add(fieldSlot(x.X.Type(), x.Field))
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return
			}
			switch a := x.X.(type) {
			case *ssa.FieldAddr:
				add(fieldSlot(a.X.Type(), a.Field))
			case *ssa.Global:
				add(a.Pkg.Pkg.Path() + "." + a.Name())
			case *ssa.Alloc:
				for _, s := range flow.StoredIn(a) {
					walk(s)
				}
			case *ssa.FreeVar:
				i := slices.Index(a.Parent().FreeVars, a)
				for _, mk := range j.p.Closures(a.Parent()) {
					if al, ok := mk.Bindings[i].(*ssa.Alloc); ok {
						for _, s := range flow.StoredIn(al) {
							walk(s)
						}
					}
				}
			}
		}
	}
	walk(v)
	return out
}

// concrete names a concrete type as the receiver of its methods: "*pkg.T" or "pkg.T".
func concrete(t types.Type) string {
	k := flow.TypeKey(t)
	if _, ok := types.Unalias(t).(*types.Pointer); ok && k != "" {
		return "*" + k
	}
	return k
}

// A pool "I:pkg.I" holds every type that is converted to an interface anywhere. It stands in where the slot of a value is the result of
// an interface's method: repo.Orders() gives what Orders of each type in the pool gives.
func pool(iface string) string { return "I:" + iface }

func fieldSlot(t types.Type, i int) string {
	f := flow.FieldVar(t, i)
	return flow.TypeKey(t) + "." + f.Name()
}

// recordEdges writes down what flows into the slots of this package's functions, fields and variables, and into parameters of
// functions that it calls.
func (j *judge) recordEdges() {
	have := map[Edge]bool{}
	for _, e := range j.fact.Edges {
		have[e] = true
	}
	j.edgeAt = map[Edge]token.Pos{}
	record := func(e Edge, at ssa.Instruction) {
		if !have[e] && e.To != e.From {
			have[e] = true
			j.fact.Edges = append(j.fact.Edges, e)
			j.edgeAt[e] = j.place(at)
		}
	}
	owing := map[string]bool{} // functions whose callers are asked for something
	edge := func(to string, v ssa.Value, at ssa.Instruction) {
		for _, i := range j.givesIface(v.Type()) {
			for _, from := range j.functionSlots(v) {
				record(Edge{To: resultOf(to, i), From: resultOf(from, i)}, at)
			}
		}
		_, isFunc := v.Type().Underlying().(*types.Signature)
		if !isFunc && !j.ownIface(v.Type()) {
			return
		}
		for _, from := range j.slotsOf(v) {
			if key, ok := strings.CutPrefix(from, "="+funcValue); ok && !owing[key] {
				continue // nothing is asked of its callers
			}
			record(Edge{To: to, From: from}, at)
		}
	}
	// Where a type parameter is declared the value is concrete where the code is instantiated, and of the parameter's type in generic code.
	generic := func(to string, v ssa.Value, at ssa.Instruction) {
		if _, ok := types.Unalias(v.Type()).(*types.TypeParam); ok {
			for _, from := range j.slotsOf(v) {
				record(Edge{To: to, From: from}, at)
			}
		} else if k := concrete(v.Type()); k != "" && !types.IsInterface(v.Type()) {
			record(Edge{To: to, From: "=" + k}, at)
		}
	}
	for i := range j.fact.Open {
		owing[j.fact.Open[i].Func] = true
	}
	for i := range j.fact.Calls {
		if j.fact.Calls[i].forwards() {
			owing[j.fact.Calls[i].Func] = true
		}
	}
	for _, fn := range j.p.Functions() {
		if strings.HasSuffix(j.pass.Fset.Position(fn.Pos()).Filename, "_test.go") {
			continue // tests and mocks bind nothing
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch x := instr.(type) {
				case *ssa.MakeInterface:
					if k := concrete(x.X.Type()); k != "" && j.ownIface(x.Type()) {
						for _, e := range promotions(k, x.X.Type(), x.Type()) {
							record(e, x)
						}
						record(Edge{To: pool(flow.TypeKey(x.Type())), From: "=" + k}, x)
					}
				case *ssa.ChangeInterface:
					if j.ownIface(x.Type()) && j.ownIface(x.X.Type()) {
						record(Edge{To: pool(flow.TypeKey(x.Type())), From: pool(flow.TypeKey(x.X.Type()))}, x)
					}
				case *ssa.Store:
					switch a := x.Addr.(type) {
					case *ssa.FieldAddr:
						edge(fieldSlot(a.X.Type(), a.Field), x.Val, x)
						if isTypeParam(originField(a.X.Type(), a.Field)) {
							generic(fieldSlot(a.X.Type(), a.Field), x.Val, x)
						}
					case *ssa.Global:
						edge(a.Pkg.Pkg.Path()+"."+a.Name(), x.Val, x)
					}
				case *ssa.Return:
					for i, r := range x.Results {
						edge(flow.FuncKey(fn)+"=>"+strconv.Itoa(i), r, x)
					}
				case ssa.CallInstruction:
					j.injected(x, func(e Edge) { record(e, x) })
					obj := flow.Callee(x.Common())
					_, args := flow.Args(x.Common())
					if obj == nil {
						j.handsToCallback(fn, x, func(to string, v ssa.Value) { edge(to, v, x) })
						continue
					}
					for i, a := range args {
						edge(flow.Key(obj)+"#"+strconv.Itoa(i), a, x)
						if params := obj.Origin().Signature().Params(); i < params.Len() && isTypeParam(params.At(i).Type()) {
							generic(flow.Key(obj)+"#"+strconv.Itoa(i), a, x)
						}
						for _, e := range j.callback(flow.Key(obj)+"#"+strconv.Itoa(i), a) {
							record(e, x)
						}
					}
				}
			}
		}
	}
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

// callback are the edges from a callback slot to the parameters of the closure that is handed over.
func (j *judge) callback(slot string, v ssa.Value) []Edge {
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
	var out []Edge
	for i, p := range fn.Params {
		if j.ownIface(p.Type()) {
			out = append(out, Edge{To: flow.FuncKey(fn) + "#" + strconv.Itoa(i), From: slot + "(" + strconv.Itoa(i) + ")"})
		}
	}
	return out
}

// handsToCallback records what a function hands to a function that it was given.
func (j *judge) handsToCallback(fn *ssa.Function, call ssa.CallInstruction, edge func(string, ssa.Value)) {
	top := fn
	for top.Parent() != nil {
		top = top.Parent()
	}
	n := -1
	for i, a := range call.Common().Args {
		if !j.ownIface(a.Type()) {
			continue
		}
		if n < 0 {
			if n = j.parameterCalled(top, call.Common().Value); n < 0 {
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
				from = "->" + flow.Key(fn) + "@" + fieldSlot(at, idx)
			}
			at = f.Type()
		}
		out = append(out, Edge{To: "(" + name + ")." + m.Name(), From: from})
	}
	return out
}

// impls are the methods that a call of an interface's method reaches on a concrete type, through embedded fields.
func (b *bindings) impls(t, iface string) []string {
	return b.reached(methodOf(t, iface), 0)
}

func (b *bindings) reached(method string, depth int) []string {
	var out []string
	for _, from := range b.from[method] {
		target, ok := strings.CutPrefix(from, "->")
		if !ok || depth > 6 {
			continue
		}
		target, slot, isSlot := strings.Cut(target, "@")
		if !isSlot {
			out = append(out, b.reached(target, depth+1)...)
			continue
		}
		for _, t := range b.types([]string{slot}) {
			out = append(out, b.reached(methodOf(t, target), depth+1)...)
		}
	}
	if len(out) == 0 {
		out = []string{method}
	}
	return out
}

// ownIface reports an interface type that the user's modules declare.
func (j *judge) ownIface(t types.Type) bool {
	return types.IsInterface(t) && j.ownInterface(t)
}

// bindings answers which concrete types reach a slot.
type bindings struct {
	from map[string][]string
}

func newBindings(edges []Edge) *bindings {
	b := &bindings{from: map[string][]string{}}
	for _, e := range edges {
		b.from[e.To] = append(b.from[e.To], e.From)
	}
	return b
}

// types lists the concrete types that flow into any of the slots, sorted.
func (b *bindings) types(slots []string) []string {
	out, _ := b.reach(slots)
	return out
}

// reach is types with the slots that were passed on the way.
func (b *bindings) reach(slots []string) (out []string, seen map[string]bool) {
	seen = map[string]bool{}
	queue := slices.Clone(slots)
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if seen[s] {
			continue
		}
		seen[s] = true
		if t, ok := strings.CutPrefix(s, "="); ok {
			out = append(out, t)
			continue
		}
		queue = append(queue, b.from[s]...)
		// What a method of an interface returns, or hands to its callback, is what the methods of the types in its pool do.
		if m := strings.Index(s, ")."); m > 0 && strings.HasPrefix(s, "(") && !strings.HasPrefix(s, "(*") && (strings.Contains(s[m:], "=>") || strings.HasSuffix(s, ")")) {
			for _, t := range b.types([]string{pool(s[1:m])}) {
				queue = append(queue, "("+t+s[m:])
			}
		}
	}
	slices.Sort(out)
	return out, seen
}

// methodOf is the key of a concrete type's method that an interface method's key names.
func methodOf(t, iface string) string {
	name := iface[strings.LastIndex(iface, ").")+2:]
	return "(" + t + ")." + name
}
