package query

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// end adds what an end call says and fixes the kind of the statement.
func (b *build) end(l *link) []*build {
	b = b.clone()
	if l.row.Kind != "" && l.row.Kind != KindNone && !l.left {
		b.kind = l.row.Kind
	}
	b.generatedModel(l.row)
	if l.row.Index(RoleSQL) >= 0 && !l.left {
		return b.rawText(l)
	}
	builds := []*build{b}
	for _, role := range [...]Role{RoleModel, RoleDest, RoleValues, RoleBean} {
		r, ok := l.arg(role)
		if !ok || b.assoc != "" {
			continue
		}
		var next []*build
		for _, n := range builds {
			if n.model == nil && (!n.fixed || role != RoleDest) {
				next = append(next, n.destModel(r, l, role)...)
			} else {
				next = append(next, n)
			}
		}
		builds = next
	}
	if l.row.Index(RoleCond) >= 0 || l.row.Index(RoleBean) >= 0 || l.row.Index(RolePred) >= 0 {
		var next []*build
		for _, n := range builds {
			next = append(next, n.addConds(l, false, false)...)
		}
		builds = next
	}
	if l.left {
		return builds
	}
	var out []*build
	for _, n := range builds {
		n.written(l)
		out = append(out, n.c.applyScopes(n)...)
	}
	return out
}

// destModel takes the type of a variadic or plain argument for the model.
func (b *build) destModel(r flow.Ref, l *link, role Role) []*build {
	if l.rest == role {
		lists, _ := b.c.elements(r)
		for _, list := range lists {
			if len(list) > 0 && list[0].V != nil {
				return b.modelOf(list[0], l)
			}
		}
		return one(b)
	}
	return b.modelOf(r, l)
}

// applyScopes adds what functions add that run when the statement does.
func (c *chains) applyScopes(b *build) []*build {
	builds := []*build{b}
	scopes := b.scopes
	b.scopes = nil
	for _, s := range scopes {
		var next []*build
		for _, n := range builds {
			next = append(next, n.applied(s)...)
		}
		builds = next[:min(len(next), maxAlternatives)]
	}
	return builds
}

// written reads what an end call writes.
func (b *build) written(l *link) {
	b.takeKey(l)
	if l.row.Clause == ClauseWherePK && b.assoc == "" && len(b.raw) == 0 {
		b.recordKey(l, b.kind == KindSelect)
	}
	if b.assoc != "" {
		if r, ok := l.arg(RoleValues); ok {
			b.assocKeys(r, l)
		}
		return
	}
	if r, ok := l.arg(RoleCols); ok && b.kind == KindSelect {
		// Pluck(column): nothing else comes back.
		if s, ok := b.c.f.constText(flow.Strip(r.V)); ok {
			b.items = nil
			items, _ := sqlread.ReadItems(s)
			b.addItems(items, s)
		}
	}
	switch b.kind {
	case KindUpdate:
		switch {
		case l.row.Index(RoleColumn) >= 0:
			b.sets = b.oneSet(l)
		default:
			if r, ok := l.arg(RoleValues); ok {
				rows := b.c.values(b, r, l)
				if len(rows) == 0 && b.source == nil {
					b.sets = append(b.sets, sqlread.Assign{Columns: []*sqlread.Column{{}}, Value: b.hole(r)})
				}
				b.sets = append(b.sets, b.assignments(rows)...)
			}
		}
	case KindInsert, KindSave, KindFirstOrCreate:
		if r, ok := l.arg(RoleValues); ok {
			if plain := b.c.deref(r); b.kind == KindSave {
				b.record, b.recordLink = &plain, l
			}
			b.writtenRows(r, l)
		} else if r, ok := l.arg(RoleDest); ok && b.kind == KindFirstOrCreate {
			b.writtenRows(r, l)
		}
	}
}

// assocKeys takes the first of the values that an association is given: they are all alike.
func (b *build) assocKeys(r flow.Ref, l *link) {
	lists, _ := b.c.elements(r)
	for _, list := range lists {
		if len(list) == 0 || list[0].V == nil {
			continue
		}
		plain := b.c.deref(list[0])
		if isList(typeOf(plain)) {
			plain = plain.Field("[]")
		}
		n := rowType(typeOf(plain))
		if n == nil {
			continue
		}
		for _, k := range b.c.models.of(n, b.lib.Rules).keyFields() {
			v := flow.Ref{V: plain.V, Path: append(slices.Clone(plain.Path), k.path...), Frame: plain.Frame}
			b.assocValues = &v
			return
		}
	}
}

func (b *build) writtenRows(r flow.Ref, l *link) {
	if l.rest == RoleValues {
		lists, complete := b.c.elements(r)
		for _, list := range lists {
			for _, el := range list {
				if el.V != nil {
					b.rows = append(b.rows, b.c.values(b, el, l)...)
				}
			}
		}
		if !complete && len(b.rows) == 0 {
			b.note("what is inserted is not known here")
		}
		return
	}
	b.rows = append(b.rows, b.c.values(b, r, l)...)
}

// oneSet is Update(column, value).
func (b *build) oneSet(l *link) []sqlread.Assign {
	n := b.set(l)
	if len(n) == 0 {
		return b.sets
	}
	if n[0] != b {
		b.values, b.holes = n[0].values, n[0].holes
	}
	return n[0].sets
}

// statements are the statements of a finished build.
func (b *build) statements() []*sqlread.Statement {
	if b.done != nil {
		return b.done
	}
	b.done = b.finished()
	for _, s := range b.done {
		s.Problems = append(s.Problems, b.faults...)
	}
	return b.done
}

func (b *build) finished() []*sqlread.Statement {
	if b.elsewhere {
		return nil
	}
	if len(b.raw) > 0 {
		return b.raw
	}
	if b.assoc != "" {
		return b.association()
	}
	switch b.kind {
	case KindNothing:
		return nil
	case KindValues:
		return []*sqlread.Statement{{Kind: sqlread.KindSelect, Verb: "VALUES", Query: &sqlread.Query{Values: [][]sqlread.Expr{{b.bind(Bound{})}}}}}
	}
	if b.from == nil {
		if len(b.where) == 0 && len(b.joins) == 0 && len(b.with) == 0 && (b.kind == KindSelect || b.kind == "") && len(b.items) > 0 && b.modelWhy == "" {
			return []*sqlread.Statement{b.selectOf()} // SELECT 1
		}
		if b.modelWhy != "" {
			b.note(b.modelWhy)
		}
		b.note("the table of the chain is not known here")
		return nil
	}
	switch b.kind {
	case KindInsert:
		return []*sqlread.Statement{b.insert()}
	case KindUpdate:
		return []*sqlread.Statement{b.update()}
	case KindDelete:
		return []*sqlread.Statement{b.deletion()}
	case KindSave:
		return []*sqlread.Statement{b.save()}
	case KindFirstOrCreate:
		ins := b.clone()
		ins.created()
		b.values, b.holes = ins.values, ins.holes
		return []*sqlread.Statement{b.selectOf(), ins.insert()}
	case KindTruncate:
		if r, ok := b.base().(*sqlread.Relation); ok {
			return []*sqlread.Statement{{Kind: sqlread.KindTruncate, Verb: "TRUNCATE", Target: r, Targets: []*sqlread.Relation{r}}}
		}
	}
	return []*sqlread.Statement{b.selectOf()}
}

// keyed is the condition with that on the primary key, where the chain names one.
func (b *build) keyed() sqlread.Expr {
	e := b.condition()
	if b.key == nil {
		return e
	}
	return and(e, keyCond([]flow.Ref{*b.key})(b))
}

func (b *build) selectOf() *sqlread.Statement {
	q := &sqlread.Query{Items: b.items, Where: b.keyed()}
	if len(q.Items) == 0 {
		q.Items = []sqlread.SelectItem{{Star: true}}
		if b.kind == KindCount {
			q.Items = []sqlread.SelectItem{{Expr: &sqlread.Func{Name: "count", Star: true}}}
		}
	}
	for _, h := range b.having {
		q.Having = and(q.Having, h)
	}
	if b.from != nil {
		from := b.joined(b.copyFrom())
		q.From = []sqlread.TableExpr{b.withPreloads(q, from)}
	}
	st := &sqlread.Statement{Kind: sqlread.KindSelect, Verb: "SELECT", Query: q}
	for _, a := range b.arms {
		st.Query = &sqlread.Query{Op: a.op, All: a.all, Left: st.Query, Right: a.q}
	}
	st.Query.With = b.with
	return st
}

// copyFrom is the build's table, fresh for each statement so that none changes another's.
func (b *build) copyFrom() sqlread.TableExpr {
	if r, ok := b.from.(*sqlread.Relation); ok {
		c := *r
		return &c
	}
	return b.from
}

func (b *build) joined(from sqlread.TableExpr) sqlread.TableExpr {
	for _, j := range b.joins {
		c := *j
		c.Left = from
		from = &c
	}
	return from
}

// target is the relation that a write changes, with further tables behind FROM or USING.
func (b *build) target() (*sqlread.Relation, []sqlread.TableExpr) {
	r, ok := b.base().(*sqlread.Relation)
	if !ok {
		b.note("the table that the chain writes to is not known here")
		return nil, nil
	}
	c := *r
	var from []sqlread.TableExpr
	if b.fixed {
		if j, ok := b.from.(*sqlread.Join); ok {
			from = append(from, j)
			return r, from
		}
	}
	for i, j := range b.joins {
		if i == 0 {
			from = append(from, j.Right)
			continue
		}
		last := *j
		last.Left = from[0]
		from[0] = &last
	}
	return &c, from
}

// joinConds are the conditions of the joins of a write, whose first table stands behind FROM without one.
func (b *build) joinConds() sqlread.Expr {
	if len(b.joins) == 0 {
		return nil
	}
	return b.joins[0].On
}

func (b *build) update() *sqlread.Statement {
	st := &sqlread.Statement{Kind: sqlread.KindUpdate, Verb: "UPDATE", With: b.with, Returning: b.returning}
	if len(b.sets) == 0 && b.record != nil && b.model != nil {
		// The whole row is written back, or the columns that were named.
		rows := b.c.values(b, *b.record, b.recordLink)
		for i := range rows {
			rows[i].whole = true
		}
		b.sets = b.assignments(rows)
	}
	st.Target, st.From = b.target()
	st.Targets = []*sqlread.Relation{st.Target}
	st.Set = append(slices.Clone(b.sets), b.given...)
	st.Where = and(b.joinConds(), b.keyed())
	return b.checked(st)
}

func (b *build) deletion() *sqlread.Statement {
	st := &sqlread.Statement{Kind: sqlread.KindDelete, Verb: "DELETE", With: b.with, Returning: b.returning}
	st.Target, st.From = b.target()
	st.Targets = []*sqlread.Relation{st.Target}
	st.Where = and(b.joinConds(), b.keyed())
	return b.checked(st)
}

// checked gives a statement that could not be read where its target is not known.
func (b *build) checked(st *sqlread.Statement) *sqlread.Statement {
	if st.Target == nil {
		return &sqlread.Statement{Kind: sqlread.KindUnknown}
	}
	return st
}

func (b *build) insert() *sqlread.Statement {
	st := &sqlread.Statement{Kind: sqlread.KindInsert, Verb: "INSERT", With: b.with, Returning: b.returning, Conflict: b.conflict}
	st.Target, _ = b.target()
	st.Targets = []*sqlread.Relation{st.Target}
	if len(b.rows) == 0 && b.record != nil && b.model != nil && b.source == nil {
		b.rows = append(b.rows, b.c.values(b, *b.record, b.recordLink)...)
	}
	// What the chain gives by name wins over the record's fields.
	if len(b.given) > 0 {
		if len(b.rows) == 0 {
			b.rows = []rowValues{{}}
		}
		b.rows = slices.Clone(b.rows)
		for _, s := range b.given {
			for i := range b.rows {
				r := &b.rows[i]
				r.cols, r.vals = slices.Clone(r.cols), slices.Clone(r.vals)
				if at := slices.Index(r.cols, s.Columns[0].Name); at >= 0 {
					r.vals[at] = s.Value
				} else {
					r.cols, r.vals = append(r.cols, s.Columns[0].Name), append(r.vals, s.Value)
				}
			}
		}
	}
	st.Query = b.source
	st.Columns, st.Rows = b.insertRows()
	if st.Query != nil {
		st.Rows = nil
	}
	if st.Conflict != nil {
		c := *st.Conflict
		st.Conflict = &c
		if c.Where == nil && len(b.where) > 0 {
			c.Where = b.condition()
		}
		b.completeConflict(st)
	}
	if len(st.Columns) == 0 && st.Query == nil && len(b.rows) == 0 {
		b.note("what is inserted is not known here")
		st.Rows = [][]sqlread.Expr{{&sqlread.Hole{Index: -1}}}
	}
	return b.checked(st)
}

// completeConflict writes out what an upsert means by "all": every key, every column.
func (b *build) completeConflict(st *sqlread.Statement) {
	c := st.Conflict
	if len(c.Columns) == 0 && c.Constraint == "" && !c.AnyKey && b.model != nil {
		for _, k := range b.model.keyFields() {
			c.Columns = append(c.Columns, k.column)
		}
	}
	if b.conflictAll {
		for _, col := range st.Columns {
			if !slices.Contains(c.Columns, col.Name) && !b.isKey(col.Name) {
				c.Set = append(c.Set, sqlread.Assign{
					Columns: []*sqlread.Column{{Name: col.Name}}, Value: &sqlread.Column{Table: "excluded", Name: col.Name},
				})
			}
		}
	}
}

// save writes a row back by its primary key, or inserts it where the key is not set or was made here.
func (b *build) save() *sqlread.Statement {
	if b.conflict != nil || b.model == nil || b.record == nil {
		return b.insert()
	}
	if isList(typeOf(*b.record)) {
		b.conflict = &sqlread.Conflict{}
		b.conflictAll = true
		return b.insert()
	}
	set, known := b.c.fieldsOf(b.model, *b.record, b.recordLink.call)
	for _, k := range b.model.keyFields() {
		ref, ok := set[b.model.indexOf(k)]
		if known && (!ok || b.c.isFresh(ref)) {
			return b.insert()
		}
	}
	for _, k := range b.model.keyFields() {
		b.where = append(b.where, term{e: b.keyIs(k)})
	}
	for i := range b.rows {
		b.rows[i].whole = true
	}
	b.sets = append(b.sets, b.assignments(b.rows)...)
	return b.update()
}

// isFresh reports a value that the function makes: a new identifier.
func (c *chains) isFresh(r flow.Ref) bool {
	leaves := c.f.P.Origins(r, flow.PassThrough)
	for _, l := range leaves {
		if l.Kind != flow.LeafCall {
			return false
		}
		if src, _ := flow.SourceOf(flow.Key(flow.Callee(l.Call.Common()))); src != flow.SourceFresh {
			return false
		}
	}
	return len(leaves) > 0
}

// created adds to the row of a find-or-create what its conditions fix.
func (b *build) created() {
	row := rowValues{}
	if len(b.rows) > 0 {
		row = b.rows[0]
	}
	add := func(col string, v sqlread.Expr) {
		if !slices.Contains(row.cols, col) {
			row.cols, row.vals = append(slices.Clone(row.cols), col), append(slices.Clone(row.vals), v)
		}
	}
	for _, t := range b.where {
		for _, e := range sqlread.Conjuncts(t.e) {
			if eq, ok := e.(*sqlread.Binary); ok && eq.Op == "=" && !t.or {
				if col, ok := eq.L.(*sqlread.Column); ok {
					add(col.Name, eq.R)
				}
			}
		}
	}
	for _, a := range b.assigned {
		for i, col := range a.cols {
			add(col, a.vals[i])
		}
	}
	b.rows = []rowValues{row}
	b.where = nil
}

// valueOf is the value of a link's call; its receiver's where it has none.
func valueOf(l *link) ssa.Value {
	if l.call == nil {
		return nil
	}
	if v := l.call.Value(); v != nil {
		return v
	}
	return l.call.Common().Value
}

// takeKey takes a value of the primary key, or the field of an entity that holds it.
func (b *build) takeKey(l *link) {
	r, ok := l.arg(RoleKey)
	if !ok {
		return
	}
	if l.row.Column != "" {
		r = r.Field(l.row.Column)
	}
	b.key = &r
}

// takeAll takes every column for a write or an upsert, or says that an upsert changes nothing.
func (b *build) takeAll(row *Row) {
	switch {
	case b.conflict == nil:
		b.allCols = true
	case row.Kind == KindNothing:
		c := *b.conflict
		c.DoNothing = true
		b.conflict = &c
	default:
		b.conflictAll = true
	}
}

// bulk takes the rows of other inserts.
func (b *build) bulk(l *link) []*build {
	r, _ := l.arg(RoleQuery)
	lists, complete := b.c.elements(r)
	for _, list := range lists {
		for _, el := range list {
			b.rowOf(el, l)
		}
	}
	if !complete || len(b.rows) == 0 {
		// A list that a helper maps from another: the function that makes one element shows what the rows are.
		for _, fn := range b.c.mapperOf(r) {
			for _, ret := range flow.Returns(fn) {
				if len(ret.Results) > 0 {
					b.rowAt(ret.Results[0], ret, l)
				}
			}
		}
		for _, el := range b.c.listedIn(r) {
			b.rowOf(el, l)
		}
	}
	if len(b.rows) == 0 {
		if b.elsewhere = b.c.rowsElsewhere(l.row); !b.elsewhere {
			b.note("what is inserted is not known here")
		}
	}
	return one(b)
}

// listedIn are the elements of the lists that were handed to the call that made a list: one that is cut into pieces holds the same.
func (c *chains) listedIn(r flow.Ref) []flow.Ref {
	var out []flow.Ref
	for _, leaf := range c.f.P.Origins(r, nil) {
		if leaf.Kind != flow.LeafCall {
			continue
		}
		for _, a := range leaf.Call.Common().Args {
			if c.kindOf(elemOf(a.Type())) != builder {
				continue
			}
			lists, _ := c.f.P.Elements(a, leaf.Frame)
			for _, list := range lists {
				out = append(out, list...)
			}
		}
	}
	return out
}

// rowOf adds the row of one insert.
func (b *build) rowOf(el flow.Ref, l *link) {
	if el.V == nil {
		return
	}
	at := ssa.Instruction(l.call)
	if p := parentOf(flow.Strip(el.V)); p != nil && p != at.Parent() {
		return
	}
	b.rowAt(el.V, at, l)
}

func (b *build) rowAt(v ssa.Value, at ssa.Instruction, l *link) {
	objs, _ := b.c.eval(v, at, l.frame)
	for _, o := range objs {
		if start := startOf(o); start != nil {
			b.c.bulked[start.call] = true
		}
		for _, sub := range b.c.apply([]*build{{c: b.c, lib: b.lib}}, o.links) {
			row := rowValues{}
			b.take(sub, nil)
			offset := len(b.values) - len(sub.values)
			for _, s := range sub.given {
				sqlread.InspectExpr(s.Value, func(n any) bool {
					if bind, ok := n.(*sqlread.Bind); ok && bind.Style == sqlread.BindGo {
						bind.Index += offset
					}
					return true
				})
				row.cols, row.vals = append(row.cols, s.Columns[0].Name), append(row.vals, s.Value)
			}
			if len(b.rows) < maxFragments {
				b.rows = append(b.rows, row)
			}
			return
		}
	}
}

// mapperOf are the function literals that are handed to the call that made a list.
func (c *chains) mapperOf(r flow.Ref) []*ssa.Function {
	var out []*ssa.Function
	for _, leaf := range c.f.P.Origins(r, nil) {
		if leaf.Kind != flow.LeafCall {
			continue
		}
		for _, a := range leaf.Call.Common().Args {
			for _, fn := range c.functions(a, leaf.Frame, 0) {
				if c.hasBuilderResult(fn) {
					out = append(out, fn)
				}
			}
		}
	}
	return out
}

// conflictOptions reads the options of an upsert.
func (b *build) conflictOptions(l *link) {
	b.conflict = &sqlread.Conflict{}
	r, ok := l.arg(RoleExpr)
	if !ok {
		b.conflict.Columns = b.columnNames(l)
		return
	}
	lists, _ := b.c.elements(r)
	for _, list := range lists {
		for _, el := range list {
			call, ok := flow.Strip(valueOrNil(el)).(*ssa.Call)
			if !ok {
				continue
			}
			row, lib := b.c.rowOf(call)
			if row == nil {
				continue
			}
			opt := newLink(lib, row, call, el.Frame)
			switch row.Clause {
			case ClauseCols:
				b.conflict.Columns = append(b.conflict.Columns, b.columnNames(opt)...)
			case ClauseAllCols:
				b.takeAll(row)
			case ClauseConflict:
				b.conflict.Constraint, _ = b.constant(opt, RoleConst)
			}
		}
	}
}

// onConflict reads an upsert clause: a literal's fields, or a text.
func (b *build) onConflict(l *link) []*build {
	if l.row.Index(RoleExpr) >= 0 || l.row.Index(RoleCols) >= 0 {
		b.conflictOptions(l)
		return one(b)
	}
	if l.row.Index(RoleConst) < 0 {
		b.conflict = &sqlread.Conflict{DoNothing: l.row.Kind == "nothing", AnyKey: l.row.Kind == "any"}
		return one(b)
	}
	return b.eachText(l, RoleConst, func(b *build, text string, at int) {
		// The text is what stands behind ON; "DUPLICATE KEY UPDATE" and "CONFLICT (…) DO UPDATE" go on in SET links.
		up := strings.ToUpper(strings.TrimSpace(text))
		full := "INSERT INTO bailiwick (a) VALUES (1) ON " + text
		open := strings.HasSuffix(up, "UPDATE")
		if open && strings.HasPrefix(up, "DUPLICATE") {
			full += " bailiwick_open = 1"
		} else if open {
			full += " SET bailiwick_open = 1"
		}
		script := sqlread.Read(full)
		if len(script.Statements) == 0 || script.Statements[0].Conflict == nil {
			b.note("a conflict clause of the chain was not read")
			return
		}
		b.adopt(script, at)
		c := script.Statements[0].Conflict
		if open {
			c.Set = nil
		}
		b.conflict = c
	})
}
