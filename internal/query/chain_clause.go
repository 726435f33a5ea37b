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
	if !isString(typeOf(plain)) && l.rest != RoleTable {
		if b.c.kindOf(plain.V.Type()) != noBuilder {
			return b.tableChain(l, r)
		}
		return b.modelOf(plain, l)
	}
	if l.rest == RoleTable {
		// Several table names.
		lists, complete := b.c.elements(r)
		if !complete || len(lists) != 1 {
			b.note("the tables of the chain are not known here")
			return one(b)
		}
		for _, el := range lists[0] {
			if s, ok := b.c.f.constText(el.V); ok {
				b.addFrom(s, 0, l)
			} else {
				b.note("a table of the chain is not known here")
			}
		}
		return one(b)
	}
	return b.eachText(l, RoleTable, func(b *build, text string, at int) { b.addFrom(text, at, l) })
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
	if (b.fixed || b.model != nil && b.from != nil) && l.row.Kind == KindFurther {
		b.joins = append(b.joins, &sqlread.Join{Kind: sqlread.JoinCross, Right: t})
		return
	}
	b.from, b.fixed = t, true
	b.realias()
}

// tableChain reads a table that is a chain of its own.
func (b *build) tableChain(l *link, r flow.Ref) []*build {
	n := len(b.c.selects(r, l))
	var out []*build
	for i := range n {
		m := b.clone()
		if q := m.embed(m.c.selects(r, l), i); q != nil {
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

// setModel takes the type of a value for the table, and the value for the row.
func (b *build) setModel(l *link) []*build {
	r, ok := l.arg(RoleModel)
	if !ok {
		return one(b)
	}
	return b.modelOf(r, l)
}

// modelOf takes the type of a value for the table. A value whose type is decided elsewhere gives one build for each type.
func (b *build) modelOf(r flow.Ref, l *link) []*build {
	plain := b.c.deref(r)
	if plain.V == nil || b.lib.Rules == nil {
		return one(b)
	}
	t := typeOf(plain)
	if k, ok := plain.V.(*ssa.Const); ok && k.Value == nil && rowType(t) == nil {
		return one(b)
	}
	n := rowType(t)
	if n != nil && !isColumnType(n) {
		b.takeModel(n, plain, l)
		return one(b)
	}
	if !types.IsInterface(t) && !isTypeParam(t) {
		return one(b)
	}
	found := b.c.dynamicTypes(plain)
	if len(found) == 0 {
		b.modelWhy = "the type of the model is not known here"
		return one(b)
	}
	var out []*build
	for _, n := range found {
		m := b.clone()
		m.takeModel(n, plain, l)
		out = append(out, m)
	}
	return out
}

func (b *build) takeModel(n *types.Named, r flow.Ref, l *link) {
	b.modelWhy = ""
	b.useModel(b.c.models.of(n, b.lib.Rules))
	if b.record == nil {
		b.record, b.recordLink = &r, l
	}
}

func isTypeParam(t types.Type) bool {
	for range 4 {
		switch u := types.Unalias(t).(type) {
		case *types.TypeParam:
			return true
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		default:
			return false
		}
	}
	return false
}

// dynamicTypes are the model types that an interface value or a type parameter stands for: those of the values that flow into it, by the
// callers within the package.
func (c *chains) dynamicTypes(r flow.Ref) []*types.Named {
	var found []*types.Named
	add := func(t types.Type) {
		if n := rowType(t); n != nil && !isColumnType(n) && !slices.Contains(found, n) && len(found) < maxFragments {
			found = append(found, n)
		}
	}
	var visit func(r flow.Ref, depth int)
	visit = func(r flow.Ref, depth int) {
		for _, leaf := range c.f.P.Origins(r, nil) {
			if leaf.V != nil && len(leaf.Path) == 0 {
				add(flow.Strip(leaf.V).Type())
			}
			p, ok := leaf.V.(*ssa.Parameter)
			if !ok || len(leaf.Path) > 0 || depth > 3 {
				continue
			}
			i := slices.Index(p.Parent().Params, p)
			for _, call := range c.f.P.Callers(p.Parent()) {
				if args := call.Common().Args; i >= 0 && i < len(args) {
					visit(flow.Ref{V: args[i]}, depth+1)
				}
			}
		}
	}
	visit(r, 0)
	return found
}

// typeArg takes the type argument of a generic start for the model.
func (b *build) typeArg(l *link) {
	v := l.call.Value()
	if v == nil || b.lib.Rules == nil {
		return
	}
	n, ok := types.Unalias(v.Type()).(*types.Named)
	if !ok || n.TypeArgs().Len() == 0 {
		return
	}
	if m := rowType(n.TypeArgs().At(0)); m != nil {
		b.useModel(b.c.models.of(m, b.lib.Rules))
	} else {
		b.modelWhy = "the type of the model is not known here"
	}
}

// join adds a join: its text, a table with a condition, or the name of a relation of the model.
func (b *build) join(l *link) []*build {
	kind := sqlread.JoinInner
	if l.row.Clause == ClauseLeftJoin {
		kind = sqlread.JoinLeft
	}
	if s, ok := b.constant(l, RoleConst); ok {
		// Join("LEFT", table, condition)
		switch strings.ToUpper(strings.Fields(s + " INNER")[0]) {
		case "LEFT":
			kind = sqlread.JoinLeft
		case "RIGHT":
			kind = sqlread.JoinRight
		case "FULL":
			kind = sqlread.JoinFull
		case "CROSS":
			kind = sqlread.JoinCross
		}
	}
	if l.row.Index(RoleTable) >= 0 {
		return b.joinTable(l, kind)
	}
	if s, ok := b.constant(l, RoleJoin); ok && b.isRelation(s) {
		b.joinRelation(s, kind, l)
		return one(b)
	}
	return b.eachText(l, RoleJoin, func(b *build, text string, at int) {
		t, problems := sqlread.ReadFrom(text)
		b.problems(problems)
		if t == nil {
			return
		}
		b.adopt(t, at)
		b.addJoins(t)
	})
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

// project reads a projection: texts, a list of texts, or one text with values.
func (b *build) project(l *link) []*build {
	r, ok := l.arg(RoleCols)
	if !ok {
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
	for _, name := range b.columnNames(l) {
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
	if b.c.kindOf(plain.V.Type()) != noBuilder {
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
	name, ok := b.constant(l, RoleColumn)
	r, has := l.arg(RoleQuery)
	if !ok || !has {
		// A name that is counted up: it cannot hide a table.
		name = "bailiwick_cte"
		if r, ok := l.arg(RoleColumn); ok {
			if t := b.c.f.P.Text(b.c.f.Imports, r); len(t.Alts) > 0 {
				name, _ = t.Alts[0].Render("x")
			}
		}
	}
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
		m.with = append(m.with, &sqlread.CTE{Name: name, Recursive: l.row.Kind == "recursive", Body: stmts[0]})
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
