package route

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/parcel"
)

// Fact is what packages tell their importers of routers. A package hands on what it received, since only the facts of direct imports are seen.
type Fact struct{ parcel.Parcel[Own] }

// Apart is Fact for an analyzer that runs beside another one of these in a driver which is not ours: each kind of fact has one analyzer there.
type Apart struct{ Fact }

// Own is what one package does to routers.
type Own struct{ Events []Event }

// AFact marks a fact.
func (*Fact) AFact() {}

// String counts, for tests.
func (f *Fact) String() string {
	var parts []string
	for _, p := range f.Parts() {
		if own, err := p.Value(); err == nil {
			parts = append(parts, fmt.Sprintf("%s: %d events", p.Package(), len(own.Events)))
		}
	}
	return strings.Join(parts, "; ")
}

// Events lists all events of several facts, each package's once.
func Events(facts []*Fact) ([]Event, error) {
	all := &Fact{}
	for _, f := range facts {
		all.Add(f.Parts()...)
	}
	var out []Event
	for _, p := range all.Parts() {
		own, err := p.Value()
		if err != nil {
			return nil, err
		}
		out = append(out, own.Events...)
	}
	return out, nil
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
