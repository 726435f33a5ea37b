package scope

import (
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// cteEnv is the chain of CTE names in force, innermost first.
type cteEnv struct {
	up  *cteEnv
	def *cteDef
}

func (e *cteEnv) find(name string) *cteDef {
	for ; e != nil; e = e.up {
		if e.def.name == name {
			return e.def
		}
	}
	return nil
}

// cteDef is one WITH item where it is defined.
type cteDef struct {
	name string
	cte  *sqlread.CTE
	lex  *lex     // what its body can refer to
	sum  *summary // what is known of its rows, once asked for
	owes uint8    // whether the body has a broken reference by itself: 0 not asked, 1 no, 2 yes
	busy bool     // the summary is being made: a reference is the recursive one
}

// define puts the CTEs of a WITH clause in force on lx. A name hides tables and outer CTEs for what follows it, and for
// its own body when the clause is RECURSIVE.
func (d *decider) define(lx *lex, with []*sqlread.CTE) {
	for _, c := range with {
		def, ok := d.ctes[c]
		if !ok {
			def = &cteDef{name: fold(c.Name), cte: c}
			body := &lex{up: lx.up, env: lx.env}
			def.lex = body
			if c.Recursive {
				body.env = &cteEnv{up: lx.env, def: def}
			}
			d.ctes[c] = def
		}
		lx.env = &cteEnv{up: lx.env, def: def}
	}
}

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
	v     *val           // what scopes it, nil when nothing does
	cols  map[int]string // output column to the row's column
}

type sumEdge struct {
	a, b   int
	assume string
}

// summary returns the summary of a CTE.
func (d *decider) summary(def *cteDef) *summary {
	if def.sum != nil {
		return def.sum
	}
	if def.busy {
		return &summary{open: true} // recursion other than through the arms of a UNION
	}
	def.busy = true
	defer func() { def.busy = false }()
	s := d.bodySummary(def)
	for i, n := range def.cte.Columns {
		if i < len(s.cols) {
			s.cols[i].name = fold(n)
		}
	}
	def.sum = s
	return s
}

// bodySummary summarises a CTE's body. For a recursive one the first arm's summary is taken as what the recursive
// reference knows; what the second arm does not keep up is given up, until the two agree.
func (d *decider) bodySummary(def *cteDef) *summary {
	body := def.cte.Body
	if body == nil {
		return &summary{open: true}
	}
	q := body.Query
	if !def.cte.Recursive || body.Kind != sqlread.KindSelect || q == nil || q.Op != sqlread.Union || q.Left == nil || !names(q.Right, def.name) {
		return d.statementSummary(body, def.lex)
	}
	lx := d.level(def.lex, append(body.With[:len(body.With):len(body.With)], q.With...), true)
	first := d.querySummary(q.Left, lx)
	for i, n := range def.cte.Columns {
		if i < len(first.cols) {
			first.cols[i].name = fold(n)
		}
	}
	guess := first
	for range 4 {
		def.sum = guess
		next := meet(first, d.querySummary(q.Right, lx))
		def.sum = nil
		if next.equal(guess) {
			return next
		}
		guess = next
	}
	for i := range guess.cols { // no agreement: nothing is known
		guess.cols[i].v = nil
	}
	guess.rows, guess.edges = nil, nil
	return guess
}

// names reports whether the query's FROM refers to the name.
func names(q *sqlread.Query, name string) bool {
	if q == nil {
		return false
	}
	if q.Op != sqlread.NoSetOp {
		return names(q.Left, name) || names(q.Right, name)
	}
	found := false
	var look func(te sqlread.TableExpr)
	look = func(te sqlread.TableExpr) {
		switch te := te.(type) {
		case *sqlread.Relation:
			found = found || te.Schema == "" && fold(te.Name) == name
		case *sqlread.Join:
			look(te.Left)
			look(te.Right)
		case *sqlread.Derived:
			found = found || names(te.Query, name)
		}
	}
	for _, te := range q.From {
		look(te)
	}
	return found
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
		s.rows = append(s.rows, sumRow{table: r.table, v: v, cols: cols})
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
				m.rows = append(m.rows, sumRow{table: r.table, v: either(r.v, s.v), cols: cols})
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
		rows[i] = &row{table: r.table, group: g, quiet: true, realm: in}
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

// components tells which rows are scoped whenever another one is, both ways: equal tenant keys, sure and assumed joins.
type components struct {
	head   map[*row]*row
	assume map[*row]string
	order  []*row
}

func newComponents(f *facts, rows []*row) *components {
	c := &components{head: make(map[*row]*row), assume: make(map[*row]string)}
	byTenant := make(map[term]*row)
	for _, r := range rows {
		if t := f.d.tenant(r); t != 0 {
			root := f.find(t)
			if first, ok := byTenant[root]; ok {
				c.join(first, r, "")
			} else {
				byTenant[root] = r
			}
		}
	}
	all := f.edges(rows)
	for _, e := range all {
		if e.assume == "" && f.d.symmetric(e, all) {
			c.join(e.a, e.b, "")
		}
	}
	for _, e := range all {
		if e.assume != "" {
			c.join(e.a, e.b, e.assume)
		}
	}
	return c
}

// symmetric reports whether the edge holds in the other direction too without an assumption.
func (d *decider) symmetric(e edge, all []edge) bool {
	if !d.tick(len(all)) {
		return false
	}
	for _, o := range all {
		if o.a == e.b && o.b == e.a && o.assume == "" {
			return true
		}
	}
	return false
}

func (c *components) find(r *row) *row {
	for c.head[r] != nil {
		r = c.head[r]
	}
	return r
}

func (c *components) join(a, b *row, assume string) {
	a, b = c.find(a), c.find(b)
	if a == b {
		return
	}
	c.head[b] = a
	c.order = append(c.order, b)
	if assume != "" {
		c.assume[b] = assume
	}
}

// lead returns the first row of r's component among those that come out.
func (c *components) lead(r *row, at map[*row]int) (lead int, assume string, ok bool) {
	root := c.find(r)
	best := -1
	for s, i := range at { // the smallest index: order does not matter
		if s != r && c.find(s) == root && (best < 0 || i < best) {
			best = i
		}
	}
	if best < 0 {
		return 0, "", false
	}
	for _, b := range c.order {
		if a := c.assume[b]; a != "" && c.find(b) == root {
			assume = a
			break
		}
	}
	return best, assume, true
}
