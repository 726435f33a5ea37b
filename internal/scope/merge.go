package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// merge judges MERGE. The source is read whole, so ON does not scope it; ON scopes the target's rows that are matched;
// rows that no source row matches are scoped by the condition of their own clause only; inserted rows are judged as INSERT.
func (d *decider) merge(stmt *sqlread.Statement, up *lex, ctx *facts, s *sink) {
	b := d.compileWrite(stmt, up, false)
	f := d.newFacts(ctx)
	f.base = true
	b.assert(f)
	f.close()
	var es []sqlread.Expr
	for _, m := range stmt.Merge {
		es = append(append(es, m.And), m.Values...)
		for _, a := range m.Set {
			es = append(es, a.Value)
		}
	}
	for _, it := range stmt.Returning {
		es = append(es, it.Expr)
	}
	start := len(s.refs)
	d.block(b, stmt.From, f, visible{}, s, es)
	for i := start; i < len(s.refs); i++ {
		if s.refs[i].Relation != stmt.Target || s.refs[i].Verdict == Exempt || s.refs[i].Table == nil || s.refs[i].Table.View != nil {
			continue
		}
		for _, src := range b.lex.sources {
			if src.rel == stmt.Target && src.row != nil {
				s.refs[i] = d.mergeTarget(stmt, s.refs[i], src, b, f)
			}
		}
	}
	d.withItems(stmt.With, ctx, s)
}

// mergeTarget is the worst verdict of the clauses on the target.
func (d *decider) mergeTarget(stmt *sqlread.Statement, matched Ref, src *source, b *block, f *facts) Ref {
	if matched.Verdict == unresolved {
		return matched
	}
	out := Ref{Relation: stmt.Target, Table: matched.Table, Write: true, Verdict: met, Why: matched.Why}
	take := func(r Ref) {
		switch {
		case out.Verdict == broken:
		case r.Verdict == broken, r.Verdict == unresolved:
			r.Fix = nil
			out = r
		default:
			out.Why = mergeStrings(out.Why, r.Why)
			out.Assumptions = mergeStrings(out.Assumptions, r.Assumptions)
			out.TenantBinds = mergeBinds(out.TenantBinds, r.TenantBinds)
			out.ParentBinds = append(out.ParentBinds, r.ParentBinds...)
		}
	}
	for _, m := range stmt.Merge {
		switch m.Kind {
		case sqlread.KindInsert:
			ins := &sqlread.Statement{Kind: sqlread.KindInsert, Target: stmt.Target, Columns: m.Columns, Rows: [][]sqlread.Expr{m.Values}}
			g := d.newFacts(f)
			d.assume(g, m.And, b.lex, true)
			g.close()
			take(d.insertRef(ins, b.lex, g))
		case sqlread.KindUpdate, sqlread.KindDelete:
			g := d.newFacts(f)
			if m.BySource {
				g.rows = append(g.rows, src.row)
			} else {
				g.activate(src.group)
			}
			d.assume(g, m.And, b.lex, true)
			g.close()
			r := matched
			if v := g.bound(src.row); v != nil && !v.shared {
				r = Ref{Relation: stmt.Target, Table: matched.Table, Write: true}
				d.scoped(&r, src.row, g, v)
			} else if matched.Verdict == met {
				r = Ref{Relation: stmt.Target, Table: matched.Table, Write: true, Verdict: broken, Category: "unscoped"}
				r.Message = d.head(&r) + " also changes rows that no source row matches"
			}
			if r.Verdict == met {
				d.tenantWrite(&r, src, m.Set, g, b.lex)
			}
			take(r)
		}
	}
	return out
}
