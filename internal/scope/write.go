package scope

import (
	"fmt"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// compileWrite resolves the names of a data-modifying statement: a block over its target and what it reads beside, with
// RETURNING as its output.
func (d *decider) compileWrite(stmt *sqlread.Statement, up *lex, quiet bool) *block {
	b := &block{d: d, lex: d.level(up, stmt.With, quiet), root: &group{}}
	switch stmt.Kind {
	case sqlread.KindInsert:
		b.insertTarget(stmt)
	case sqlread.KindMerge:
		for _, te := range stmt.From {
			b.from(te, b.root)
		}
		g := b.newGroup(b.root, nil)
		if stmt.Target != nil {
			b.relation(stmt.Target, g).markWritten()
		}
		if stmt.Where != nil {
			b.conds = append(b.conds, cond{e: stmt.Where})
			g.items = append(g.items, func(f *facts) { d.assume(f, stmt.Where, b.lex, true) })
		}
	default:
		for _, te := range stmt.From {
			b.from(te, b.root)
		}
		for _, rel := range targets(stmt) {
			b.target(rel)
		}
		b.where(stmt.Where)
		b.whereSpan, b.fromSpan = stmt.WhereSpan, stmt.FromSpan
		if n := len(stmt.Set); len(stmt.From) == 0 && n > 0 {
			b.fromSpan = stmt.Set[n-1].Span
		} else if len(stmt.From) == 0 && stmt.Target != nil && stmt.Target.Alias == "" {
			b.fromSpan = stmt.Target.Span
		}
	}
	b.open(stmt.Tail)
	b.project(stmt.Returning)
	return b
}

// target adds a target, or finds it among the sources when the statement joins it by an alias
// (DELETE o FROM orders o JOIN …, UPDATE orders o JOIN … in MySQL).
func (b *block) target(rel *sqlread.Relation) {
	if rel.Alias == "" {
		for _, s := range b.lex.sources {
			if s.matches(fold(rel.Schema), fold(rel.Name)) {
				s.markWritten()
				return
			}
		}
	}
	for _, s := range b.lex.sources {
		if s.rel == rel {
			s.markWritten()
			return
		}
	}
	b.relation(rel, b.root).markWritten()
}

func (s *source) markWritten() {
	if s.row != nil {
		s.row.write = true
	}
}

// insertTarget adds the inserted row: its columns equal what is inserted.
func (b *block) insertTarget(stmt *sqlread.Statement) {
	if stmt.Target == nil {
		return
	}
	s := b.relation(stmt.Target, b.root)
	if s.row == nil {
		return
	}
	s.row.write = true
	names := insertColumns(stmt, s.row.table)
	if stmt.Query != nil {
		inner := b.d.compile(stmt.Query, &lex{up: b.lex.up, env: b.lex.env, quiet: true}, true)
		b.root.items = append(b.root.items, inner.assert, func(f *facts) {
			for i, n := range names {
				if i < len(inner.outs) {
					f.union(b.d.column(s.row, n), inner.outs[i].t)
				}
			}
		})
		return
	}
	b.root.items = append(b.root.items, func(f *facts) {
		for i, n := range names {
			if es := column(stmt.Rows, i); len(es) == 1 {
				f.union(b.d.column(s.row, n), b.d.single(f, es[0], b.lex))
			} else if v := b.d.listVal(es); v != nil {
				f.know(b.d.column(s.row, n), v)
			}
		}
	})
}

// insertColumns lists the columns that are inserted: those named, else those of the table.
func insertColumns(stmt *sqlread.Statement, t *catalog.Table) []string {
	var names []string
	for _, c := range stmt.Columns {
		names = append(names, fold(c.Name))
	}
	if len(names) == 0 && t != nil {
		for _, c := range t.Columns {
			names = append(names, fold(c.Name))
		}
	}
	return names
}

// write judges UPDATE and DELETE.
func (d *decider) write(stmt *sqlread.Statement, up *lex, ctx *facts, s *sink) {
	b := d.compileWrite(stmt, up, false)
	f := d.newFacts(ctx)
	f.base = true
	b.assert(f)
	f.close()
	var es []sqlread.Expr
	for _, a := range stmt.Set {
		es = append(es, a.Value)
	}
	for _, it := range stmt.Returning {
		es = append(es, it.Expr)
	}
	es = append(append(es, stmt.OrderBy...), stmt.Limit)
	start := len(s.refs)
	d.block(b, stmt.From, f, visible{}, s, es)
	for i := start; i < len(s.refs); i++ {
		ref := &s.refs[i]
		if !ref.Write || ref.Verdict == Exempt {
			continue
		}
		for _, src := range b.lex.sources {
			if src.rel == ref.Relation && src.row != nil {
				d.tenantWrite(ref, src, stmt.Set, f, b.lex)
			}
		}
	}
	d.withItems(stmt.With, ctx, s)
}

// tenantWrite finds assignments to the tenant key. The key of a row never changes; assigning what it is already is none.
func (d *decider) tenantWrite(ref *Ref, src *source, set []sqlread.Assign, f *facts, lx *lex) {
	t := src.row.table
	if ref.Verdict != met || t.Tenancy.Key == "" {
		return
	}
	for _, a := range set {
		for i, c := range a.Columns {
			if !isKey(t, c.Name) || c.Table != "" && !src.matches(fold(c.Schema), fold(c.Table)) {
				continue
			}
			value := a.Value
			if r, ok := value.(*sqlread.Row); ok && len(a.Columns) > 1 && i < len(r.Elems) {
				value = r.Elems[i]
			}
			if d.plain(value, lx) != 0 && f.same(d.plain(value, lx), d.column(src.row, t.Tenancy.Key)) {
				continue
			}
			ref.Verdict, ref.Category = broken, "tenant-key-write"
			ref.Message = fmt.Sprintf("update of %s writes the tenant key %s, which never changes", relationName(ref.Relation, t), c.Name)
			ref.Why = []string{"SET assigns " + c.Name}
			return
		}
	}
}
