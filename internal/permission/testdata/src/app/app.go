// Package app declares permissions and asks for some of them.
package app

type Permission string

const (
	OrdersRead  Permission = "orders:read"
	OrdersWrite Permission = "orders:write"
	OrdersPurge Permission = "orders:purge" // never: only a role has it
	UsersWrite  Permission = "users:write"  // required: in a table with its handler
	UsersRead   Permission = "users:read"   // required: by the method of a service
	UsersInvite Permission = "users:invite" // required: chosen, then asked for
)

// Level is no permission: nothing that decides is handed one.
type Level int

const (
	Low Level = iota
	High
)

// Action is a permission that is a number.
type Action int

const (
	Start Action = iota
	Stop         // never
)

const (
	auditRead  = "audit.read"
	auditPrune = "audit.prune" // never
)

const lonely = "lonely"

var roles = map[string][]Permission{"admin": {OrdersRead, OrdersWrite, OrdersPurge}}

var all = []Permission{OrdersPurge}

type route struct {
	path       string
	permission Permission
	handle     func()
}

var routes = []route{{"/users", UsersWrite, serve}}

var methods = map[string]Permission{"/users.v1.Users/Get": UsersRead}

func serve() {}

func allowed(p ...Permission) bool { return len(p) == 0 }

func can(a Action) bool { return a == Start }

func audited(what string) bool { return what == "" }

func level(l Level) {}

func use() {
	if !allowed(OrdersRead) || !allowed([]Permission{OrdersWrite}...) || !can(Start) || !audited(auditRead) {
		return
	}
	p := OrdersRead
	if len(routes) > 1 {
		p = UsersInvite
	}
	_ = allowed(p)
	level(High)
	level(Low)
	println(lonely)
}
