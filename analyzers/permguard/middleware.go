package permguard

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
)

// middleware is what a middleware decides; known is false for one of a library.
func (g *graph) middleware(m route.Middleware) (kind guard.Kind, known bool) {
	v := g.decides(m, "")
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
}

// decides tells what a middleware decides for a method of a remote procedure, or for every endpoint.
func (g *graph) decides(m route.Middleware, method string) judged {
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
		worst, any = worst.or(g.next(f, method)), true
	}
	if !any {
		return judged{kind: guard.Named(m.Func), known: g.fn(m.Func) != nil}
	}
	if worst.open != "" {
		worst.open = short(m.Func) + worst.open
	}
	worst.known = true
	return worst
}

// or is the laxer of two.
func (v judged) or(w judged) judged {
	if w.kind < v.kind {
		v.kind, v.by = w.kind, w.by
	}
	if v.by == "" {
		v.by = w.by
	}
	if w.open != "" {
		v.open = w.open
	}
	return v
}

// next is what a middleware decides, where function values do the deciding by what they are: each way on is behind the strongest of its decisions.
func (g *graph) next(f *Func, method string) judged {
	if asks, seen := f.listed(method); asks {
		return judged{kind: guard.Permission}
	} else if !seen && f.Next < guard.Permission {
		return judged{kind: f.Next, open: ": the table of methods that it asks for is not read"}
	}
	if !f.Maybe {
		return judged{kind: f.Next}
	}
	worst := judged{kind: guard.Permission}
	for _, way := range f.Ways {
		var best judged
		for i := range way {
			v := g.gate(&way[i])
			if v.kind > best.kind {
				best.kind, best.by = v.kind, v.by
			}
			if v.open != "" {
				best.open = v.open
			}
		}
		if best.kind == guard.Permission {
			best.open = ""
		}
		worst = worst.or(best)
	}
	return worst
}

// gate is what a decision proves. Functions that are kept in a list are taken to be asked one after another, so that the strictest of them counts; of several that one
// place may hold the laxest does.
func (g *graph) gate(d *Gate) judged {
	if d.By != guard.Dynamic {
		if d.Kind != guard.None {
			return judged{kind: d.Kind}
		}
		return judged{kind: g.denies(d.By)}
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
	out := judged{kind: g.denies(funcs[0]), by: funcs[0]}
	listed := slices.ContainsFunc(d.Slots, func(s string) bool { return strings.Contains(s, "[]") })
	for _, key := range funcs[1:] {
		if k := g.denies(key); listed == (k > out.kind) && k != out.kind {
			out.kind, out.by = k, key
		}
	}
	if i := slices.IndexFunc(funcs, g.asks); i >= 0 && out.kind < guard.Permission {
		out.open = ": " + short(funcs[i]) + " asks for a permission on some ways only"
	}
	return out
}

// asks reports a function that asks for a permission, itself or through what it calls, on any way.
func (g *graph) asks(key string) bool {
	keys, _ := g.reached(key)
	return slices.ContainsFunc(keys, func(k string) bool {
		f := g.fn(k)
		return f != nil && f.Asks
	})
}

// shadow reports a guard that only notes what it refuses on some ways.
func (g *graph) shadow(key string) bool {
	f := g.fn(key)
	return f != nil && f.Shadow
}
