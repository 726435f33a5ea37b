package route

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// alias is another name of a router, and how the router comes to it.
type alias struct {
	slot string
	path string           // the calls that hand it on, as in Skip
	past pass             // what is added there is not in front
	cond verdict.Position // the innermost if around the call by which it is past
}

// pass is which middleware is not in front.
type pass uint8

const (
	passNone  pass = iota
	passLater      // what comes too late: what is in front of every route, whenever it is added, is in front
	passAll
)

// aliases are the slots that a router flows into, sorted. One that it comes to in several ways is told of by the way that puts the most in front.
func (t *Table) aliases(at string, skip []Skip) []alias {
	best := map[string]alias{at: {slot: at}}
	for queue := []string{at}; len(queue) > 0; queue = queue[1:] {
		from := best[queue[0]]
		for _, n := range t.names[from.slot] {
			next := from.along(n, skip)
			if old, there := best[next.slot]; !there || next.past < old.past {
				best[next.slot] = next
				queue = append(queue, next.slot)
			}
		}
	}
	delete(best, at)
	out := make([]alias, 0, len(best))
	for _, a := range best {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b alias) int { return cmp.Compare(a.slot, b.slot) })
	return out
}

// along is where a router comes that flows on.
func (a alias) along(n name, skip []Skip) alias {
	a.slot = n.slot
	if n.id == "" || len(skip) == 0 {
		return a
	}
	a.path = joinPath(a.path, n.id)
	if past := passedBy(a.path, skip); past > a.past {
		a.past, a.cond = past, n.cond
	}
	return a
}

// skips reports middleware that is added by that name, and is not in front of what skips some.
func (a alias) skips(e *Event, skip []Skip) bool {
	past := max(a.past, passedBy(joinPath(a.path, e.ID), skip))
	return past == passAll || past == passLater && !e.All
}

func joinPath(path, id string) string {
	if path == "" {
		return id
	}
	return path + pathSign + id
}

// passedBy tells what of the middleware that a path leads to is skipped.
func passedBy(path string, skip []Skip) pass {
	past := passNone
	for _, s := range skip {
		if path != s.Path && !strings.HasSuffix(path, pathSign+s.Path) {
			continue
		}
		if s.All {
			return passAll
		}
		past = passLater
	}
	return past
}
