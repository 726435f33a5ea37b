package route

import (
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// order marks, for every event on a router, the middleware of the same function that is not in front of it: added later, where the library
// copies, or on some ways through the function only. Middleware that another function adds counts as being in front.
func (s *scanner) order() {
	for _, p := range s.points {
		e := &s.events[p.event]
		if !p.filled {
			e.Skip = nil
		}
		for _, u := range s.uses {
			on := &s.events[u.event]
			if p.call.Parent() != u.call.Parent() || !overlap(on.At, e.source()) {
				continue
			}
			passed := flow.Dominates(u.call, p.call)
			if u.all {
				passed = passed || !flow.Avoids(u.call, p.call)
			}
			if !passed {
				e.Skip = append(e.Skip, on.ID)
			}
		}
	}
}

// source are the routers whose middleware is in front of the event.
func (e *Event) source() []string {
	if e.Kind == KindRoute {
		return e.At
	}
	return e.From
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
