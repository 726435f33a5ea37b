package query

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// cond writes a condition into a build. It is a function because a condition that has several readings is written into several
// builds, each with its own numbering of placeholders. It gives nil for a condition that says nothing.
type cond func(b *build) sqlread.Expr

// addConds adds the condition of a link.
func (b *build) addConds(l *link, isOr, not bool) []*build {
	return b.addTerms(b.conds(l), isOr, not)
}

func (b *build) addTerms(conds []cond, isOr, not bool) []*build {
	if len(conds) == 0 {
		return one(b)
	}
	if len(conds) > manyWays && !not {
		conds = collapse(conds)
	}
	var out []*build
	for i, cd := range conds {
		n := b
		if i < len(conds)-1 {
			n = b.clone()
		}
		if e := cd(n); e != nil {
			if not {
				e = &sqlread.Unary{Op: "NOT", X: e}
			}
			n.where = append(n.where, term{or: isOr, e: e})
		}
		out = append(out, n)
	}
	return out
}

// conds reads the condition arguments of a link: one reading each.
func (b *build) conds(l *link) []cond {
	if r, ok := l.arg(RolePred); ok {
		return b.predList(r, l)
	}
	if r, ok := l.arg(RoleBean); ok {
		return b.beans(r, l)
	}
	r, ok := l.arg(RoleCond)
	if !ok {
		return nil
	}
	if l.rest == RoleCond {
		// One list: the condition and its values.
		lists, complete := b.c.elements(r)
		var out []cond
		for _, list := range lists {
			switch {
			case len(list) > 0:
				out = append(out, b.read(list[0], list[1:], !complete, l)...)
			case complete:
				out = append(out, func(*build) sqlread.Expr { return nil })
			default:
				out = append(out, unreadCond(r))
			}
		}
		return out
	}
	lists, complete := [][]flow.Ref{nil}, true
	if a, ok := l.arg(RoleArgs); ok {
		lists, complete = b.c.elements(a)
	}
	var out []cond
	for _, list := range lists {
		out = append(out, b.read(r, list, !complete, l)...)
	}
	return out
}

// elements lists what a variadic argument holds.
func (c *chains) elements(r flow.Ref) ([][]flow.Ref, bool) {
	if r.V == nil {
		return [][]flow.Ref{nil}, false
	}
	if len(r.Path) > 0 {
		return [][]flow.Ref{{r}}, true
	}
	if _, ok := r.V.Type().Underlying().(*types.Slice); !ok {
		return [][]flow.Ref{{r}}, true
	}
	return c.f.P.Elements(r.V, r.Frame)
}

func unreadCond(r flow.Ref) cond { return func(b *build) sqlread.Expr { return b.hole(r) } }

// deref follows a value to what stands for it where that is one value: conversions, parameters of functions that are looked through,
// a variable that is stored once.
func (c *chains) deref(r flow.Ref) flow.Ref {
	for range 16 {
		if r.V == nil || len(r.Path) > 0 {
			return r
		}
		switch x := r.V.(type) {
		case *ssa.MakeInterface:
			r.V = x.X
		case *ssa.ChangeInterface:
			r.V = x.X
		case *ssa.ChangeType:
			r.V = x.X
		case *ssa.TypeAssert:
			r.V = x.X
		case *ssa.Extract:
			if ta, ok := x.Tuple.(*ssa.TypeAssert); ok {
				r.V = ta.X
				continue
			}
			return r
		case *ssa.Parameter:
			arg := r.Frame.Arg(x)
			if arg == nil {
				return r
			}
			r = flow.Ref{V: arg, Frame: r.Frame.Up}
		case *ssa.UnOp:
			a, ok := x.X.(*ssa.Alloc)
			if !ok {
				return r
			}
			stored := flow.StoredIn(a)
			if len(stored) != 1 || flow.Struct(a.Type()) != nil {
				return r
			}
			r.V = stored[0]
		default:
			return r
		}
	}
	return r
}

// result follows a call of a function of the package that has one return to what it returns.
func (c *chains) result(r flow.Ref) flow.Ref {
	for range 4 {
		call, ok := r.V.(*ssa.Call)
		if !ok || len(r.Path) > 0 {
			return r
		}
		if row, _ := c.rowOf(call); row != nil {
			return r
		}
		fn := flow.StaticCallee(&call.Call)
		if fn == nil {
			return r
		}
		in := c.enter(r.Frame, fn, call)
		if in == nil {
			return r
		}
		rets := flow.Returns(fn)
		if len(rets) != 1 || len(rets[0].Results) != 1 {
			return r
		}
		r = c.deref(flow.Ref{V: rets[0].Results[0], Frame: in})
	}
	return r
}

// read reads one condition: text with its values, a struct, a map, another chain, a predicate value, or the value of a primary key.
func (b *build) read(q flow.Ref, args []flow.Ref, more bool, l *link) []cond {
	if q.V == nil {
		return nil
	}
	plain := b.c.deref(q)
	if k, ok := plain.V.(*ssa.Const); ok && k.Value == nil && len(plain.Path) == 0 {
		return []cond{func(*build) sqlread.Expr { return nil }}
	}
	t := typeOf(plain)
	if isString(t) && !more && len(args) == 0 && l.row.Op == OpEnd && l.lib.KeyText {
		if s, ok := flow.ConstString(plain.V); ok && isNumber(s) {
			return []cond{keyCond([]flow.Ref{plain})}
		}
	}
	switch {
	case isString(t):
		return b.textConds(q, args, more, l)
	case b.c.kindOf(t) != noBuilder:
		return b.subConds(q, l)
	}
	if row, lib := b.c.literalRow(t); row != nil {
		return b.literalConds(row, lib, plain, l)
	}
	if m, ok := t.Underlying().(*types.Map); ok {
		return []cond{b.mapCond(plain, m, "=")}
	}
	if isPredicate(t) {
		return b.preds(q, l)
	}
	if n := rowType(t); n != nil && !isList(t) && !isColumnType(n) && b.lib.Rules != nil {
		return []cond{b.structCond(n, plain, args, l)}
	}
	if _, ok := t.Underlying().(*types.Interface); ok {
		return b.preds(q, l)
	}
	return []cond{keyCond(append([]flow.Ref{plain}, args...))}
}

// typeOf is the type of a reference, below its path where it can be told.
func typeOf(r flow.Ref) types.Type {
	t := r.V.Type()
	for _, p := range r.Path {
		if p == "[]" {
			switch u := deref(t).Underlying().(type) {
			case *types.Slice:
				t = u.Elem()
			case *types.Array:
				t = u.Elem()
			case *types.Map:
				t = u.Elem()
			}
			continue
		}
		if st := flow.Struct(t); st != nil {
			for i := range st.NumFields() {
				if st.Field(i).Name() == p {
					t = st.Field(i).Type()
				}
			}
		}
	}
	return t
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isPredicate reports a value that stands for a condition: a function, or an interface of a modelled library.
func isPredicate(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// keyCond says that the primary key is one of the values.
func keyCond(vals []flow.Ref) cond {
	return func(b *build) sqlread.Expr {
		name := "id"
		if b.model != nil {
			if k := b.model.keyFields(); len(k) == 1 {
				name = k[0].column
			}
		}
		if len(vals) == 1 {
			return b.equals(name, vals[0])
		}
		in := &sqlread.In{X: b.column(name)}
		for _, v := range vals {
			in.List = append(in.List, b.ref(v))
		}
		return in
	}
}

// equals compares a column with a value: a list is any of its elements, nil is NULL, a chain is a sub-select.
func (b *build) equals(name string, v flow.Ref) sqlread.Expr {
	col := b.column(name)
	if v.V == nil {
		return &sqlread.Binary{Op: "=", L: col, R: b.bind(Bound{})}
	}
	plain := b.c.deref(v)
	if k, ok := plain.V.(*ssa.Const); ok && k.Value == nil && len(plain.Path) == 0 && isNilType(k.Type()) {
		return &sqlread.Unary{Op: "IS NULL", X: col}
	}
	if isValueList(typeOf(plain)) {
		return &sqlread.In{X: col, List: []sqlread.Expr{b.ref(plain)}}
	}
	return &sqlread.Binary{Op: "=", L: col, R: b.ref(plain)}
}

func isNilType(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map:
		return true
	}
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.UntypedNil
}

// isValueList reports a list that is several values; bytes, and types that know how to become one value, are one.
func isValueList(t types.Type) bool {
	if isColumnType(t) {
		return false
	}
	var elem types.Type
	switch u := t.Underlying().(type) {
	case *types.Slice:
		elem = u.Elem()
	case *types.Array:
		elem = u.Elem()
	default:
		return false
	}
	k, ok := elem.Underlying().(*types.Basic)
	return !ok || k.Kind() != types.Byte
}

// structCond reads a struct that stands for a condition: each field that is set from a value is an equality. A field that is not set, or
// set to a zero constant, is no condition at all. further names fields that count although they are zero.
func (b *build) structCond(n *types.Named, r flow.Ref, further []flow.Ref, l *link) cond {
	m := b.c.models.of(n, b.lib.Rules)
	var named []string
	for _, a := range further {
		if s, ok := b.c.f.constText(flow.Strip(a.V)); ok {
			named = append(named, s)
		}
	}
	set, known := b.c.fieldsOf(m, r, l.call)
	if !known {
		return unreadCond(r)
	}
	return func(b *build) sqlread.Expr {
		b.useModel(m)
		var out sqlread.Expr
		for i := range m.fields {
			f := &m.fields[i]
			listed := slices.Contains(named, f.name()) || slices.Contains(named, f.column)
			if f.column == "" || len(named) > 0 && !listed {
				continue
			}
			if v, ok := set[i]; ok || listed {
				if !ok {
					// A field that is named counts although it is zero.
					out = and(out, &sqlread.Binary{Op: "=", L: b.column(f.column), R: b.bind(Bound{IsConst: true, Name: f.name()})})
					continue
				}
				out = and(out, b.equals(f.column, v))
			}
		}
		return out
	}
}

// mapCond reads a map from columns to values.
func (b *build) mapCond(r flow.Ref, m *types.Map, op string) cond {
	entries, complete := b.c.entries(r)
	return func(b *build) sqlread.Expr {
		var out sqlread.Expr
		for _, e := range entries {
			out = and(out, b.comparison(e.key, op, e.value))
		}
		if !complete {
			out = and(out, b.hole(r))
		}
		return out
	}
}

// entry is one key of a map with its value.
type entry struct {
	key   string
	value flow.Ref
}

// entries lists what a map made here holds, in the order of its text.
func (c *chains) entries(r flow.Ref) (out []entry, complete bool) {
	r = c.deref(r)
	mk, ok := r.V.(*ssa.MakeMap)
	if !ok || mk.Referrers() == nil {
		return nil, false
	}
	complete = true
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		for _, ref := range *v.Referrers() {
			switch x := ref.(type) {
			case *ssa.MapUpdate:
				if x.Map != v {
					continue
				}
				key, ok := flow.ConstString(flow.Strip(x.Key))
				if !ok {
					key, ok = c.f.constText(flow.Strip(x.Key))
				}
				if !ok {
					complete = false
					continue
				}
				out = append(out, entry{key, flow.Ref{V: x.Value, Frame: r.Frame}})
			case *ssa.ChangeType:
				if x.Referrers() != nil {
					visit(x)
				}
			case *ssa.Call:
				// Handed to a function of the program's own it may get more.
				if row, _ := c.rowOf(x); row == nil {
					if _, builtin := x.Call.Value.(*ssa.Builtin); !builtin {
						complete = false
					}
				}
			case *ssa.Store, *ssa.Phi:
				complete = complete && len(out) > 0
			}
		}
	}
	visit(mk)
	return out, complete
}

// compare reads a link or predicate that compares one column.
func (b *build) compare(l *link) []cond {
	name := l.row.Column
	if name == "" {
		if s, ok := b.constant(l, RoleColumn); ok {
			name = s
		} else if r, ok := l.arg(RoleColumn); ok {
			return []cond{unreadCond(r)}
		}
	}
	op := l.row.Kind
	switch {
	case op != "":
	case l.row.Clause == ClauseIn:
		op = "IN"
	case l.row.Clause == ClauseNotIn:
		op = "NOT IN"
	default:
		op = "="
	}
	if r, ok := l.arg(RoleValue); ok && l.rest != RoleValue {
		return []cond{func(b *build) sqlread.Expr { return b.comparison(name, op, r) }}
	}
	r, ok := l.arg(RoleArgs)
	if !ok {
		r, ok = l.arg(RoleValue)
	}
	if !ok {
		// A predicate without a value: IS NULL, IS NOT NULL.
		return []cond{func(b *build) sqlread.Expr { return &sqlread.Unary{Op: op, X: b.column(name)} }}
	}
	lists, complete := b.c.elements(r)
	var out []cond
	for _, list := range lists {
		if len(list) == 1 && complete && b.c.kindOf(flow.Strip(list[0].V).Type()) != noBuilder {
			out = append(out, b.inSelect(name, op, list[0], l)...)
			continue
		}
		out = append(out, func(b *build) sqlread.Expr {
			in := &sqlread.In{X: b.column(name), Not: op == "NOT IN"}
			for _, v := range list {
				in.List = append(in.List, b.ref(v))
			}
			if !complete || len(in.List) == 0 {
				in.List = append(in.List, b.bind(Bound{Ref: r.Field("[]")}))
			}
			return in
		})
	}
	return out
}

// inSelect is column IN (chain).
func (b *build) inSelect(name, op string, sub flow.Ref, l *link) []cond {
	n := len(b.c.selects(sub, l))
	if n == 0 {
		return []cond{unreadCond(sub)}
	}
	var out []cond
	for i := range n {
		out = append(out, func(b *build) sqlread.Expr {
			q := b.embed(b.c.selects(sub, l), i)
			if q == nil {
				return b.hole(sub)
			}
			return &sqlread.In{X: b.column(name), Not: op == "NOT IN", Query: q}
		})
	}
	return out
}

// comparison writes column op value.
func (b *build) comparison(name, op string, v flow.Ref) sqlread.Expr {
	switch op {
	case "=":
		return b.equals(b.model.columnOf(name), v)
	case "IN", "NOT IN":
		return &sqlread.In{X: b.column(name), Not: op == "NOT IN", List: []sqlread.Expr{b.ref(b.c.deref(v))}}
	case "IS NULL", "IS NOT NULL":
		return &sqlread.Unary{Op: op, X: b.column(name)}
	}
	return &sqlread.Binary{Op: op, L: b.column(name), R: b.ref(b.c.deref(v))}
}

// subConds reads a chain that stands for a group of conditions: db.Where(db.Where(a).Or(b)).
func (b *build) subConds(q flow.Ref, l *link) []cond {
	subs := b.c.selects(q, l)
	var out []cond
	for i := range subs {
		out = append(out, func(b *build) sqlread.Expr {
			subs := b.c.selects(q, l)
			if i >= len(subs) {
				return b.hole(q)
			}
			sub := subs[i]
			e := sub.condition()
			b.take(sub, e)
			return e
		})
	}
	if len(out) == 0 {
		return []cond{unreadCond(q)}
	}
	return out
}

// group adds the conditions that a function adds, in parentheses.
func (b *build) group(l *link) []*build {
	r, ok := l.arg(RoleFunc)
	if !ok {
		return one(b)
	}
	isOr := l.row.Clause == ClauseOrGroup
	if s, ok := b.constant(l, RoleConst); ok {
		isOr = strings.EqualFold(strings.TrimSpace(s), "OR")
	}
	var out []*build
	for _, links := range b.c.closureLinks(r, l) {
		for _, n := range b.c.apply([]*build{b.inner()}, links) {
			n.endGroup(isOr)
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		b.where = append(b.where, term{or: isOr, e: b.hole(r)})
		return one(b)
	}
	return out
}

// inner is a build for the conditions within parentheses: the same statement with an empty WHERE.
func (b *build) inner() *build {
	n := b.clone()
	n.outer = append(slices.Clone(b.outer), b.where)
	n.where = nil
	return n
}

func (b *build) endGroup(isOr bool) {
	e := b.condition()
	last := len(b.outer) - 1
	b.where, b.outer = slices.Clone(b.outer[last]), b.outer[:last]
	if e != nil {
		b.where = append(b.where, term{or: isOr, e: e})
	}
}

// applied adds what functions add that are called with the chain.
func (b *build) applied(l *link) []*build {
	builds := one(b)
	for _, fn := range b.c.funcsOf(l) {
		if fn.V == nil {
			continue
		}
		if k, ok := fn.V.(*ssa.Const); ok && k.Value == nil {
			continue
		}
		alternatives := b.c.closureLinks(fn, l)
		var next []*build
		for _, n := range builds {
			if len(alternatives) == 0 {
				n = n.clone()
				n.where = append(n.where, term{e: n.hole(fn)})
				next = append(next, n)
				continue
			}
			for _, links := range alternatives {
				next = append(next, n.c.apply([]*build{n}, links)...)
			}
		}
		if len(next) > maxAlternatives {
			next = next[:maxAlternatives]
			next[0].note("the chain is put together in too many ways")
		}
		builds = next
	}
	return builds
}

// funcsOf lists the functions that a link hands the chain to.
func (c *chains) funcsOf(l *link) []flow.Ref {
	r, ok := l.arg(RoleFunc)
	if !ok {
		return nil
	}
	if l.rest != RoleFunc {
		return []flow.Ref{r}
	}
	lists, complete := c.elements(r)
	if len(lists) != 1 {
		return []flow.Ref{r}
	}
	out := lists[0]
	if !complete {
		out = append(slices.Clone(out), r)
	}
	return out
}

// closureLinks lists, for each way through a function that is handed a chain, the links that it adds.
func (c *chains) closureLinks(fn flow.Ref, l *link) [][]*link {
	var out [][]*link
	for _, f := range c.functions(flow.Strip(fn.V), fn.Frame, 0) {
		out = append(out, c.linksOfFunc(f, fn, l)...)
	}
	return out
}

func (c *chains) linksOfFunc(f *ssa.Function, fn flow.Ref, l *link) [][]*link {
	var param *ssa.Parameter
	for _, p := range f.Params {
		if c.kindOf(p.Type()) != noBuilder {
			param = p
		}
	}
	if param == nil {
		return nil
	}
	frame := c.frameOf(flow.Strip(fn.V), fn.Frame, 0)
	if len(f.FreeVars) == 0 {
		frame = nil
	}
	var out [][]*link
	for _, ret := range flow.Returns(f) {
		seed := &state{env: map[place]int{}}
		seed.env[place{v: param}] = seed.alloc(object{typ: param.Type()})
		var want []ssa.Value
		for _, r := range ret.Results {
			if c.kindOf(r.Type()) != noBuilder {
				want = append(want, r)
			}
		}
		states, _ := c.run(ret, frame, seed, want...)
		for _, s := range states {
			id, ok := 0, true
			if len(want) > 0 {
				id, ok = resolve(s, want[0])
			}
			if !ok {
				continue
			}
			links := s.heap[id].links
			if !slices.ContainsFunc(out, func(o []*link) bool { return slices.Equal(o, links) }) {
				out = append(out, links)
			}
		}
	}
	return out
}
