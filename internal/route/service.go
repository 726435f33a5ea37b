package route

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Services that protocol compilers generate are known by the shape of their functions, not by rows: each has its own package.
//
//	RegisterOrdersServer(grpc.ServiceRegistrar, OrdersServer)                             protoc-gen-go-grpc
//	NewOrdersHandler(OrdersHandler, ...connect.HandlerOption) (string, http.Handler)      protoc-gen-connect-go
//
//	NewOrdersServer(Orders, ...any) TwirpServer                                           protoc-gen-twirp
//
// All answer for every method of the interface that they are given.

// rpcMethod stands where other endpoints have an HTTP method.
const rpcMethod = "RPC"

// service records the endpoints of a call that registers a generated gRPC service; false when the call is none.
func (s *scanner) service(call ssa.CallInstruction) bool {
	fn := flow.Callee(call.Common())
	if isTwirp(fn) {
		s.twirp(call, fn)
		return true
	}
	if fn == nil || fn.Pkg() == nil || !strings.HasPrefix(fn.Name(), "Register") || fn.Signature().Params().Len() != 2 {
		return false
	}
	params := fn.Signature().Params()
	iface, ok := params.At(1).Type().Underlying().(*types.Interface)
	name, isServer := strings.CutSuffix(strings.TrimPrefix(fn.Name(), "Register"), "Server")
	if !ok || !isServer || s.models.routers[flow.TypeKey(params.At(0).Type())] == nil {
		return false
	}
	_, args := flow.Args(call.Common())
	pos, _ := s.p.CallPos(call)
	for i := range iface.NumMethods() {
		m := iface.Method(i)
		if !m.Exported() {
			continue // mustEmbedUnimplemented…
		}
		full, known := constantOf(fn.Pkg(), name+"_"+m.Name()+"_FullMethodName")
		if !known {
			full = "/" + name + "/" + m.Name()
		}
		s.on(call, pos, Event{
			Kind: KindRoute, At: s.routers(args[0]), Methods: []string{rpcMethod}, Pattern: full, Handler: Handler{Func: methodOf(args[1], m)},
		})
	}
	return true
}

// isTwirp reports a function that makes a generated Twirp server.
func isTwirp(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || !strings.HasPrefix(fn.Name(), "New") || !strings.HasSuffix(fn.Name(), "Server") {
		return false
	}
	sig := fn.Signature()
	if sig.Params().Len() == 0 || sig.Results().Len() != 1 || !isTwirpServer(named(sig.Results().At(0).Type())) {
		return false
	}
	_, ok := sig.Params().At(0).Type().Underlying().(*types.Interface)
	return ok
}

// isTwirpServer reports the interface that generated Twirp servers have.
func isTwirpServer(n *types.Named) bool {
	if n == nil || n.Obj().Name() != "TwirpServer" {
		return false
	}
	it, ok := n.Underlying().(*types.Interface)
	return ok && slices.ContainsFunc(slices.Collect(it.Methods()), func(m *types.Func) bool { return m.Name() == "PathPrefix" })
}

// twirp records a router with a route for each method of a service.
func (s *scanner) twirp(call ssa.CallInstruction, fn *types.Func) {
	_, args := flow.Args(call.Common())
	pos, _ := s.p.CallPos(call)
	at := []string{s.site(call)}
	service := strings.TrimSuffix(strings.TrimPrefix(fn.Name(), "New"), "Server")
	prefix, known := constantOf(fn.Pkg(), service+"PathPrefix")
	if !known {
		prefix = "/twirp/" + service + "/"
	}
	var use []Middleware
	for _, list := range args[1:] {
		for _, o := range s.list(list) {
			more, instead := s.option(o)
			if use = append(use, more...); len(instead) > 0 {
				prefix = strings.TrimSuffix(instead[0], "/") + strings.TrimPrefix(prefix, "/twirp")
			}
		}
	}
	s.add(call.Parent(), pos, Event{Kind: KindDerive, At: at, Use: use})
	iface := fn.Signature().Params().At(0).Type().Underlying().(*types.Interface)
	for m := range iface.Methods() {
		s.on(call, pos, Event{Kind: KindRoute, At: at, Methods: []string{rpcMethod}, Pattern: prefix + m.Name(), Handler: Handler{Func: methodOf(args[0], m)}})
	}
}

// extracted takes the handler of a generated Connect service, which comes with its path.
func (r *handlerReader) extracted(call *ssa.Call, index int, around []Middleware, prefix string) {
	fn := flow.Callee(&call.Call)
	if fn == nil || fn.Pkg() == nil {
		return
	}
	if iface := serviceOf(fn); iface != nil && index == 1 {
		r.out = append(r.out, r.s.connect(call, fn, iface, around)...)
		return
	}
	r.found(Handler{Func: flow.Key(fn), Made: true}, around, prefix)
}

// serviceOf is the interface that New…Handler makes a Connect handler for, nil when the function is none.
func serviceOf(fn *types.Func) *types.Interface {
	sig := fn.Signature()
	if !strings.HasPrefix(fn.Name(), "New") || !strings.HasSuffix(fn.Name(), "Handler") || sig.Params().Len() != 2 || sig.Results().Len() != 2 || !sig.Variadic() {
		return nil
	}
	options, ok := sig.Params().At(1).Type().(*types.Slice)
	if !ok || flow.TypeKey(options.Elem()) != "connectrpc.com/connect.HandlerOption" || flow.TypeKey(sig.Results().At(1).Type()) != "net/http.Handler" {
		return nil
	}
	iface, _ := sig.Params().At(0).Type().Underlying().(*types.Interface)
	return iface
}

// connect makes a router of a Connect handler, with a route for each method of its service.
func (s *scanner) connect(call *ssa.Call, fn *types.Func, iface *types.Interface, around []Middleware) []Handler {
	_, args := flow.Args(&call.Call)
	pos, _ := s.p.CallPos(call)
	at := s.site(call)
	var use []Middleware
	for _, o := range s.list(args[1]) {
		more, _ := s.option(o)
		use = append(use, more...)
	}
	s.add(call.Parent(), pos, Event{Kind: KindDerive, At: []string{at}, Use: use})
	service := strings.TrimSuffix(strings.TrimPrefix(fn.Name(), "New"), "Handler")
	for i := range iface.NumMethods() {
		m := iface.Method(i)
		if !m.Exported() {
			continue
		}
		full, known := constantOf(fn.Pkg(), service+m.Name()+"Procedure")
		if !known {
			full = "/" + service + "/" + m.Name()
		}
		s.add(call.Parent(), pos, Event{
			Kind: KindRoute, At: []string{at}, Methods: []string{rpcMethod}, Pattern: full, Handler: Handler{Func: methodOf(args[0], m)},
		})
	}
	return []Handler{{Routers: []string{at}, Around: around, Whole: true}}
}

// methodOf is the key of the method that a call of an interface's method reaches on a value: that of the concrete type where it is converted
// here, else that of the interface.
func methodOf(v ssa.Value, m *types.Func) string {
	if mk, ok := v.(*ssa.MakeInterface); ok {
		if t := bind.Concrete(mk.X.Type()); t != "" {
			return "(" + t + ")." + m.Name()
		}
	}
	return flow.Key(m)
}

// constantOf is a constant text of a package.
func constantOf(pkg *types.Package, name string) (string, bool) {
	c, ok := pkg.Scope().Lookup(name).(*types.Const)
	if !ok || c.Val().Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Val()), true
}
