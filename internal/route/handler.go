package route

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// maxWraps bounds how many wrappers one handler is followed through.
const maxWraps = 16

// handlers lists what a handler may be: one for each value that it may stand for.
func (s *scanner) handlers(v ssa.Value) []Handler {
	r := handlerReader{s: s, seen: map[ssa.Value]bool{}}
	r.read(s.element(v), nil, "", 0)
	if len(r.out) == 0 {
		return []Handler{{Why: "the handler is not followed to a function"}}
	}
	return r.out
}

type handlerReader struct {
	s    *scanner
	seen map[ssa.Value]bool
	out  []Handler
}

func (r *handlerReader) found(h Handler, around []Middleware, prefix string) {
	h.Around, h.Prefix = slices.Clone(around), prefix
	r.out = append(r.out, h)
}

// read follows a value to the functions that answer, around being what wraps it and prefix what is cut off the path.
func (r *handlerReader) read(v ssa.Value, around []Middleware, prefix string, depth int) {
	if v == nil || r.seen[v] || depth > maxWraps {
		return
	}
	r.seen[v] = true
	if h, inner, ok := r.s.throughWrapper(v); ok {
		r.found(h, append(slices.Clone(around), inner...), prefix)
		return
	}
	if fn := functionOf(v); fn != nil {
		if !r.delegates(fn, around, prefix) {
			r.found(Handler{Func: flow.FuncKey(fn)}, around, prefix)
		}
		return
	}
	if r.router(v, around, prefix) {
		return
	}
	switch x := v.(type) {
	case *ssa.MakeInterface:
		r.object(x, around, prefix, depth)
	case *ssa.ChangeInterface:
		r.read(x.X, around, prefix, depth+1)
	case *ssa.ChangeType:
		r.read(r.s.element(x.X), around, prefix, depth+1)
	case *ssa.TypeAssert:
		r.read(x.X, around, prefix, depth+1)
	case *ssa.Phi:
		for _, e := range x.Edges {
			r.read(e, around, prefix, depth+1)
		}
	case *ssa.Call:
		r.made(x, around, prefix, depth)
	case *ssa.Extract:
		if call, ok := x.Tuple.(*ssa.Call); ok {
			r.extracted(call, x.Index, around, prefix)
		}
	case *ssa.Parameter:
		if x.Parent().Parent() == nil {
			r.parameter(x, around, prefix)
		}
	default:
		for _, b := range r.s.behind(v) {
			r.read(b, around, prefix, depth+1)
		}
	}
}

// parameter takes a handler that the function is given, or one that a constructor was given and kept.
func (r *handlerReader) parameter(x *ssa.Parameter, around []Middleware, prefix string) {
	i := slices.Index(x.Parent().Params, x)
	if x.Parent() == r.s.top {
		r.found(Handler{Hole: i + 1}, around, prefix)
		return
	}
	slot := paramSlot(x.Parent(), i)
	if r.s.mayRoute(x.Type()) {
		r.found(Handler{Func: slot, Made: true, Routers: []string{slot}}, around, prefix)
		return
	}
	r.found(Handler{Why: "the handler is given to " + flow.FuncKey(x.Parent())}, around, prefix)
}

// router takes a handler that is a router, or that may be one.
func (r *handlerReader) router(v ssa.Value, around []Middleware, prefix string) bool {
	if !r.s.routerType(flow.Strip(v).Type()) {
		// What a function of the user's returns as http.Handler may be a router: its own package knows.
		if call, ok := v.(*ssa.Call); !ok || flow.TypeKey(v.Type()) != "net/http.Handler" || r.wrapped(call) != nil {
			return false
		}
	}
	list := r.s.routers(v)
	if len(list) == 0 {
		return false
	}
	h := Handler{Routers: list, Whole: r.s.generatedRouter(flow.Strip(v).Type())}
	if call, ok := v.(*ssa.Call); ok && !r.s.routerType(v.Type()) {
		h.Func, h.Made = flow.Key(flow.Callee(&call.Call)), true
	}
	r.found(h, around, prefix)
	return true
}

// delegates takes a function that hands its request on to a router: func(w, r) { router.ServeHTTP(w, r) }. It is in front of what that router
// answers.
func (r *handlerReader) delegates(fn *ssa.Function, around []Middleware, prefix string) bool {
	if fn.Parent() == nil || len(fn.Params) != 2 {
		return false
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || nameOf(call) != "ServeHTTP" {
				continue
			}
			recv, args := flow.Args(&call.Call)
			if recv == nil || len(args) != 2 || args[0] != fn.Params[0] || !r.s.routerType(recv.Type()) {
				continue
			}
			if list := r.s.routers(recv); len(list) > 0 {
				self := Middleware{Func: flow.FuncKey(fn), Pos: r.s.position(fn.Pos())}
				r.found(Handler{Func: flow.FuncKey(fn), Made: true, Routers: list}, append(slices.Clone(around), self), prefix)
				return true
			}
		}
	}
	return false
}

// object takes a value with a method that answers, such as one with ServeHTTP.
func (r *handlerReader) object(x *ssa.MakeInterface, around []Middleware, prefix string, depth int) {
	if _, ok := x.X.Type().Underlying().(*types.Signature); ok {
		r.read(r.s.element(x.X), around, prefix, depth+1) // http.HandlerFunc
		return
	}
	iface, ok := x.Type().Underlying().(*types.Interface)
	typ := bind.Concrete(x.X.Type())
	if ok && iface.NumMethods() == 1 && typ != "" {
		r.found(Handler{Func: "(" + typ + ")." + iface.Method(0).Name()}, around, prefix)
	}
}

// made takes a handler that a call gives: one that wraps another, or one that a function makes.
func (r *handlerReader) made(call *ssa.Call, around []Middleware, prefix string, depth int) {
	s := r.s
	if row, _ := s.row(&call.Call); row != nil && row.Op == OpWrap {
		_, args := flow.Args(&call.Call)
		if i := row.index(RolePrefix); i >= 0 && i < len(args) {
			prefix += first(s.texts(args[i]))
		}
		if i := row.index(RoleHandler); i >= 0 && i < len(args) {
			r.read(s.element(args[i]), around, prefix, depth+1)
		}
		return
	}
	key := flow.Key(flow.Callee(&call.Call))
	if inner := r.wrapped(call); inner != nil {
		m := Middleware{Func: key, Args: s.given(call)}
		if key == "" {
			m = s.oneMiddleware(call.Call.Value, 0)
		}
		pos, _ := s.p.CallPos(call)
		m.Pos = s.position(pos)
		r.read(s.element(inner), append(slices.Clone(around), m), prefix, depth+1)
		return
	}
	if key != "" {
		r.found(Handler{Func: key, Made: true}, around, prefix)
	}
}

// wrapped is the handler that a call is given to wrap: its only argument of the type that it returns, or one that answers requests.
func (r *handlerReader) wrapped(call *ssa.Call) ssa.Value {
	_, args := flow.Args(&call.Call)
	var found ssa.Value
	for _, a := range args {
		if !r.s.answers(a.Type()) {
			continue
		}
		if found != nil {
			return nil
		}
		found = a
	}
	return found
}

// answers reports a type whose values answer requests: http.Handler and its kin, and functions of a library's context.
func (s *scanner) answers(t types.Type) bool {
	switch flow.TypeKey(t) {
	case "net/http.Handler", "net/http.HandlerFunc":
		return true
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Params().Len() == 0 {
		return false
	}
	if sig.Params().Len() >= 2 && flow.TypeKey(sig.Params().At(1).Type()) == "net/http.Request" {
		return true
	}
	return sig.Params().Len() <= 2 && s.models.contexts[flow.TypeKey(sig.Params().At(0).Type())]
}
