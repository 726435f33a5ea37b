package permguard

import (
	"iter"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/parcel"
)

// graph is what all known packages say, by function. What needs all of them at once is taken together when it is first asked for: most packages
// ask of single functions only.
type graph struct {
	parts *parcel.Parcel[Own]
	err   error // of a part that was read when it was asked for
	// named reports a function that the config says asks for a permission; nil for none.
	named func(key string) bool

	ready    bool
	bound    *bind.Bindings
	ifaces   map[string]bool // the interfaces whose methods the user's code calls
	asserted map[string]bool // those that values are only asked for
	writers  map[string]bool // the functions that can reach an effect, and the bare names of methods that can; nil until asked for
	// foreign are functions that reach a call of a library that may do something.
	foreign map[string]bool
}

func newGraph(f *Fact) *graph { return &graph{parts: &f.Parcel} }

// all goes through what every package says, in their order.
func (g *graph) all() iter.Seq[*Own] {
	return func(yield func(*Own) bool) {
		for _, p := range g.parts.Parts() {
			own, err := p.Value()
			if err != nil {
				g.err = err
				return
			}
			if !yield(own) {
				return
			}
		}
	}
}

// of goes through what the package of a function says, by the function's key: "(*pkg.T).Method", "pkg.Func". A dot may belong to the last element of
// the package's path.
func (g *graph) of(key string) iter.Seq[*Own] {
	return func(yield func(*Own) bool) {
		key := strings.TrimLeft(key, "(*")
		for i := strings.LastIndexByte(key, '/') + 1; i < len(key); i++ {
			if key[i] != '.' {
				continue
			}
			p := g.parts.Find(key[:i])
			if p == nil {
				continue
			}
			own, err := p.Value()
			if err != nil {
				g.err = err
				return
			}
			if !yield(own) {
				return
			}
		}
	}
}

// fn is what is known of a function, nil for nothing. A pointer has the methods of what it points to, too.
func (g *graph) fn(key string) *Func {
	for own := range g.of(key) {
		if f := own.find(key); f != nil {
			return f
		}
	}
	if value, ok := strings.CutPrefix(key, "(*"); ok {
		return g.fn("(" + value)
	}
	return nil
}

// isGuard reports a function that is said to ask for a permission, by a contract or by the config.
func (g *graph) isGuard(key string) bool {
	if g.named != nil && g.named(key) {
		return true
	}
	for own := range g.of(key) {
		if _, found := slices.BinarySearch(own.Guards, key); found {
			return true
		}
	}
	return false
}

// broken reports a function of a package that could not be analysed.
func (g *graph) broken(key string) bool {
	key = strings.TrimLeft(key, "(*")
	for own := range g.all() {
		for _, pkg := range own.Broken {
			if strings.HasPrefix(key, pkg+".") {
				return true
			}
		}
	}
	return false
}

// reaches reports a method of an embedded field that a package told of.
func (g *graph) reaches(method string) bool {
	if method == "" || method[0] != '(' {
		return false // a function is what it is: nothing needs to be joined
	}
	g.join()
	to := g.bound.Resolve(method)
	return len(to) != 1 || to[0] != method
}

// join takes together what concerns interfaces.
func (g *graph) join() {
	if g.ready {
		return
	}
	g.ready = true
	g.ifaces, g.asserted = map[string]bool{}, map[string]bool{}
	var edges []bind.Edge
	for own := range g.all() {
		for j := range own.Funcs {
			f := &own.Funcs[j]
			for n := range f.Calls {
				if c := &f.Calls[n]; c.Invoke {
					g.ifaces[c.To[1:strings.LastIndex(c.To, ").")]] = true
				}
			}
		}
		edges = append(edges, own.Edges...)
		for _, i := range own.Asserted {
			g.asserted[i] = true
		}
	}
	g.bound = bind.New(edges)
}

// targets lists the functions that a call may reach: by what its receiver or function value is read from where that is known, else by its interface.
func (g *graph) targets(c *Step) (keys []string, known bool) {
	g.join()
	found := g.bound.Types(c.Slots)
	if len(found) == 0 {
		if c.Unknown {
			return nil, false
		}
		return g.reached(c.To)
	}
	r := reacher{g: g, seen: map[string]bool{}, known: true}
	for _, t := range found {
		if key, isFunc := strings.CutPrefix(t, bind.FuncValue); isFunc {
			r.add(key)
		} else if c.Invoke {
			r.add(bind.Method(t, c.To))
		}
	}
	return r.keys, r.known
}

// reached lists the functions that a key stands for: itself, what it is promoted from, or the methods of the types behind an interface. known is
// false for an interface of the user's that no value is converted to.
func (g *graph) reached(key string) (keys []string, known bool) {
	g.join()
	r := reacher{g: g, seen: map[string]bool{}, known: true}
	r.add(key)
	return r.keys, r.known
}

type reacher struct {
	g     *graph
	seen  map[string]bool
	keys  []string
	known bool
}

func (r *reacher) add(key string) {
	if r.seen[key] {
		return
	}
	r.seen[key] = true
	if to := r.g.bound.Resolve(key); len(to) != 1 || to[0] != key {
		for _, k := range to {
			r.add(k)
		}
		return
	}
	end := strings.LastIndex(key, ").")
	if end < 0 || key[0] != '(' {
		r.keys = append(r.keys, key)
		return
	}
	types := r.g.bound.Types([]string{bind.Pool(key[1:end])})
	switch {
	case len(types) > 0:
		for _, t := range types {
			r.add("(" + t + key[end:])
		}
	case r.g.ifaces[key[1:end]]:
		// Whatever value it is that implements it, no method of that name does anything.
		r.known = r.known && r.g.asserted[key[1:end]] && r.g.writers != nil && !r.g.writers[key[end+2:]]
	default:
		r.keys = append(r.keys, key)
	}
}

// from lists the functions that can run once the given ones do.
func (g *graph) from(roots []string) map[string]bool {
	seen := map[string]bool{}
	for queue := roots; len(queue) > 0; {
		key := queue[0]
		queue = queue[1:]
		if seen[key] {
			continue
		}
		seen[key] = true
		f := g.fn(key)
		if f == nil {
			continue
		}
		for i := range f.Calls {
			keys, _ := g.targets(&f.Calls[i])
			queue = append(queue, keys...)
		}
	}
	return seen
}

// findWriters fills writers: what does something itself or calls what is not followed, and what calls such functions; and foreign: what calls a
// library that may do something, and what calls that.
func (g *graph) findWriters() {
	g.join()
	callers := map[string][]string{}
	var writes, foreign []string
	for own := range g.all() {
		for i := range own.Funcs {
			f := &own.Funcs[i]
			if len(f.Effects) > 0 || slices.ContainsFunc(f.Calls, func(c Step) bool { return c.Unknown && !c.Foreign && len(g.bound.Types(c.Slots)) == 0 }) {
				writes = append(writes, f.Key)
			}
			if slices.ContainsFunc(f.Calls, func(c Step) bool { return c.Foreign }) {
				foreign = append(foreign, f.Key)
			}
			for j := range f.Calls {
				keys, _ := g.targets(&f.Calls[j])
				for _, k := range keys {
					callers[k] = append(callers[k], f.Key)
				}
			}
		}
	}
	g.writers, g.foreign = above(writes, callers), above(foreign, callers)
}

// above are functions and what calls them, methods by their names alone as well.
func above(queue []string, callers map[string][]string) map[string]bool {
	out := map[string]bool{}
	for len(queue) > 0 {
		key := queue[0]
		queue = queue[1:]
		if out[key] {
			continue
		}
		out[key] = true
		if end := strings.LastIndex(key, ")."); end > 0 {
			out[key[end+2:]] = true
		}
		queue = append(queue, callers[key]...)
	}
	return out
}

// called is denies for the function that a call names: only one that may be of an interface of the user's asks what is behind it, for which
// everything must be joined.
func (g *graph) called(key string, own func(path string) bool) guard.Kind {
	fn := g.fn(key)
	switch {
	case fn != nil:
		return g.settles(fn, maxWaits)
	case !isMethodOfInterface(key):
		return guard.None
	}
	of := key[1:strings.LastIndex(key, ").")]
	if dot := strings.LastIndexByte(of, '.'); dot < 0 || !own(of[:dot]) {
		return guard.None
	}
	return g.denies(key)
}

// denies is what a function decides by its result; an interface's method what each of its implementations does.
func (g *graph) denies(key string) guard.Kind {
	keys, _ := g.reached(key)
	return g.deniesOf(keys, maxWaits)
}

// maxWaits bounds how many functions one behind another wait for an interface.
const maxWaits = 8

func (g *graph) deniesOf(keys []string, depth int) guard.Kind {
	worst, any := guard.Permission, false
	for _, k := range keys {
		fn := g.fn(k)
		if fn == nil {
			return guard.None
		}
		worst, any = min(worst, g.settles(fn, depth)), true
	}
	if !any {
		return guard.None
	}
	return worst
}

// settles is what a function decides, now that the implementations of interfaces are known.
func (g *graph) settles(fn *Func, depth int) guard.Kind {
	if fn.Denies != guard.None || len(fn.Waits) == 0 || depth == 0 {
		return fn.Denies
	}
	worst := guard.Permission
	for _, by := range fn.Waits {
		keys, _ := g.reached(by)
		worst = min(worst, g.orNamed(g.deniesOf(keys, depth-1), by, keys))
	}
	return worst
}

// decision is what a gate that a method of an interface decides proves: what each of the types does that its receiver may be.
func (g *graph) decision(d *Gate) guard.Kind {
	keys, _ := g.targets(&Step{To: d.By, Invoke: true, Slots: d.Slots})
	return g.orNamed(g.deniesOf(keys, maxWaits), d.By, keys)
}

// orNamed is what a method decides, and what its name says where its bodies do not tell, or there is none in the program; none of them may say yes whatever it is given.
func (g *graph) orNamed(k guard.Kind, by string, keys []string) guard.Kind {
	if k != guard.None || slices.ContainsFunc(keys, func(k string) bool { f := g.fn(k); return f != nil && f.Lax }) {
		return k
	}
	return guard.Named(by)
}
