package query

import (
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// statements are the statements of a finished build.
func (b *build) statements() []*sqlread.Statement {
	if b.done != nil {
		return b.done
	}
	b.done = b.finished()
	for _, s := range b.done {
		b.dress(s)
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
	b.rows = append(b.rows, b.placedRows()...)
	b.placed = nil
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
		for i := 0; i < len(b.cols) && len(st.Columns) < len(b.cols); i++ {
			st.Columns = append(st.Columns, &sqlread.Column{Name: b.cols[i]})
		}
	}
	if st.Conflict != nil {
		c := *st.Conflict
		st.Conflict = &c
		if c.Where == nil && len(b.where) > 0 {
			c.Where = b.condition()
		}
		b.completeConflict(st)
	}
	if len(st.Columns) == 0 && st.Query == nil && len(b.rows) == 0 && !b.lib.Mutable && b.record == nil {
		// Rows that are added in a loop which has no round: the library refuses an insert without any.
		b.impossible = true
	}
	if len(st.Columns) == 0 && st.Query == nil && len(b.rows) == 0 {
		b.note("what is inserted is not known here")
		st.Rows = [][]sqlread.Expr{{&sqlread.Hole{Index: -1}}}
	}
	return b.checked(st)
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
