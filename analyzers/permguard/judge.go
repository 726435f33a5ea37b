package permguard

import (
	"cmp"
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// judge judges the endpoints of a program.
type judge struct {
	g    *graph
	main string // the import path of the program's main
	// routes reports endpoints without an effect that nothing guards, too.
	routes bool
	// suggest is the edit that puts a check in front of a registration; guards are the functions by which checks are made here.
	suggest func(at verdict.Position, guards map[string]bool) []verdict.Fix
	guards  map[string]bool
	// here is the import by which the main takes in a package.
	here func(pkg string) token.Pos

	// several is true for a place that registers more than one handler: what is found there stands at the handler.
	several map[verdict.Position]bool
	// registration is the place of the endpoint that is being judged.
	registration verdict.Position
	// behind is the check that would be in front of the endpoint that is being judged, if the condition held under which it is added; told are the conditions that were
	// told of.
	behind *route.Middleware
	told   map[verdict.Position]bool
	// idle are the findings about waivers that an endpoint is met without, by the waiver; used are those that excuse another one.
	idle  map[verdict.Position][]verdict.Entry
	used  map[verdict.Position]bool
	notes []string
}

// all judges every endpoint. Where nobody asks for a permission anywhere, nothing is owed, and a note says so.
func (j *judge) all(found []route.Endpoint) []verdict.Entry {
	endpoints := j.g.ofProgram(found, j.main)
	if len(endpoints) == 0 {
		return nil
	}
	if !j.g.grants(endpoints) {
		j.notes = append(j.notes, "no function that asks for a permission was found in what "+j.main+" serves: permguard owes nothing (mark one with //bailiwick:guard if there is one)")
		return j.contradictions(endpoints)
	}
	j.g.findWriters()
	j.guards = map[string]bool{}
	j.several, j.idle, j.used, j.told = several(endpoints), map[verdict.Position][]verdict.Entry{}, map[verdict.Position]bool{}, map[verdict.Position]bool{}
	entries := j.contradictions(endpoints)
	for i := range endpoints {
		if preflight(endpoints, i) {
			continue
		}
		if e, ok := j.endpoint(&endpoints[i]); ok {
			if e.Verdict != verdict.Met && e.Origin.Package() != j.main {
				e.Here = j.here(e.Origin.Package())
			}
			if e.Verdict == verdict.Broken && j.behind != nil {
				e = j.once(e)
			}
			entries = append(entries, e)
		}
	}
	for i := range entries {
		if e := &entries[i]; e.Verdict == verdict.Broken && e.Category == "unguarded-write" {
			e.Actions = j.suggest(e.Origin, j.guards)
		}
	}
	for _, comment := range slices.SortedFunc(maps.Keys(j.idle), compare) {
		if !j.used[comment] {
			entries = append(entries, j.idle[comment][0])
		}
	}
	return entries
}

func compare(a, b verdict.Position) int {
	switch {
	case a.Less(b):
		return -1
	case b.Less(a):
		return 1
	}
	return 0
}

// several are the places that register more than one handler.
func several(endpoints []route.Endpoint) map[verdict.Position]bool {
	out, first := map[verdict.Position]bool{}, map[verdict.Position]string{}
	for _, e := range endpoints {
		if h, ok := first[e.Pos]; ok && h != e.Handler.Func {
			out[e.Pos] = true
		}
		first[e.Pos] = e.Handler.Func
	}
	return out
}

// preflight reports an endpoint that answers OPTIONS with the handler of another method, so that the middleware for cross-origin requests is asked.
func preflight(endpoints []route.Endpoint, i int) bool {
	e := &endpoints[i]
	return e.Method == "OPTIONS" && slices.ContainsFunc(endpoints, func(o route.Endpoint) bool {
		return o.Pos == e.Pos && o.Pattern == e.Pattern && o.Method != e.Method
	})
}

// ofProgram keeps the endpoints that a program registers: what a package that it imports would register if it were asked to is none of its own.
func (g *graph) ofProgram(endpoints []route.Endpoint, main string) []route.Endpoint {
	if len(endpoints) == 0 {
		return nil
	}
	ran := g.runs(main)
	return slices.DeleteFunc(slices.Clone(endpoints), func(e route.Endpoint) bool { return !ran[e.Func] })
}

// runs are the functions that a program comes to.
func (g *graph) runs(main string) map[string]bool {
	roots := []string{main + ".main"}
	for own := range g.all() {
		for i := range own.Funcs {
			if key := own.Funcs[i].Key; strings.HasSuffix(key, ".init") || strings.Contains(key, ".init#") {
				roots = append(roots, key)
			}
		}
	}
	return g.from(roots)
}

// grants reports that something asks for a permission.
func (g *graph) grants(endpoints []route.Endpoint) bool {
	for own := range g.all() {
		if len(own.Guards) > 0 || slices.ContainsFunc(own.Funcs, func(f Func) bool { return f.Grants }) {
			return true
		}
	}
	return slices.ContainsFunc(endpoints, func(e route.Endpoint) bool {
		return slices.ContainsFunc(e.Use, func(m route.Middleware) bool { k, _ := g.middleware(m); return k == guard.Permission })
	})
}

// endpoint judges one, and applies what waives it; false where nothing is owed.
func (j *judge) endpoint(e *route.Endpoint) (verdict.Entry, bool) {
	j.registration, j.behind = e.Pos, nil
	out, have, ok := j.judged(e)
	if ok {
		handler := verdict.Position{}
		if f := j.g.declared(e.Handler.Func); f != nil {
			handler = f.Pos
		}
		j.waive(&out, handler, have)
		declareOpen(e, &out)
	}
	return out, ok
}

// judged judges one without a look at waivers. have is the strongest decision in front of it.
func (j *judge) judged(e *route.Endpoint) (verdict.Entry, guard.Kind, bool) {
	out := verdict.Entry{
		Rule: Name, Origin: e.Pos, Symbol: e.Symbol, Relation: e.Label(), Statement: e.Handler.Func,
		Instance: e.Instance(),
	}
	if f := j.g.declared(e.Handler.Func); f != nil && f.Pos.Line > 0 {
		related := verdict.Related{Position: f.Pos, Message: "handled by " + flow.Short(e.Handler.Func)}
		if j.several[e.Pos] {
			related = verdict.Related{Position: e.Pos, Message: "registered here"}
			out.Origin = f.Pos
		}
		out.Related = append(out.Related, related)
	}
	in := &entrance{Endpoint: e}
	w := walk{g: j.g, in: in, seen: map[string]bool{}, reading: reads(e.Method)}
	have, maybe, past := guard.None, "", ""
	for _, m := range e.Use {
		v := j.g.decides(m, in)
		if v.kind < guard.Permission {
			maybe, past = cmp.Or(v.open, maybe), cmp.Or(v.past, past)
		} else if v.assumed != "" {
			out.Assumptions = append(out.Assumptions, v.assumed)
		}
		if v.kind == guard.Permission && m.Made {
			j.guards[m.Func] = true
		}
		k := asMiddleware(v.kind)
		if weak := w.weakOf(&Gate{By: m.Func, Args: m.Args}); k == guard.Permission && weak != nil {
			w.weak, k = weak, guard.Authentication
		}
		if k > guard.None {
			why := k.String() + " by " + named(m)
			if v.by != "" {
				why += ", which runs " + flow.Short(v.by)
			}
			if j.g.shadow(m.Func) {
				why += " (shadowed)"
				out.Assumptions = append(out.Assumptions, out.Relation+" is shadowed: "+named(m)+" lets a refused caller through on some ways")
			}
			out.Why = append(out.Why, why)
			out.Guards = append(out.Guards, verdict.Guard{Kind: k.String(), By: m.Func, Args: m.Args})
		}
		have = max(have, k)
		in.authenticated = have >= guard.Authentication
	}
	if have == guard.Permission {
		return out, have, true
	}
	if e.Handler.Why != "" || e.Handler.Func == "" {
		if reads(e.Method) {
			return out, have, false
		}
		out.Verdict, out.Category = verdict.Unresolved, "unguarded-write"
		out.Reason, out.Message = "handler not understood: "+e.Handler.Why, out.Relation+" is answered by something that is not followed"
		return out, have, true
	}
	if maybe == "" && !e.Rooted {
		maybe = "the router is not followed to where it is made"
	}
	w.have = have
	if e.Handler.Enter != "" {
		w.visit(e.Handler.Enter, nil, nil, nil, 0)
	} else {
		w.call(&Step{To: e.Handler.Func}, nil, nil, nil, 0)
	}
	if w.open != nil && maybe != "" {
		out.Verdict, out.Category = verdict.Unresolved, "unguarded-write"
		out.Reason = "middleware not followed: " + maybe
		out.Message = out.Relation + " reaches " + w.open.step.What + ", and what stands in front of it is not followed: " + maybe
		return out, have, true
	}
	if past = cmp.Or(past, w.past); w.open != nil && past != "" {
		out.Verdict, out.Category = verdict.Unresolved, "unguarded-write"
		out.Reason = "check that lets through: " + past
		out.Message = out.Relation + " reaches " + w.open.step.What + ", and it is not known whether it is what " + past
		return out, have, true
	}
	out, ok := j.settle(e, out, have, &w)
	return out, have, ok
}

// declared is the function that a handler is: of an interface's method the one that implements it, where there is one.
func (g *graph) declared(key string) *Func {
	if f := g.fn(key); f != nil {
		return f
	}
	g.join()
	end := strings.LastIndex(key, ").")
	if end < 0 || len(g.bound.Types([]string{bind.Pool(key[1:end])})) != 1 {
		return nil
	}
	if keys, known := g.reached(key); known && len(keys) == 1 {
		return g.fn(keys[0])
	}
	return nil
}

// asMiddleware is what a decision in front of many endpoints proves: a signature or a password that is verified there tells who the caller is.
func asMiddleware(k guard.Kind) guard.Kind {
	if k == guard.Credential {
		return guard.Authentication
	}
	return k
}

// settle makes an entry of what was found behind a handler.
func (j *judge) settle(e *route.Endpoint, out verdict.Entry, have guard.Kind, w *walk) (verdict.Entry, bool) {
	switch {
	case w.open != nil:
		out.Verdict, out.Category = verdict.Broken, "unguarded-write"
		have = max(have, w.open.have)
		out.Message = out.Relation + " reaches " + w.open.step.What + " in " + flow.Short(w.open.in) + " and no permission check gates it" + aside(have)
		if w.weak != nil {
			out.Category, out.Message = w.weak.Category, w.weak.message(out.Relation, w.open.step.What+" in "+flow.Short(w.open.in))
		}
		if len(w.open.way) > 0 {
			out.Why = append(out.Why, "by way of "+strings.Join(mapped(w.open.way, flow.Short), ", "))
		}
		gap := w.open.step.Pos
		out.Gap, out.GapSymbol = &gap, w.open.in
		out.Related = append(out.Related, verdict.Related{Position: gap, Message: "the effect: " + w.open.step.What + " in " + flow.Short(w.open.in)})
		for _, m := range e.Passed {
			if k, _ := j.g.middleware(m); k == guard.Permission {
				out.Why = append(out.Why, named(m)+" is not in front of this endpoint on every way: it is added later, or on some ways only")
				out.Related = append(out.Related, verdict.Related{Position: m.Pos, Message: named(m) + " is added here"})
				j.conditional(&m)
			}
		}
	case w.unknown != nil && !w.found:
		if reads(e.Method) {
			return out, false
		}
		out.Verdict, out.Category = verdict.Unresolved, "unguarded-write"
		out.Reason = "call not followed: " + w.unknown.To
		if w.unknown.Broken {
			out.Reason = "package broken: " + w.unknown.To
		}
		out.Message = out.Relation + " calls " + flow.Short(w.unknown.To) + ", which is not followed"
		if pos := w.unknown.Pos; pos.Line > 0 {
			out.Related = append(out.Related, verdict.Related{Position: pos, Message: "called here"})
		}
	case w.found, w.foreign && !reads(e.Method):
		out.Why, out.Guards = append(out.Why, w.by...), append(out.Guards, w.guards...)
		if w.assumed != "" {
			out.Assumptions = append(out.Assumptions, w.assumed)
		}
		for _, why := range w.shadowed {
			out.Assumptions = append(out.Assumptions, out.Relation+" is shadowed: "+why)
		}
	case reads(e.Method):
		return out, false
	case j.routes && have < guard.Permission:
		out.Verdict, out.Category = verdict.Broken, "unguarded-route"
		out.Message = out.Relation + " has no permission check, and no effect was found behind it" + aside(have)
	default:
		out.Why = append(out.Why, "no effect was found behind it")
		out.Assumptions = append(out.Assumptions, out.Relation+" is not guarded and has no effect")
	}
	return out, true
}

func mapped(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

// aside says which kind of check is there although none asks for a permission.
func aside(have guard.Kind) string {
	if have == guard.Authentication {
		return " (the caller is authenticated, but not asked for a permission)"
	}
	return ""
}

// reads reports a method that is not meant to change anything.
func reads(method string) bool {
	switch method {
	case "GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "SUBSCRIPTION":
		return true
	}
	return false
}
