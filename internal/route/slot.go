package route

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A router is named for where it was made, "pkg@file:line:column", or for the slot that it is read from: a parameter "fn#0", a result "fn=>0",
// a field "pkg.T.f", a variable "pkg.v".

func paramSlot(fn *ssa.Function, i int) string {
	if fn.Signature.Recv() != nil {
		i--
	}
	return flow.FuncKey(fn) + "#" + strconv.Itoa(i)
}

func fieldSlot(t types.Type, i int) string {
	f := flow.FieldVar(t, i)
	if f == nil {
		return ""
	}
	return flow.TypeKey(t) + "." + f.Name()
}

// site names the router that a call makes.
func (s *scanner) site(call ssa.CallInstruction) string {
	pos, _ := s.p.CallPos(call)
	return s.p.Types.Path() + "@" + s.position(pos).String()
}

// mayRoute reports a type whose values may be routers: those of the table, http.Handler, and the user's interfaces that a library's routers satisfy.
func (s *scanner) mayRoute(t types.Type) bool {
	may, seen := s.may[t]
	if !seen {
		may = s.looksLikeRouter(t)
		s.may[t] = may
	}
	return may
}

func (s *scanner) looksLikeRouter(t types.Type) bool {
	if s.routerType(t) || flow.TypeKey(t) == "net/http.Handler" {
		return true
	}
	iface, ok := t.Underlying().(*types.Interface)
	if !ok || !s.ownType(t) {
		return false
	}
	for i := range iface.NumMethods() {
		if s.models.shapes.Of(iface.Method(i)) != nil {
			return true
		}
	}
	return false
}

func (s *scanner) routerType(t types.Type) bool {
	return s.models.routers[flow.TypeKey(t)] != nil || s.generatedRouter(t)
}

// routers lists what routers a value may be, sorted.
func (s *scanner) routers(v ssa.Value) []string {
	r := routerReader{s: s, seen: map[ssa.Value]bool{}}
	r.read(v)
	slices.Sort(r.out)
	return slices.Compact(r.out)
}

type routerReader struct {
	s    *scanner
	seen map[ssa.Value]bool
	out  []string
}

func (r *routerReader) read(v ssa.Value) {
	if v == nil || r.seen[v] {
		return
	}
	r.seen[v] = true
	switch x := v.(type) {
	case *ssa.MakeInterface:
		r.read(x.X)
	case *ssa.ChangeInterface:
		r.read(x.X)
	case *ssa.ChangeType:
		r.read(x.X)
	case *ssa.TypeAssert:
		r.read(x.X)
	case *ssa.Phi:
		if r.otherwise(x) {
			return
		}
		for _, e := range x.Edges {
			r.read(e)
		}
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Call:
			r.result(t, x.Index)
		case *ssa.TypeAssert:
			r.read(t.X)
		}
	case *ssa.Call:
		r.result(x, 0)
	case *ssa.Parameter:
		r.add(x.Type(), paramSlot(x.Parent(), slices.Index(x.Parent().Params, x)))
	case *ssa.FreeVar:
		for _, b := range r.s.bindings(x) {
			r.read(b)
		}
	case *ssa.Field:
		r.add(x.Type(), fieldSlot(x.X.Type(), x.Field))
	case *ssa.FieldAddr:
		// The address of an embedded router: engine.RouterGroup.
		if r.s.routerType(x.X.Type()) {
			r.read(x.X)
			return
		}
		r.add(x.Type(), fieldSlot(x.X.Type(), x.Field))
	case *ssa.Alloc:
		r.stored(x)
	case *ssa.UnOp:
		if x.Op == token.MUL {
			r.load(x)
		}
	}
}

// add notes a slot, where a value of the type could be a router at all.
func (r *routerReader) add(t types.Type, slot string) {
	if slot != "" && r.s.mayRoute(t) {
		r.out = append(r.out, slot)
	}
}

func (r *routerReader) load(x *ssa.UnOp) {
	switch a := x.X.(type) {
	case *ssa.FieldAddr:
		if r.s.routerType(a.X.Type()) {
			r.read(a.X)
			return
		}
		if par, field := r.s.paramField(x); par != nil && r.s.own(par.Parent().Pkg.Pkg.Path()) {
			r.add(x.Type(), paramSlot(par.Parent(), slices.Index(par.Parent().Params, par))+"."+field)
			return
		}
		r.add(x.Type(), fieldSlot(a.X.Type(), a.Field))
	case *ssa.Global:
		r.add(x.Type(), a.Pkg.Pkg.Path()+"."+a.Name())
	case *ssa.Alloc:
		r.stored(a)
	case *ssa.FreeVar:
		for _, b := range r.s.bindings(a) {
			if alloc, ok := b.(*ssa.Alloc); ok {
				r.stored(alloc)
			}
		}
	}
}

func (r *routerReader) stored(a *ssa.Alloc) {
	vals := flow.StoredIn(a)
	for _, v := range vals {
		r.read(v)
	}
	// var e gin.Engine: a router that nobody made.
	if len(vals) == 0 && r.s.routerType(a.Type()) {
		r.out = append(r.out, r.s.allocName(a))
	}
}

// allocName names a router that a variable or a literal is.
func (s *scanner) allocName(a *ssa.Alloc) string {
	return s.p.Types.Path() + "@" + s.position(a.Pos()).String()
}

// result is the router that a call gives: a new one, one that is derived from its receiver, the receiver itself, or what a function of the
// user's returns.
func (r *routerReader) result(call *ssa.Call, i int) {
	obj := flow.Callee(&call.Call)
	row, _ := r.s.row(&call.Call)
	switch {
	case isTwirp(obj):
		r.out = append(r.out, r.s.site(call))
	case row == nil && obj != nil && obj.Pkg() != nil && r.s.own(obj.Pkg().Path()):
		if res := obj.Signature().Results(); i < res.Len() {
			r.add(res.At(i).Type(), flow.Key(obj)+"=>"+strconv.Itoa(i)+r.s.callName(call))
			r.container(call, obj, res.At(i).Type())
		}
	case row == nil:
		// A library's method that returns its receiver, as builders do.
		if recv, _ := flow.Args(&call.Call); recv != nil && r.s.routerType(recv.Type()) && types.Identical(recv.Type(), call.Type()) {
			r.read(recv)
		}
	case row.Op == OpNew, row.Op == OpNest, row.Op == OpSub && row.Args != "" && !r.s.refines(call):
		r.out = append(r.out, r.s.site(call))
	case r.s.routerType(call.Type()) || row.Op == OpSub:
		recv, _ := flow.Args(&call.Call)
		r.read(recv)
	}
}

// container takes what a generic function gives that is handed a function which makes it: Create(c, func() *chi.Mux { … }).
func (r *routerReader) container(call *ssa.Call, obj *types.Func, result types.Type) {
	if _, ok := result.(*types.TypeParam); !ok {
		return
	}
	_, args := flow.Args(&call.Call)
	params := obj.Signature().Params()
	for i, a := range args {
		if i >= params.Len() {
			return
		}
		sig, ok := params.At(i).Type().Underlying().(*types.Signature)
		if !ok {
			continue
		}
		fn := functionOf(a)
		for n := range sig.Results().Len() {
			if fn != nil && types.Identical(sig.Results().At(n).Type(), result) {
				r.add(call.Type(), flow.FuncKey(fn)+"=>"+strconv.Itoa(n))
				r.s.once(fn)
			}
		}
	}
}

// once records that what a function hands to a container is made once: containers keep what they were given to make.
func (s *scanner) once(maker *ssa.Function) {
	if maker.Parent() != nil {
		s.add(maker, maker.Pos(), Event{Kind: KindOnce, At: []string{flow.FuncKey(maker)}})
	}
}

// orElse parts the slot of a router from the router that stands in for it where it is nil.
const orElse = "||"

// otherwise reads a router that a function is given, or makes where it was given none: if r == nil { r = chi.NewRouter() }.
func (r *routerReader) otherwise(x *ssa.Phi) bool {
	if len(x.Edges) != 2 {
		return false
	}
	for i, e := range x.Edges {
		if _, made := flow.Strip(x.Edges[1-i]).(*ssa.Call); !made || !comparedWithNil(e) {
			continue
		}
		switch flow.Strip(e).(type) {
		case *ssa.Parameter, *ssa.UnOp:
			given, made := r.s.routers(e), r.s.routers(x.Edges[1-i])
			if len(given) == 1 && len(made) == 1 {
				r.out = append(r.out, given[0]+orElse+made[0])
				return true
			}
		}
	}
	return false
}

func comparedWithNil(v ssa.Value) bool {
	return v.Referrers() != nil && slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		cmp, ok := ref.(*ssa.BinOp)
		return ok && (cmp.Op == token.EQL || cmp.Op == token.NEQ) && (isNil(cmp.X) || isNil(cmp.Y))
	})
}

// bindings are the values that a closure's variable may stand for.
func (s *scanner) bindings(x *ssa.FreeVar) []ssa.Value {
	i := slices.Index(x.Parent().FreeVars, x)
	var out []ssa.Value
	for _, mk := range s.p.Closures(x.Parent()) {
		out = append(out, mk.Bindings[i])
	}
	return out
}

// functionOf is the function that a value is, nil when it is not known.
func functionOf(v ssa.Value) *ssa.Function {
	switch x := flow.Strip(v).(type) {
	case *ssa.Function:
		return x
	case *ssa.MakeClosure:
		fn, _ := x.Fn.(*ssa.Function)
		return fn
	}
	return nil
}
