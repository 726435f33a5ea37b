package bind

import (
	"slices"
	"strings"
)

// Bindings answer which concrete types reach a slot.
type Bindings struct {
	from map[string][]string
	// types remembers the answers for single slots; Bindings are used by one goroutine.
	types map[string][]string
	// methods remembers what methods stand for.
	methods map[string][]string
}

// New takes edges together.
func New(edges []Edge) *Bindings {
	b := &Bindings{from: make(map[string][]string, len(edges)/2), types: map[string][]string{}, methods: map[string][]string{}}
	for _, e := range edges {
		b.from[e.To] = append(b.from[e.To], e.From)
	}
	return b
}

// Types lists the concrete types that flow into any of the slots, sorted. The list is not the caller's to change.
func (b *Bindings) Types(slots []string) []string {
	if len(slots) != 1 {
		out, _ := b.Reach(slots)
		return out
	}
	// Many calls go through one slot.
	if out, ok := b.types[slots[0]]; ok {
		return out
	}
	out, _ := b.Reach(slots)
	b.types[slots[0]] = slices.Clip(out)
	return out
}

// Reach is Types with the slots that were passed on the way.
func (b *Bindings) Reach(slots []string) (out []string, seen map[string]bool) {
	seen = map[string]bool{}
	queue := slices.Clone(slots)
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if seen[s] {
			continue
		}
		seen[s] = true
		if t, ok := strings.CutPrefix(s, "="); ok {
			out = append(out, t)
			continue
		}
		queue = append(queue, b.from[s]...)
		// What a method of an interface returns, or hands to its callback, is what the methods of the types in its pool do.
		if m := strings.Index(s, ")."); m > 0 && strings.HasPrefix(s, "(") && !strings.HasPrefix(s, "(*") && (strings.Contains(s[m:], "=>") || strings.HasSuffix(s, ")")) {
			for _, t := range b.Types([]string{Pool(s[1:m])}) {
				queue = append(queue, "("+t+s[m:])
			}
		}
	}
	slices.Sort(out)
	return out, seen
}

// Method is the key of a concrete type's method that an interface method's key names.
func Method(t, iface string) string {
	name := iface[strings.LastIndex(iface, ").")+2:]
	return "(" + t + ")." + name
}

// Impls are the methods that a call of an interface's method reaches on a concrete type, through embedded fields.
func (b *Bindings) Impls(t, iface string) []string {
	return b.reached(Method(t, iface))
}

// reached lists the methods that a method stands for, each once. Types that embed each other's interfaces make many ways to the same one.
func (b *Bindings) reached(method string) []string {
	if out, ok := b.methods[method]; ok {
		return out
	}
	var out []string
	seen := map[string]bool{}
	var walk func(string)
	walk = func(method string) {
		if seen[method] {
			return
		}
		seen[method] = true
		leaf := true
		for _, from := range b.from[method] {
			target, ok := strings.CutPrefix(from, "->")
			if !ok {
				continue
			}
			target, slot, isSlot := strings.Cut(target, "@")
			if !isSlot {
				leaf = false
				walk(target)
				continue
			}
			for _, t := range b.Types([]string{slot}) {
				leaf = false
				walk(Method(t, target))
			}
		}
		if leaf {
			out = append(out, method)
		}
	}
	walk(method)
	if len(out) == 0 {
		out = []string{method} // promoted in a circle, which no program compiles to
	}
	b.methods[method] = slices.Clip(out)
	return out
}

// Resolve are the functions that a method's key stands for: what it is promoted from, through embedded fields, else itself.
func (b *Bindings) Resolve(method string) []string { return b.reached(method) }
