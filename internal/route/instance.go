package route

import (
	"maps"
	"slices"
	"strings"
)

// maxInstances bounds how many calls of one function are told apart, maxCalls how many calls one above the other name what is made below them.
const (
	maxInstances = 64
	maxCalls     = 8
)

// instances tells the calls of functions apart that make or are given routers: two servers that one constructor makes are two, and what is added
// to one of them is not in front of the other. A function with one call is not told apart by itself. One with more calls than the bound is
// joined, and middleware that others add to what it returned is then not known to be in front of anything.
type instances struct {
	made   map[string]string          // function by the router that it makes
	calls  map[string]map[string]bool // calls by the function that is called
	plain  map[string]bool            // functions that are reached without a call in sight
	joined map[string]bool
	once   map[string]bool // functions that make what they return once
	// lists are the calls that lead to a function: one text for each way.
	lists map[string][]string
	// away are names that an event of another function reads.
	away map[string]bool
}

// expand is what the events are about, call by call. Open events stand for what was filled in at the calls of their function.
func expand(events []Event) []Event {
	in := &instances{
		made: makers(events), calls: map[string]map[string]bool{}, plain: map[string]bool{}, joined: map[string]bool{}, once: map[string]bool{}, away: map[string]bool{},
	}
	for i := range events {
		in.note(&events[i])
	}
	for method, ifaces := range implementations(events) {
		if slices.ContainsFunc(ifaces, func(iface string) bool { return in.plain[iface] }) {
			in.plain[method] = true // called without being named
		}
	}
	in.enumerate(events)
	var out []Event
	for i := range events {
		for _, e := range in.of(&events[i]) {
			e.of = i
			out = append(out, e)
		}
	}
	return append(out, in.reads()...)
}

// owner is the function at whose calls a name is another one, empty where there is none.
func (in *instances) owner(base string) string {
	if fn := slotOwner(base); fn != "" {
		return fn
	}
	return in.made[base]
}

// note records the calls that the names of an event tell of.
func (in *instances) note(e *Event) {
	if e.Kind == KindOnce {
		in.once[e.Fn] = true
	}
	for _, list := range [][]string{e.At, e.From, e.Handler.Routers} {
		for _, both := range list {
			for _, name := range strings.Split(both, orElse) {
				in.noteName(e, name)
			}
		}
	}
}

func (in *instances) noteName(e *Event, name string) {
	base, calls := splitName(name)
	callee := in.owner(base)
	for _, c := range calls {
		if in.calls[callee] == nil {
			in.calls[callee] = map[string]bool{}
		}
		in.calls[callee][c] = true
		callee = standsIn(c)
	}
	if callee == "" || callee == e.Fn || e.open() {
		return
	}
	in.away[name] = true
	if len(calls) == 0 && (strings.Contains(base, "=>") || e.Kind == KindFlow && slices.Contains(e.At, name)) {
		in.plain[callee] = true
	}
}

// enumerate lists the ways to every function, from those that nothing calls on.
func (in *instances) enumerate(events []Event) {
	for again := true; again; {
		in.lists, again = map[string][]string{}, false
		for i := range events {
			again = in.list(events[i].Fn, nil) || again
		}
	}
}

// list lists the ways to a function; it reports whether a function was found that is to be joined.
func (in *instances) list(fn string, below []string) bool {
	if in.lists[fn] != nil {
		return false
	}
	if in.joined[fn] || in.once[fn] {
		in.lists[fn] = []string{""}
		return false
	}
	if slices.Contains(below, fn) {
		in.joined[fn] = true // it calls itself
		return true
	}
	var out []string
	if in.plain[fn] || len(in.calls[fn]) == 0 {
		out = append(out, "")
	}
	for _, c := range slices.Sorted(maps.Keys(in.calls[fn])) {
		caller := standsIn(c)
		if in.list(caller, append(slices.Clone(below), fn)) {
			return true
		}
		for _, above := range in.lists[caller] {
			out = append(out, in.level(fn, c)+above)
		}
	}
	if len(out) > maxInstances || slices.ContainsFunc(out, func(way string) bool { return strings.Count(way, callSign) > maxCalls }) {
		in.joined[fn] = true
		return true
	}
	in.lists[fn] = out
	return false
}

// level is what a call of a function adds to names: nothing where it is the only one.
func (in *instances) level(fn, call string) string {
	if len(in.calls[fn]) == 1 && !in.plain[fn] {
		return ""
	}
	return callSign + call
}

// name is a name in an event of a function that way leads to. lost is true for one of several that are joined.
func (in *instances) name(name, fn, way string) (out string, lost bool) {
	base, calls := splitName(name)
	out = base
	callee := in.owner(base)
	for _, c := range calls {
		if in.joined[callee] || in.once[callee] {
			return out, in.joined[callee]
		}
		out += in.level(callee, c)
		callee = standsIn(c)
	}
	if callee != fn {
		return out, false
	}
	return out + way, false
}

func (in *instances) names(list []string, fn, way string) (out []string, lost bool) {
	for _, both := range list {
		var parts []string
		for _, name := range strings.Split(both, orElse) {
			n, l := in.name(name, fn, way)
			parts, lost = append(parts, n), lost || l
		}
		out = append(out, strings.Join(parts, orElse))
	}
	return out, lost
}

// of is an event for each way to its function; once where nothing in it differs.
func (in *instances) of(e *Event) []Event {
	if e.open() {
		return []Event{*e}
	}
	ways := in.lists[e.Fn]
	if len(ways) == 0 {
		ways = []string{""}
	}
	var out []Event
	seen := map[string]bool{}
	for _, way := range ways {
		one := *e
		var lost bool
		one.At, lost = in.names(e.At, e.Fn, way)
		one.From, _ = in.names(e.From, e.Fn, way)
		one.Handler.Routers, _ = in.names(e.Handler.Routers, e.Fn, way)
		one.Use, one.Handler.Around = in.held(e.Use, e.Fn, way), in.held(e.Handler.Around, e.Fn, way)
		if lost && e.Kind == KindUse {
			one.Use = []Middleware{{Pos: e.Pos}}
		}
		if k := one.key(); !seen[k] {
			seen[k] = true
			out = append(out, one)
		}
	}
	return out
}

// held names the parameters that middleware comes from.
func (in *instances) held(list []Middleware, fn, way string) []Middleware {
	out := slices.Clone(list)
	for i := range out {
		if !out[i].Made && slotOwner(out[i].Func) != "" {
			out[i].Func, _ = in.name(out[i].Func, fn, way)
		}
	}
	return out
}

// reads joins, for a name that an event of another function reads, what it is on each way to its own function.
func (in *instances) reads() []Event {
	var out []Event
	for _, name := range slices.Sorted(maps.Keys(in.away)) {
		base, calls := splitName(name)
		fn := in.owner(base)
		if n := len(calls); n > 0 {
			fn = standsIn(calls[n-1])
		}
		at, _ := in.name(name, "", "")
		for _, way := range in.lists[fn] {
			if from, _ := in.name(name, fn, way); from != at {
				out = append(out, Event{Kind: KindFlow, Fn: fn, At: []string{at}, From: []string{from}})
			}
		}
	}
	return out
}
