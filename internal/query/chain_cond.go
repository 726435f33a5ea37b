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
	if l.row.Clause == ClauseOn && l.row.Index(RoleColumn) >= 0 {
		return b.compare(l) // On(column, column)
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
	case b.c.isChain(plain):
		return b.subConds(q, l)
	}
	if row, lib := b.c.literalRow(t); row != nil {
		return b.literalConds(row, lib, plain, l)
	}
	if m, ok := t.Underlying().(*types.Map); ok {
		return b.mapConds(plain, m, l.row, l)
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

// isChain reports a value that is a builder, and no part of a statement behind the same interface as one.
func (c *chains) isChain(r flow.Ref) bool {
	if r.V == nil || len(r.Path) > 0 || c.kindOf(r.V.Type()) == noBuilder {
		return false
	}
	if !types.IsInterface(r.V.Type()) {
		return true
	}
	call, ok := r.V.(*ssa.Call)
	if !ok {
		return false
	}
	row, _ := c.rowOf(call)
	return row != nil && row.Op != OpPred
}

// compare reads a link or predicate that compares one column.
func (b *build) compare(l *link) []cond {
	left, ok := b.left(l)
	if !ok {
		r, _ := l.arg(RoleColumn)
		if r.V == nil {
			r = flow.Ref{V: valueOf(l), Frame: l.frame}
		}
		return []cond{unreadCond(r)}
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
	if r, ok := l.second(RoleColumn); ok {
		right, ok := b.sideOf(r, l)
		if !ok {
			return []cond{unreadCond(r)}
		}
		return []cond{func(b *build) sqlread.Expr { return &sqlread.Binary{Op: op, L: left(b), R: right(b)} }}
	}
	if hi, ok := l.second(RoleValue); ok && l.rest != RoleValue {
		lo, _ := l.arg(RoleValue)
		return []cond{func(b *build) sqlread.Expr {
			return &sqlread.Between{X: left(b), Not: op == "NOT BETWEEN", Lo: b.operand(lo, l), Hi: b.operand(hi, l)}
		}}
	}
	if r, ok := l.arg(RoleValue); ok && l.rest != RoleValue {
		return b.comparisons(left, op, r, l)
	}
	r, ok := l.arg(RoleArgs)
	if !ok {
		r, ok = l.arg(RoleValue)
	}
	if !ok {
		// A predicate without a value: IS NULL, IS NOT NULL.
		return []cond{func(b *build) sqlread.Expr { return &sqlread.Unary{Op: op, X: left(b)} }}
	}
	lists, complete := b.c.elements(r)
	var out []cond
	for _, list := range lists {
		if len(list) == 1 && complete && list[0].V != nil {
			if plain := b.c.deref(list[0]); b.c.isChain(plain) || isValueList(typeOf(plain)) && len(plain.Path) == 0 {
				out = append(out, b.comparisons(left, op, list[0], l)...)
				continue
			}
		}
		out = append(out, func(b *build) sqlread.Expr {
			in := &sqlread.In{X: left(b), Not: op == "NOT IN"}
			for _, v := range list {
				in.List = append(in.List, b.operand(v, l))
			}
			if !complete || len(in.List) == 0 {
				in.List = append(in.List, b.bind(Bound{Ref: r.Field("[]")}))
			}
			return in
		})
	}
	return out
}

// side writes one side of a comparison into a build.
type side func(b *build) sqlread.Expr

// left is what a link or predicate compares: the column that its row or its argument names, or the expression that it is a method of.
func (b *build) left(l *link) (side, bool) {
	if name := l.row.Column; name != "" {
		return func(b *build) sqlread.Expr { return b.column(b.model.columnOf(name)) }, true
	}
	if r, ok := l.arg(RoleColumn); ok {
		return b.sideOf(r, l)
	}
	recv, _ := flow.Args(l.call.Common())
	if recv == nil {
		return nil, false
	}
	r := flow.Ref{V: recv, Frame: l.frame}
	if _, unread := b.clone().operand(r, l).(*sqlread.Hole); unread && len(l.lib.Tables) > 0 {
		return nil, false // a function of a column may be anything, that of the tenant's among them
	}
	return func(b *build) sqlread.Expr { return b.operand(r, l) }, true
}

// sideOf is a side of a comparison whose column a text names, or a call that makes the name: t.C("id").
func (b *build) sideOf(r flow.Ref, l *link) (side, bool) {
	name, ok := b.constantOf(r)
	if ok && isIdent(name) && !strings.Contains(name, ".") && l.lib.Bare {
		return func(*build) sqlread.Expr { return &sqlread.Column{Name: name} }, true
	}
	if ok && name != "" {
		return func(b *build) sqlread.Expr { return b.column(b.model.columnOf(name)) }, true
	}
	if e, ok := b.clone().part(r); !ok || e == nil {
		return nil, false
	}
	return func(b *build) sqlread.Expr { return b.operand(r, l) }, true
}

// operand writes a value of an expression: a column, a sub-select, a part of a statement, or a bound value.
func (b *build) operand(r flow.Ref, l *link) sqlread.Expr {
	if r.V == nil {
		return b.bind(Bound{})
	}
	plain := b.c.deref(r)
	if b.c.isChain(plain) && l != nil {
		subs := b.c.selects(plain, l)
		if q := b.embed(subs, 0); q != nil {
			if len(subs) > 1 {
				b.note("a sub-select of the chain is put together in several ways")
			}
			return &sqlread.Sub{Query: q}
		}
		return b.hole(r)
	}
	return b.value(r, l)
}

// part writes a value that is a part of a statement; ok is false for any other.
func (b *build) part(r flow.Ref) (e sqlread.Expr, ok bool) {
	plain := b.c.deref(r)
	if len(plain.Path) == 0 {
		if col, ok := b.c.boiled.column(b, plain); ok {
			return col, true
		}
		if col := b.generatedColumn(plain, b.lib); col != nil {
			return col, true
		}
	}
	call, isCall := plain.V.(*ssa.Call)
	if !isCall || len(plain.Path) > 0 {
		return nil, false
	}
	row, lib := b.c.rowOf(call)
	if row == nil || row.Op != OpPred {
		if b.lib != nil && len(b.lib.Tables) > 0 && types.IsInterface(call.Type()) && b.c.exprs[flow.TypeKey(call.Type())] {
			return b.hole(plain), true // a function of the database or the like
		}
		return nil, false
	}
	return b.expression(b.c.linkOf(lib, row, call, plain.Frame))
}

// expression reads a call that makes a part of a statement.
func (b *build) expression(l *link) (sqlread.Expr, bool) {
	switch l.row.Clause {
	case ClauseColumn:
		return b.columnExpr(l)
	case ClauseHole:
		return b.hole(flow.Ref{V: l.call.Value(), Frame: l.frame}), true
	case ClausePass, ClauseAlias:
		if r, ok := l.arg(RoleValue); ok {
			return b.operand(r, l), true
		}
		if recv, _ := flow.Args(l.call.Common()); recv != nil && l.row.Index(RoleValue) < 0 {
			return b.operand(flow.Ref{V: recv, Frame: l.frame}, l), true
		}
	case ClauseFunc:
		return b.function(l), true
	case ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn, ClauseAnd, ClauseOr, ClauseNot, ClauseBool, ClauseExists, ClausePrint:
		if conds := b.predRow(l, 1); len(conds) == 1 {
			return conds[0](b), true
		}
	}
	return nil, false
}

// columnExpr reads a call that names a column, perhaps as a method of what names its table.
func (b *build) columnExpr(l *link) (sqlread.Expr, bool) {
	name, ok := b.constant(l, RoleConst)
	if l.row.Kind == KindView {
		return b.viewColumn(name, l), true
	}
	if !ok {
		return nil, false
	}
	if recv, _ := flow.Args(l.call.Common()); recv != nil {
		if t := b.relationOf(b.c.deref(flow.Ref{V: recv, Frame: l.frame})); t != nil && l.row.Clause == ClauseColumn {
			of := t.Alias
			if of == "" {
				of = t.Name
			}
			return &sqlread.Column{Table: of, Name: name}, true
		}
	}
	if strings.Contains(name, ".") {
		parts := strings.Split(name, ".")
		return &sqlread.Column{Table: parts[len(parts)-2], Name: parts[len(parts)-1]}, true
	}
	return &sqlread.Column{Name: name}, true
}

// comparisons compares with a value; a chain gives one reading for each of its own.
func (b *build) comparisons(left side, op string, v flow.Ref, l *link) []cond {
	plain := b.c.deref(v)
	if !b.c.isChain(plain) {
		return []cond{func(b *build) sqlread.Expr { return b.comparison(left(b), op, v, l) }}
	}
	n := len(b.c.selects(plain, l))
	if n == 0 {
		return []cond{unreadCond(v)}
	}
	var out []cond
	for i := range n {
		out = append(out, func(b *build) sqlread.Expr {
			q := b.embed(b.c.selects(plain, l), i)
			if q == nil {
				return b.hole(v)
			}
			switch op {
			case "=", "IN", "NOT IN":
				return &sqlread.In{X: left(b), Not: op == "NOT IN", Query: q}
			}
			return &sqlread.Binary{Op: op, L: left(b), R: &sqlread.Sub{Query: q}}
		})
	}
	return out
}

// comparison writes left op value: nil is NULL, a list is any of its elements.
func (b *build) comparison(left sqlread.Expr, op string, v flow.Ref, l *link) sqlread.Expr {
	switch op {
	case "IS NULL", "IS NOT NULL":
		return &sqlread.Unary{Op: op, X: left}
	}
	if v.V == nil {
		return &sqlread.Binary{Op: op, L: left, R: b.bind(Bound{})}
	}
	plain := b.c.deref(v)
	null := false
	if k, ok := plain.V.(*ssa.Const); ok && k.Value == nil && len(plain.Path) == 0 && isNilType(k.Type()) {
		null = true
	}
	list := isValueList(typeOf(plain))
	switch op {
	case "=":
		switch {
		case null:
			return &sqlread.Unary{Op: "IS NULL", X: left}
		case list:
			return &sqlread.In{X: left, List: []sqlread.Expr{b.ref(plain)}}
		}
	case "<>":
		switch {
		case null:
			return &sqlread.Unary{Op: "IS NOT NULL", X: left}
		case list:
			return &sqlread.In{X: left, Not: true, List: []sqlread.Expr{b.ref(plain)}}
		}
	case "IN", "NOT IN":
		return &sqlread.In{X: left, Not: op == "NOT IN", List: []sqlread.Expr{b.ref(plain)}}
	}
	return &sqlread.Binary{Op: op, L: left, R: b.operand(v, l)}
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
			if sub.lib.SubSelects {
				return b.subSelect(sub)
			}
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
