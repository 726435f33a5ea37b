package tenantscope

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// fromContext classifies a value of a request-scoped context: what the middleware put there is authenticated.
func (j *judge) fromContext(l flow.Leaf) Class {
	if l.V != nil {
		for _, key := range l.Call.Common().Args {
			// The id of what is kept under the tenant's key is the tenant: c.Get("tenant").(*Tenant).ID.
			names := contextKey(key)
			if len(l.Path) == 1 && strings.EqualFold(l.Path[0], "id") && slices.ContainsFunc(names, j.words.isTenantItself) {
				return ClassTenant
			}
			if len(l.Path) == 0 && slices.ContainsFunc(names, j.words.isTenant) {
				return ClassTenant
			}
		}
	}
	return j.identity(l)
}

// contextKey are the names of the key of a context's value: of ctx.Value(tenantKey{}) its type, of c.Get("tenant") its text.
func contextKey(key ssa.Value) []string {
	key = flow.Strip(key)
	names := []string{flow.TypeKey(key.Type())}
	if s, ok := flow.ConstString(key); ok {
		names = append(names, s)
	}
	if u, ok := key.(*ssa.UnOp); ok {
		if g, ok := u.X.(*ssa.Global); ok {
			names = append(names, g.Name())
		}
	}
	return names
}

func credentialHeader(c *ssa.CallCommon) bool {
	for _, a := range c.Args {
		if s, ok := flow.ConstString(a); ok {
			s = strings.ToLower(s)
			return s == "authorization" || strings.Contains(s, "api-key") || strings.Contains(s, "apikey") || strings.Contains(s, "token")
		}
	}
	return false
}

// handler reports a function that an endpoint ends in: it is given the request of a web framework, or a message that a generated
// server has decoded. Its callers are the framework's.
func (j *judge) handler(fn *ssa.Function) bool {
	for _, p := range fn.Params {
		t := pointedName(p.Type())
		if carriesRequest(p.Type()) && token.IsExported(fn.Name()) || isNamedType(t, "net/http", "Request") && len(j.p.Callers(fn)) == 0 {
			return true
		}
		if isNamedType(t, "connectrpc.com/connect", "Request") {
			return true
		}
		if p.Object() != nil && fn.Signature.Recv() != nil && isMessage(p.Type()) {
			return true
		}
	}
	return false
}

// decoder reports a function that decodes bytes from wherever they come.
func decoder(key string) bool {
	return strings.HasPrefix(key, "encoding/") || strings.HasPrefix(key, "(*encoding/") || strings.HasPrefix(key, "google.golang.org/protobuf/")
}

// servesHTTP reports a function that is given a web framework's request, or a closure in one.
func servesHTTP(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for _, p := range fn.Params {
			if carriesRequest(p.Type()) {
				return true
			}
		}
	}
	return false
}

// isPayload reports the struct in which a generated server hands over the request.
func isPayload(t types.Type) bool {
	name := flow.TypeKey(t)
	name = name[strings.LastIndexByte(name, '.')+1:]
	return isMessage(t) || flow.Struct(t) != nil && (strings.Contains(name, "Request") || strings.HasSuffix(name, "Input") || strings.HasSuffix(name, "Params") || strings.HasSuffix(name, "Args"))
}

// isMessage reports a generated protobuf message.
func isMessage(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Pointer); !ok {
		return false
	}
	m, _, _ := types.LookupFieldOrMethod(t, true, nil, "ProtoReflect")
	_, ok := m.(*types.Func)
	return ok
}

// isRequestScoped reports a type that lives as long as a request does: what carries it whole, or a context.
func isRequestScoped(t types.Type) bool { return isContext(t) || carriesRequest(t) }

// isContext reports a context.Context.
func isContext(t types.Type) bool { return isNamedType(types.Unalias(t), "context", "Context") }

// carriesRequest reports a type that holds a whole request.
func carriesRequest(t types.Type) bool {
	n, ok := pointedName(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	path := n.Obj().Pkg().Path()
	switch n.Obj().Name() {
	case "Request":
		return path == "net/http"
	case "Context":
		return strings.HasSuffix(path, "/gin") || strings.HasSuffix(path, "/echo/v4") || strings.HasSuffix(path, "/echo/v5")
	case "Ctx":
		return strings.HasSuffix(path, "/fiber/v2") || strings.HasSuffix(path, "/fiber/v3")
	}
	return false
}

// pointedName is a type without a pointer to it, and without an alias.
func pointedName(t types.Type) types.Type {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		return types.Unalias(p.Elem())
	}
	return t
}

// isNamedType reports the type of a package, whatever its arguments.
func isNamedType(t types.Type, path, name string) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path
}
