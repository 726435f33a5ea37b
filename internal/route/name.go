package route

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// A slot of a function, and a router that it makes, is another one at each call: its name is followed by that call, "fn=>0!caller|file:line:col",
// and by the calls that lead to the caller, where the function in between is not told apart by itself.

// callSign goes before a call in a name, standsSign between the function that the call stands in and its place.
const (
	callSign   = "!"
	standsSign = "|"
)

// callName is the suffix for what a call makes anew; empty for a call of an interface's method, which is joined by the method's name.
func (s *scanner) callName(call ssa.CallInstruction) string {
	if call.Common().IsInvoke() {
		return ""
	}
	return callSign + flow.FuncKey(flow.Top(call.Parent())) + standsSign + s.position(call.Pos()).String()
}

// standsIn is the function that a call, the suffix of a name, stands in.
func standsIn(call string) string {
	fn, _, _ := strings.Cut(call, standsSign)
	return fn
}

// splitName parts a name from the calls behind it, innermost first.
func splitName(name string) (base string, calls []string) {
	parts := strings.Split(name, callSign)
	return parts[0], parts[1:]
}

// slotOwner is the function that a slot of a parameter or result belongs to, empty for other names. A closure's is the function that holds it.
func slotOwner(base string) string {
	i := strings.IndexByte(base, '#')
	if i < 0 {
		i = strings.Index(base, "=>")
	}
	if i < 0 {
		return ""
	}
	fn, _, _ := strings.Cut(base[:i], "$")
	return fn
}

// makers are the functions that make routers, by the name of the router.
func makers(lists ...[]Event) map[string]string {
	out := map[string]string{}
	for _, list := range lists {
		for i := range list {
			if e := &list[i]; e.Kind == KindDerive && !strings.Contains(e.At[0], callSign) {
				out[e.At[0]] = e.Fn
			}
		}
	}
	return out
}

// atCall names what a function's event is about for one call of it.
func atCall(list []string, fn string, made map[string]string, call string) []string {
	out := make([]string, len(list))
	for i, name := range list {
		given, otherwise, either := strings.Cut(name, orElse)
		out[i] = atOneCall(given, fn, made, call)
		if either {
			out[i] += orElse + atOneCall(otherwise, fn, made, call)
		}
	}
	return out
}

func atOneCall(name, fn string, made map[string]string, call string) string {
	base, calls := splitName(name)
	owner := slotOwner(base)
	if owner == "" {
		owner = made[base]
	}
	if n := len(calls); n > 0 {
		owner = standsIn(calls[n-1])
	}
	if owner != fn {
		return name
	}
	return name + call
}
