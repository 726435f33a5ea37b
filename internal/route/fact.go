package route

import (
	"fmt"
	"slices"
	"strings"
)

// Fact is what packages tell their importers of routers. A package hands on what it received, since only the facts of direct imports are seen.
type Fact struct{ Packages []Own }

// Own is what one package does to routers.
type Own struct {
	Path   string
	Events []Event
}

// AFact marks a fact.
func (*Fact) AFact() {}

// String counts, for tests.
func (f *Fact) String() string {
	var parts []string
	for i := range f.Packages {
		parts = append(parts, fmt.Sprintf("%s: %d events", f.Packages[i].Path, len(f.Packages[i].Events)))
	}
	return strings.Join(parts, "; ")
}

// merge adds what is not there yet. Variants of a package for tests come with other events under the same path: the first is kept.
func (f *Fact) merge(g *Fact) {
	for _, p := range g.Packages {
		if i, found := slices.BinarySearchFunc(f.Packages, p.Path, func(o Own, path string) int { return strings.Compare(o.Path, path) }); !found {
			f.Packages = slices.Insert(f.Packages, i, p)
		}
	}
}

// Events lists all events of several facts, each package's once.
func Events(facts []*Fact) []Event {
	all := &Fact{}
	for _, f := range facts {
		all.merge(f)
	}
	return all.events()
}

func (f *Fact) events() []Event {
	var out []Event
	for i := range f.Packages {
		out = append(out, f.Packages[i].Events...)
	}
	return out
}

// tidy sorts events and drops what is there twice, so that equal knowledge is equal bytes.
func tidy(events []Event) []Event {
	keys := make(map[int]string, len(events))
	order := make([]int, len(events))
	for i := range events {
		keys[i], order[i] = events[i].key(), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	var out []Event
	for n, i := range order {
		if n == 0 || keys[i] != keys[order[n-1]] {
			out = append(out, events[i])
		}
	}
	return out
}
