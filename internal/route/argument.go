package route

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// arguments are what a call says, by the roles of its row.
type arguments struct {
	routers  []string
	methods  []string
	patterns []string
	prefixes []string
	handlers []Handler
	chain    []ssa.Value // of RoleHandlers
	use      []Middleware
	mounts   []Handler // routers among arguments of RoleAny
	handler  ssa.Value // of OpServe
	build    ssa.Value
}

// arguments reads a call.
func (s *scanner) arguments(call ssa.CallInstruction, row *Row) *arguments {
	a := &arguments{}
	recv, args := flow.Args(call.Common())
	if recv != nil {
		a.routers = s.routers(recv)
	}
	if row.Router != "" {
		a.routers = []string{row.Router}
	}
	if row.Method != "" {
		a.methods = strings.Split(row.Method, ",")
	}
	if row.Files {
		a.handlers = []Handler{{Func: row.Func, Made: true}}
	}
	roles, rest := row.Roles()
	for i, v := range args {
		role := rest
		if i < len(roles) {
			role = roles[i]
		}
		s.argument(a, row, role, v)
	}
	if n := len(a.chain); n > 0 {
		a.handlers, a.use = s.handlers(a.chain[n-1]), s.middleware(a.chain[:n-1])
	}
	for i := range a.patterns {
		a.patterns[i] = join(a.patterns[i], row.Suffix)
	}
	return a
}

func (s *scanner) argument(a *arguments, row *Row, role Role, v ssa.Value) {
	switch role {
	case RoleMethod:
		for _, m := range s.list(v) {
			for _, text := range s.texts(m) {
				a.methods = append(a.methods, strings.ToUpper(text))
			}
		}
	case RolePattern:
		a.patterns = s.textsOf(v)
	case RolePrefix:
		a.prefixes = s.textsOf(v)
	case RoleHandler:
		if row.Op != OpServe {
			a.handlers = s.handlers(v)
		} else if a.handler = v; isNil(v) && row.Router != "" {
			a.handler = nil // the router that net/http keeps
		}
	case RoleHandlers:
		a.chain = append(a.chain, s.list(v)...)
	case RoleUse:
		a.use = append(a.use, s.middleware(s.list(v))...)
	case RoleAny:
		s.anyArguments(a, s.list(v))
	case RoleBuild:
		a.build = v
	case RoleRouter:
		a.routers = s.routers(v)
	case RoleOption:
		for _, o := range s.list(v) {
			use, prefixes := s.option(o)
			a.use, a.prefixes = append(a.use, use...), append(a.prefixes, prefixes...)
		}
	case RoleMount:
		if list := s.routers(v); len(list) > 0 {
			a.mounts = append(a.mounts, Handler{Routers: list})
		}
	default:
		s.fieldArguments(a, row, role.Fields(), v)
	}
}

// fieldArguments reads an argument that is a struct, by the roles of its fields.
func (s *scanner) fieldArguments(a *arguments, row *Row, roles map[string]Role, v ssa.Value) {
	st := flow.Struct(v.Type())
	if st == nil {
		return
	}
	for i := range st.NumFields() {
		if role, ok := roles[st.Field(i).Name()]; ok {
			if in := fieldOf(v, i); in != nil {
				s.argument(a, row, role, in)
			}
		}
	}
}

// textsOf reads a text, or each of a list of texts.
func (s *scanner) textsOf(v ssa.Value) []string {
	var out []string
	for _, el := range s.list(v) {
		out = append(out, s.texts(el)...)
	}
	return out
}

// anyArguments reads arguments that are told apart by their types.
func (s *scanner) anyArguments(a *arguments, list []ssa.Value) {
	for _, v := range list {
		in := flow.Strip(v)
		switch {
		case isText(in.Type()):
			a.prefixes = s.texts(in)
		case len(s.listed(in)) > 0:
			a.prefixes = s.textsOf(in)
		case s.routerType(in.Type()):
			a.mounts = append(a.mounts, Handler{Routers: s.routers(in)})
		default:
			a.use = append(a.use, s.middleware([]ssa.Value{in})...)
		}
	}
}

// option is the middleware that an option holds, and the prefix that it sets.
func (s *scanner) option(v ssa.Value) (use []Middleware, prefixes []string) {
	call, ok := flow.Strip(v).(*ssa.Call)
	if !ok {
		return nil, nil
	}
	row, _ := s.row(&call.Call)
	if row == nil || row.Op != OpOption {
		return nil, nil
	}
	a := s.arguments(call, row)
	return a.use, a.prefixes
}

// list are the elements of a slice or of variadic arguments where they are known, else the value itself.
func (s *scanner) list(v ssa.Value) []ssa.Value {
	if _, ok := v.Type().Underlying().(*types.Slice); !ok {
		return []ssa.Value{v}
	}
	lists, complete := s.p.Elements(v, nil)
	var out []ssa.Value
	for _, l := range lists {
		for _, el := range l {
			if el.V != nil && !slices.Contains(out, el.V) {
				out = append(out, el.V)
			}
		}
	}
	if !complete && len(out) == 0 {
		return []ssa.Value{v}
	}
	return out
}

// middleware is what values stand for that requests meet on their way.
func (s *scanner) middleware(list []ssa.Value) []Middleware {
	var out []Middleware
	for _, v := range list {
		if !isNil(v) {
			out = append(out, s.oneMiddleware(s.element(v), 0))
		}
	}
	return out
}

// oneMiddleware follows a value to the function that it is; a value that is one of several is not followed.
func (s *scanner) oneMiddleware(v ssa.Value, depth int) Middleware {
	v = flow.Strip(v)
	m := Middleware{Pos: s.position(v.Pos())}
	if fn := functionOf(v); fn != nil {
		m.Func = flow.FuncKey(fn)
		return m
	}
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	switch x := v.(type) {
	case *ssa.Call:
		pos, _ := s.p.CallPos(x)
		m.Pos, m.Func, m.Made, m.Args = s.position(pos), flow.Key(flow.Callee(&x.Call)), true, s.given(x)
		return m
	case *ssa.Parameter:
		if x.Parent().Parent() == nil {
			i := slices.Index(x.Parent().Params, x)
			if x.Parent() == s.top {
				m.Hole = i + 1
			} else {
				m.Func = paramSlot(x.Parent(), i) // what a constructor was given
			}
			return m
		}
	case *ssa.UnOp, *ssa.Lookup:
		if s.optional(v, &m) {
			return m
		}
	}
	if vals := s.behind(v); len(vals) == 1 && depth < 4 {
		return s.oneMiddleware(vals[0], depth+1)
	}
	m.Func = slotOf(v)
	return m
}

// optional reads middleware that the function is given in a field of its options: the field itself, each element of it in turn, or the one that it
// has for a key.
func (s *scanner) optional(v ssa.Value, m *Middleware) bool {
	load, ok := v.(*ssa.UnOp)
	switch x := v.(type) {
	case *ssa.UnOp:
		if el, isElement := x.X.(*ssa.IndexAddr); isElement {
			if _, one := el.Index.(*ssa.Const); one {
				return false
			}
			load, ok = el.X.(*ssa.UnOp)
		}
	case *ssa.Lookup:
		if m.Key, ok = flow.ConstString(x.Index); ok {
			load, ok = x.X.(*ssa.UnOp)
		}
	}
	if !ok {
		return false
	}
	par, field := s.paramField(load)
	if par == nil || par.Parent() != s.top {
		return false
	}
	m.Hole, m.Field = slices.Index(par.Parent().Params, par)+1, field
	return true
}

// behind are the values that a variable, a field or a closure's variable is given within the package.
func (s *scanner) behind(v ssa.Value) []ssa.Value {
	switch x := v.(type) {
	case *ssa.FreeVar:
		return s.bindings(x)
	case *ssa.Alloc:
		return flow.StoredIn(x)
	case *ssa.UnOp:
		switch a := x.X.(type) {
		case *ssa.Alloc:
			return flow.StoredIn(a)
		case *ssa.Global:
			return s.p.GlobalStores(a)
		case *ssa.FieldAddr:
			if f := flow.FieldVar(a.X.Type(), a.Field); f != nil {
				return s.p.FieldStores(f)
			}
		case *ssa.FreeVar:
			var out []ssa.Value
			for _, b := range s.bindings(a) {
				out = append(out, flow.StoredIn(b)...)
			}
			return out
		}
	}
	return nil
}

// slotOf names the field or variable that a value is read from.
func slotOf(v ssa.Value) string {
	u, ok := v.(*ssa.UnOp)
	if !ok {
		return ""
	}
	switch a := u.X.(type) {
	case *ssa.FieldAddr:
		return fieldSlot(a.X.Type(), a.Field)
	case *ssa.Global:
		return a.Pkg.Pkg.Path() + "." + a.Name()
	}
	return ""
}

// given are the texts that a call is given: constants, those of the element of a table, and marks for what the function's caller supplies.
func (s *scanner) given(call *ssa.Call) []string {
	_, args := flow.Args(&call.Call)
	var out []string
	for _, a := range args {
		in := flow.Strip(s.element(flow.Strip(a)))
		if text, ok := flow.ConstText(in); ok {
			out = append(out, text)
			continue
		}
		if list := s.listed(in); isText(in.Type()) || len(list) > 0 {
			for _, el := range append(list, in)[:max(len(list), 1)] {
				if texts := s.texts(el); len(texts) == 1 && !strings.Contains(texts[0], markUnread) {
					out = append(out, texts[0])
				}
			}
		}
	}
	return out
}

// listed are the elements of variadic texts.
func (s *scanner) listed(v ssa.Value) []ssa.Value {
	if sl, ok := v.Type().Underlying().(*types.Slice); !ok || !isText(sl.Elem()) {
		return nil
	}
	if list := s.list(v); len(list) != 1 || list[0] != v {
		return list
	}
	return nil
}

func isNil(v ssa.Value) bool {
	c, ok := flow.Strip(v).(*ssa.Const)
	return ok && c.Value == nil
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// refines reports a call that narrows a route that was just registered: r.HandleFunc(…).Methods("POST").
func (s *scanner) refines(call ssa.CallInstruction) bool {
	if row, _ := s.row(call.Common()); row != nil && row.Apart {
		return false
	}
	for range 8 {
		recv, _ := flow.Args(call.Common())
		up, ok := recv.(*ssa.Call)
		if !ok {
			return false
		}
		row, _ := s.row(&up.Call)
		switch {
		case row == nil:
			return false
		case row.Op == OpRoute || row.Op == OpMount:
			return true
		case row.Op != OpSub:
			return false
		}
		call = up
	}
	return false
}

// refined are the methods by which the calls behind a registration narrow it.
func (s *scanner) refined(call ssa.CallInstruction) []string {
	var out []string
	v, ok := call.(*ssa.Call)
	for range 8 {
		if !ok || v.Referrers() == nil {
			return out
		}
		var next *ssa.Call
		for _, ref := range *v.Referrers() {
			c, isCall := ref.(*ssa.Call)
			if !isCall {
				continue
			}
			row, _ := s.row(&c.Call)
			if recv, args := flow.Args(&c.Call); row != nil && row.Op == OpSub && recv == v {
				if i := row.index(RoleMethod); i >= 0 && i < len(args) {
					narrow := &arguments{}
					s.argument(narrow, row, RoleMethod, args[i])
					out = append(out, narrow.methods...)
				}
				next = c
			}
		}
		v, ok = next, next != nil
	}
	return out
}
