package query

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// preload is a relation whose rows are read along with the statement's.
type preload struct {
	path string
	link *link
	edge *Edge
}

// joinRelation remembers a join by a relation's name: the model may only be known at the end.
func (b *build) joinRelation(name string, kind sqlread.JoinKind, l *link) {
	b.preloads = append(b.preloads, preload{path: name, link: l})
	if kind == sqlread.JoinInner {
		b.innerPaths = append(slices.Clone(b.innerPaths), name)
	}
}

// withPreloads adds what is read along as left joins on the keys: a row that is read along is one that hangs on a row of the statement.
// Unqualified columns mean the statement's own table, which they must still say once others stand beside it.
func (b *build) withPreloads(q *sqlread.Query, from sqlread.TableExpr) sqlread.TableExpr {
	if len(b.preloads) == 0 {
		return from
	}
	own := b.qualifier()
	b.qualify(q, own)
	for i := range q.Items {
		if it := &q.Items[i]; it.Star && it.Table == "" && len(b.joins) == 0 {
			it.Table = own
		}
	}
	p := &preloader{b: b, from: from, aliases: map[string]string{"": own}, models: map[string]*model{"": b.model}}
	for _, pre := range b.preloads {
		if pre.edge != nil {
			p.edge(pre, own)
			continue
		}
		p.path(pre)
	}
	return p.from
}

// preloader adds joins along relations.
type preloader struct {
	b       *build
	from    sqlread.TableExpr
	aliases map[string]string
	models  map[string]*model
}

func (p *preloader) path(pre preload) {
	if pre.path == allRelations {
		if m := p.models[""]; m != nil {
			for i := range m.fields {
				if m.fields[i].rel != nil {
					p.path(preload{path: m.fields[i].name()})
				}
			}
		}
		return
	}
	at, rest := "", pre.path
	for rest != "" {
		var name string
		name, rest, _ = strings.Cut(rest, ".")
		next := strings.TrimPrefix(at+"."+name, ".")
		if name == allRelations {
			return
		}
		if _, done := p.aliases[next]; !done && !p.step(at, next, name) {
			return
		}
		at = next
	}
	if pre.link != nil {
		p.narrow(pre.link, p.models[at], p.aliases[at])
	}
}

// step joins one relation.
func (p *preloader) step(at, next, name string) bool {
	m := p.models[at]
	if m == nil {
		return false
	}
	f := m.field(name)
	if f == nil || f.rel == nil {
		return false
	}
	r := p.b.c.relation(m, f, p.b.lib)
	if r == nil {
		return false
	}
	alias := p.b.relationAlias(next)
	p.join(r, p.aliases[at], alias, p.b.inner1(next))
	p.aliases[next], p.models[next] = alias, r.target
	return true
}

// inner1 is the kind of the join of a relation.
func (b *build) inner1(path string) sqlread.JoinKind {
	if slices.Contains(b.innerPaths, path) {
		return sqlread.JoinInner
	}
	return sqlread.JoinLeft
}

// relationAlias is the name under which a library joins a relation.
func (b *build) relationAlias(path string) string {
	if b.lib.SnakeAlias {
		parts := strings.Split(path, ".")
		for i := range parts {
			parts[i] = snake(parts[i])
		}
		return strings.Join(parts, "__")
	}
	return strings.ReplaceAll(path, ".", "__")
}

// join adds the tables of a relation.
func (p *preloader) join(r *relation, own, alias string, kind sqlread.JoinKind) {
	right := &sqlread.Relation{Schema: r.target.schema, Name: r.target.table, Alias: alias}
	if r.through == "" {
		on := pairs(own, r.own, alias, r.other)
		if r.typeColumn != "" {
			on = and(on, &sqlread.Binary{
				Op: "=", L: &sqlread.Column{Table: alias, Name: r.typeColumn}, R: &sqlread.Literal{Kind: sqlread.LitString, Text: r.typeValue},
			})
		}
		p.from = &sqlread.Join{Kind: kind, Left: p.from, Right: right, On: on}
		return
	}
	via := alias + "__" + r.through
	p.from = &sqlread.Join{
		Kind: kind, Left: p.from, Right: &sqlread.Relation{Name: r.through, Alias: via}, On: pairs(own, r.own, via, r.throughOwn),
	}
	p.from = &sqlread.Join{Kind: kind, Left: p.from, Right: right, On: pairs(via, r.throughOther, alias, r.other)}
}

// narrow adds the conditions of a preload to its join.
func (p *preloader) narrow(l *link, target *model, alias string) {
	j, ok := p.from.(*sqlread.Join)
	if !ok {
		return
	}
	sub := &build{c: p.b.c, lib: p.b.lib, model: target, kind: KindSelect, depth: p.b.depth + 1, fixed: true}
	if target != nil {
		sub.from = &sqlread.Relation{Schema: target.schema, Name: target.table, Alias: alias}
	} else {
		sub.from = &sqlread.Relation{Name: alias}
	}
	if sub.depth > 4 {
		return
	}
	subs := sub.preloadConds(l)
	if len(subs) == 0 {
		return
	}
	// Several readings are one: their OR, which says nothing where one of them says nothing.
	var on sqlread.Expr
	nothing := false
	for _, s := range subs {
		e := s.condition()
		if e == nil {
			nothing = true
			continue
		}
		scratch := &sqlread.Query{Where: e}
		s.qualify(scratch, alias)
		p.b.take(s, scratch.Where)
		on = or(on, scratch.Where)
	}
	sub = subs[0]
	if on != nil && !nothing {
		p.from = onto(j, alias, on)
	}
	for _, inner := range sub.preloads {
		if inner.edge != nil {
			p.edge(inner, alias)
			continue
		}
		q := &preloader{b: p.b, from: p.from, aliases: map[string]string{"": alias}, models: map[string]*model{"": target}}
		q.path(inner)
		p.from = q.from
	}
}

// onto adds a condition to the join of a table by its alias.
func onto(t sqlread.TableExpr, alias string, cond sqlread.Expr) sqlread.TableExpr {
	j, ok := t.(*sqlread.Join)
	if !ok {
		return t
	}
	c := *j
	if r, ok := j.Right.(*sqlread.Relation); ok && r.Alias == alias {
		c.On = and(c.On, cond)
	} else {
		c.Left = onto(j.Left, alias, cond)
	}
	return &c
}

// preloadConds reads the conditions of a relation that is read along: functions that receive its chain, or a condition with values.
func (b *build) preloadConds(l *link) []*build {
	if fns := b.c.funcsOf(l); len(fns) > 0 {
		return b.applied(l)
	}
	r, ok := l.arg(RoleCond)
	if !ok {
		return nil
	}
	lists, complete := b.c.elements(r)
	var out []*build
	for _, list := range lists {
		if len(list) == 0 {
			out = append(out, b)
			continue
		}
		if fs := b.c.functions(flow.Strip(valueOrNil(list[0])), list[0].Frame, 0); len(fs) > 0 {
			for _, links := range b.c.closureLinks(list[0], l) {
				out = append(out, b.c.apply([]*build{b.clone()}, links)...)
			}
			continue
		}
		for _, cd := range b.read(list[0], list[1:], !complete, l) {
			n := b.clone()
			if e := cd(n); e != nil {
				n.where = append(n.where, term{e: e})
			}
			out = append(out, n)
		}
	}
	return out
}

// qualify says of the unqualified columns of a query that they are the table's: sub-selects have tables of their own.
func (b *build) qualify(q *sqlread.Query, table string) {
	visit := func(n any) bool {
		switch x := n.(type) {
		case *sqlread.Query:
			return false
		case *sqlread.Column:
			if x.Table == "" && (len(b.joins) == 0 || b.model != nil && b.model.field(x.Name) != nil) {
				x.Table = table
			}
		}
		return true
	}
	for i := range q.Items {
		sqlread.InspectExpr(q.Items[i].Expr, visit)
	}
	if q.Where != nil {
		sqlread.InspectExpr(q.Where, visit)
	}
}

// edge joins the tables of a generated client's edge.
func (p *preloader) edge(pre preload, own string) {
	e := pre.edge
	alias := own + "__" + e.Name
	r := e.relation()
	if r == nil {
		return
	}
	p.join(r, own, alias, sqlread.JoinLeft)
	p.narrow(pre.link, r.target, alias)
}
