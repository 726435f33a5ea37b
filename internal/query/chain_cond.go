package query

import (
	"go/types"
	"slices"

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

func unreadCond(r flow.Ref) cond { return func(b *build) sqlread.Expr { return b.hole(r) } }

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

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// isPredicate reports a value that stands for a condition: a function, or an interface of a modelled library.
func isPredicate(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
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
