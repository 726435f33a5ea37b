package route

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// goaEndpoint is the type of goa's endpoints, and of what their middleware goes on to.
const goaEndpoint = "goa.design/goa/v3/pkg.Endpoint"

// isGoaServer reports the struct of the handlers of one service.
func isGoaServer(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok || st.NumFields() == 0 || st.Field(0).Name() != "Mounts" {
		return false
	}
	list, ok := st.Field(0).Type().(*types.Slice)
	return ok && strings.HasSuffix(flow.TypeKey(list.Elem()), ".MountPoint")
}

// isGoaEndpoints reports the struct of the endpoints of one service.
func isGoaEndpoints(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	return ok && st.NumFields() > 0 && flow.TypeKey(st.Field(0).Type()) == goaEndpoint
}

// goa reads the functions of a generated server: New puts endpoints inside a server, Mount puts the server on a muxer, and the functions that it
// calls name methods and patterns.
func (s *scanner) goa(fn *ssa.Function) bool {
	pkg := fn.Pkg.Pkg
	server, _ := pkg.Scope().Lookup("Server").(*types.TypeName)
	maker, _ := pkg.Scope().Lookup("New").(*types.Func)
	if server == nil || maker == nil || named(server.Type()) == nil || !isGoaServer(named(server.Type())) || maker.Signature().Params().Len() == 0 {
		return false
	}
	switch {
	case fn.Object() == maker:
		s.add(fn, fn.Pos(), Event{Kind: KindInside, At: []string{flow.Key(maker) + "=>0"}, From: []string{flow.Key(maker) + "#0"}})
	case fn.Name() == "Mount" && fn.Signature.Recv() == nil && len(fn.Params) == 2:
		at := flow.FuncKey(fn)
		s.add(fn, fn.Pos(), Event{Kind: KindRoute, At: []string{at + "#0"}, Handler: Handler{Routers: []string{at + "#1"}}, Whole: true})
		eachCall(fn, func(call ssa.CallInstruction) { s.goaMounts(fn, call, maker, at+"#1") })
	case fn.Name() == "Mount" && fn.Signature.Recv() != nil:
		return false // it calls the function of that name
	}
	return true
}

// goaMounts records what one call within Mount puts on the muxer: a route of the server that it is given.
func (s *scanner) goaMounts(fn *ssa.Function, call ssa.CallInstruction, maker *types.Func, server string) {
	callee := flow.StaticCallee(call.Common())
	field := ""
	for _, a := range call.Common().Args {
		load, ok := flow.Strip(a).(*ssa.UnOp)
		if !ok {
			continue
		}
		if addr, ok := load.X.(*ssa.FieldAddr); ok {
			field = flow.FieldVar(addr.X.Type(), addr.Field).Name()
		}
	}
	if callee == nil || field == "" {
		return
	}
	h := Handler{Func: goaMethod(maker, field)}
	if h.Func == "" {
		h = Handler{Func: flow.TypeKey(maker.Signature().Results().At(0).Type()) + "." + field, Made: true} // a file server
	}
	eachCall(callee, func(c ssa.CallInstruction) {
		row, _ := s.row(c.Common())
		if row == nil || row.Op != OpRoute {
			return
		}
		a := s.arguments(c, row)
		for _, pattern := range orNone(a.patterns) {
			s.offer(fn, fn.Object().(*types.Func), Event{Kind: KindRoute, At: []string{server}, Methods: slices.Clone(a.methods), Pattern: pattern, Handler: h})
		}
	})
}

// goaMethod is the method of the service that the endpoint of a field calls.
func goaMethod(maker *types.Func, field string) string {
	n := named(maker.Signature().Params().At(0).Type())
	if n == nil {
		return ""
	}
	service, ok := n.Obj().Pkg().Scope().Lookup("Service").(*types.TypeName)
	if !ok {
		return ""
	}
	it, ok := service.Type().Underlying().(*types.Interface)
	if !ok {
		return ""
	}
	for i := range it.NumMethods() {
		if m := it.Method(i); m.Name() == field {
			return flow.Key(m)
		}
	}
	return ""
}

// goaUse is the row of the methods by which generated servers and endpoints take middleware.
func (s *scanner) goaUse(fn *types.Func) *Row {
	recv := fn.Signature().Recv()
	if fn.Name() != "Use" || recv == nil || fn.Signature().Params().Len() != 1 {
		return nil
	}
	if n := named(recv.Type()); n == nil || n.Obj().Name() != "Server" && n.Obj().Name() != "Endpoints" || !s.generatedRouter(n) {
		return nil
	}
	return s.models.generatedUse
}
