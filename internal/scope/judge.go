package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// sink collects the verdicts of one pass over a part of the statement, and where it refers to CTEs.
type sink struct {
	refs  []Ref
	sites []site
	seen  map[*sqlread.Query]bool // sub-selects already judged
}

func newSink() *sink { return &sink{seen: make(map[*sqlread.Query]bool)} }

// site is one reference to a CTE: what is known there about its columns.
type site struct {
	def  *cteDef
	f    *facts
	outs []outCol
	vis  visible
}

// visible tells which output columns of a block reach the result of the statement.
type visible struct {
	all   bool
	terms map[term]bool // roots, in facts
	facts *facts
}

// sees reports whether the term is in the output.
func (v visible) sees(f *facts, t term) bool {
	return t != 0 && v.terms[f.find(t)]
}

// groupFacts returns for each row of the block the facts that hold where the row is present. f are those of the whole
// block; the nullable side of an outer join knows the join's condition as well.
func (d *decider) groupFacts(b *block, f *facts) func(*row) *facts {
	byGroup := map[*group]*facts{nil: f, b.root: f}
	return func(r *row) *facts {
		g := r.group
		if h, ok := byGroup[g]; ok {
			return h
		}
		if f.isActive(g) {
			byGroup[g] = f
			return f
		}
		h := d.newFacts(f)
		byGroup[g] = h
		h.activate(g)
		// An OR of the block may say more where the row is present ("b.id IS NULL OR …").
		for e := f; e != nil; e = e.up {
			h.ors = append(h.ors, e.ors...)
			if e.base {
				break
			}
		}
		h.close()
		return h
	}
}

// query judges a query. up surrounds it, ctx is what holds there. push are terms that its columns equal (nil for none),
// vis says which of its columns reach the result.
func (d *decider) query(q *sqlread.Query, up *lex, ctx *facts, push []outCol, vis visible, s *sink) {
	if q == nil || !d.tick(1) {
		return
	}
	if q.Op != sqlread.NoSetOp {
		lx := d.level(up, q.With, false)
		if cuts(q) {
			push = nil
		}
		d.query(q.Left, lx, ctx, push, vis, s)
		d.query(q.Right, lx, ctx, push, vis, s)
		d.expressions(q.OrderBy, lx, ctx, s)
		d.withItems(q.With, ctx, s)
		return
	}
	b := d.compile(q, up, false)
	f := d.newFacts(ctx)
	f.base = true
	b.assert(f)
	if b.always {
		f.activate(b.root) // the rows that the aggregate reads
	}
	if q.Values != nil {
		for _, r := range q.Values {
			d.expressions(r, b.lex, f, s)
		}
		return
	}
	for i, o := range b.outs {
		if i < len(push) && o.push && push[i].push && (!push[i].sure || f.neverNull(o.t)) {
			f.union(o.t, push[i].t)
		}
	}
	f.close()
	var es []sqlread.Expr
	for _, it := range q.Items {
		es = append(es, it.Expr)
	}
	es = append(es, q.GroupBy...)
	es = append(append(es, q.Having), q.OrderBy...)
	es = append(append(append(es, q.Limit, q.Offset), q.Windows...), q.DistinctOn...)
	d.block(b, q.From, f, d.outputs(b, f, push, vis), s, es)
	d.withItems(q.With, ctx, s)
}

// outputs finds the terms of the block's columns that reach the result.
func (d *decider) outputs(b *block, f *facts, outer []outCol, vis visible) visible {
	v := visible{terms: make(map[term]bool), facts: f}
	for i, o := range b.outs {
		if vis.all || i < len(outer) && vis.facts != nil && vis.terms[vis.facts.find(outer[i].t)] {
			v.terms[f.find(o.t)] = true
		}
	}
	if vis.all {
		for _, s := range b.stars {
			if s.row != nil {
				if t := d.tenant(s.row); t != 0 {
					v.terms[f.find(t)] = true
				}
			}
		}
	}
	delete(v.terms, 0)
	return v
}

// block judges the references of a block and everything below it.
func (d *decider) block(b *block, from []sqlread.TableExpr, f *facts, vis visible, s *sink, es []sqlread.Expr) {
	with := d.groupFacts(b, f)
	for _, src := range b.lex.sources {
		switch {
		case src.cte != nil:
			s.refs = append(s.refs, Ref{Relation: src.rel, Verdict: Exempt, Reason: "names the CTE " + src.cte.cte.Name})
			s.sites = append(s.sites, site{src.cte, d.present(src, with), src.outs, vis})
		case src.view != nil:
			s.refs = append(s.refs, d.viewRef(src, d.present(src, with), vis))
		case src.row != nil:
			if !src.row.none {
				s.refs = append(s.refs, d.judge(src.row, b, with(src.row), vis))
			}
		case src.derived != nil:
			d.query(src.derived.Query, b.outer(src.lateral), d.present(src, with), src.outs, vis, s)
		}
	}
	for _, te := range from {
		d.functions(te, b.lex, f, s)
	}
	d.subselects(f, s)
	for _, g := range b.groups {
		if h := with(&row{group: g}); h != f {
			d.subselects(h, s)
		}
	}
	d.expressions(es, b.lex, f, s)
}

// present returns the facts that hold where a source that is no table is present.
func (d *decider) present(src *source, with func(*row) *facts) *facts {
	return with(&row{group: src.group})
}

// subselects judges the sub-selects that were met in conditions, each with what holds at its place.
func (d *decider) subselects(f *facts, s *sink) {
	for _, sub := range f.subs {
		d.subselect(sub, f, s)
	}
	for _, g := range f.arms {
		d.subselects(g, s)
	}
}

func (d *decider) subselect(sub subselect, f *facts, s *sink) {
	if s.seen[sub.q] {
		return
	}
	s.seen[sub.q] = true
	first := len(s.refs)
	d.query(sub.q, sub.lx.sub(), f, sub.push, visible{}, s)
	for i := range s.refs[first:] {
		s.refs[first+i].Nested++
	}
}

// expressions judges the sub-selects of expressions that are no conditions.
func (d *decider) expressions(es []sqlread.Expr, lx *lex, f *facts, s *sink) {
	for _, e := range es {
		walkExpr(e, func(e sqlread.Expr) bool {
			if q := queryOf(e); q != nil {
				d.subselect(subselect{q, lx, d.lookedUp(f, e, lx, false)}, f, s)
			}
			return true
		})
	}
}

// functions judges the set-returning functions of FROM: those of the application may read tables of their own.
func (d *decider) functions(te sqlread.TableExpr, lx *lex, f *facts, s *sink) {
	switch te := te.(type) {
	case *sqlread.Join:
		d.functions(te.Left, lx, f, s)
		d.functions(te.Right, lx, f, s)
	case *sqlread.FuncTable:
		if te.Func == nil {
			return
		}
		d.expressions(te.Func.Args, lx, f, s)
		n := te.Func.Name
		if !unfolders[n] && !rowless[n] && !sqlValues[n] && !isSystem(te.Func.Schema, n) {
			s.refs = append(s.refs, Ref{
				Relation: &sqlread.Relation{Schema: te.Func.Schema, Name: n, Alias: te.Alias, Span: te.Func.Span},
				Verdict:  unresolved, Reason: "the rows that function " + n + " reads are not known",
			})
		}
	}
}
