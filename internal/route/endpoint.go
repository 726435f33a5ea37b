package route

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Endpoint is one way for a request to reach a handler.
type Endpoint struct {
	// Method is the HTTP method, "RPC" for a remote procedure, empty for every method.
	Method string
	// Pattern is the whole path as the router's own language writes it; "{…}" stands for what was not read.
	Pattern string
	Handler Handler
	// Use is what a request meets before the handler, outermost first.
	Use []Middleware
	// Passed is middleware of a router on the way that is not in front of this endpoint: it was added later, or on some ways only.
	Passed []Middleware
	// Served is true when the router is known to reach a listener; Rooted, when it is one that was seen to be made.
	Served, Rooted bool
	// Pos is where it is registered, Symbol the function that does, Func that function's key.
	Pos          verdict.Position
	Symbol, Func string
}

// Instance tells endpoints apart that have the same method, pattern and handler: by the place that registers them, and after that, a line each, by
// what a request meets.
func (e *Endpoint) Instance() string {
	var b strings.Builder
	b.WriteString(e.Pos.String())
	for _, m := range e.Use {
		b.WriteString("\n" + m.Func + "(" + strings.Join(m.Args, ",") + ")")
	}
	return b.String()
}

// Label is how an endpoint is told of: "GET /orders", "* /orders" for every method, "every request" for what a server answers without a router.
func (e *Endpoint) Label() string {
	switch {
	case e.Method == "" && e.Pattern == "":
		return "every request"
	case e.Method == "":
		return "* " + e.Pattern
	}
	return strings.TrimSpace(e.Method + " " + e.Pattern)
}

// maxWays bounds how many ways one registration is followed up; a router that is handed around in more is listed with those.
const maxWays = 128

// Endpoints lists every endpoint, sorted by pattern, method and place. A registration that reaches a listener on some ways is listed for those
// alone.
func (t *Table) Endpoints() []Endpoint {
	var out []Endpoint
	for i := 0; i < len(t.events); {
		var all []Endpoint
		for of := t.events[i].of; i < len(t.events) && t.events[i].of == of; i++ {
			if t.answers(&t.events[i]) {
				all = append(all, t.endpointsOf(&t.events[i])...)
			}
		}
		out = append(out, listed(all)...)
	}
	slices.SortStableFunc(out, compareEndpoints)
	return slices.CompactFunc(out, func(a, b Endpoint) bool {
		return compareEndpoints(a, b) == 0 && a.Served == b.Served && slices.EqualFunc(a.Use, b.Use, sameMiddleware)
	})
}

// answers reports a registration of what answers requests itself.
func (t *Table) answers(e *Event) bool {
	if e.Kind != KindRoute || e.open() {
		return false
	}
	return len(e.Handler.Routers) == 0 || e.Handler.Made && !t.isRouter(e.Handler.Routers)
}

// listed are the endpoints of one registration that are served; all where none is.
func listed(all []Endpoint) []Endpoint {
	if !slices.ContainsFunc(all, func(e Endpoint) bool { return e.Served }) {
		return all
	}
	return slices.DeleteFunc(all, func(e Endpoint) bool { return !e.Served })
}

// isRouter reports slots that a router is known to flow into: a handler that a function returned turned out to be one.
func (t *Table) isRouter(slots []string) bool {
	return slices.ContainsFunc(slots, func(s string) bool {
		// The way that the mount itself added is no sign.
		for i := range t.events {
			e := &t.events[i]
			if (e.Kind == KindFlow || e.Kind == KindDerive) && slices.Contains(e.At, s) {
				return true
			}
		}
		return false
	})
}

func (t *Table) endpointsOf(e *Event) []Endpoint {
	var out []Endpoint
	for _, at := range e.At {
		c := climb{t: t, seen: map[string]bool{}}
		c.up(at, trail{pattern: e.Pattern, methods: e.Methods, use: append(slices.Clone(e.Use), e.Handler.Around...), skip: e.Skip, bare: e.Bare})
		for _, tr := range c.ends {
			out = append(out, t.endpointsAt(&tr, e)...)
		}
	}
	return out
}

// either lists both: one call may give a router and another none.
func either(list []string) []string {
	var out []string
	for _, k := range list {
		slot, otherwise, ok := strings.Cut(k, orElse)
		if out = append(out, slot); ok {
			out = append(out, otherwise)
		}
	}
	return out
}

// trail is what was met on the way up from a registration.
type trail struct {
	pattern string
	whole   bool
	methods []string
	use     []Middleware
	passed  []Middleware
	skip    []Skip
	names   []string // of the router that the trail is at, those that have been looked at
	served  bool
	rooted  bool
	kept    bool // the router was kept, in a field or by who called, before it was registered on
	bare    bool // the middleware of the router that the trail is at is not asked
}

// endpoints are those of a trail that has reached its end: one a method.
func (t *Table) endpointsAt(tr *trail, e *Event) []Endpoint {
	methods := slices.Clone(tr.methods)
	slices.Sort(methods)
	if methods = slices.Compact(methods); len(methods) == 0 {
		methods = []string{""}
	}
	var out []Endpoint
	for _, m := range methods {
		out = append(out, Endpoint{
			Method: shown(m), Pattern: shown(tr.pattern), Handler: e.Handler, Use: t.resolve(tr.use), Passed: tr.passed, Served: tr.served, Rooted: tr.served || tr.rooted, Pos: e.Pos, Symbol: e.Symbol, Func: e.Fn,
		})
	}
	return out
}

type climb struct {
	t    *Table
	seen map[string]bool
	ends []trail
}

// up collects what the router at adds, and goes on: to what it is another name of, or, at the router itself, to those above it.
func (c *climb) up(at string, tr trail) {
	if c.seen[at] || len(c.ends) >= maxWays {
		return
	}
	c.seen[at] = true
	defer delete(c.seen, at)
	tr = c.t.through(alias{slot: at}, tr)
	if flows := c.t.holds(at); len(flows) > 0 {
		for _, f := range flows {
			next := tr
			next.passes(at, f)
			c.up(f.from, next)
		}
		return
	}
	ways := c.t.ways[at]
	for _, a := range c.t.aliases(at, tr.skip) {
		if !slices.Contains(tr.names, a.slot) {
			tr = c.t.through(a, tr)
		}
		ways = append(ways[:len(ways):len(ways)], c.t.ways[a.slot]...)
	}
	if len(ways) == 0 {
		tr.served, tr.rooted = at == listener, strings.Contains(at, "@") || at == defaultServeMux
		c.ends = append(c.ends, tr)
	}
	for _, w := range ways {
		c.up(w.from, tr.over(w))
	}
}

// over is the trail as it goes on at a router above.
func (tr trail) over(w way) trail {
	tr.use = append(slices.Clone(w.use), tr.use...)
	tr.skip, tr.names, tr.bare, tr.kept = w.skip, nil, false, false
	if !tr.whole {
		tr.pattern = join(w.prefix, tr.pattern)
	}
	tr.whole = tr.whole || w.whole
	if len(tr.methods) == 0 {
		tr.methods = w.methods
	}
	return tr
}

// passes notes what is not in front at the router that a slot holds. What is added after a router was handed on is in front of what is
// registered later, by way of where it was kept.
func (tr *trail) passes(at string, f way) {
	tr.kept = tr.kept || !strings.Contains(baseOf(at), "#")
	tr.skip = behind(f.id, tr.skip)
	for _, s := range f.skip {
		if !s.Later || !tr.kept {
			tr.skip = append(tr.skip, s)
		}
	}
}

// through adds the middleware of a router, known by one of its names, to a trail, but for what the trail has passed by.
func (t *Table) through(a alias, tr trail) trail {
	at := a.slot
	tr.names = append(slices.Clone(tr.names), at)
	for _, e := range t.sets[at] {
		tr.pattern = join(e.Pattern, tr.pattern)
		if len(tr.methods) == 0 {
			tr.methods = e.Methods
		}
	}
	if tr.bare {
		return tr
	}
	use := slices.Clone(t.own[at])
	passed := slices.Clone(tr.passed)
	for _, e := range t.uses[at] {
		for _, m := range e.Use {
			switch {
			case m.Prefix != "" && !strings.HasPrefix(tr.pattern, m.Prefix):
			case a.skips(e, tr.skip):
				if passed = append(passed, m); m.If.Line == 0 {
					passed[len(passed)-1].If = a.cond
				}
			default:
				use = append(use, m)
			}
		}
	}
	for _, w := range t.inside[at] {
		in := t.within(w, nil)
		use, passed = append(use, in.use...), append(passed, in.passed...)
	}
	tr.use, tr.passed = append(use, tr.use...), passed
	return tr
}

// within is the middleware of the router inside another. Where it is one of several, what all of them have in common is not looked for.
func (t *Table) within(w way, seen []string) trail {
	tr := trail{skip: w.skip}
	at := w.from
	for !slices.Contains(seen, at) {
		seen = append(seen, at)
		tr = t.through(alias{slot: at}, tr)
		flows := t.holds(at)
		switch len(flows) {
		case 0:
			for _, a := range t.aliases(at, tr.skip) {
				if !slices.Contains(tr.names, a.slot) {
					tr = t.through(a, tr)
				}
			}
			return tr
		case 1:
			tr.passes(at, flows[0])
			at = flows[0].from
		default:
			return trail{use: []Middleware{{}}}
		}
	}
	return tr
}

// join puts a prefix before a path; one slash stays where both have one.
func join(prefix, path string) string {
	if strings.HasSuffix(prefix, "/") && strings.HasPrefix(path, "/") {
		return prefix + path[1:]
	}
	return prefix + path
}

func compareEndpoints(a, b Endpoint) int {
	return cmp.Or(
		strings.Compare(a.Pattern, b.Pattern), strings.Compare(a.Method, b.Method), strings.Compare(a.Pos.String(), b.Pos.String()),
		strings.Compare(a.Handler.Func, b.Handler.Func), strings.Compare(a.Handler.Why, b.Handler.Why), strings.Compare(a.Instance(), b.Instance()),
	)
}

func sameMiddleware(a, b Middleware) bool {
	return a.Func == b.Func && a.Made == b.Made && slices.Equal(a.Args, b.Args)
}
