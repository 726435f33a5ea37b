package scope

import (
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// from adds an item of FROM to the block; its rows are present together with g. It returns the sources it brought.
func (b *block) from(te sqlread.TableExpr, g *group) []*source {
	switch te := te.(type) {
	case *sqlread.Relation:
		return []*source{b.relation(te, g)}
	case *sqlread.Derived:
		return []*source{b.derived(te, g, te.Lateral)}
	case *sqlread.FuncTable:
		return []*source{b.function(te, g)}
	case *sqlread.Join:
		return b.join(te, g)
	}
	return nil
}

// join adds both sides of a join. The condition of an inner join holds wherever the join's rows are; that of an outer
// join only where the side that may be missing is present, so it says nothing about the side that is kept.
func (b *block) join(j *sqlread.Join, g *group) []*source {
	gl, gr := g, g
	on := g
	switch j.Kind {
	case sqlread.JoinLeft:
		gr = b.newGroup(g, j)
		on = gr
	case sqlread.JoinRight:
		gl = b.newGroup(g, j)
		on = gl
	case sqlread.JoinFull:
		gl, gr = b.newGroup(g, j), b.newGroup(g, j)
		gl.partner, gr.partner = gr, gl
	}
	left := b.from(j.Left, gl)
	var right []*source
	if d, ok := j.Right.(*sqlread.Derived); ok {
		right = []*source{b.derived(d, gr, d.Lateral || j.Lateral)}
	} else {
		right = b.from(j.Right, gr)
	}
	add := func(it func(*facts)) {
		if j.Kind == sqlread.JoinFull {
			gl.both, gr.both = append(gl.both, it), append(gr.both, it)
			return
		}
		on.items = append(on.items, it)
	}
	if j.On != nil {
		b.conds = append(b.conds, cond{j.On, j})
		add(func(f *facts) { b.d.assume(f, j.On, b.lex, true) })
	}
	names := j.Using
	if j.Natural {
		names = b.d.common(left, right)
	}
	for _, n := range names {
		n = fold(n)
		tl, tr := b.d.among(left, n), b.d.among(right, n)
		add(func(f *facts) {
			f.union(tl, tr)
			f.touch(tl)
			f.touch(tr)
		})
		if b.lex.merged == nil {
			b.lex.merged = make(map[string]term)
		}
		switch j.Kind {
		case sqlread.JoinRight:
			b.lex.merged[n] = tr
		case sqlread.JoinFull:
			b.lex.merged[n] = 0 // COALESCE of the two
		default:
			b.lex.merged[n] = tl
		}
	}
	return append(left, right...)
}

func (b *block) newGroup(up *group, j *sqlread.Join) *group {
	g := &group{up: up, join: j}
	b.groups = append(b.groups, g)
	return g
}

// common lists the columns that both sides are known to have, for NATURAL joins.
func (d *decider) common(left, right []*source) []string {
	var names []string
	for _, s := range left {
		cols, _ := d.listColumns(s)
		for _, c := range cols {
			for _, r := range right {
				if yes, _ := r.knows(c.name); yes {
					names = append(names, c.name)
				}
			}
		}
	}
	return names
}

// among returns the column of the sources that has the name.
func (d *decider) among(sources []*source, name string) term {
	var perhaps *source
	for _, s := range sources {
		yes, maybe := s.knows(name)
		if yes {
			return d.sourceColumn(s, name)
		}
		if maybe && perhaps == nil {
			perhaps = s
		}
	}
	if perhaps != nil {
		return d.sourceColumn(perhaps, name)
	}
	return 0
}

// add registers a source of the block.
func (b *block) add(s *source) *source {
	b.lex.sources = append(b.lex.sources, s)
	return s
}

// relation adds a named relation: a CTE, a view or a table.
func (b *block) relation(rel *sqlread.Relation, g *group) *source {
	d := b.d
	s := &source{name: fold(rel.Name), schema: fold(rel.Schema), rel: rel, group: g, renames: rel.Columns}
	if rel.Alias != "" {
		s.name, s.schema = fold(rel.Alias), ""
	}
	if rel.Schema == "" && rel.Hole == 0 {
		if def := b.lex.env.find(fold(rel.Name)); def != nil {
			s.cte = def
			d.useSummary(s, g, d.summary(def), b.lex.realm)
			return b.add(s)
		}
	}
	t := d.table(rel)
	if t != nil && t.View != nil {
		if sum := d.viewSummary(t); sum != nil {
			s.view = t
			d.useSummary(s, g, sum, b.lex.realm)
			return b.add(s)
		}
	}
	s.row = &row{rel: rel, table: t, group: g, quiet: b.lex.quiet, realm: b.lex.realm}
	b.rows = append(b.rows, s.row)
	return b.add(s)
}

// table finds the relation in the catalog.
func (d *decider) table(rel *sqlread.Relation) *catalog.Table {
	if rel == nil || rel.Hole != 0 || d.cat == nil {
		return nil
	}
	t, ok := d.cat.Table(rel.Schema, rel.Name)
	if !ok || t.Tenancy.Kind == catalog.Unknown && t.View == nil {
		return nil
	}
	return t
}

// derived adds a sub-select in FROM. Only a LATERAL one sees its siblings.
func (b *block) derived(dt *sqlread.Derived, g *group, lateral bool) *source {
	s := &source{name: fold(dt.Alias), group: g, renames: dt.Columns, derived: dt, lateral: lateral}
	if dt.Query == nil {
		return b.add(s)
	}
	inner := b.d.compile(dt.Query, b.outer(lateral), true)
	inner.below(g)
	s.outs, s.stars = inner.outs, inner.stars
	g.items = append(g.items, inner.assert)
	return b.add(s)
}

// outer is the level that a sub-select in FROM can refer to.
func (b *block) outer(lateral bool) *lex {
	if lateral {
		return b.lex
	}
	return &lex{up: b.lex.up, env: b.lex.env, quiet: b.lex.quiet, realm: b.lex.realm, depth: b.lex.depth}
}

// function adds a set-returning function. The columns of those that only unfold a bound value carry that value.
func (b *block) function(ft *sqlread.FuncTable, g *group) *source {
	s := &source{name: fold(ft.Alias), group: g, renames: ft.Columns}
	fn := ft.Func
	if fn == nil {
		s.elem = func(string) term { return 0 }
		return b.add(s)
	}
	if s.name == "" {
		s.name = fn.Name
	}
	if !unfolders[fn.Name] {
		s.elem = func(string) term { return 0 }
		return b.add(s)
	}
	if fn.Name == "unnest" && len(fn.Args) > 1 { // one column an argument
		for _, a := range fn.Args {
			s.outs = append(s.outs, outCol{t: b.d.newTerm(severalOf(b.d.pureVal(a)))})
		}
		return b.add(s)
	}
	var v *val
	if len(fn.Args) > 0 {
		v = severalOf(b.d.pureVal(fn.Args[0]))
	}
	made := make(map[string]term)
	s.renames = nil
	s.elem = func(name string) term {
		if _, ok := made[name]; !ok {
			made[name] = b.d.newTerm(v)
		}
		return made[name]
	}
	if len(ft.Columns) > 0 {
		for _, c := range ft.Columns {
			s.outs = append(s.outs, outCol{name: fold(c), t: s.elem(fold(c))})
		}
		s.elem = nil
	}
	return b.add(s)
}
