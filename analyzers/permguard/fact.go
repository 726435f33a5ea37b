package permguard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Fact is what packages tell their importers. A package hands on what it received, since only the facts of direct imports are seen.
type Fact struct{ Packages []Own }

// Own is what one package found out about its functions.
type Own struct {
	Path  string
	Funcs []Func
	Binds []Bind
	// Promoted are methods that types have from embedded fields: Iface is the method's key, Type that of the method which it reaches.
	Promoted []Bind
}

// Func is a function that can reach an effect, or that decides something.
type Func struct {
	Key string
	// Pos is where it is declared.
	Pos verdict.Position
	// Effects are what it does itself, Calls what it calls that may do more.
	Effects []Step
	Calls   []Step
	// Denies is what it decides for its callers by its result.
	Denies guard.Kind
	// Next is what it decides as middleware, and HasNext whether it is one at all.
	Next    guard.Kind
	HasNext bool
	// Maybe is true where what it decides as middleware is up to function values that are not followed.
	Maybe bool
	// Grants is true when anything in it asks for a permission.
	Grants bool
}

// Step is an effect or a call, with the decisions that it is behind.
type Step struct {
	// What says what an effect does.
	What string
	// To is the key of what a call reaches.
	To string
	// Invoke is true for a call of an interface's method, Unknown for one of a function value that is not followed.
	Invoke, Unknown bool
	Gates           []Gate
	Pos             verdict.Position
}

// Gate is a decision in front of a site. Where Kind is None, the implementations of the interface method By tell it.
type Gate struct {
	Kind guard.Kind
	By   string
	Args []string
}

// Bind says that a value of a type is converted to an interface.
type Bind struct{ Iface, Type string }

// AFact marks a fact.
func (*Fact) AFact() {}

// String lists the functions, for tests.
func (f *Fact) String() string {
	var parts []string
	for i := range f.Packages {
		for j := range f.Packages[i].Funcs {
			fn := &f.Packages[i].Funcs[j]
			parts = append(parts, fmt.Sprintf("%s effects=%d calls=%d denies=%s next=%s", fn.Key, len(fn.Effects), len(fn.Calls), fn.Denies, fn.Next))
		}
	}
	return strings.Join(parts, "; ")
}

// merge adds the packages that are not there yet.
func (f *Fact) merge(g *Fact) {
	for _, p := range g.Packages {
		if i, found := slices.BinarySearchFunc(f.Packages, p.Path, func(o Own, path string) int { return strings.Compare(o.Path, path) }); !found {
			f.Packages = slices.Insert(f.Packages, i, p)
		}
	}
}

// graph is what all known packages say, by function.
type graph struct {
	funcs map[string]*Func
	impls map[string][]string // interface to the types that are converted to it
	// promoted leads from a method to the one of the embedded field that it is.
	promoted map[string]string
	ifaces   map[string]bool // the interfaces whose methods the user's code calls
}

func newGraph(f *Fact) *graph {
	g := &graph{funcs: map[string]*Func{}, impls: map[string][]string{}, promoted: map[string]string{}, ifaces: map[string]bool{}}
	for i := range f.Packages {
		p := &f.Packages[i]
		for j := range p.Funcs {
			f := &p.Funcs[j]
			g.funcs[f.Key] = f
			for n := range f.Calls {
				if c := &f.Calls[n]; c.Invoke {
					g.ifaces[c.To[1:strings.LastIndex(c.To, ").")]] = true
				}
			}
		}
		for _, b := range p.Binds {
			if !slices.Contains(g.impls[b.Iface], b.Type) {
				g.impls[b.Iface] = append(g.impls[b.Iface], b.Type)
			}
		}
		for _, b := range p.Promoted {
			g.promoted[b.Iface] = b.Type
		}
	}
	return g
}

// reached lists the functions that a key stands for: itself, what it is promoted from, or the methods of the types behind an interface. known is
// false for an interface of the user's that no value is converted to.
func (g *graph) reached(key string) (keys []string, known bool) {
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
	if to, ok := r.g.promoted[key]; ok {
		r.add(to)
		return
	}
	end := strings.LastIndex(key, ").")
	if end < 0 || key[0] != '(' {
		r.keys = append(r.keys, key)
		return
	}
	types, bound := r.g.impls[key[1:end]]
	switch {
	case bound:
		for _, t := range types {
			r.add("(" + t + key[end:])
		}
	case r.g.ifaces[key[1:end]]:
		r.known = false
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
		f := g.funcs[key]
		if f == nil {
			continue
		}
		for i := range f.Calls {
			keys, _ := g.reached(f.Calls[i].To)
			queue = append(queue, keys...)
		}
	}
	return seen
}

// denies is what a function decides by its result; an interface's method what each of its implementations does.
func (g *graph) denies(key string) guard.Kind {
	keys, _ := g.reached(key)
	worst, any := guard.Permission, false
	for _, k := range keys {
		fn := g.funcs[k]
		if fn == nil {
			return guard.None
		}
		worst, any = min(worst, fn.Denies), true
	}
	if !any {
		return guard.None
	}
	return worst
}
