package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// block is one query block (or an UPDATE, DELETE …, which reads rows in the same way), its names resolved: which rows it
// ranges over, and what must hold for a combination of them to count.
type block struct {
	d      *decider
	lex    *lex
	root   *group
	groups []*group // sides of outer joins, outermost first
	rows   []*row
	conds  []cond
	outs   []outCol
	stars  []*source // outputs that could not be listed

	op          sqlread.SetOp
	left, right *block

	// always is true for an aggregate without GROUP BY: it has a result even where no row satisfies its condition.
	always bool

	fromSpan, whereSpan sqlread.Span // where the clauses stand in the text
}

// cond is a condition of the block where it stands: WHERE, or the ON of a join.
type cond struct {
	e    sqlread.Expr
	join *sqlread.Join
}

// group is a set of rows that are present or missing together: the whole block, or one side of an outer join.
type group struct {
	up      *group
	items   []func(*facts) // what holds where the rows are present
	partner *group         // the other side of a FULL JOIN
	both    []func(*facts) // what holds where both sides are present
	join    *sqlread.Join
}

// activate notes that the rows of g are present, with all that follows.
func (f *facts) activate(g *group) {
	if g == nil || f.isActive(g) {
		return
	}
	if f.active == nil {
		f.active = make(map[*group]bool)
	}
	f.active[g] = true
	f.activate(g.up)
	for _, it := range g.items {
		it(f)
	}
	if g.partner != nil && f.isActive(g.partner) {
		for _, it := range g.both {
			it(f)
		}
	}
}

// assert adds to f that a combination of rows of the block exists.
func (b *block) assert(f *facts) {
	b.d.tick(1)
	switch b.op {
	case sqlread.Union:
		f.watch = append(f.watch, outTerms(b.outs)...)
		f.ors = append(f.ors, choice{arms: []func(*facts){b.arm(b.left), b.arm(b.right)}})
	case sqlread.Intersect:
		b.arm(b.left)(f)
		b.arm(b.right)(f)
	case sqlread.Except:
		b.arm(b.left)(f)
	default:
		f.rows = append(f.rows, b.rows...)
		if !b.always { // else a value that an aggregate picked shows that there was a row: see touch
			f.activate(b.root)
		}
	}
}

// below makes the rows of a sub-select in FROM present together with the side of the join that it stands on.
func (b *block) below(g *group) {
	if b.op != sqlread.NoSetOp {
		b.left.below(g)
		b.right.below(g)
		return
	}
	b.root.up = g
}

func (b *block) arm(side *block) func(*facts) {
	return func(f *facts) {
		side.assert(f)
		for i := range b.outs {
			if i < len(side.outs) {
				f.union(b.outs[i].t, side.outs[i].t)
			}
		}
	}
}

func outTerms(outs []outCol) []term {
	ts := make([]term, len(outs))
	for i, o := range outs {
		ts[i] = o.t
	}
	return ts
}

// compile resolves the names of a query. up is the level that surrounds it.
func (d *decider) compile(q *sqlread.Query, up *lex, quiet bool) *block {
	d.tick(1)
	b := &block{d: d, lex: d.level(up, q.With, quiet), root: &group{}}
	switch {
	case q.Op != sqlread.NoSetOp:
		b.op = q.Op
		b.left, b.right = d.compile(q.Left, b.lex, quiet), d.compile(q.Right, b.lex, quiet)
		for _, o := range b.left.outs {
			b.outs = append(b.outs, outCol{name: o.name, t: d.newTerm(nil), push: !cuts(q)})
		}
	case q.Values != nil:
		b.outs = d.valuesColumns(q.Values, b.lex)
	default:
		for _, te := range q.From {
			b.from(te, b.root)
		}
		b.where(q.Where)
		b.open(q.Tail)
		b.whereSpan, b.fromSpan = q.WhereSpan, q.FromSpan
		b.project(q.Items)
		b.limitPush(q)
	}
	return b
}

// sub is the level from which a sub-select of a condition is compiled.
func (lx *lex) sub() *lex {
	return &lex{up: lx, env: lx.env, quiet: lx.quiet, realm: &realm{}, depth: lx.depth}
}

// maxDepth bounds how deeply nested a sub-select may say something about the outermost row, and how many blocks further
// out a row may be that says something about the innermost one. Without a bound the work would grow with the square of
// the depth.
const maxDepth = 8

// witness compiles the copy of a sub-select of a condition whose row is known to exist; nil when it is nested too deeply.
func (d *decider) witness(q *sqlread.Query, lx *lex) *block {
	if q == nil || lx.depth >= maxDepth {
		return nil
	}
	inner := lx.sub()
	inner.depth++
	return d.compile(q, inner, true)
}

// level opens a level of name resolution, with its CTEs.
func (d *decider) level(up *lex, with []*sqlread.CTE, quiet bool) *lex {
	lx := &lex{up: up, quiet: quiet}
	if up != nil {
		lx.env, lx.quiet, lx.realm, lx.depth = up.env, quiet || up.quiet, up.realm, up.depth
	}
	if lx.realm == nil {
		lx.realm = &realm{}
	}
	d.define(lx, with)
	return lx
}

// where adds a condition to the block.
func (b *block) where(e sqlread.Expr) {
	if e != nil {
		b.conds = append(b.conds, cond{e: e})
		b.root.items = append(b.root.items, func(f *facts) { b.d.assume(f, e, b.lex, true) })
	}
}

// open notes text that the program adds where a clause could stand: it may hold joins and conditions.
func (b *block) open(tail []sqlread.Expr) {
	if len(tail) > 0 {
		b.root.items = append(b.root.items, func(f *facts) { f.unread = true })
	}
}

// project lists the block's output columns.
func (b *block) project(items []sqlread.SelectItem) {
	for _, it := range items {
		if !it.Star && !b.embeds(it.Expr) {
			b.outs = append(b.outs, outCol{name: itemName(it), t: b.output(it.Expr), push: true})
			continue
		}
		if !it.Star {
			it.Table = it.Expr.(*sqlread.Func).Args[0].(*sqlread.Column).Name
		}
		for _, s := range b.lex.sources {
			if s.qualified || it.Table != "" && !s.matches("", fold(it.Table)) {
				continue
			}
			if cols, ok := b.d.listColumns(s); ok {
				b.outs = append(b.outs, cols...)
			} else {
				b.stars = append(b.stars, s)
			}
		}
	}
}

// embeds recognises sqlc.embed(t), which stands for t.*.
func (b *block) embeds(e sqlread.Expr) bool {
	f, ok := e.(*sqlread.Func)
	if !ok || f.Schema != "sqlc" || f.Name != "embed" || len(f.Args) != 1 {
		return false
	}
	c, ok := f.Args[0].(*sqlread.Column)
	return ok && c.Table == ""
}

// cuts reports whether which rows come out depends on the other rows: their number is limited, or one of several is kept.
func cuts(q *sqlread.Query) bool { return q.Limit != nil || q.Offset != nil || len(q.DistinctOn) > 0 }

// limitPush withdraws the permission to push conditions in where they would change which rows are read: below a LIMIT or
// a window function through no column, below GROUP BY through its columns only.
func (b *block) limitPush(q *sqlread.Query) {
	grouped := len(q.GroupBy) > 0
	all := !cuts(q)
	for _, it := range q.Items {
		switch {
		case hasWindow(it.Expr):
			all = false
		case hasAggregate(it.Expr):
			grouped = true
		}
	}
	b.always = grouped && len(q.GroupBy) == 0
	var keys []term
	ordinals := make(map[string]bool)
	for _, g := range q.GroupBy {
		switch g := g.(type) {
		case *sqlread.Column:
			keys = append(keys, b.d.resolve(g, b.lex))
			if g.Table == "" {
				ordinals[fold(g.Name)] = true
			}
		case *sqlread.Literal:
			ordinals["#"+g.Text] = true
		}
	}
	for i := range b.outs {
		o := &b.outs[i]
		o.push = o.push && all
		if grouped && o.push {
			o.push = ordinals[o.name] || ordinals["#"+itoa(i+1)] || containsTerm(keys, o.t)
		}
	}
}

func containsTerm(ts []term, t term) bool {
	for _, x := range ts {
		if x != 0 && x == t {
			return true
		}
	}
	return false
}

// output returns the term of an output expression.
//
// An aggregate that picks one of the values of a column (min, max, array_agg …) yields a column of some row of the same
// kind: a copy of the row that is scoped whenever the row is.
func (b *block) output(e sqlread.Expr) term {
	switch x := strip(e).(type) {
	case *sqlread.Column:
		return b.d.resolve(x, b.lex)
	case *sqlread.Func:
		if !pickers[x.Name] || len(x.Args) == 0 {
			break
		}
		if c, ok := strip(x.Args[0]).(*sqlread.Column); ok {
			t := b.d.resolve(c, b.lex)
			if t == 0 {
				return 0
			}
			info := b.d.terms[t]
			if info.row == nil {
				return 0
			}
			orig := info.row
			picked := &row{table: orig.table, quiet: true, group: b.root, realm: b.lex.realm}
			b.root.items = append(b.root.items, func(f *facts) {
				f.rows = append(f.rows, picked)
				f.extra = append(f.extra, edge{a: orig, b: picked, down: true, why: "it is read through an aggregate of scoped rows"})
			})
			return b.d.column(picked, info.col)
		}
	case *sqlread.Sub:
		return b.scalar(x)
	case nil:
		return 0
	}
	if v := b.d.pureVal(e); v != nil {
		return b.d.newTerm(v)
	}
	return 0
}

// scalar returns the term of a scalar sub-select among the outputs. Its row is there only where the value is not NULL:
// a comparison with the value makes it present (see touch).
func (b *block) scalar(x *sqlread.Sub) term {
	if x.Array {
		return 0
	}
	inner := b.d.witness(x.Query, b.lex)
	if inner == nil || inner.op != sqlread.NoSetOp || len(inner.outs) != 1 {
		return 0
	}
	inner.below(b.root)
	b.root.items = append(b.root.items, func(f *facts) { f.rows = append(f.rows, inner.rows...) })
	return inner.outs[0].t
}

// itemName is the name under which an output column is known outside.
func itemName(it sqlread.SelectItem) string {
	if it.Alias != "" {
		return fold(it.Alias)
	}
	switch x := strip(it.Expr).(type) {
	case *sqlread.Column:
		return fold(x.Name)
	case *sqlread.Func:
		return fold(x.Name)
	}
	return ""
}

// valuesColumns are the columns of a VALUES list: each is one of the values in its place.
func (d *decider) valuesColumns(rows [][]sqlread.Expr, lx *lex) []outCol {
	if len(rows) == 0 {
		return nil
	}
	outs := make([]outCol, len(rows[0]))
	for i := range outs {
		outs[i] = outCol{name: "column" + itoa(i+1), t: d.newTerm(d.listVal(column(rows, i)))}
	}
	return outs
}

// column returns the i-th expression of every row.
func column(rows [][]sqlread.Expr, i int) []sqlread.Expr {
	var es []sqlread.Expr
	for _, r := range rows {
		if i >= len(r) {
			return nil
		}
		es = append(es, r[i])
	}
	return es
}
