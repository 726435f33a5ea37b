package route

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// order marks, for every event on a router, the middleware that its function does not put in front of it: added later, where the library copies,
// or on some ways through the function only. A call that hands the router to another function stands for all that is added there. What another
// function adds to the same field or variable counts as being in front.
func (s *scanner) order(imported []Event) {
	uses, adding := map[string][]use{}, adders(imported, s.events)
	for _, u := range s.uses {
		e := &s.events[u.event]
		if e.Kind == KindFlow && !adding[baseOf(e.At[0])] && !isInvoke(u.call) {
			continue
		}
		for _, at := range e.added() {
			uses[at] = append(uses[at], u)
		}
	}
	for _, p := range s.points {
		e := &s.events[p.event]
		e.Skip = slices.Clone(p.inner)
		for _, at := range e.source() {
			for _, u := range uses[at] {
				if late, never := notBefore(u.call, p.call); late {
					e.skip(Skip{Path: s.events[u.event].ID, All: never})
				}
			}
		}
	}
}

// adders are the slots of which something is known to be added to the routers that flow there.
func adders(lists ...[]Event) map[string]bool {
	adds := map[string]bool{}
	into := map[string][]string{} // from what a slot holds to the slots
	var queue []string
	for _, list := range lists {
		for i := range list {
			e := &list[i]
			for _, at := range e.At {
				switch e.Kind {
				case KindUse:
					queue = append(queue, baseOf(at))
				case KindFlow:
					for _, from := range either(e.From) {
						into[baseOf(at)] = append(into[baseOf(at)], baseOf(from))
					}
				}
			}
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		if queue = queue[1:]; !adds[at] {
			adds[at] = true
			queue = append(queue, into[at]...)
		}
	}
	return adds
}

func baseOf(name string) string {
	base, _ := splitName(name)
	return base
}

// isInvoke reports a call of an interface's method: what stands behind it may be known to a later package only.
func isInvoke(call ssa.Instruction) bool {
	c, ok := call.(ssa.CallInstruction)
	return ok && c.Common().IsInvoke()
}

// notBefore reports a call of the same function that need not have run when another one runs; never, that the function may return then without that it has run at all.
// What one call does to itself is told by the function that it calls.
func notBefore(u, p ssa.Instruction) (late, never bool) {
	if u == p || u.Parent() != p.Parent() {
		return false, false
	}
	if flow.Dominates(u, p) {
		_, deferred := u.(*ssa.Defer)
		return deferred, false
	}
	return true, flow.Avoids(u, p)
}

// skip notes middleware that is not in front, once.
func (e *Event) skip(s Skip) {
	if !slices.Contains(e.Skip, s) {
		e.Skip = append(e.Skip, s)
	}
}

// comeBy tells of an event of a function as it happens at a call of it.
func (e *Event) comeBy(call string) {
	if e.ID != "" {
		e.ID = call + pathSign + e.ID
	}
	e.Skip = behind(call, e.Skip)
}

// behind is what is skipped there as it is known to who hands the router on by a call; of one without a name, as it is.
func behind(call string, list []Skip) []Skip {
	out := slices.Clone(list)
	for i := range out {
		if call != "" {
			out[i].Path = call + pathSign + out[i].Path
		}
	}
	return out
}

// source are the routers whose middleware is in front of the event.
func (e *Event) source() []string {
	if e.Kind == KindRoute {
		return e.At
	}
	return e.From
}

// added are the routers that the event may add middleware to.
func (e *Event) added() []string {
	if e.Kind == KindUse {
		return e.At
	}
	return e.From
}
