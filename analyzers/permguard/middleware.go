package permguard

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
)

// middleware is what a middleware decides; known is false for one of a library.
func (g *graph) middleware(m route.Middleware) (kind guard.Kind, known bool) {
	v := g.decides(m, nil)
	return v.kind, v.known
}

// judged is what was found out about a middleware.
type judged struct {
	kind guard.Kind
	// open is why more may be decided than is seen: empty when all is.
	open string
	// by is the function among those that it is given which decides.
	by    string
	known bool
	// past is what a check lets through without having asked, where it is not known whether the endpoint is that; assumed is why it is taken to be something else.
	past, assumed string
}

// decides tells what a middleware decides for an endpoint, or for every one.
func (g *graph) decides(m route.Middleware, in *entrance) judged {
	if m.Func == "" {
		return judged{open: "a value that is not followed"}
	}
	if g.isGuard(m.Func) {
		return judged{kind: guard.Permission, known: true}
	}
	keys, _ := g.reached(m.Func)
	worst, any := judged{kind: guard.Permission}, false
	for _, k := range keys {
		f := g.fn(k)
		if f == nil || !f.HasNext {
			continue
		}
		worst, any = worst.or(g.next(f, in)), true
	}
	if !any {
		return judged{kind: guard.Named(m.Func), known: g.fn(m.Func) != nil}
	}
	if worst.open != "" {
		worst.open = flow.Short(m.Func) + worst.open
	}
	worst.known = true
	return worst
}

// certain reports that no permission is asked for, whatever is not seen.
func (v judged) certain() bool { return v.kind < guard.Permission && v.open == "" && v.past == "" }

// or is the laxer of two.
func (v judged) or(w judged) judged {
	certain := v.certain() || w.certain()
	if w.kind < v.kind {
		v.kind, v.by = w.kind, w.by
	}
	if v.by == "" {
		v.by = w.by
	}
	if certain {
		v.past, w.past = "", ""
	}
	v.open, v.past, v.assumed = cmp.Or(w.open, v.open), cmp.Or(w.past, v.past), cmp.Or(w.assumed, v.assumed)
	return v
}

// next is what a middleware decides, where function values do the deciding by what they are: each way on is behind the strongest of its decisions.
func (g *graph) next(f *Func, in *entrance) judged {
	method := ""
	if in != nil {
		method = in.Pattern
	}
	if asks, seen := f.listed(method); asks {
		return judged{kind: guard.Permission}
	} else if !seen && f.Next < guard.Permission {
		return judged{kind: f.Next, open: ": the table of methods that it asks for is not read"}
	}
	if !f.Maybe {
		return judged{kind: f.Next}.but(f.Key, f.Opens, in)
	}
	worst := judged{kind: guard.Permission}
	for _, way := range f.Ways {
		var best judged
		for i := range way {
			best = best.and(g.gate(&way[i], in))
		}
		if best.kind == guard.Permission {
			best.open, best.past = "", ""
		}
		worst = worst.or(best)
	}
	return worst
}

// gate is what a decision proves. Functions that are kept in a list are taken to be asked one after another, so that the strictest of them counts; of several that one
// place may hold the laxest does.
func (g *graph) gate(d *Gate, in *entrance) judged {
	if d.By != guard.Dynamic {
		kind := d.Kind
		if kind == guard.None {
			kind = g.denies(d.By)
		}
		return judged{kind: kind}.but(d.By, g.opensOf(d), in)
	}
	g.join()
	var funcs []string
	for _, t := range g.bound.Types(d.Slots) {
		if key, ok := strings.CutPrefix(t, bind.FuncValue); ok {
			funcs = append(funcs, key)
		}
	}
	if len(funcs) == 0 {
		return judged{open: ": a function value that decides"}
	}
	asked := func(key string) judged { return judged{kind: g.denies(key), by: key}.but(key, g.openings(key), in) }
	out := asked(funcs[0])
	listed := slices.ContainsFunc(d.Slots, func(s string) bool { return strings.Contains(s, "[]") })
	for _, key := range funcs[1:] {
		if listed {
			out = out.and(asked(key))
		} else {
			out = out.or(asked(key))
		}
	}
	asksPartly := func(key string) bool { return g.asks(key) && len(g.openings(key)) == 0 }
	if i := slices.IndexFunc(funcs, asksPartly); i >= 0 && out.kind < guard.Permission {
		out.open = ": " + flow.Short(funcs[i]) + " asks for a permission on some ways only"
	}
	return out
}

// asks reports a function that asks for a permission, itself or through what it calls, on any way, and may refuse.
func (g *graph) asks(key string) bool {
	keys, _ := g.reached(key)
	return slices.ContainsFunc(keys, func(k string) bool {
		f := g.fn(k)
		return f != nil && f.Asks && !f.Idle
	})
}

// shadow reports a guard that only notes what it refuses on some ways.
func (g *graph) shadow(key string) bool {
	f := g.fn(key)
	return f != nil && f.Shadow
}
