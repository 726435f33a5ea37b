package scope

import "github.com/bailiwick-dev/bailiwick/internal/catalog"

// viewSummary returns the summary of a view, nil while it is being made (a view that reads itself).
func (d *decider) viewSummary(t *catalog.Table) *summary {
	if s, ok := d.views[t]; ok {
		return s
	}
	if t.View.Query == nil {
		return nil
	}
	d.views[t] = nil
	lx := d.level(&lex{}, t.View.With, true)
	s := d.querySummary(t.View.Query, lx)
	for i := range s.cols {
		if i < len(t.Columns) && len(t.Columns) == len(s.cols) {
			s.cols[i].name = fold(t.Columns[i].Name)
		}
	}
	d.views[t] = s
	return s
}

// viewRef judges a reference to a view by the tables that it reads, as if its query stood there.
func (d *decider) viewRef(src *source, f *facts, vis visible) Ref {
	out := Ref{Relation: src.rel, Table: src.view, Verdict: Exempt, Reason: "view " + src.view.Name + " reads no tenant's table"}
	for _, t := range d.open {
		if t == src.view {
			out.Verdict, out.Reason = unresolved, "view "+src.view.Name+" reads itself"
			return out
		}
	}
	d.open = append(d.open, src.view)
	body := newSink()
	lx := d.level(&lex{}, src.view.View.With, false)
	d.query(src.view.View.Query, lx, f, src.outs, vis, body)
	d.withItems(src.view.View.With, f, body)
	d.open = d.open[:len(d.open)-1]
	for _, r := range body.refs {
		switch {
		case r.Verdict == Exempt || out.Verdict == broken:
		case r.Verdict == broken:
			out.Verdict, out.Category, out.Reason = broken, r.Category, ""
			out.Why = append([]string{"view " + src.view.Name + " reads " + r.Relation.Name}, r.Why...)
			out.KeyBinds, out.ReadsTenant, out.Identity = r.KeyBinds, r.ReadsTenant, r.Identity
			out.Message = viewMessage(src, r.Table)
		case r.Verdict == unresolved:
			out.Verdict, out.Reason = unresolved, "view "+src.view.Name+": "+r.Reason
		case out.Verdict == Exempt:
			out.Verdict, out.Reason = met, ""
			fallthrough
		default:
			out.Why = mergeStrings(out.Why, r.Why)
			out.Assumptions = mergeStrings(out.Assumptions, r.Assumptions)
			out.TenantBinds = mergeBinds(out.TenantBinds, r.TenantBinds)
			out.Listed += r.Listed
		}
	}
	return out
}
