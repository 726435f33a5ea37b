package scope

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// withItems judges the bodies of CTEs, the last one first: where a later body refers to an earlier one is known then.
func (d *decider) withItems(with []*sqlread.CTE, ctx *facts, s *sink) {
	for i := len(with) - 1; i >= 0; i-- {
		if def := d.ctes[with[i]]; def != nil {
			d.cteBody(def, ctx, s)
		}
	}
}

// maxSites bounds how often a CTE's body is judged with what its references know.
const maxSites = 16

// cteBody judges the body of a CTE as if it stood at each of its references. Most bodies are scoped by themselves; the
// others are judged once more for each reference, with the conditions that reach into them, and must be met every time.
func (d *decider) cteBody(def *cteDef, ctx *facts, s *sink) {
	var sites []site
	rest := s.sites[:0:0]
	for _, st := range s.sites {
		if st.def == def {
			sites = append(sites, st)
		} else {
			rest = append(rest, st)
		}
	}
	s.sites = rest
	own := newSink()
	d.bodyOf(def, ctx, nil, d.unionVis(sites), own)
	own.drop(def)
	if allMet(own.refs) && d.clean(own.sites, ctx) || len(sites) == 0 || len(sites) > maxSites || def.cte.Body == nil ||
		def.cte.Body.Kind != sqlread.KindSelect || def.cte.Recursive && names(def.cte.Body.Query, def.name) {
		s.take(own)
		return
	}
	var each []*sink
	for _, st := range sites {
		one := newSink()
		d.bodyOf(def, st.f, st.outs, st.vis, one)
		one.drop(def)
		each = append(each, one)
	}
	for i := range own.refs {
		if better := everywhere(own.refs[i].Relation, each); better != nil && own.refs[i].Verdict == broken {
			own.refs[i] = *better
		}
	}
	own.sites = nil
	for _, one := range each {
		own.sites = append(own.sites, one.sites...)
	}
	s.take(own)
}

// clean reports whether the bodies of the CTEs that are referred to owe nothing by themselves, so that it does not matter
// what their references know.
func (d *decider) clean(sites []site, ctx *facts) bool {
	for _, st := range sites {
		if st.def.owes == 0 {
			st.def.owes = 1 // also for a recursive reference: it adds nothing
			body := newSink()
			d.bodyOf(st.def, ctx, nil, visible{}, body)
			if !allMet(body.refs) || !d.clean(body.sites, ctx) {
				st.def.owes = 2
			}
		}
		if st.def.owes == 2 {
			return false
		}
	}
	return true
}

func (s *sink) take(o *sink) {
	s.refs = append(s.refs, o.refs...)
	s.sites = append(s.sites, o.sites...)
}

// drop forgets the recursive references of a CTE.
func (s *sink) drop(def *cteDef) {
	rest := s.sites[:0:0]
	for _, st := range s.sites {
		if st.def != def {
			rest = append(rest, st)
		}
	}
	s.sites = rest
}

func allMet(refs []Ref) bool {
	for _, r := range refs {
		if r.Verdict == broken {
			return false
		}
	}
	return true
}

// everywhere returns the verdict on a reference when it is met in each of the passes.
func everywhere(rel *sqlread.Relation, passes []*sink) *Ref {
	var out *Ref
	for _, p := range passes {
		found := false
		for i := range p.refs {
			r := &p.refs[i]
			if r.Relation != rel {
				continue
			}
			if r.Verdict != met {
				return nil
			}
			found = true
			if out == nil {
				c := *r
				out = &c
				continue
			}
			out.Assumptions = mergeStrings(out.Assumptions, r.Assumptions)
			out.TenantBinds = mergeBinds(out.TenantBinds, r.TenantBinds)
		}
		if !found {
			return nil
		}
	}
	return out
}

// unionVis is what reaches the result through any of the sites. A CTE nobody refers to has no output.
func (d *decider) unionVis(sites []site) visible {
	for _, st := range sites {
		if len(st.vis.terms) > 0 {
			return visible{all: d.wholeVisible(st)}
		}
	}
	return visible{}
}

// wholeVisible reports whether all columns of the CTE reach the result.
func (d *decider) wholeVisible(st site) bool {
	for _, o := range st.outs {
		if o.t != 0 && !st.vis.sees(st.f, o.t) {
			return false
		}
	}
	return len(st.outs) > 0
}

// bodyOf judges the body of a CTE once.
func (d *decider) bodyOf(def *cteDef, ctx *facts, push []outCol, vis visible, s *sink) {
	body := def.cte.Body
	if body == nil {
		return
	}
	if body.Kind == sqlread.KindSelect {
		lx := d.level(def.lex, body.With, false)
		lx.quiet = false
		d.query(body.Query, lx, ctx, push, vis, s)
		d.withItems(body.With, ctx, s)
		return
	}
	d.statement(body, def.lex, ctx, s)
}
