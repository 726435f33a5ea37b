package route

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Servers that are generated into the user's own module are known by the shape of their code, not by rows: each has its own package. What they
// register belongs to the hand-written call of the generated function, and is handled by a method of the interface that the user implements.
//
//	oapi-codegen  wrapper.AddPet on a router, wrapper being a struct with the field Handler ServerInterface; strict servers see strict.go
//	goa           Mount(goahttp.Muxer, *Server), Server being a struct with the field Mounts
//	ogen          Server with the methods ServeHTTP and FindPath, which names each operation with its pattern
//	gqlgen        NewExecutableSchema, and a method _Mutation_createOrder of executionContext for each field
//	Twirp         NewOrdersServer(Orders, ...any) TwirpServer, see service.go

// generated reads a function of a generated server; false for other functions.
func (s *scanner) generated(fn *ssa.Function) bool {
	if fn.Parent() != nil {
		return s.generated(flow.Top(fn))
	}
	if !s.isGenerated(fn) {
		return false
	}
	if done, ok := s.read[fn]; ok {
		return done
	}
	s.top = fn
	s.read[fn] = s.goa(fn) || s.ogen(fn) || s.graph(fn)
	return s.read[fn]
}

// isGeneratedServer reports a package with a generated server whose own code names no function of a table.
func isGeneratedServer(pkg *types.Package) bool {
	if pkg.Scope().Lookup("NewExecutableSchema") != nil {
		return true
	}
	server, ok := pkg.Scope().Lookup("Server").(*types.TypeName)
	return ok && isOgenServer(named(server.Type()))
}

// generatedRouter reports a type that generators write and that answers requests below a prefix.
func (s *scanner) generatedRouter(t types.Type) bool {
	n := named(t)
	if n == nil {
		return false
	}
	switch n.Obj().Name() {
	case "Server":
		return isGoaServer(n) || isOgenServer(n)
	case "Endpoints":
		return isGoaEndpoints(n)
	case "TwirpServer":
		return isTwirpServer(n)
	}
	return false
}

// named is the named type that t is or points to.
func named(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// offer records an endpoint of a generated server for the hand-written calls of a generated function.
func (s *scanner) offer(fn *ssa.Function, caller *types.Func, e Event) {
	i := s.add(fn, fn.Pos(), e)
	s.events[i].Fn, s.events[i].Generated = flow.Key(caller), true
}

// throughWrapper takes a handler that is a method of oapi-codegen's wrapper: it reads the parameters and calls the method of that name of the
// interface that the user implements.
func (s *scanner) throughWrapper(v ssa.Value) (h Handler, around []Middleware, ok bool) {
	mk, isBound := flow.Strip(v).(*ssa.MakeClosure)
	if !isBound || len(mk.Bindings) != 1 {
		return Handler{}, nil, false
	}
	st, n := flow.Struct(mk.Bindings[0].Type()), named(mk.Bindings[0].Type())
	bound, _ := mk.Fn.(*ssa.Function)
	if st == nil || n == nil || bound == nil || n.Obj().Name() != "ServerInterfaceWrapper" {
		return Handler{}, nil, false
	}
	method, _ := bound.Object().(*types.Func)
	var strict []Middleware
	for i := range st.NumFields() {
		f := st.Field(i)
		switch f.Name() {
		case "Handler":
			h.Func = methodNamed(f.Type(), method)
			for _, in := range s.fieldStores(mk.Bindings[0], i) {
				strict = append(strict, s.strictUse(in)...)
			}
		case "HandlerMiddlewares":
			for _, in := range s.fieldStores(mk.Bindings[0], i) {
				around = append(around, s.middleware(s.list(in))...)
			}
		}
	}
	around = append(around, strict...)
	h.Enter = flow.Key(method)
	if method != nil {
		d := s.describes(method)
		h.Security, h.Lists, h.Optional = s.security(n, method), d.lists, d.optional
	}
	return h, around, h.Func != ""
}

// methodNamed is the key of an interface's method of the same name.
func methodNamed(iface types.Type, method *types.Func) string {
	it, ok := iface.Underlying().(*types.Interface)
	if !ok || method == nil {
		return ""
	}
	for i := range it.NumMethods() {
		if it.Method(i).Name() == method.Name() {
			return flow.Key(it.Method(i))
		}
	}
	return ""
}

// fieldStores are the values that a field of a struct is given where the struct is made.
func (s *scanner) fieldStores(at ssa.Value, field int) []ssa.Value {
	if free, ok := at.(*ssa.FreeVar); ok {
		if vals := s.bindings(free); len(vals) == 1 {
			at = vals[0]
		}
	}
	if at.Referrers() == nil {
		return nil
	}
	var out []ssa.Value
	for _, ref := range *at.Referrers() {
		if fa, ok := ref.(*ssa.FieldAddr); ok && fa.Field == field {
			out = append(out, flow.StoredIn(fa)...)
		}
	}
	return out
}

func nameOf(c *ssa.Call) string {
	if fn := flow.Callee(&c.Call); fn != nil {
		return fn.Name()
	}
	return ""
}

// eachCall visits the calls of a function and of its closures.
func eachCall(fn *ssa.Function, visit func(ssa.CallInstruction)) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				visit(call)
			}
		}
	}
	for _, inner := range fn.AnonFuncs {
		eachCall(inner, visit)
	}
}
