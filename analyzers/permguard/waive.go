package permguard

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/waiver"
)

// Waived is a registration or a handler that a waiver covers. The main that judges the endpoint does not see the comment.
type Waived struct {
	// At is the registration, or the declaration of the handler.
	At verdict.Position
	// Claim and Reason are the waiver's, Comment is where it stands.
	Claim, Reason string
	Comment       verdict.Position
	// Nolint is true for golangci-lint's comment, whose use nobody counts.
	Nolint bool
}

// waivers finds what the package's waivers cover, and reports those that cannot be read and those that cover neither a route nor a function.
func (d *describer) waivers(set *waiver.Set, own *Own) []Waived {
	var out []Waived
	note := func(at verdict.Position, w *waiver.Waiver) {
		w.MarkUsed()
		out = append(out, Waived{At: at, Claim: w.Claim, Reason: w.Reason, Comment: d.position(w.Pos), Nolint: w.Nolint})
	}
	d.waivedRoutes(set, note)
	d.waivedFunctions(set, own, note)
	d.problems(set)
	return out
}

// waivedRoutes looks for waivers at the registrations of this package.
func (d *describer) waivedRoutes(set *waiver.Set, note func(verdict.Position, *waiver.Waiver)) {
	seen := map[verdict.Position]bool{}
	for i := range d.routes.Own {
		e := &d.routes.Own[i]
		d.waivedConditions(set, e, seen, note)
		if e.Kind != route.KindRoute || seen[e.Pos] {
			continue
		}
		seen[e.Pos] = true
		if pos := d.at(e.Pos); pos.IsValid() {
			if w := set.Match(pos, Name); w != nil {
				note(e.Pos, w)
			}
		}
	}
}

// waivedConditions looks for waivers at the conditions under which checks are added, here or by a function that is handed the router.
func (d *describer) waivedConditions(set *waiver.Set, e *route.Event, seen map[verdict.Position]bool, note func(verdict.Position, *waiver.Waiver)) {
	for _, at := range e.Conditions() {
		if at.Line == 0 || seen[at] {
			continue
		}
		seen[at] = true
		if pos := d.at(at); pos.IsValid() {
			if w := set.Match(pos, Name); w != nil {
				note(at, w)
			}
		}
	}
}

// waivedFunctions looks for waivers at declarations.
func (d *describer) waivedFunctions(set *waiver.Set, own *Own, note func(verdict.Position, *waiver.Waiver)) {
	for _, file := range d.files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			obj, ok := d.pass.TypesInfo.Defs[fn.Name].(*types.Func)
			if !ok {
				continue
			}
			// A function that nothing is known of reaches no effect: its waiver is not needed.
			if w := set.MatchFunction(fn.Name.Pos(), Name); w != nil && own.find(flow.Key(obj)) != nil {
				note(d.position(fn.Name.Pos()), w)
			}
		}
	}
}

// at is the place of a position in this package's files, token.NoPos for another file.
func (d *describer) at(p verdict.Position) token.Pos {
	for _, f := range d.files {
		tf := d.pass.Fset.File(f.FileStart)
		if tf == nil || p.Line < 1 || p.Line > tf.LineCount() {
			continue
		}
		if start := d.position(tf.LineStart(p.Line)); start.Module == p.Module && start.File == p.File {
			return tf.LineStart(p.Line) + token.Pos(max(p.Column-1, 0))
		}
	}
	return token.NoPos
}

// problems reports waivers that cannot be read, and those that cover nothing.
func (d *describer) problems(set *waiver.Set) {
	for _, p := range set.Problems() {
		if p.Rule == Name || p.Rule == waiver.Suite && d.site.Leads {
			d.ledger.Entries = append(d.ledger.Entries, d.directive(p.Pos, p.End, p.Message))
		}
	}
	for _, w := range set.Unused(Name) {
		d.ledger.Entries = append(d.ledger.Entries, d.directive(w.Pos, w.End, w.UnusedMessage()))
	}
}

// directive is a finding about a waiver: no endpoint, and not counted as one.
func (d *describer) directive(pos, end token.Pos, message string) verdict.Entry {
	return verdict.Entry{
		Rule: Name, Category: waiver.Category, Verdict: verdict.Broken, Message: message, Pos: pos, End: end, Origin: d.position(pos), Directive: true,
	}
}

// waive applies the waiver at a registration or a handler. A claim that the code contradicts is a finding, as is a waiver of what is met without it.
func (j *judge) waive(e *verdict.Entry, handler verdict.Position, have guard.Kind) {
	w := j.waived(e, handler)
	if w == nil {
		return
	}
	if e.Verdict == verdict.Met {
		if !w.Nolint {
			j.unneeded(e, w)
		}
		return
	}
	j.used[w.Comment] = true
	if against := contradicted(w.Claim, have); against != "" {
		e.Verdict, e.Category = verdict.Broken, waiver.Category
		e.Message = "waiver claims " + w.Claim + ", but " + against
		return
	}
	e.Verdict, e.Claim, e.WaivedBy, e.Reason, e.Fixes = verdict.Waived, w.Claim, w.Reason, "", nil
	if w.Claim == waiver.ClaimPublic {
		e.Assumptions = append(e.Assumptions, e.Relation+" is declared public: "+w.Reason)
	}
}

// declareOpen takes an operation that the description of the interface declares to be open, where it declares security for others, as one that is public on purpose.
func declareOpen(e *route.Endpoint, out *verdict.Entry) {
	declares, known := e.Handler.Security.Declared()
	if !known || declares || out.Verdict != verdict.Broken && out.Verdict != verdict.Unresolved || out.Category == waiver.Category {
		return
	}
	out.Verdict, out.Claim, out.WaivedBy, out.Reason, out.Fixes = verdict.Waived, waiver.ClaimPublic, "declared open in the API description", "", nil
	out.Assumptions = append(out.Assumptions, out.Relation+" is declared public: "+out.WaivedBy)
}

// waived is the waiver of an endpoint: the registration's, else the handler's.
func (j *judge) waived(e *verdict.Entry, handler verdict.Position) *Waived {
	places := []verdict.Position{j.registration, handler}
	if j.behind != nil {
		places = append(places, j.behind.If)
	}
	for _, at := range places {
		for own := range j.g.all() {
			for i := range own.Waived {
				if at.Line > 0 && own.Waived[i].At == at {
					return &own.Waived[i]
				}
			}
		}
	}
	return nil
}

// unneeded reports a waiver of an endpoint that is met without it, once however many endpoints it stands at. Where it excuses another one, it is needed.
func (j *judge) unneeded(e *verdict.Entry, w *Waived) {
	j.idle[w.Comment] = append(j.idle[w.Comment], verdict.Entry{
		Rule: Name, Category: waiver.Category, Verdict: verdict.Broken, Directive: true, Symbol: e.Symbol, Origin: w.Comment,
		Message: (&waiver.Waiver{Rule: Name}).UnusedMessage(),
	})
}

// contradicted says what speaks against a claim about an endpoint; empty when nothing does.
func contradicted(claim string, have guard.Kind) string {
	switch claim {
	case waiver.ClaimBackground:
		return "this is an endpoint: requests reach it"
	case waiver.ClaimAggregate, waiver.ClaimGlobal, waiver.ClaimParent:
		return "that is said of rows: an endpoint is public, or its callers are operators or carry a token"
	case waiver.ClaimOperator:
		if have == guard.None {
			return "nothing in front of the endpoint asks who its caller is"
		}
	}
	return ""
}
