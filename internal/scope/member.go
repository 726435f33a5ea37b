package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// assumeIn adds that X is (positive) a member of a list or query.
func (d *decider) assumeIn(f *facts, x *sqlread.In, lx *lex, positive bool) {
	if !positive {
		if x.Query == nil { // NULL NOT IN (an empty query) is true
			f.touch(d.plain(x.X, lx))
		}
		return
	}
	if x.Query != nil {
		d.memberOf(f, x.X, x.Query, lx)
		return
	}
	if row, ok := x.X.(*sqlread.Row); ok && len(row.Elems) > 1 {
		d.rowIn(f, row, x.List, lx)
		return
	}
	t := d.plain(x.X, lx)
	if len(x.List) == 1 {
		if b, ok := strip(x.List[0]).(*sqlread.Bind); ok && expands(b) {
			f.touch(t)
			f.union(t, d.newTerm(d.bindVal(b)))
			return
		}
		d.equate(f, x.X, x.List[0], lx, true)
		return
	}
	f.touch(t)
	if v := d.listVal(x.List); v != nil {
		f.union(t, d.newTerm(severalOf(v)))
		return
	}
	var c choice
	for _, e := range x.List {
		c.arms = append(c.arms, func(g *facts) { d.equate(g, x.X, e, lx, true) })
	}
	f.ors = append(f.ors, c)
}

// expands reports whether the only placeholder of a list may stand for several values, as "IN ?" of an ORM and "IN (?)" of
// sqlx.In do: what two columns equal is then not one value. $1 and sqlc.arg are one.
func expands(b *sqlread.Bind) bool {
	return b.Style != sqlread.BindDollar && (b.Style != sqlread.BindSqlc || b.Slice)
}

// rowIn reads (a, b) IN ((1, 2), (3, 4)): each column is one of the values in its place.
func (d *decider) rowIn(f *facts, x *sqlread.Row, list []sqlread.Expr, lx *lex) {
	var rows [][]sqlread.Expr
	for _, e := range list {
		r, ok := e.(*sqlread.Row)
		if !ok {
			if b, isBind := strip(e).(*sqlread.Bind); isBind && len(list) == 1 { // IN (?) with a slice of pairs
				for _, c := range x.Elems {
					f.union(d.plain(c, lx), d.newTerm(severalOf(d.terms[d.bind(b)].own)))
				}
			}
			return
		}
		rows = append(rows, r.Elems)
	}
	for i, c := range x.Elems {
		es := column(rows, i)
		if len(es) == 1 {
			d.equate(f, c, es[0], lx, true)
			continue
		}
		t := d.plain(c, lx)
		f.touch(t)
		if v := d.listVal(es); v != nil {
			f.union(t, d.newTerm(severalOf(v)))
		}
	}
}

// elementOf adds that X equals an element of an array or a row of a query.
func (d *decider) elementOf(f *facts, x, array sqlread.Expr, q *sqlread.Query, lx *lex) {
	if q != nil {
		d.memberOf(f, x, q, lx)
		return
	}
	switch a := strip(array).(type) {
	case *sqlread.Sub:
		d.memberOf(f, x, a.Query, lx) // ANY(ARRAY(SELECT …)), ANY((SELECT array_agg(…)))
	case *sqlread.Array:
		d.assumeIn(f, &sqlread.In{X: x, List: a.Elems}, lx, true)
	default:
		t := d.plain(x, lx)
		f.touch(t)
		if v := d.pureVal(a); v != nil {
			f.union(t, d.newTerm(severalOf(v)))
		}
	}
}

// memberOf adds that X equals a row of a query: that row exists.
func (d *decider) memberOf(f *facts, x sqlread.Expr, q *sqlread.Query, lx *lex) {
	b := d.witness(q, lx)
	if b == nil {
		return
	}
	b.assert(f)
	xs := []sqlread.Expr{x}
	if r, ok := x.(*sqlread.Row); ok {
		xs = r.Elems
	}
	for i, e := range xs {
		t := d.plain(e, lx)
		f.touch(t)
		if i < len(b.outs) {
			f.union(t, b.outs[i].t)
		}
	}
}

// member reports whether e is true (or false, when truth is false) only where a value is a member of a list or query.
func member(e sqlread.Expr, truth bool) bool {
	switch x := e.(type) {
	case *sqlread.In:
		return truth != x.Not
	case *sqlread.Quantified:
		return x.Op == "=" && !x.All && truth || x.Op == "<>" && x.All && !truth
	}
	return false
}

// lookedUp returns what the columns of the query in e equal, in the rows of it that count: "X IN (SELECT c …)" is
// "EXISTS (SELECT … WHERE c = X)", so rows with another c change nothing, whoever they belong to.
//
// That holds as it stands where X is to be a member. Elsewhere ("NOT IN", an output) a NULL on either side makes the
// answer unknown instead of false: only columns that are never NULL are equated then. A query that locks its rows does
// something to each of them, and none is equated.
func (d *decider) lookedUp(f *facts, e sqlread.Expr, lx *lex, isMember bool) []outCol {
	var x sqlread.Expr
	switch e := e.(type) {
	case *sqlread.In:
		x = e.X
	case *sqlread.Quantified:
		if member(e, true) || member(e, false) {
			x = e.X
		}
	}
	if q := queryOf(e); x == nil || q == nil || q.Locking {
		return nil
	}
	xs := []sqlread.Expr{x}
	if r, ok := x.(*sqlread.Row); ok {
		xs = r.Elems
	}
	out := make([]outCol, len(xs))
	for i, e := range xs {
		t := d.plain(e, lx)
		out[i] = outCol{t: t, push: isMember || f.neverNull(t), sure: !isMember}
	}
	return out
}
