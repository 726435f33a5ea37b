package query

import (
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

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
