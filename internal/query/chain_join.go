package query

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// join adds a join: its text, a table with a condition, or the name of a relation of the model.
func (b *build) join(l *link) []*build {
	kind := sqlread.JoinInner
	if l.row.Clause == ClauseLeftJoin {
		kind = sqlread.JoinLeft
	}
	if l.row.Kind != "" {
		kind = joinKind(l.row.Kind, kind)
	} else if s, ok := b.constant(l, RoleConst); ok {
		kind = joinKind(s, kind) // Join("LEFT", table, condition)
	}
	if l.row.Index(RoleTable) >= 0 {
		return b.joinTable(l, kind)
	}
	if s, ok := b.constant(l, RoleJoin); ok && b.isRelation(s) {
		b.joinRelation(s, kind, l)
		return one(b)
	}
	return b.eachText(l, RoleJoin, func(b *build, text string, at int) {
		if l.row.Kind != "" {
			text = l.row.Kind + " " + text // the words that the method stands for
		}
		t, problems := sqlread.ReadFrom(text)
		b.problems(problems)
		if t == nil {
			return
		}
		b.adopt(t, at)
		b.addJoins(t)
	})
}

// joinKind is the kind of a join by the words before JOIN.
func joinKind(words string, otherwise sqlread.JoinKind) sqlread.JoinKind {
	switch first, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(words)), " "); first {
	case "LEFT":
		return sqlread.JoinLeft
	case "RIGHT":
		return sqlread.JoinRight
	case "FULL":
		return sqlread.JoinFull
	case "CROSS":
		return sqlread.JoinCross
	}
	return otherwise
}

// addJoins appends joins whose left side is still open; a plain table is a cross join.
func (b *build) addJoins(t sqlread.TableExpr) {
	var list []*sqlread.Join
	for {
		j, ok := t.(*sqlread.Join)
		if !ok {
			break
		}
		list = append(list, j)
		t = j.Left
	}
	if t != nil {
		b.joins = append(b.joins, &sqlread.Join{Kind: sqlread.JoinCross, Right: t})
	}
	for _, j := range slices.Backward(list) {
		j.Left = nil
		b.joins = append(b.joins, j)
	}
}

// joinTable is Join(kind, table, condition, values).
func (b *build) joinTable(l *link, kind sqlread.JoinKind) []*build {
	r, _ := l.arg(RoleTable)
	targets := b.joinTargets(r, l)
	conds := b.conds(l)
	if len(conds) == 0 {
		conds = []cond{func(*build) sqlread.Expr { return nil }}
	}
	var out []*build
	for _, target := range targets {
		for _, cd := range conds {
			n := b.clone()
			t := target(n)
			n.joins = append(n.joins, &sqlread.Join{Kind: kind, Right: t, On: cd(n)})
			out = append(out, n)
		}
	}
	return out
}

// joinTargets reads the table of a join: a text, a list of table and alias, or a value whose type names it.
func (b *build) joinTargets(r flow.Ref, l *link) []func(*build) sqlread.TableExpr {
	plain := b.c.deref(r)
	t := typeOf(plain)
	if isString(t) {
		var out []func(*build) sqlread.TableExpr
		for _, f := range b.fragments(r, nil, false, l) {
			out = append(out, func(b *build) sqlread.TableExpr {
				text, at := b.fill(f)
				te, problems := sqlread.ReadFrom(text)
				b.problems(problems)
				b.adopt(te, at)
				return te
			})
		}
		if len(out) > 0 {
			return out
		}
	}
	if rel := b.c.cteOf(b, plain, l); rel != nil {
		return []func(*build) sqlread.TableExpr{func(*build) sqlread.TableExpr { c := *rel; return &c }}
	}
	if b.c.isChain(plain) {
		return []func(*build) sqlread.TableExpr{func(b *build) sqlread.TableExpr {
			if d := b.derived(plain, l); d != nil {
				return d
			}
			return &sqlread.Relation{Hole: b.hole(r).Index}
		}}
	}
	var rel *sqlread.Relation
	if isList(t) && rowType(t) == nil {
		if lists, complete := b.c.elements(plain); complete && len(lists) == 1 && len(lists[0]) == 2 {
			rel = b.relationOf(b.c.deref(lists[0][0]))
			if alias, ok := b.c.f.constText(b.c.deref(lists[0][1]).V); ok && rel != nil {
				rel.Alias = alias
			}
		}
	} else {
		rel = b.relationOf(plain)
	}
	if rel == nil {
		b.note("a joined table is not known here")
		return []func(*build) sqlread.TableExpr{func(b *build) sqlread.TableExpr { return &sqlread.Relation{Hole: b.hole(r).Index} }}
	}
	return []func(*build) sqlread.TableExpr{func(*build) sqlread.TableExpr { c := *rel; return &c }}
}

// relationOf is the table that a constant text or a model value names.
func (b *build) relationOf(r flow.Ref) *sqlread.Relation {
	if r.V == nil {
		return nil
	}
	if isString(typeOf(r)) {
		s, ok := b.c.f.constText(r.V)
		if !ok {
			return nil
		}
		t, _ := sqlread.ReadFrom(s)
		rel, _ := t.(*sqlread.Relation)
		return rel
	}
	if row, lib := b.c.rowOfValue(r.V); row != nil && row.Op == OpPred && len(r.Path) == 0 {
		return b.relationPart(b.c.linkOf(lib, row, r.V.(*ssa.Call), r.Frame))
	}
	n := rowType(typeOf(r))
	if n == nil || b.lib.Rules == nil {
		return nil
	}
	m := b.c.models.of(n, b.lib.Rules)
	if m.table == "" {
		return nil
	}
	return &sqlread.Relation{Schema: m.schema, Name: m.table}
}

// relationPart is the table that a part of a statement names: T("orders"), I("public.orders").As("o").
func (b *build) relationPart(l *link) *sqlread.Relation {
	recv, _ := flow.Args(l.call.Common())
	of := func() *sqlread.Relation { return b.relationOf(b.c.deref(flow.Ref{V: recv, Frame: l.frame})) }
	if b.c.renamedInPlace(l.call.Value()) {
		return nil
	}
	name, ok := b.constant(l, RoleConst)
	if !ok {
		if l.row.Clause == ClausePass && recv != nil && l.row.Index(RoleValue) < 0 {
			return of()
		}
		return nil
	}
	switch l.row.Clause {
	case ClauseIdent, ClauseColumn:
		if i := strings.LastIndexByte(name, '.'); i >= 0 {
			return &sqlread.Relation{Schema: name[:i], Name: name[i+1:]}
		}
		return &sqlread.Relation{Name: name}
	case ClauseAlias:
		if rel := of(); rel != nil {
			if l.row.Kind == string(RoleSchema) {
				rel.Schema = name
			} else {
				rel.Alias = name
			}
			return rel
		}
	}
	return nil
}

// joinOn adds a condition to the last join.
func (b *build) joinOn(l *link) []*build {
	if len(b.joins) == 0 {
		return one(b)
	}
	var out []*build
	for _, cd := range b.conds(l) {
		n := b.clone()
		last := *n.joins[len(n.joins)-1]
		if e := cd(n); l.row.Clause == ClauseOnOr {
			last.On = or(last.On, e)
		} else {
			last.On = and(last.On, e)
		}
		n.joins[len(n.joins)-1] = &last
		out = append(out, n)
	}
	if len(out) == 0 {
		return one(b)
	}
	return out
}
