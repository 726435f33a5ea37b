package route

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Table joins what packages do to routers.
//
// A slot that a router flows into is another name of it. So a registration is followed first to the routers that its slot may stand for, and
// from each of those to the routers above: what any of its names was derived from or mounted on.
type Table struct {
	events []Event
	flows  map[string][]way  // from a slot to what it holds
	names  map[string][]name // from a router to the slots that hold it
	ways   map[string][]way  // from a router to those above it
	uses   map[string][]*Event
	own    map[string][]Middleware // what a router was made with
	sets   map[string][]*Event     // prefixes that a router has itself
	held   map[string][]Middleware // what a slot holds
	ifaces map[string][]string     // interfaces that a type is converted to
	inside map[string][]way        // routers whose middleware a router asks after its own
}

// way leads from a router to another.
type way struct {
	from    string
	prefix  string
	whole   bool // the path above is seen below too
	methods []string
	use     []Middleware
	skip    []Skip
	id      string // of the call that hands the router on, empty where it comes otherwise
}

// name is a slot that a router flows into.
type name struct {
	slot string
	id   string           // of the call that hands the router on
	cond verdict.Position // the innermost if around that call
}

// NewTable joins the events of all packages.
func NewTable(events []Event) *Table {
	t := &Table{
		flows: map[string][]way{}, names: map[string][]name{}, ways: map[string][]way{}, uses: map[string][]*Event{},
		own: map[string][]Middleware{}, ifaces: map[string][]string{}, sets: map[string][]*Event{}, held: map[string][]Middleware{}, inside: map[string][]way{},
	}
	events = expand(events)
	t.events = events
	given := map[string]bool{}
	for i := range events {
		if e := &events[i]; e.Kind == KindFlow && !e.open() {
			given[e.At[0]] = true
		}
	}
	for i := range events {
		e := &events[i]
		e.At, e.Handler.Routers = settled(e.At, given), settled(e.Handler.Routers, given)
		if e.Kind == KindFlow {
			e.From = either(e.From)
		} else {
			e.From = settled(e.From, given)
		}
		t.add(e)
	}
	t.doubt(makers(events))
	return t
}

// doubt drops middleware that is added to a field or variable from outside while that holds one of several routers: which of them it is in front
// of is not known. What the function that made the router adds, or a method of the field's own type, is taken to be added to each.
func (t *Table) doubt(made map[string]string) {
	for at, uses := range t.uses {
		roots, field := t.roots(at, map[string]bool{})
		if len(roots) < 2 || field == "" {
			continue
		}
		for i, e := range uses {
			typ, _, _ := receiverOf(e.Fn)
			known := strings.HasPrefix(field, strings.TrimPrefix(typ, "*")+".") && typ != ""
			for _, r := range roots {
				base, _ := splitName(r)
				known = known || made[base] == e.Fn
			}
			if !known {
				doubtful := *e
				doubtful.Use = []Middleware{{Pos: e.Pos}}
				uses[i] = &doubtful
			}
		}
	}
}

// roots are the routers that a slot may hold, and the field or variable that they go through where there is one.
func (t *Table) roots(at string, seen map[string]bool) (roots []string, field string) {
	if seen[at] {
		return nil, ""
	}
	seen[at] = true
	base, _ := splitName(at)
	if slotOwner(base) == "" && !strings.Contains(base, "@") {
		field = at
	}
	flows := t.holds(at)
	if len(flows) == 0 {
		return []string{at}, ""
	}
	for _, f := range flows {
		more, through := t.roots(f.from, seen)
		roots, field = append(roots, more...), cmp.Or(field, through)
	}
	return roots, field
}

// settled decides between a router that a function is given and the one that it makes where it was given none.
func settled(list []string, given map[string]bool) []string {
	out := list
	for i, k := range list {
		if slot, otherwise, ok := strings.Cut(k, orElse); ok {
			if out = slices.Clone(out); given[slot] {
				out[i] = slot
			} else {
				out[i] = otherwise
			}
		}
	}
	return out
}

func (t *Table) add(e *Event) {
	if e.open() {
		return // it was filled in where its function is called
	}
	switch e.Kind {
	case KindUse:
		for _, at := range e.At {
			t.uses[at] = append(t.uses[at], e)
		}
	case KindSet:
		for _, at := range e.At {
			t.sets[at] = append(t.sets[at], e)
		}
	case KindHold:
		t.held[e.At[0]] = append(t.held[e.At[0]], e.Use...)
		if base, calls := splitName(e.At[0]); len(calls) > 0 { // as functions that kept a constructor's parameter see it
			t.held[base] = append(t.held[base], e.Use...)
		}
	case KindInside:
		for _, from := range e.From {
			t.inside[e.At[0]] = append(t.inside[e.At[0]], way{from: from, skip: e.Skip})
		}
	case KindImpl:
		t.ifaces[e.From[0]] = append(t.ifaces[e.From[0]], e.At[0])
	case KindFlow:
		for _, at := range e.At {
			for _, from := range e.From {
				t.flows[at] = append(t.flows[at], way{from: from, skip: e.Skip, id: e.ID})
				t.names[from] = append(t.names[from], name{at, e.ID, e.If})
			}
		}
	case KindDerive:
		for _, at := range e.At {
			if len(e.From) == 0 {
				t.own[at] = append(t.own[at], e.Use...)
			}
			for _, from := range e.From {
				t.ways[at] = append(t.ways[at], way{from: from, prefix: e.Pattern, methods: e.Methods, use: e.Use, skip: e.Skip})
			}
		}
	case KindRoute:
		for _, r := range e.Handler.Routers {
			for _, at := range e.At {
				w := way{from: at, prefix: strings.TrimSuffix(e.Pattern, "*"), methods: e.Methods, skip: e.Skip, use: append(slices.Clone(e.Use), e.Handler.Around...)}
				if e.Whole || e.Handler.Whole {
					w.whole, w.prefix = true, e.Handler.Prefix
				}
				t.ways[r] = append(t.ways[r], w)
			}
		}
	}
}

// resolve puts the middleware that a field, a variable or a parameter holds in its place. One that may hold either of several, or nothing on some
// ways, is not followed.
func (t *Table) resolve(list []Middleware) []Middleware {
	var out []Middleware
	for _, m := range list {
		if in, there := t.heldBy(m, 0); there {
			out = append(out, in)
		}
	}
	return out
}

// heldBy is what a slot holds; there is false where that is nothing.
func (t *Table) heldBy(m Middleware, depth int) (in Middleware, there bool) {
	held := t.held[m.Func]
	if m.Made || len(held) == 0 || depth > maxHeld {
		return m, m.Func != noMiddleware
	}
	for i := range held {
		one, some := t.heldBy(held[i], depth+1)
		if i > 0 && (some != there || some && !sameMiddleware(one, in)) {
			return Middleware{Pos: m.Pos}, true
		}
		in, there = one, some
	}
	if in.Prefix = m.Prefix; len(m.Args) > 0 {
		in.Args = m.Args
	}
	return in, there
}

// maxHeld bounds how many fields one inside another a middleware is followed through.
const maxHeld = 6

// holds are the routers that a slot holds; a method's also those that come by an interface that its type is converted to.
func (t *Table) holds(at string) []way {
	flows := t.flows[at]
	if typ, rest, ok := receiverOf(at); ok {
		for _, iface := range t.ifaces[typ] {
			flows = append(flows[:len(flows):len(flows)], t.flows["("+iface+")."+rest]...)
		}
	}
	return flows
}
