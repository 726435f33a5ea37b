package route

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// Op is what a library function does to a router.
type Op uint8

// The operations.
const (
	OpNew    Op = iota + 1 // makes a router
	OpRoute                // registers a handler
	OpUse                  // adds middleware to the receiver
	OpSub                  // returns a router that adds a prefix, methods or middleware to the receiver; on the result of OpRoute it narrows that route
	OpNest                 // calls a function with such a router
	OpMount                // puts another router, or any handler, below the receiver
	OpWrap                 // returns a handler that does something around another
	OpOption               // makes an option of OpNew that holds middleware
	OpServe                // lets a handler, or the receiver, answer requests from outside
	OpSet                  // puts a prefix or methods on the receiver itself
)

// Role is what an argument means.
type Role string

// Roles. A trailing "..." in a row means that the role takes this and all further arguments. An argument that is a struct has the roles of its
// fields between braces: "{Method:method,Path:pattern}".
const (
	RoleNone     Role = "_"
	RoleMethod   Role = "method"   // an HTTP method, or several
	RolePattern  Role = "pattern"  // path, perhaps with a method and a host before it
	RolePrefix   Role = "prefix"   // path that is put before those of the routes below
	RoleHandler  Role = "handler"  // what answers
	RoleHandlers Role = "handlers" // middleware, and last what answers
	RoleUse      Role = "use"      // middleware
	RoleAny      Role = "any"      // by its type: a prefix, middleware, or a router to mount
	RoleBuild    Role = "build"    // function that is given the router
	RoleRouter   Role = "router"   // the router, where the function has no receiver
	RoleOption   Role = "option"   // options, of which those that OpOption makes hold middleware
	RoleMount    Role = "mount"    // router that answers below the one that is made
)

// Row says what one library function means.
type Row struct {
	// Func is the function's key, as flow.Key names it.
	Func string
	Op   Op
	// Method is the HTTP method of an OpRoute that names it, several parted by commas; empty when an argument does, or when every method is meant.
	Method string
	// Args are the roles of the arguments without the receiver, separated by blanks.
	Args string
	// Router is the key of the router that the function is about where neither a receiver nor an argument says so.
	Router string
	// Files is true of an OpRoute that answers by itself, with files; Suffix is what it puts behind its pattern.
	Files  bool
	Suffix string
	// Bare is true of an OpRoute or OpMount that the middleware of the receiver is not in front of.
	Bare bool
	// Apart is true of an OpSub that makes a router also where it is called on the result of an OpRoute.
	Apart bool
	// All is true of an OpUse that is in front of every route, whenever it is called, where those of the library are not.
	All bool
}

// Order says which routes a middleware is in front of.
type Order uint8

const (
	// OrderLater is for routers that copy their middleware into each route as it is registered, so that one that is added afterwards is not asked.
	OrderLater Order = iota
	// OrderAll is for routers that put their middleware in front of every route, whenever it was added.
	OrderAll
)

// Library is the rows of one library.
type Library struct {
	Name string
	// Paths are the import paths of the library.
	Paths []string
	Rows  []Row
	// Routers are the keys of the types whose values are routers.
	Routers []string
	// Contexts are the keys of the types that handlers of the library are given as their only parameter.
	Contexts []string
	// Nexts are the keys of the types by which middleware of the library goes on, beside functions of its contexts.
	Nexts []string
	// Clients is true for libraries that are also imported to call others.
	Clients bool
	// Order says which routes a middleware is in front of.
	Order Order
	// Verb is true when a pattern may begin with a method: "POST /orders".
	Verb bool
	// Whole is true when a mounted handler sees the whole path, its own prefix included.
	Whole bool
	// Standing are routers that the library makes by itself.
	Standing []Standing
	// Shapes are rows about methods of the user's own interfaces that the library's routers satisfy: Func is the name and the signature.
	Shapes []Row
}

// Standing is a router that a library keeps for everybody, and the one that it is mounted on.
type Standing struct{ Router, On string }

// Fields are the roles of the fields of an argument that is a struct, nil for other roles.
func (r Role) Fields() map[string]Role {
	in, ok := strings.CutPrefix(string(r), "{")
	if !ok {
		return nil
	}
	out := map[string]Role{}
	for _, f := range strings.Split(strings.TrimSuffix(in, "}"), ",") {
		name, role, _ := strings.Cut(f, ":")
		out[name] = Role(role)
	}
	return out
}

// Roles splits the roles of a row; rest is the role of all further arguments.
func (r *Row) Roles() (roles []Role, rest Role) {
	for _, f := range strings.Fields(r.Args) {
		if f, more := strings.CutSuffix(f, "..."); more {
			return append(roles, Role(f)), Role(f)
		}
		roles = append(roles, Role(f))
	}
	return roles, ""
}

// index is the argument with a role, -1 when the row has none.
func (r *Row) index(role Role) int {
	roles, _ := r.Roles()
	return slices.Index(roles, role)
}

// Models finds rows by function.
type Models struct {
	rows     map[string]*Row
	shapes   flow.Shapes[*Row]
	libs     map[*Row]*Library
	routers  map[string]*Library
	contexts map[string]bool
	nexts    map[string]bool
	paths    map[string]bool
	servers  map[string]bool // the paths that nobody imports to call others
	families map[string]bool
	standing map[string][]Standing
	// generatedUse is the row of generated methods that take middleware.
	generatedUse *Row
}

// NewModels indexes libraries. A row that is listed twice is a fault of the tables.
func NewModels(libs []Library) (*Models, error) {
	m := &Models{
		rows: map[string]*Row{}, libs: map[*Row]*Library{},
		routers: map[string]*Library{}, contexts: map[string]bool{}, nexts: map[string]bool{}, paths: map[string]bool{}, standing: map[string][]Standing{},
		servers: map[string]bool{}, families: families(libs),
	}
	m.generatedUse = &Row{Op: OpUse, Args: "use"}
	m.libs[m.generatedUse] = &Library{Name: "generated"}
	for i := range libs {
		lib := &libs[i]
		for _, p := range lib.Paths {
			m.paths[p], m.servers[p] = true, m.servers[p] || !lib.Clients
			if len(lib.Standing) > 0 {
				m.standing[p] = lib.Standing
			}
		}
		for _, t := range lib.Routers {
			m.routers[t] = lib
		}
		for _, t := range lib.Contexts {
			m.contexts[t] = true
		}
		for _, t := range lib.Nexts {
			m.nexts[t] = true
		}
		for j := range lib.Rows {
			row := &lib.Rows[j]
			if m.rows[row.Func] != nil {
				return nil, fmt.Errorf("route: %s is listed twice", row.Func)
			}
			m.rows[row.Func], m.libs[row] = row, lib
		}
		for j := range lib.Shapes {
			row := &lib.Shapes[j]
			m.shapes.Set(row.Func, row)
			m.libs[row] = lib
		}
	}
	return m, nil
}

// Libraries lists every row of every library, for the test that holds the tables against the real libraries.
func Libraries() []Library {
	return []Library{netHTTP(), chi(), gin(), echo("v4"), echo("v5"), fiber(), fiber3(), gorilla(), httprouter(), restful(), huma(), goa(), grpc(), connect(), twirp(), gqlgen()}
}

// verbs are the HTTP methods as router libraries name their functions.
var verbs = [...]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"}

// title is a verb as a Go method of its own: "Get".
func title(verb string) string { return verb[:1] + strings.ToLower(verb[1:]) }
