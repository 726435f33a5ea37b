package tenantscope

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/query"
)

// Use is what a function does with what a request says: middleware, or a helper of a handler or of middleware. Closures that a function makes count as its own.
type Use struct {
	Func string
	// Reads are the values of the request that it reads, with those that functions read which it hands the request to.
	Reads []string
	// Checks are the values that it lets through only where they are the principal's: as middleware each way on to the next handler is behind it, any other function
	// answers with an error or false.
	Checks []string
	// Asks are the methods of interfaces that it hands the request to: what they read is known where they are bound.
	Asks []string
	// Next is true for middleware.
	Next bool
	// Opaque is true where the request goes to something that is not followed.
	Opaque bool
}

// serves is a cheap look for functions that are given requests: one of the types stands in the package by which frameworks hand them over.
func (j *judge) serves() bool {
	if j.routes == nil {
		return false
	}
	for _, obj := range j.pass.TypesInfo.Uses {
		if t, ok := obj.(*types.TypeName); ok && t.Pkg() != nil && slices.Contains(requestTypes[:], t.Pkg().Path()+"."+t.Name()) {
			return true
		}
	}
	return false
}

// requestTypes are the types by which a request, or what answers one, is handed over.
var requestTypes = [...]string{
	"net/http.Request", "net/http.Handler", "net/http.HandlerFunc", "github.com/gin-gonic/gin.Context", "github.com/gin-gonic/gin.HandlerFunc",
	"github.com/labstack/echo/v4.Context", "github.com/labstack/echo/v4.HandlerFunc", "github.com/labstack/echo/v4.MiddlewareFunc",
	"github.com/labstack/echo/v5.Context", "github.com/labstack/echo/v5.HandlerFunc", "github.com/gofiber/fiber/v2.Ctx", "github.com/gofiber/fiber/v3.Ctx",
	"google.golang.org/grpc.UnaryHandler", "google.golang.org/grpc.StreamHandler", "google.golang.org/grpc/metadata.MD",
	"connectrpc.com/connect.UnaryFunc", "connectrpc.com/connect.AnyRequest", "github.com/julienschmidt/httprouter.Handle",
}

// summariseUses writes down what importers may ask of this package's functions.
func (j *judge) summariseUses() {
	if j.routes == nil {
		return
	}
	serves := j.serves()
	for _, fn := range j.p.Functions() {
		if !j.owesFunc(fn) || !serves && !j.takesTenant(fn) {
			continue
		}
		u := j.use(fn)
		told := u.Next || len(u.Checks) > 0 || fn.Parent() == nil && (len(u.Reads) > 0 || len(u.Asks) > 0 || u.Opaque)
		if told && (fn.Parent() == nil || u.Next) {
			j.fact.Uses = append(j.fact.Uses, *u)
		}
	}
}

// takesTenant reports a function that could be asked by what serves requests whether the caller may act for a tenant: it is told both, and says yes or no.
func (j *judge) takesTenant(fn *ssa.Function) bool {
	if fn.Parent() != nil || fn.Object() == nil || !fn.Object().Exported() || !answers(fn) {
		return false
	}
	told, tenant := false, false
	for _, p := range fn.Params {
		key := flow.TypeKey(p.Type())
		told = told || isRequestScoped(p.Type()) || isAuth(key[strings.LastIndexByte(key, '.')+1:])
		tenant = tenant || scalar(p.Type()) && j.words.isTenant(p.Name())
	}
	return told && tenant
}

// useOf is what is known of the function that a call calls; nil for a library's and for a function value.
func (j *judge) useOf(c *ssa.CallCommon) *Use {
	if fn := flow.StaticCallee(c); fn != nil && fn.Blocks != nil && fn.Pkg != nil && fn.Pkg.Pkg == j.p.Types {
		return j.use(fn)
	}
	obj := flow.Callee(c)
	if obj == nil || obj.Pkg() == nil || !j.owns(obj.Pkg().Path()) {
		return nil
	}
	return j.imported.use(flow.Key(obj))
}

// use is what a function of this package does.
func (j *judge) use(fn *ssa.Function) *Use {
	if u := j.uses[fn]; u != nil {
		return u
	}
	u := &Use{Func: flow.FuncKey(fn)}
	j.uses[fn] = u // recursion adds nothing
	for call := range flow.Calls(fn) {
		j.takes(u, call)
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if st, ok := instr.(*ssa.Store); ok && carriesRequest(st.Val.Type()) {
				_, field := st.Addr.(*ssa.FieldAddr)
				u.Opaque = u.Opaque || field
			}
		}
	}
	sinks, next := j.waysOut(fn)
	u.Next = next
	if next || answers(fn) {
		u.Checks = j.checkedAt(fn, sinks)
	}
	for _, inner := range fn.AnonFuncs {
		j.holds(u, j.use(inner))
	}
	u.tidy()
	return u
}

// holds adds what a closure does to the function that makes it.
func (j *judge) holds(u, inner *Use) {
	u.Reads, u.Asks, u.Opaque = append(u.Reads, inner.Reads...), append(u.Asks, inner.Asks...), u.Opaque || inner.Opaque
	switch {
	case !inner.Next:
	case u.Next:
		u.Checks = slices.DeleteFunc(u.Checks, func(v string) bool { return !slices.Contains(inner.Checks, v) })
	default:
		u.Next, u.Checks = true, slices.Clone(inner.Checks)
	}
}

func (u *Use) tidy() {
	for _, list := range []*[]string{&u.Reads, &u.Checks, &u.Asks} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
}

// takes adds what a call reads from the request, or hands it on to.
func (j *judge) takes(u *Use, call ssa.CallInstruction) {
	common := call.Common()
	obj := flow.Callee(common)
	key := flow.Key(obj)
	if strings.HasSuffix(key, "gorilla/mux.Vars") {
		u.Reads = append(u.Reads, varsRead(call)...)
	} else if v := requestName(common, key, nil, ""); v != "" {
		u.Reads = append(u.Reads, v)
	}
	if common.IsInvoke() && obj != nil && strings.HasPrefix(obj.Name(), "Get") && common.Signature().Params().Len() == 0 {
		u.Reads = append(u.Reads, inMessage+fold(obj.Name()[len("Get"):])) // an interceptor asks the message for its field
	}
	recv, args := flow.Args(common)
	given, told := false, false
	for _, a := range args {
		given = given || carriesRequest(a.Type())
		told = told || isRequestScoped(a.Type())
		if isWholePath(a) && (obj == nil || j.ownFunc(obj) || guard.Named(key) == guard.Permission) {
			u.Reads = append(u.Reads, inPath+anyName) // it decides by the path as a whole
		}
	}
	switch {
	case obj == nil:
		_, builtin := common.Value.(*ssa.Builtin)
		u.Opaque = u.Opaque || given && !builtin && !goesOn(call)
	case !j.ownFunc(obj):
		u.Opaque = u.Opaque || given && guard.Named(key) == guard.Permission && !guard.GoesOn(call)
	case common.IsInvoke():
		if given && recv != nil {
			u.Asks = append(u.Asks, key)
		}
	case told:
		if of := j.useOf(common); of != nil && of != u {
			for _, v := range of.Reads {
				u.Reads = append(u.Reads, instantiate(v, common, nil))
			}
			u.Asks, u.Opaque = append(u.Asks, of.Asks...), u.Opaque || of.Opaque
		}
	}
}

func (j *judge) ownFunc(obj *types.Func) bool { return obj.Pkg() != nil && j.owns(obj.Pkg().Path()) }

// varsRead are the path's values that are taken from the map of all of them.
func varsRead(call ssa.CallInstruction) []string {
	v := call.Value()
	if v == nil {
		return nil
	}
	var out []string
	for _, ref := range *v.Referrers() {
		name := anyName
		switch x := ref.(type) {
		case *ssa.DebugRef:
			continue
		case *ssa.Lookup:
			if key, ok := flow.ConstString(x.Index); ok {
				name = key
			}
		}
		out = append(out, inPath+name)
	}
	return out
}

// isWholePath reports the path of a request's URL.
func isWholePath(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	f, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	owner, name := flow.TypeKey(f.X.Type()), flow.FieldVar(f.X.Type(), f.Field).Name()
	return owner == "net/url.URL" && (name == "Path" || name == "RawPath") || owner == "net/http.Request" && name == "RequestURI"
}

// goesOn reports a call of the next handler, also by a function value of the user's own type: one that is given what the framework gives.
func goesOn(call ssa.CallInstruction) bool {
	if guard.GoesOn(call) {
		return true
	}
	if call.Common().IsInvoke() || !holdsFunction(call.Common().Value) {
		return false
	}
	return slices.ContainsFunc(call.Common().Args, func(a ssa.Value) bool { return carriesRequest(a.Type()) })
}

// waysOut are the places that a function must let a request come to: as middleware, the calls that go on; of gin's, where it ends without having aborted,
// too. Of any other function the returns that say yes.
func (j *judge) waysOut(fn *ssa.Function) (out []ssa.Instruction, next bool) {
	for _, call := range guard.WaysOn(fn, nil) {
		out = append(out, call)
	}
	if len(out) == 0 {
		for call := range flow.Calls(fn) {
			if goesOn(call) {
				out = append(out, call)
			}
		}
	}
	if guard.Chained(fn) {
		next = true
		ways := slices.Clone(out)
		for _, ret := range flow.Returns(fn) {
			if !guard.Aborted(ret) && !slices.ContainsFunc(ways, func(w ssa.Instruction) bool { return flow.Dominates(w, ret) }) {
				out = append(out, ret)
			}
		}
	}
	if len(out) > 0 || next {
		return out, true
	}
	for _, ret := range flow.Returns(fn) {
		if !refusing(ret) {
			out = append(out, ret)
		}
	}
	return out, false
}

// checkedAt lists the values that are vouched for at every one of the places.
func (j *judge) checkedAt(fn *ssa.Function, places []ssa.Instruction) []string {
	if len(places) == 0 {
		return nil
	}
	tests := j.tests(fn)
	found := map[string]bool{}
	for _, t := range tests {
		found[t.value] = true
	}
	for _, m := range j.memberships(fn) {
		for _, v := range m.values {
			found[v] = true
		}
	}
	for _, x := range places {
		for _, v := range j.answeredBy(x, fn) {
			found[v] = true
		}
	}
	var out []string
	for _, v := range query.SortedKeys(found) {
		vouched := func(x ssa.Instruction) bool {
			return slices.Contains(j.answeredBy(x, fn), v) || j.memberRead(v, x) || slices.ContainsFunc(tests, func(t test) bool { return t.value == v && j.guards(t, x) })
		}
		if !slices.ContainsFunc(places, func(x ssa.Instruction) bool { return !vouched(x) }) {
			out = append(out, v)
		}
	}
	return out
}
