package route

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// order marks, for every event on a router, the middleware that is not in front of it: added later, where the library copies, or on some ways only.
// A call that hands the router to another function stands for all that is added there. What two functions do to the router of one field or variable
// is put in order where a function of the package calls both; else what is added counts as being in front.
func (s *scanner) order(imported []Event) {
	uses, adding, same := map[string][]use{}, adders(imported, s.events), joined(s.events)
	for _, u := range s.uses {
		e := &s.events[u.event]
		if e.Kind == KindFlow && !adding[baseOf(e.At[0])] && !isInvoke(u.call) {
			continue
		}
		for _, at := range same.all(e.added()) {
			uses[at] = append(uses[at], u)
		}
	}
	for i := range s.points {
		p := &s.points[i]
		e := &s.events[p.event]
		var list []missed
		for _, skip := range p.inner {
			list = append(list, missed{skip, nil})
		}
		for _, at := range same.all(e.source()) {
			for _, u := range uses[at] {
				skip, late := s.notBefore(u.call, p.call)
				if !late || skip.Later && e.Kind == KindFlow && e.ID == "" {
					continue // what a field or a caller is given is not what is registered there
				}
				skip.Path = s.events[u.event].ID
				list = append(list, missed{skip, u.call})
			}
		}
		ways := variants(p.call, list)
		e.Skip, p.others = ways[0], ways[1:]
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

// sameRouter joins the names by which the package knows one router: where it was made, and the fields and variables that hold it.
type sameRouter map[string]string

func joined(events []Event) sameRouter {
	same := sameRouter{}
	for i := range events {
		if e := &events[i]; e.Kind == KindFlow && e.ID == "" {
			for _, from := range either(e.From) {
				if a, b := same.of(e.At[0]), same.of(from); a != b {
					same[max(a, b)] = min(a, b)
				}
			}
		}
	}
	return same
}

// of is the name that stands for all.
func (same sameRouter) of(at string) string {
	for same[at] != "" {
		at = same[at]
	}
	return at
}

func (same sameRouter) all(list []string) []string {
	var out []string
	for _, at := range list {
		if at = same.of(at); !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
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

// notBefore reports a call of the same function that need not have run when another one runs. What one call does to itself is told by the function that it calls.
func notBefore(u, p ssa.Instruction) (skip Skip, late bool) {
	if u == p || u.Parent() != p.Parent() {
		return Skip{}, false
	}
	_, deferred := u.(*ssa.Defer)
	if _, returns := p.(*ssa.Return); flow.Dominates(u, p) && (!deferred || returns) {
		return Skip{}, false
	}
	return Skip{All: flow.Avoids(u, p), Later: deferred || flow.Follows(p, u)}, true
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
