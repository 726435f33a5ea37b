package libraries

import (
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/route"
)

// TestRouters holds the rows of every router library against the real one: each function exists and has the arguments that the roles name, each
// router, context and way on is a type. What a router offers beside the rows and is given a handler must be listed as left out.
func TestRouters(t *testing.T) {
	t.Parallel()
	libs := route.Libraries()
	paths := map[string]bool{"net/http": true, "goa.design/goa/v3/pkg": true}
	for _, lib := range libs {
		for _, p := range lib.Paths {
			paths[p] = true
		}
	}
	real := realLibraries(t, paths)
	rows := map[string]bool{}
	for _, lib := range libs {
		for i := range lib.Rows {
			rows[lib.Rows[i].Func] = true
		}
	}
	for _, lib := range libs {
		t.Run(lib.Name, func(t *testing.T) {
			t.Parallel()
			for _, p := range lib.Paths {
				require.NotNil(t, real.packages[p], "%s was not loaded", p)
			}
			for i := range lib.Rows {
				if why := real.routeFault(&lib.Rows[i]); why != "" {
					t.Errorf("%s: %s", lib.Rows[i].Func, why)
				}
			}
			for _, typ := range slices.Concat(lib.Routers, lib.Contexts, lib.Nexts) {
				require.True(t, real.types[typ], "%s is no type", typ)
			}
			require.Empty(t, real.unlistedRoutes(&lib, rows))
		})
	}
}

// left are methods of routers that take functions and that no row lists, by their names.
var left = map[string]string{
	"NotFound": "answers what no route matches", "MethodNotAllowed": "answers what no route matches", "NoRoute": "answers what no route matches",
	"NoMethod": "answers what no route matches", "RouteNotFound": "answers what no route matches",
	"URI": "looks a route up", "URL": "looks a route up", "Walk": "looks routes up",
	"RecoverHandler": "answers after a panic", "ServiceErrorHandler": "writes errors", "SetErrorPresenter": "writes errors", "SetRecoverFunc": "answers after a panic",
	"Do": "describes a route", "If": "narrows a route", "TypeNameHandler": "describes types",
	"ModifyOperation": "describes operations", "UseModifier": "describes operations", "UseSimpleModifier": "describes operations",
	"UseTransformer": "changes answers", "RemoveRouteFunc": "takes routes away",
}

// unlistedRoutes are the methods of a library's routers that take a handler, and that neither a row nor the list above names.
func (a *api) unlistedRoutes(lib *route.Library, rows map[string]bool) []string {
	var out []string
	for _, key := range lib.Routers {
		dot := strings.LastIndexByte(key, '.')
		obj, ok := a.packages[key[:dot]].Scope().Lookup(key[dot+1:]).(*types.TypeName)
		if !ok {
			continue
		}
		for _, m := range methods(obj) {
			if k := flow.Key(m); m.Exported() && !rows[k] && left[m.Name()] == "" && takesHandler(m.Signature()) {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return out
}

// takesHandler reports a parameter that answers requests, or goes between.
func takesHandler(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		t := v.Type()
		if list, ok := t.(*types.Slice); ok {
			t = list.Elem()
		}
		if flow.TypeKey(t) == "net/http.Handler" {
			return true
		}
		fn, ok := t.Underlying().(*types.Signature)
		if ok && fn.Params().Len() > 0 {
			return true
		}
	}
	return false
}

// routeFault says what is wrong with a row; empty for one that is right.
func (a *api) routeFault(row *route.Row) string {
	sig := a.funcs[row.Func]
	if sig == nil {
		return "there is no such function"
	}
	roles, rest := row.Roles()
	n := sig.Params().Len()
	switch {
	case len(roles) > n:
		return "it has fewer arguments than the row"
	case rest != "" && (len(roles) != n || !sig.Variadic()):
		return "its last argument is not variadic"
	case rest == "" && sig.Variadic() && len(roles) == n && roles[n-1] != route.RoleNone:
		return "its last argument is variadic"
	}
	for i, role := range roles {
		if why := a.roleFault(role, sig.Params().At(i).Type()); why != "" {
			return why
		}
	}
	if (row.Op == route.OpNew || row.Op == route.OpSub) && sig.Results().Len() == 0 {
		return "it gives no router"
	}
	return ""
}

// roleFault holds a role against the type of its argument.
func (a *api) roleFault(role route.Role, t types.Type) string {
	if list, ok := t.(*types.Slice); ok {
		t = list.Elem()
	}
	switch role {
	case route.RoleMethod, route.RolePattern, route.RolePrefix:
		if !isText(t) {
			return "the argument of the role " + string(role) + " is no text"
		}
	case route.RoleBuild:
		if _, ok := t.Underlying().(*types.Signature); !ok {
			return "what builds is no function"
		}
	}
	fields := role.Fields()
	if len(fields) == 0 {
		return ""
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return "an argument with fields is no struct"
	}
	for i := range st.NumFields() {
		delete(fields, st.Field(i).Name())
	}
	for name := range fields {
		return "there is no field " + name
	}
	return ""
}
