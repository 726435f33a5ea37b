package query

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// relation leads from a model to another one.
type relation struct {
	target *model
	// on are the pairs of columns that are equal: of the model and of the target, or of the joining table.
	own, other []string
	// through is the joining table of a many-to-many relation; its columns refer to own and other.
	through                  string
	throughOwn, throughOther []string
	// typeColumn of the target holds typeValue: a polymorphic relation.
	typeColumn, typeValue string
	// belongs is true when the model holds the foreign key.
	belongs bool
}

// preload is a relation whose rows are read along with the statement's.
type preload struct {
	path string
	link *link
	edge *Edge
}

// allRelations is the name that stands for every relation of a model.
const allRelations = "~~~as~~~"

// relationOf reads the relation of a field.
func (c *chains) relation(m *model, f *modelField, lib *Library) *relation {
	n := rowType(f.typ)
	if n == nil || f.rel == nil {
		return nil
	}
	r := &relation{target: c.models.of(n, lib.Rules)}
	ownKeys, targetKeys := columnsOf(m.keyFields()), columnsOf(r.target.keyFields())
	owner := m.typ.Obj().Name()
	list := isList(f.typ)
	t := f.rel
	switch {
	case t.Through != "":
		r.through, r.own, r.other = t.Through, ownKeys, targetKeys
		if m2m := c.throughTable(t.Through); m2m != "" {
			r.through = m2m
		}
		r.throughOwn, r.throughOther = []string{snake(owner) + "_id"}, []string{snake(n.Obj().Name()) + "_id"}
		if t.ThroughForeign != "" {
			r.throughOwn = []string{snake(t.ThroughForeign)}
		}
		if t.ThroughReferences != "" {
			r.throughOther = []string{snake(t.ThroughReferences)}
		}
	case len(t.Join) > 0:
		for _, j := range t.Join {
			r.own, r.other = append(r.own, j[0]), append(r.other, j[1])
		}
		r.belongs = t.Relation == "belongs-to"
	case t.Polymorphic != "":
		r.own, r.other = ownKeys, []string{snake(t.Polymorphic) + "_id"}
		r.typeColumn, r.typeValue = snake(t.Polymorphic)+"_type", m.table
	default:
		foreign := t.Foreign
		if len(foreign) == 0 {
			foreign = []string{f.name() + "ID"}
		}
		if held := columnsNamed(m, foreign); !list && t.Relation != "has-one" && len(held) == len(foreign) {
			r.belongs, r.own, r.other = true, held, targetKeys
			if len(t.References) > 0 {
				r.other = columnsNamed(r.target, t.References)
			}
			break
		}
		if len(t.Foreign) == 0 {
			foreign = []string{owner + "ID"}
		}
		r.own, r.other = ownKeys, columnsNamed(r.target, foreign)
		if len(t.References) > 0 {
			r.own = columnsNamed(m, t.References)
		}
		if len(r.other) == 0 {
			r.other = []string{snake(owner) + "_id"}
		}
	}
	if len(r.own) == 0 || len(r.other) == 0 || r.target.table == "" {
		return nil
	}
	return r
}

// throughTable resolves the joining table's name by the catalog, which knows it by its own spelling.
func (c *chains) throughTable(name string) string {
	if c.f.Catalog == nil {
		return ""
	}
	if t, ok := c.f.Catalog.Table("", name); ok {
		return t.Name
	}
	return ""
}

func columnsOf(fields []*modelField) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.column)
	}
	return out
}

func columnsNamed(m *model, fields []string) []string {
	var out []string
	for _, n := range fields {
		if f := m.field(n); f != nil && f.column != "" {
			out = append(out, f.column)
		}
	}
	return out
}

// isRelation reports the name of a relation of the model, with dots for one behind another.
func (b *build) isRelation(name string) bool {
	if name == "" || strings.ContainsAny(name, " \t\n(") {
		return false
	}
	first, _, _ := strings.Cut(name, ".")
	if b.model == nil {
		return isIdent(name) && first != "" && first[0] >= 'A' && first[0] <= 'Z'
	}
	f := b.model.field(first)
	return f != nil && f.rel != nil
}

// joinRelation remembers a join by a relation's name: the model may only be known at the end.
func (b *build) joinRelation(name string, kind sqlread.JoinKind, l *link) {
	b.preloads = append(b.preloads, preload{path: name, link: l})
	if kind == sqlread.JoinInner {
		b.innerPaths = append(slices.Clone(b.innerPaths), name)
	}
}

// preload remembers a relation to be read along.
func (b *build) preload(l *link) []*build {
	if l.row.Edge != nil {
		b.preloads = append(b.preloads, preload{path: l.row.Edge.Name, link: l, edge: l.row.Edge})
		return one(b)
	}
	name, ok := b.constant(l, RoleRel)
	if !ok {
		b.note("the name of a relation is not known here")
		return one(b)
	}
	b.preloads = append(b.preloads, preload{path: name, link: l})
	return one(b)
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

// pairs says that columns of two tables are equal, pair by pair.
func pairs(a string, as []string, b string, bs []string) sqlread.Expr {
	var out sqlread.Expr
	for i := range min(len(as), len(bs)) {
		out = and(out, &sqlread.Binary{Op: "=", L: &sqlread.Column{Table: a, Name: as[i]}, R: &sqlread.Column{Table: b, Name: bs[i]}})
	}
	return out
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

// association is what a call on one relation of one value reads or writes.
func (b *build) association() []*sqlread.Statement {
	if b.model == nil || b.record == nil {
		b.note("the model of the association is not known here")
		return nil
	}
	f := b.model.field(b.assoc)
	if f == nil || f.rel == nil {
		b.note("the association is not known here")
		return nil
	}
	r := b.c.relation(b.model, f, b.lib)
	if r == nil {
		b.note("the association's keys are not known here")
		return nil
	}
	return (&associated{b: b, r: r}).statements()
}

// associated makes the statements of an association.
type associated struct {
	b *build
	r *relation
}

func (a *associated) target() *sqlread.Relation {
	return &sqlread.Relation{Schema: a.r.target.schema, Name: a.r.target.table}
}

// ownValue is the record's value of a column of the model.
func (a *associated) ownValue(col string) sqlread.Expr {
	f := a.b.model.field(col)
	if f == nil {
		return a.b.bind(Bound{})
	}
	eq, ok := a.b.keyIs(f).(*sqlread.Binary)
	if !ok {
		return a.b.bind(Bound{Ref: a.b.record.Field("[]")})
	}
	return eq.R
}

// values are the keys of the rows that the call is given.
func (a *associated) values() sqlread.Expr {
	if a.b.assocValues == nil {
		return a.b.bind(Bound{})
	}
	return a.b.bind(Bound{Ref: *a.b.assocValues})
}

func (a *associated) hangs(table string) sqlread.Expr {
	var out sqlread.Expr
	cols, own := a.r.other, a.r.own
	if a.r.through != "" {
		cols = a.r.throughOwn
	}
	for i := range min(len(cols), len(own)) {
		out = and(out, &sqlread.Binary{Op: "=", L: &sqlread.Column{Table: table, Name: cols[i]}, R: a.ownValue(own[i])})
	}
	return out
}

func (a *associated) statements() []*sqlread.Statement {
	switch a.b.kind {
	case KindAssocAppend:
		return []*sqlread.Statement{a.attach()}
	case KindAssocDelete:
		return []*sqlread.Statement{a.detach(true)}
	case KindAssocClear:
		return []*sqlread.Statement{a.detach(false)}
	case KindAssocReplace:
		return []*sqlread.Statement{a.attach(), a.detach(false)}
	}
	q := &sqlread.Query{Items: []sqlread.SelectItem{{Star: true}}}
	if a.b.kind == KindCount {
		q.Items = []sqlread.SelectItem{{Expr: &sqlread.Func{Name: "count", Star: true}}}
	}
	t := a.target()
	q.From = []sqlread.TableExpr{t}
	table := t.Name
	if a.r.through != "" {
		table = a.r.through
		q.From[0] = &sqlread.Join{
			Kind: sqlread.JoinInner, Left: t, Right: &sqlread.Relation{Name: a.r.through}, On: pairs(a.r.through, a.r.throughOther, t.Name, a.r.other),
		}
	}
	q.Where = and(a.hangs(table), a.b.condition())
	return []*sqlread.Statement{{Kind: sqlread.KindSelect, Verb: "SELECT", Query: q}}
}

// attach hangs rows on the record.
func (a *associated) attach() *sqlread.Statement {
	switch {
	case a.r.through != "":
		t := &sqlread.Relation{Name: a.r.through}
		st := &sqlread.Statement{Kind: sqlread.KindInsert, Verb: "INSERT", Target: t, Targets: []*sqlread.Relation{t}}
		var row []sqlread.Expr
		for i, c := range a.r.throughOwn {
			st.Columns = append(st.Columns, &sqlread.Column{Name: c})
			row = append(row, a.ownValue(a.r.own[min(i, len(a.r.own)-1)]))
		}
		for _, c := range a.r.throughOther {
			st.Columns = append(st.Columns, &sqlread.Column{Name: c})
			row = append(row, a.values())
		}
		st.Rows = [][]sqlread.Expr{row}
		return st
	case a.r.belongs:
		return a.change(&sqlread.Relation{Schema: a.b.model.schema, Name: a.b.model.table}, a.r.own, a.values, a.ownKey())
	}
	t := a.target()
	var keys sqlread.Expr
	for _, k := range a.r.target.keyFields() {
		keys = and(keys, &sqlread.In{X: &sqlread.Column{Table: t.Name, Name: k.column}, List: []sqlread.Expr{a.values()}})
	}
	return a.change(t, a.r.other, func() sqlread.Expr { return a.ownValue(a.r.own[0]) }, keys)
}

func (a *associated) ownKey() sqlread.Expr {
	var keys sqlread.Expr
	for _, k := range a.b.model.keyFields() {
		keys = and(keys, a.b.keyIs(k))
	}
	return keys
}

// detach takes rows off the record.
func (a *associated) detach(some bool) *sqlread.Statement {
	null := func() sqlread.Expr { return &sqlread.Literal{Kind: sqlread.LitNull, Text: "NULL"} }
	switch {
	case a.r.through != "":
		t := &sqlread.Relation{Name: a.r.through}
		where := a.hangs(a.r.through)
		if some {
			where = and(where, &sqlread.In{X: &sqlread.Column{Table: t.Name, Name: a.r.throughOther[0]}, List: []sqlread.Expr{a.values()}})
		}
		return &sqlread.Statement{Kind: sqlread.KindDelete, Verb: "DELETE", Target: t, Targets: []*sqlread.Relation{t}, Where: where}
	case a.r.belongs:
		return a.change(&sqlread.Relation{Schema: a.b.model.schema, Name: a.b.model.table}, a.r.own, null, a.ownKey())
	}
	t := a.target()
	where := a.hangs(t.Name)
	if some {
		for _, k := range a.r.target.keyFields() {
			where = and(where, &sqlread.In{X: &sqlread.Column{Table: t.Name, Name: k.column}, List: []sqlread.Expr{a.values()}})
		}
	}
	return a.change(t, a.r.other, null, where)
}

func (a *associated) change(t *sqlread.Relation, cols []string, value func() sqlread.Expr, where sqlread.Expr) *sqlread.Statement {
	st := &sqlread.Statement{Kind: sqlread.KindUpdate, Verb: "UPDATE", Target: t, Targets: []*sqlread.Relation{t}, Where: where}
	for _, c := range cols {
		st.Set = append(st.Set, sqlread.Assign{Columns: []*sqlread.Column{{Name: c}}, Value: value()})
	}
	return st
}

// exprs reads clause values: an upsert, a lock, a condition.
func (b *build) exprs(l *link) []*build {
	r, ok := l.arg(RoleExpr)
	if !ok {
		return one(b)
	}
	lists, _ := b.c.elements(r)
	var out []*build
	for i, list := range lists {
		n := b
		if i < len(lists)-1 {
			n = b.clone()
		}
		for _, el := range list {
			if el.V != nil {
				n.expr(el, l)
			}
		}
		out = append(out, n)
	}
	if len(out) == 0 {
		return one(b)
	}
	return out
}

// expr reads one clause value. A clause of a type that no row lists is an index hint, a routing choice or the like, which no library lets
// change what rows a statement touches.
func (b *build) expr(r flow.Ref, from *link) {
	plain := b.c.result(b.c.deref(r))
	row, lib := b.c.literalRow(typeOf(plain))
	if row == nil {
		return
	}
	switch row.Clause {
	case ClauseConflict:
		b.readConflict(b.c.literalLink(row, lib, plain, from))
	case ClauseWhere:
		for _, c := range b.predList2(b.c.literalLink(row, lib, plain, from)) {
			if e := c(b); e != nil {
				b.where = append(b.where, term{e: e})
			}
			break
		}
	case ClauseReturn:
		b.returning = append(b.returning, sqlread.SelectItem{Star: true})
	case ClauseNop:
	default:
		if conds := b.literalConds(row, lib, plain, from); len(conds) > 0 {
			if e := conds[0](b); e != nil {
				b.where = append(b.where, term{e: e})
			}
		}
	}
}

// readConflict reads an upsert clause from a literal.
func (b *build) readConflict(l *link) {
	c := &sqlread.Conflict{}
	b.conflict = c
	if r, ok := l.arg(RoleNothing); ok {
		c.DoNothing = isTrue(r.V)
	}
	if r, ok := l.arg(RoleAll); ok {
		b.conflictAll = isTrue(r.V)
	}
	if s, ok := b.constant(l, RoleConst); ok {
		c.Constraint = s
	}
	if r, ok := l.arg(RoleCols); ok {
		lists, complete := b.c.elements(b.c.deref(r))
		if !complete {
			b.note("the columns of a conflict clause are not known here")
		}
		for _, list := range lists {
			for _, el := range list {
				if el.V == nil {
					continue
				}
				plain := b.c.deref(el)
				if row, _ := b.c.literalRow(typeOf1(plain)); row != nil {
					if s, ok := b.identOf(row, plain); ok {
						c.Columns = append(c.Columns, s)
					}
				}
			}
		}
	}
	if r, ok := l.arg(RoleValues); ok {
		b.conflictSet(c, b.c.result(b.c.deref(r)), l)
	}
	if r, ok := l.arg(RolePred); ok {
		plain := b.c.deref(r)
		if row, lib := b.c.literalRow(typeOf(plain)); row != nil {
			for _, cd := range b.predList2(b.c.literalLink(row, lib, plain, l)) {
				c.Where = cd(b)
				break
			}
		}
	}
}

// conflictSet reads what an upsert assigns.
func (b *build) conflictSet(c *sqlread.Conflict, r flow.Ref, l *link) {
	call, ok := r.V.(*ssa.Call)
	if !ok {
		c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
		return
	}
	row, lib := b.c.rowOf(call)
	if row == nil {
		c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
		return
	}
	inner := newLink(lib, row, call, r.Frame)
	if row.Clause == ClauseCols {
		for _, n := range b.columnNames(inner) {
			c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{Name: n}}, Value: &sqlread.Column{Table: "excluded", Name: n}})
		}
		return
	}
	if v, ok := inner.arg(RoleValues); ok {
		entries, _ := b.c.entries(v)
		for _, e := range entries {
			c.Set = append(c.Set, sqlread.Assign{Columns: []*sqlread.Column{{Name: e.key}}, Value: b.value(e.value, l)})
		}
	}
}

// typeOf1 is the type of a value that may be the address of an element.
func typeOf1(r flow.Ref) types.Type { return deref(typeOf(r)) }

func isTrue(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil {
		return false
	}
	yes, err := strconv.ParseBool(k.Value.ExactString())
	return err == nil && yes
}
