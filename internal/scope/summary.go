package scope

import (
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// summary is what the outside may know of a block without its text: its columns, of which rows they are columns, and
// which of these rows are scoped. One is made a CTE or view, so that many references cost little.
type summary struct {
	cols  []sumCol
	rows  []sumRow
	edges []sumEdge
	open  bool // has further columns that could not be listed
}

type sumCol struct {
	name  string
	v     *val // what the column is worth as a tenant
	class int  // columns with the same class are equal
	push  bool
}

type sumRow struct {
	table *catalog.Table
	rel   *sqlread.Relation // the reference it is a row of
	v     *val              // what scopes it, nil when nothing does
	cols  map[int]string    // output column to the row's column
}

type sumEdge struct {
	a, b   int
	assume string
}

// statementSummary summarises the rows that a statement returns.
func (d *decider) statementSummary(stmt *sqlread.Statement, up *lex) *summary {
	switch stmt.Kind {
	case sqlread.KindSelect:
		lx := d.level(up, stmt.With, true)
		return d.querySummary(stmt.Query, lx)
	case sqlread.KindUpdate, sqlread.KindDelete, sqlread.KindInsert, sqlread.KindMerge:
		return d.blockSummary(d.compileWrite(stmt, up, true))
	}
	return &summary{open: true}
}

// querySummary summarises a query; of a compound one what all arms agree on.
func (d *decider) querySummary(q *sqlread.Query, up *lex) *summary {
	if q == nil {
		return &summary{open: true}
	}
	if q.Op == sqlread.NoSetOp {
		return d.blockSummary(d.compile(q, up, true))
	}
	lx := d.level(up, q.With, true)
	l := d.querySummary(q.Left, lx)
	if q.Op == sqlread.Except {
		return l
	}
	r := d.querySummary(q.Right, lx)
	if q.Op == sqlread.Intersect {
		for i := range l.cols {
			if i < len(r.cols) {
				l.cols[i].v = better(l.cols[i].v, r.cols[i].v)
			}
		}
		return l
	}
	return meet(l, r)
}

// blockSummary summarises one block.
func (d *decider) blockSummary(b *block) *summary {
	f := d.newFacts(nil)
	b.assert(f)
	if b.op == sqlread.NoSetOp {
		f.activate(b.root) // what comes out of an aggregate comes out of a row, or is NULL and equals nothing
	}
	f.close()
	with := d.groupFacts(b, f)
	s := &summary{open: len(b.stars) > 0}
	class := make(map[term]int)
	outs := make(map[term][]int)
	for i, o := range b.outs {
		c := sumCol{name: o.name, class: -1 - i, push: o.push}
		if o.t != 0 {
			root := f.find(o.t)
			if _, ok := class[root]; !ok {
				class[root] = i
			}
			c.class, c.v = class[root], f.rootVal(root)
			outs[root] = append(outs[root], i)
		}
		s.cols = append(s.cols, c)
	}
	// Rows whose columns come out, and how they hang together.
	rows := f.rows
	comp := newComponents(f, rows)
	at := make(map[*row]int)
	for _, r := range rows {
		if r.table == nil {
			continue
		}
		var cols map[int]string
		for _, n := range r.names {
			for _, i := range outs[f.find(r.cols[n])] {
				if cols == nil {
					cols = make(map[int]string)
				}
				cols[i] = n
			}
		}
		if cols == nil {
			continue
		}
		g := with(r)
		at[r] = len(s.rows)
		v := g.bound(r)
		s.rows = append(s.rows, sumRow{table: r.table, rel: r.rel, v: v, cols: cols})
		for i, n := range cols { // each entry is written once: order does not matter
			if isOwned(r.table) && isKey(r.table, n) && v != nil {
				s.cols[i].v = better(s.cols[i].v, v)
			}
		}
		if lead, assume, ok := comp.lead(r, at); ok {
			s.edges = append(s.edges, sumEdge{lead, at[r], assume})
		}
	}
	return s
}

// meet is what two summaries agree on.
func meet(a, b *summary) *summary {
	m := &summary{open: a.open || b.open}
	for i, c := range a.cols {
		if i >= len(b.cols) {
			break
		}
		o := sumCol{name: c.name, class: -1 - i, push: c.push && b.cols[i].push}
		if v := either(c.v, b.cols[i].v); v != nil {
			o.v = v
		}
		for j := 0; j < i; j++ {
			if a.cols[j].class == c.class && b.cols[j].class == b.cols[i].class {
				o.class = m.cols[j].class
				break
			}
		}
		m.cols = append(m.cols, o)
	}
	for _, r := range a.rows {
		for _, s := range b.rows {
			if s.table != r.table || s.table == nil {
				continue
			}
			cols := make(map[int]string)
			for i, n := range r.cols {
				if s.cols[i] == n {
					cols[i] = n
				}
			}
			if len(cols) > 0 {
				m.rows = append(m.rows, sumRow{table: r.table, rel: r.rel, v: either(r.v, s.v), cols: cols})
				break
			}
		}
	}
	return m
}

// equal compares what two summaries claim, not the wording.
func (s *summary) equal(t *summary) bool {
	if len(s.cols) != len(t.cols) || len(s.rows) != len(t.rows) || s.open != t.open {
		return false
	}
	for i := range s.cols {
		if s.cols[i].v.good() != t.cols[i].v.good() || s.cols[i].class != t.cols[i].class {
			return false
		}
	}
	for i := range s.rows {
		if s.rows[i].table != t.rows[i].table || s.rows[i].v.good() != t.rows[i].v.good() || len(s.rows[i].cols) != len(t.rows[i].cols) {
			return false
		}
		for c, n := range s.rows[i].cols {
			if t.rows[i].cols[c] != n {
				return false
			}
		}
	}
	return true
}

// useSummary gives a source the columns of a summary, and its rows to where the source is present.
func (d *decider) useSummary(s *source, g *group, sum *summary, in *realm) {
	rows := make([]*row, len(sum.rows))
	for i, r := range sum.rows {
		rows[i] = &row{rel: r.rel, table: r.table, group: g, quiet: true, realm: in}
	}
	byClass := make(map[int]term)
	for i, c := range sum.cols {
		t, ok := byClass[c.class]
		if !ok {
			t = d.newTerm(nil)
			// The first column of a row lends its term, so that a comparison shows that the row is present.
			for k, r := range sum.rows {
				if n, has := r.cols[i]; has {
					t = d.column(rows[k], n)
					break
				}
			}
			byClass[c.class] = t
		}
		s.outs = append(s.outs, outCol{name: c.name, t: t, push: c.push})
	}
	if sum.open && s.elem == nil {
		s.elem = func(string) term { return 0 }
	}
	g.items = append(g.items, func(f *facts) {
		f.rows = append(f.rows, rows...)
		for i, c := range sum.cols {
			if c.v != nil {
				f.know(s.outs[i].t, c.v)
			}
		}
		for k, r := range sum.rows {
			for i := range sum.cols {
				if n, ok := r.cols[i]; ok {
					f.union(s.outs[i].t, d.column(rows[k], n))
				}
			}
			if r.v != nil {
				f.know(d.tenant(rows[k]), r.v)
			}
		}
		for _, e := range sum.edges {
			f.extra = append(f.extra,
				edge{a: rows[e.a], b: rows[e.b], down: true, assume: e.assume, why: "it is joined to a scoped row of " + rows[e.a].table.Name},
				edge{a: rows[e.b], b: rows[e.a], down: true, assume: e.assume, why: "it is joined to a scoped row of " + rows[e.b].table.Name})
		}
	})
}
