package route

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Security is what a generated server tells of the security that the description of its interface declares for one operation.
//
// oapi-codegen's wrapper puts the scopes of each declared scheme into the request's context, and none for an operation with `security: []`.
// The requirements come without their structure: which schemes are alternatives of each other, and whether doing without any is one of them, is
// not known. A scheme that the description names but does not define is left out by the generator.
type Security struct {
	// Known is true where the server tells: behind a wrapper that sets scopes for this operation, or for another one of the same server. Newer
	// generators set none at all unless they are asked to, so that a server without any says nothing.
	Known bool
	// Schemes are the declared ones, sorted by name.
	Schemes []Scheme
}

// Scheme is a security scheme with the scopes that an operation asks it for.
type Scheme struct {
	Name   string
	Scopes []string
}

// Declared reports whether the operation declares security. known is false where nothing tells; then declared says nothing.
func (s *Security) Declared() (declared, known bool) { return len(s.Schemes) > 0, s.Known }

// key tells declarations apart.
func (s *Security) key() string {
	if !s.Known {
		return ""
	}
	out := "security"
	for _, scheme := range s.Schemes {
		out += " " + scheme.Name + "[" + strings.Join(scheme.Scopes, " ") + "]"
	}
	return out
}

// scopesSuffix ends the key by which a wrapper puts the scopes of a scheme into the context.
const scopesSuffix = ".Scopes"

// security is what the wrapper of a generated server tells of the operation that one of its methods stands for.
func (s *scanner) security(wrapper *types.Named, method *types.Func) Security {
	obj := wrapper.Obj()
	if s.wrappers[obj] == nil {
		s.wrappers[obj] = s.wrapperScopes(wrapper)
	}
	return Security{Known: len(s.wrappers[obj]) > 0, Schemes: s.wrappers[obj][method.Name()]}
}

// wrapperScopes are the schemes for which the methods of a wrapper set scopes, by method.
func (s *scanner) wrapperScopes(wrapper *types.Named) map[string][]Scheme {
	out := map[string][]Scheme{}
	for m := range wrapper.Methods() {
		fn := s.p.SSA().Prog.FuncValue(m)
		if fn == nil {
			continue
		}
		eachCall(fn, func(call ssa.CallInstruction) {
			if scheme, ok := s.scheme(call); ok {
				out[m.Name()] = append(out[m.Name()], scheme)
			}
		})
		slices.SortFunc(out[m.Name()], func(a, b Scheme) int { return strings.Compare(a.Name, b.Name) })
	}
	return out
}

// scheme reads a call that puts scopes into a context: of a constant "bearerAuth.Scopes", and behind it the list of them.
func (s *scanner) scheme(call ssa.CallInstruction) (Scheme, bool) {
	args := call.Common().Args
	for i := 0; i+1 < len(args); i++ {
		text, _ := flow.ConstText(flow.Strip(args[i]))
		name, ok := strings.CutSuffix(text, scopesSuffix)
		list := flow.Strip(args[i+1])
		if sl, isSlice := list.Type().Underlying().(*types.Slice); !ok || !isSlice || !isText(sl.Elem()) {
			continue
		}
		scheme := Scheme{Name: name}
		for _, el := range s.list(list) {
			if scope, ok := flow.ConstString(el); ok {
				scheme.Scopes = append(scheme.Scopes, scope)
			}
		}
		return scheme, true
	}
	return Scheme{}, false
}
