package permguard

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
)

// next tells what a function decides as middleware: what each call of the next handler is behind. The middleware that a function makes counts as
// its own. A way on for requests that only ask for options is left out. maybe is true where function values decide that are not followed.
func (s *summariser) next(fn *ssa.Function, ways *[][]Gate) (kind guard.Kind, is, maybe bool) {
	worst, found := guard.Permission, false
	see := func(k guard.Kind) { worst, found = min(worst, k), true }
	for _, call := range s.waysOn(fn) {
		see(s.strongest(call))
		*ways = append(*ways, s.gates(call))
		maybe = maybe || slices.ContainsFunc(s.guards.Covering(call), func(g *guard.Gate) bool { return g.By == guard.Dynamic })
	}
	switch {
	case !takesContext(fn):
	case found && s.leaks(fn):
		see(guard.None)
	case !found:
		if k, stops := s.aborts(fn); stops {
			see(k)
		}
	}
	for _, inner := range fn.AnonFuncs {
		if k, ok, m := s.next(inner, ways); ok {
			see(k)
			maybe = maybe || m
		}
	}
	if !found {
		return guard.None, false, false
	}
	return worst, true, maybe
}

// waysOn are the calls of a function that go on to the next handler. A handler that the function takes from a list, or has made without giving one to it, is not
// the next one where another is.
func (s *summariser) waysOn(fn *ssa.Function) []ssa.CallInstruction {
	var all, given []ssa.CallInstruction
	for call := range flow.Calls(fn) {
		if !s.goesOn(call) || forReads(call.Block()) {
			continue
		}
		all = append(all, call)
		if s.wasGiven(call.Common().Value) {
			given = append(given, call)
		}
	}
	if len(given) > 0 {
		return given
	}
	return all
}

// wasGiven reports a handler that is neither an element of a list nor what a function gave that no handler was handed to.
func (s *summariser) wasGiven(v ssa.Value) bool {
	switch x := flow.Strip(v).(type) {
	case *ssa.Call:
		return x.Call.IsInvoke() || slices.ContainsFunc(x.Call.Args, func(a ssa.Value) bool {
			t := flow.TypeKey(a.Type())
			return slices.Contains(nextTypes[:], t) || t == "net/http.Handler"
		})
	case *ssa.UnOp:
		_, element := x.X.(*ssa.IndexAddr)
		return !element
	}
	return true
}

func (s *summariser) strongest(x ssa.Instruction) guard.Kind {
	best := guard.None
	for _, g := range s.guards.Covering(x) {
		k := g.Kind
		if s.letsThrough(g) {
			continue // what is not in a table
		}
		if k == guard.None {
			k = s.imported.denies(g.By)
		}
		best = max(best, k)
	}
	return best
}

// nexts are the methods by which a library's context goes on to the next handler.
var nexts = [...]string{
	"(*github.com/gin-gonic/gin.Context).Next", "(*github.com/gofiber/fiber/v2.Ctx).Next", "(net/http.Handler).ServeHTTP", "(net/http.HandlerFunc).ServeHTTP",
	"(*github.com/emicklei/go-restful/v3.FilterChain).ProcessFilter", "(*github.com/emicklei/go-restful.FilterChain).ProcessFilter",
}

// nextTypes are the types of function values that are the next handler.
var nextTypes = [...]string{
	"net/http.HandlerFunc", "github.com/labstack/echo/v4.HandlerFunc", "github.com/labstack/echo/v5.HandlerFunc", "google.golang.org/grpc.UnaryHandler",
	"google.golang.org/grpc.StreamHandler", "connectrpc.com/connect.UnaryFunc", "github.com/julienschmidt/httprouter.Handle",
	"github.com/twitchtv/twirp.Method", "goa.design/goa/v3/pkg.Endpoint", "github.com/ogen-go/ogen/middleware.Next",
	"github.com/99designs/gqlgen/graphql.Resolver", "github.com/99designs/gqlgen/graphql.RootResolver", "github.com/99designs/gqlgen/graphql.OperationHandler",
	"github.com/99designs/gqlgen/graphql.ResponseHandler",
}

// humaContext is what the functions by which middleware of huma goes on are given.
const humaContext = "github.com/danielgtaylor/huma/v2.Context"

// goesOn reports a call of the next handler.
func (s *summariser) goesOn(call ssa.CallInstruction) bool {
	if obj := flow.Callee(call.Common()); obj != nil {
		return slices.Contains(nexts[:], flow.Key(obj))
	}
	t := call.Common().Value.Type()
	if slices.Contains(nextTypes[:], flow.TypeKey(t)) {
		return true
	}
	sig, ok := t.Underlying().(*types.Signature) // func(huma.Context)
	return ok && sig.Params().Len() == 1 && flow.TypeKey(sig.Params().At(0).Type()) == humaContext
}

// forReads reports a block that is reached only where the request's method was found to be one that asks for nothing but options or a read.
func forReads(b *ssa.BasicBlock) bool {
	for ; b.Idom() != nil; b = b.Idom() {
		iff := flow.Branch(b.Idom())
		if iff == nil || len(b.Preds) != 1 || b.Idom().Succs[0] != b {
			continue
		}
		if cmp, ok := iff.Cond.(*ssa.BinOp); ok && cmp.Op == token.EQL {
			if c, ok := cmp.Y.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
				switch constant.StringVal(c.Value) {
				case "OPTIONS", "HEAD", "GET":
					return true
				}
			}
		}
	}
	return false
}
