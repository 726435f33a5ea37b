package guard

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// GinContext is the type by which gin hands a request through its handlers. They run one after another unless one of them aborts.
const GinContext = "github.com/gin-gonic/gin.Context"

// Chained reports a handler of gin: what comes after it in the chain runs once it ends, unless it aborts.
func Chained(fn *ssa.Function) bool {
	return len(fn.Params) > 0 && flow.TypeKey(fn.Params[len(fn.Params)-1].Type()) == GinContext && fn.Signature.Results().Len() == 0
}

// IsAbort reports the key of a method by which a handler of gin keeps those after it from running.
func IsAbort(key string) bool { return strings.HasPrefix(key, "(*"+GinContext+").Abort") }

// Aborted reports that every way to a return has aborted.
func Aborted(ret *ssa.Return) bool {
	for call := range flow.Calls(ret.Parent()) {
		if IsAbort(flow.Key(flow.Callee(call.Common()))) && flow.Dominates(call, ret) {
			return true
		}
	}
	return false
}

// goingOn are the methods by which a library's context goes on to the next handler.
var goingOn = [...]string{
	"(*github.com/gin-gonic/gin.Context).Next", "(*github.com/gofiber/fiber/v2.Ctx).Next", "(github.com/gofiber/fiber/v3.Ctx).Next", "(net/http.Handler).ServeHTTP", "(net/http.HandlerFunc).ServeHTTP",
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

// nextContexts are what the functions are given by which middleware goes on whose library has no type of its own for them: func(huma.Context).
var nextContexts = [...]string{"github.com/danielgtaylor/huma/v2.Context", "github.com/gofiber/fiber/v2.Ctx", "github.com/gofiber/fiber/v3.Ctx"}

// GoesOn reports a call of the next handler.
func GoesOn(call ssa.CallInstruction) bool {
	if obj := flow.Callee(call.Common()); obj != nil {
		return slices.Contains(goingOn[:], flow.Key(obj))
	}
	t := call.Common().Value.Type()
	if slices.Contains(nextTypes[:], flow.TypeKey(t)) {
		return true
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	if sig.Params().Len() == 1 && slices.Contains(nextContexts[:], flow.TypeKey(sig.Params().At(0).Type())) {
		return true
	}
	return isStrict(t, sig)
}

// isStrict reports the type by which middleware of oapi-codegen's strict servers goes on: it is generated into the user's own packages, and is
// known by its name and its results, func(…, request any) (any, error).
func isStrict(t types.Type, sig *types.Signature) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && strings.HasPrefix(n.Obj().Name(), "Strict") && strings.HasSuffix(n.Obj().Name(), "HandlerFunc") && sig.Results().Len() == 2
}

// WaysOn are the calls of a function that go on to the next handler, but for those in blocks that skip names; nil skips none. A handler that the function takes
// from a list, or has made without giving one to it, is not the next one where another is.
func WaysOn(fn *ssa.Function, skip func(*ssa.BasicBlock) bool) []ssa.CallInstruction {
	var all, given []ssa.CallInstruction
	for call := range flow.Calls(fn) {
		if !GoesOn(call) || skip != nil && skip(call.Block()) {
			continue
		}
		all = append(all, call)
		if wasGiven(call.Common().Value) {
			given = append(given, call)
		}
	}
	if len(given) > 0 {
		return given
	}
	return all
}

// wasGiven reports a handler that is neither an element of a list nor what a function gave that no handler was handed to.
func wasGiven(v ssa.Value) bool {
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
