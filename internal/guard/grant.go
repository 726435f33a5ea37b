package guard

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Grants reports a decision about what its caller may do: by a function that is known or named for it, or by a comparison that speaks of roles or permissions. A
// program in which nobody decides so gives out no permissions, however often it refuses.
func (g *Gate) Grants() bool {
	if g.By != "" && g.By != Dynamic && (g.known || deciding.MatchString(base(g.By)) && !unrelated.MatchString(local(g.By)) && g.asksOfCaller()) {
		return true
	}
	return g.Kind == Permission && (subjectOf(g.conds).granting() || grants.MatchString(flow.Top(g.If.Parent()).Name()))
}

// asksOfCaller reports that the deciding call, where its name may speak of anything, is one about who asks.
func (g *Gate) asksOfCaller() bool {
	for _, c := range calledIn(g.conds) {
		if flow.Key(flow.Callee(c.Common())) == g.By {
			return ofCaller(c, g.By)
		}
	}
	return true
}

// Asked are the calls that a decision is computed from.
func (f *Finder) Asked(g *Gate) []ssa.CallInstruction { return calledIn(g.conds) }

// Conditions are what decides, each of which lets through by itself.
func (g *Gate) Conditions() []ssa.Value { return g.conds }

// FromRequest reports a call that reads something of a request: a header, a parameter of the path, a value of the context.
func FromRequest(c *ssa.Call) bool { return fromRequest(c) }

// DynamicCalls are the calls of function values that decide, where the gate is by Dynamic.
func (f *Finder) DynamicCalls(g *Gate) []ssa.CallInstruction {
	return slices.DeleteFunc(calledIn(g.conds), func(c ssa.CallInstruction) bool { return dynamic(c) == "" })
}

// Speaks reports a name that is one of a decision, or of a refusal.
func Speaks(name string) bool {
	return Named(name) != None || refusal(name) != None
}

// libraries begin the import paths of those with whose types requests are answered and permissions asked for.
var libraries = [...]string{
	"net/http", "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber", "github.com/go-chi/chi", "github.com/gorilla/mux",
	"github.com/julienschmidt/httprouter", "google.golang.org/grpc", "connectrpc.com/connect", "crypto/hmac", "crypto/subtle", "golang.org/x/crypto/bcrypt",
}

// Library reports a package by whose functions and types a decision may be made.
func Library(path string) bool {
	for _, l := range libraries {
		if path == l || strings.HasPrefix(path, l+"/") {
			return true
		}
	}
	return slices.ContainsFunc(Engines(), func(r Row) bool { return strings.HasPrefix(strings.TrimLeft(r.Func, "(*"), path+".") })
}
