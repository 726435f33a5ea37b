package route

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// oapi-codegen's strict servers stand between the wrapper and what the user implements:
//
//	NewStrictHandler(StrictServerInterface, []StrictMiddlewareFunc) ServerInterface
//
// Each operation of what it gives asks the middleware, the last of the list first, and then the method of the same name of what it was given.

// strictMaker begins the names of the functions that make such a server.
const strictMaker = "NewStrictHandler"

// hasStrict reports that the package of an interface has strict servers.
func hasStrict(t types.Type) bool {
	n := named(t)
	return n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg().Scope().Lookup(strictMaker) != nil
}

// strictCall is the call by which a value was made as a strict server, nil for other values.
func (s *scanner) strictCall(v ssa.Value) *ssa.Call {
	call, ok := s.origin(v).(*ssa.Call)
	if !ok {
		return nil
	}
	fn := flow.Callee(&call.Call)
	if fn == nil || !strings.HasPrefix(fn.Name(), strictMaker) || len(call.Call.Args) == 0 {
		return nil
	}
	return call
}

// origin follows a value to where it was made, through variables with one value, parameters with one caller in the package and what functions
// of it return.
func (s *scanner) origin(v ssa.Value) ssa.Value {
	for range maxWraps {
		v = s.element(v)
		var next []ssa.Value
		switch x := v.(type) {
		case *ssa.ChangeInterface:
			next = []ssa.Value{x.X}
		case *ssa.Parameter:
			fn := x.Parent()
			if calls := s.p.Callers(fn); len(calls) == 1 && !s.isGenerated(fn) && !calls[0].Common().IsInvoke() {
				next = calls[0].Common().Args[slices.Index(fn.Params, x):][:1]
			}
		case *ssa.Call:
			if fn := flow.StaticCallee(&x.Call); fn != nil && !s.isGenerated(fn) {
				for _, r := range flow.Returns(fn) {
					next = append(next, r.Results...)
				}
			}
		default:
			next = s.behind(v)
		}
		if len(next) != 1 {
			return v
		}
		v = next[0]
	}
	return v
}

// strictUse is the middleware of the strict server that a value is. In generated code it is a hole, which the hand-written call fills.
func (s *scanner) strictUse(v ssa.Value) []Middleware {
	if !hasStrict(v.Type()) {
		return nil
	}
	if call := s.strictCall(v); call != nil {
		if len(call.Call.Args) == 1 {
			return nil // from templates of the user's own
		}
		use := s.middleware(s.list(call.Call.Args[1]))
		slices.Reverse(use)
		return use
	}
	switch x := s.origin(v).(type) {
	case *ssa.MakeInterface:
		return nil // no strict server
	case *ssa.Parameter:
		if x.Parent() == s.top && s.isGenerated(x.Parent()) {
			return []Middleware{{Hole: slices.Index(x.Parent().Params, x) + 1, Strict: true}}
		}
	}
	return []Middleware{{Pos: s.position(v.Pos())}}
}

// strictMethod is the method behind an operation of a strict server: that of the value that it was made with, or of its interface.
func strictMethod(call *ssa.Call, name string) string {
	ssi := call.Call.Args[0]
	if mk, ok := ssi.(*ssa.MakeInterface); ok {
		if t := bind.Concrete(mk.X.Type()); t != "" {
			return "(" + t + ")." + name
		}
	}
	return "(" + flow.TypeKey(ssi.Type()) + ")." + name
}
