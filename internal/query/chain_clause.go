package query

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// table reads the text of a table reference, or a value whose type names the table.
func (b *build) table(l *link) []*build {
	r, ok := l.arg(RoleTable)
	if !ok {
		return one(b)
	}
	plain := b.c.deref(r)
	if len(l.lib.Tables) > 0 && l.rest != RoleTable {
		b.addTable(plain, 0, l)
		return b.tableColumns(l)
	}
	if !isString(typeOf(plain)) && l.rest != RoleTable {
		if rel := b.c.cteOf(b, plain, l); rel != nil {
			b.takeTable(rel, l.row.Kind == KindFurther)
			return one(b)
		}
		if b.c.isChain(plain) {
			return b.tableChain(l, r)
		}
		if b.isPart(plain) {
			b.addTable(plain, 0, l)
			return one(b)
		}
		return b.modelOf(plain, l)
	}
	if l.rest == RoleTable {
		// Several tables.
		lists, complete := b.c.elements(r)
		if !complete || len(lists) != 1 {
			b.note("the tables of the chain are not known here")
			return one(b)
		}
		for i, el := range lists[0] {
			b.addTable(el, i, l)
		}
		return one(b)
	}
	return b.eachText(l, RoleTable, func(b *build, text string, at int) { b.addFrom(text, at, l) })
}

// addTable adds one of several tables: a text, a part that names a table, or a chain.
func (b *build) addTable(r flow.Ref, i int, l *link) {
	if r.V == nil {
		b.note("a table of the chain is not known here")
		return
	}
	plain := b.c.deref(r)
	var t sqlread.TableExpr
	switch {
	case b.c.isChain(plain):
		t = b.chainTable(plain, l)
	case len(l.lib.Tables) > 0:
		t = b.generatedTable(plain, l)
	default:
		if rel := b.relationOf(plain); rel != nil {
			t = rel
		} else if s, ok := b.c.f.constText(plain.V); ok && isString(typeOf(plain)) {
			t, _ = sqlread.ReadFrom(s)
		}
	}
	if t == nil {
		b.note("a table of the chain is not known here")
		return
	}
	b.takeTable(t, i > 0 || l.row.Kind == KindFurther)
}

// chainTable is a chain as a table: a common table expression by its name, any other derived; nil for what cannot be read.
func (b *build) chainTable(r flow.Ref, l *link) sqlread.TableExpr {
	if rel := b.c.cteOf(b, r, l); rel != nil {
		return rel
	}
	return b.derived(r, l)
}

// derived is a chain as a table of its own.
func (b *build) derived(r flow.Ref, l *link) sqlread.TableExpr {
	subs := b.c.selects(r, l)
	q := b.embed(subs, 0)
	if q == nil {
		return nil
	}
	if len(subs) > 1 {
		b.note("a table of the chain is put together in several ways")
	}
	return &sqlread.Derived{Query: q, Alias: subs[0].name, Lateral: subs[0].lateral}
}

// wrapped is a chain whose table is what the build is.
func (b *build) wrapped() *build {
	q := b.selectOf().Query
	return &build{
		c: b.c, lib: b.lib, kind: KindSelect, values: b.values, named: b.named, holes: b.holes, why: b.why, faults: b.faults, subs: b.subs,
		from: &sqlread.Derived{Query: q, Alias: "t1"}, fixed: true,
	}
}

// addFrom adds a table text. A second one beside the model or another text is a further table, unless its row says that it takes the
// model's place.
func (b *build) addFrom(text string, at int, l *link) {
	t, problems := sqlread.ReadFrom(text)
	if t == nil {
		return
	}
	b.problems(problems)
	b.adopt(t, at)
	b.takeTable(t, l.row.Kind == KindFurther)
}

// takeTable takes a table for the statement's, or, where there is one, for a further one.
func (b *build) takeTable(t sqlread.TableExpr, further bool) {
	if (b.fixed || b.model != nil && b.from != nil) && further {
		b.joins = append(b.joins, &sqlread.Join{Kind: sqlread.JoinCross, Right: t})
		return
	}
	b.from, b.fixed = t, true
	b.realias()
}

// tableChain reads a table that is a chain of its own.
func (b *build) tableChain(l *link, r flow.Ref) []*build {
	if s, ok := b.constant(l, RoleConst); ok {
		b.alias = s
	}
	n := len(b.c.selects(r, l))
	var out []*build
	for i := range n {
		m := b.clone()
		if q := m.embed(m.c.selects(r, l), i); q != nil {
			if m.alias == "" {
				m.alias = m.c.selects(r, l)[i].name
			}
			m.from, m.fixed = &sqlread.Derived{Query: q, Alias: m.alias}, true
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		b.note("the table of the chain is not known here")
		return one(b)
	}
	return out
}

// project reads a projection: texts, a list of texts, or one text with values.
func (b *build) project(l *link) []*build {
	r, ok := l.arg(RoleCols)
	if !ok {
		return one(b)
	}
	if len(l.lib.Tables) > 0 {
		b.projectParts(l)
		return one(b)
	}
	plain := b.c.deref(r)
	if isString(typeOf(plain)) {
		return b.eachText(l, RoleCols, func(b *build, text string, at int) {
			items, _ := sqlread.ReadItems(text)
			for i := range items {
				b.adopt(items[i].Expr, at)
			}
			b.addItems(items, text)
			if a, ok := l.arg(RoleArgs); ok {
				// Select("a", "b"): the values are further columns.
				if lists, _ := b.c.elements(a); len(lists) == 1 {
					for _, el := range lists[0] {
						if s, ok := b.c.f.constText(flow.Strip(valueOrNil(el))); ok && !strings.Contains(text, "?") {
							more, _ := sqlread.ReadItems(s)
							b.addItems(more, s)
						}
					}
				}
			}
		})
	}
	if l.rest != RoleCols && b.isPart(plain) {
		b.items = append(b.items, sqlread.SelectItem{Expr: b.operand(plain, l)})
		return one(b)
	}
	for i, name := range b.columnNames(l) {
		el, ok := b.listed(l, RoleCols, i)
		if ok && name == "" && b.writtenItems(b.c.deref(el)) {
			continue
		}
		if ok && name == "" && b.isPart(b.c.deref(el)) {
			b.items = append(b.items, sqlread.SelectItem{Expr: b.operand(el, l)})
			continue
		}
		if name == "" {
			b.items = append(b.items, sqlread.SelectItem{Star: true})
			b.cols = append(b.cols, "")
			continue
		}
		items, _ := sqlread.ReadItems(name)
		b.addItems(items, name)
	}
	return one(b)
}

// isPart reports a value that is a part of a statement of its own: a chain, or what a call of an OpPred row makes.
func (b *build) isPart(r flow.Ref) bool {
	if r.V == nil || len(r.Path) > 0 {
		return false
	}
	row, _ := b.c.rowOfValue(r.V)
	return row != nil && row.Op == OpPred || b.c.isChain(r)
}

// listed is element i of a variadic argument.
func (b *build) listed(l *link, role Role, i int) (flow.Ref, bool) {
	refs, complete := b.all(l, role)
	if l.rest != role || !complete || i >= len(refs) || refs[i].V == nil {
		return flow.Ref{}, false
	}
	return refs[i], true
}

// all are the values of the arguments with a role: those that stand by themselves, and the elements of the last one. complete is false when
// they are not known, or known in several ways.
func (b *build) all(l *link, role Role) (out []flow.Ref, complete bool) {
	for i, r := range l.roles {
		if r != role || i >= len(l.args) {
			continue
		}
		if i < len(l.roles)-1 && l.roles[i+1] == role {
			out = append(out, l.args[i])
			continue
		}
		lists, known := b.c.elements(l.args[i])
		if !known || len(lists) != 1 {
			return nil, false
		}
		out = append(out, lists[0]...)
	}
	return out, true
}

func valueOrNil(r flow.Ref) ssa.Value {
	if r.V == nil {
		return ssa.NewConst(nil, types.Typ[types.UntypedNil])
	}
	return r.V
}

// addItems adds output columns; their names are also the columns that a write is confined to.
func (b *build) addItems(items []sqlread.SelectItem, text string) {
	for _, it := range items {
		if c, ok := it.Expr.(*sqlread.Column); ok {
			c.Name = b.model.columnOf(c.Name)
		}
		b.items = append(b.items, it)
	}
	if isIdent(text) || text == "*" {
		b.cols = append(b.cols, text)
	}
}

// set adds an assignment: a column with its value, a text, a struct or a map.
func (b *build) set(l *link) []*build {
	if l.row.Column != "" || l.row.Index(RoleColumn) >= 0 {
		name := l.row.Column
		if name == "" {
			s, ok := b.constant(l, RoleColumn)
			if !ok {
				r, _ := l.arg(RoleColumn)
				b.addSet(l, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
				return one(b)
			}
			name = s
		}
		col := &sqlread.Column{Name: b.model.columnOf(strings.Trim(name, "`\""))}
		if l.row.Index(RoleConst) >= 0 {
			return b.eachText(l, RoleConst, func(b *build, text string, at int) {
				e, _ := sqlread.ReadCondition(text)
				b.adopt(e, at)
				b.addSet(l, sqlread.Assign{Columns: []*sqlread.Column{col}, Value: e})
			})
		}
		if r, ok := l.arg(RoleValue); ok {
			return b.assign(col, r, l)
		}
		var value sqlread.Expr = &sqlread.Literal{Kind: sqlread.LitNull, Text: "NULL"}
		if l.row.Index(RoleColumn) >= 0 {
			value = &sqlread.Column{Name: col.Name} // counted up or down from itself
		}
		b.addSet(l, sqlread.Assign{Columns: []*sqlread.Column{col}, Value: value})
		return one(b)
	}
	if l.row.Index(RoleArgs) >= 0 && l.row.Index(RoleCond) < 0 {
		b.setAll(l)
		return one(b)
	}
	return b.eachText(l, RoleCond, func(b *build, text string, at int) {
		// The text is what stands behind SET.
		script := sqlread.Read("UPDATE bailiwick SET " + text)
		if len(script.Statements) != 1 || len(script.Statements[0].Set) == 0 {
			b.addSet(l, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: &sqlread.Raw{}})
			return
		}
		st := script.Statements[0]
		b.adopt(st, at)
		b.addSet(l, st.Set...)
	})
}

// addSet adds assignments to the part of the statement that the link speaks of.
func (b *build) addSet(l *link, sets ...sqlread.Assign) {
	switch {
	case l.row.Clause == ClauseValue || b.kind == KindInsert && b.conflict == nil:
		b.given = append(b.given, sets...)
	case b.kind == KindInsert:
		c := *b.conflict
		c.Set = append(slices.Clone(c.Set), sets...)
		b.conflict = &c
	default:
		b.sets = append(b.sets, sets...)
	}
}

// assign adds column = value; the value may be an expression or a chain.
func (b *build) assign(col *sqlread.Column, r flow.Ref, l *link) []*build {
	if r.V == nil {
		b.addSet(l, sqlread.Assign{Columns: []*sqlread.Column{col}, Value: b.bind(Bound{})})
		return one(b)
	}
	plain := flow.Ref{V: flow.Strip(r.V), Path: r.Path, Frame: r.Frame}
	if b.c.isChain(plain) {
		n := len(b.c.selects(r, l))
		var out []*build
		for i := range n {
			m := b.clone()
			if q := m.embed(m.c.selects(r, l), i); q != nil {
				m.addSet(l, sqlread.Assign{Columns: []*sqlread.Column{col}, Value: &sqlread.Sub{Query: q}})
				out = append(out, m)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	if l.row.Edge != nil && rowType(typeOf(b.c.deref(r))) != nil {
		r = r.Field("ID") // SetOwner(user): the key of the entity
	}
	b.addSet(l, sqlread.Assign{Columns: []*sqlread.Column{col}, Value: b.value(r, l)})
	return one(b)
}

// value writes a value: an expression that the program wrote as text, or a placeholder.
func (b *build) value(r flow.Ref, l *link) sqlread.Expr {
	if r.V == nil {
		return b.bind(Bound{})
	}
	if e, ok := b.part(r); ok {
		return e
	}
	plain := flow.Ref{V: flow.Strip(r.V), Path: r.Path, Frame: r.Frame}
	var text strings.Builder
	at := len(b.holes)
	if len(plain.Path) == 0 && b.inline(&text, plain, l) {
		e, _ := sqlread.ReadCondition(text.String())
		b.adopt(e, at)
		if e == nil {
			return &sqlread.Raw{}
		}
		return e
	}
	plain = b.c.deref(plain)
	if k, ok := plain.V.(*ssa.Const); ok && k.Value == nil && len(plain.Path) == 0 && isNilType(k.Type()) {
		return &sqlread.Literal{Kind: sqlread.LitNull, Text: "NULL"}
	}
	return b.ref(plain)
}

// rawText takes a whole statement.
func (b *build) rawText(l *link) []*build {
	return b.eachText(l, RoleSQL, func(b *build, text string, at int) {
		if strings.Trim(text, sqlread.HoleMark+" \t\r\n;") == "" {
			b.note("the statement's text is not known here")
			return
		}
		script := sqlread.Read(text)
		b.adopt(script, at)
		b.raw = append(b.raw, script.Statements...)
	})
}

// withItem adds a common table expression.
func (b *build) withItem(l *link) []*build {
	if (l.row.Op == OpLink || l.row.Op == OpPred) && l.row.Index(RoleColumn) < 0 {
		return b.withChains(l)
	}
	name, ok := b.constant(l, RoleColumn)
	r, has := l.arg(RoleQuery)
	if !ok || !has {
		// A name that is counted up: it cannot hide a table.
		name = "bailiwick_cte"
		if r, ok := l.arg(RoleColumn); ok {
			if t := b.c.f.P.Text(b.c.f.Summaries(), r); len(t.Alts) > 0 {
				name, _ = t.Alts[0].Render("x")
			}
		}
	}
	return b.withEach(name, l.row.Kind == "recursive", r, l)
}

// withEach adds a common table expression: one build for each way to read its query.
func (b *build) withEach(name string, recursive bool, r flow.Ref, l *link) []*build {
	n := len(b.c.selects(r, l))
	var out []*build
	for i := range n {
		m := b.clone()
		subs := m.c.selects(r, l)
		if i >= len(subs) {
			continue
		}
		stmts := subs[i].statements()
		if len(stmts) == 0 {
			continue
		}
		m.take(subs[i], stmts[0])
		m.with = append(m.with, &sqlread.CTE{Name: name, Recursive: recursive, Body: stmts[0]})
		out = append(out, m)
	}
	if len(out) == 0 {
		b.with = append(b.with, &sqlread.CTE{Name: name, Body: &sqlread.Statement{Kind: sqlread.KindUnknown}})
		b.note("a common table expression of the chain was not read")
		return one(b)
	}
	return out
}

// union adds an arm.
func (b *build) union(l *link) []*build {
	r, ok := l.arg(RoleQuery)
	if !ok {
		return one(b)
	}
	if l.row.Op == OpStart {
		return b.unionOf(l)
	}
	a := arm{op: sqlread.Union, all: strings.HasSuffix(l.row.Kind, "all")}
	switch {
	case strings.HasPrefix(l.row.Kind, "intersect"):
		a.op = sqlread.Intersect
	case strings.HasPrefix(l.row.Kind, "except"):
		a.op = sqlread.Except
	}
	n := len(b.c.selects(r, l))
	var out []*build
	for i := range n {
		m := b.clone()
		if a.q = m.embed(m.c.selects(r, l), i); a.q != nil {
			m.arms = append(m.arms, a)
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		b.note("an arm of the chain was not read")
		return one(b)
	}
	return out
}

func (b *build) havings(l *link) []*build {
	conds := b.conds(l)
	if len(conds) > 0 {
		if e := conds[0](b); e != nil {
			b.having = append(b.having, e)
		}
	}
	return one(b)
}

func (b *build) returns(l *link) []*build {
	return b.eachText(l, RoleCols, func(b *build, text string, at int) {
		items, _ := sqlread.ReadItems(text)
		for i := range items {
			b.adopt(items[i].Expr, at)
		}
		b.returning = append(b.returning, items...)
	})
}
