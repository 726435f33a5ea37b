package permguard

import (
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/route"
)

// unseen says where a program may have endpoints that are not seen: on a router that no table knows, or on one of the tables of which nothing was
// understood. Without a word the program would look guarded. What a program imports by way of other packages is no sign that it serves.
func (j *judge) unseen(events []route.Event, endpoints []route.Endpoint) []string {
	var out []string
	known, unknown := route.Imports(events, j.main)
	if len(unknown) > 0 {
		out = append(out, "no table of routers knows "+strings.Join(unknown, ", ")+", which "+j.main+" imports: what is registered there is not seen (declare its functions under routers)")
	}
	if len(endpoints) > 0 {
		return out
	}
	ran := sync.OnceValue(func() map[string]bool { return j.g.runs(j.main) }) // most programs make no router
	if at, made := route.Made(events, func(fn string) bool { return ran()[fn] }); made {
		return append(out, "no endpoint was found in "+j.main+" although it makes a router at "+at.String()+": nothing was checked")
	}
	if len(known) > 0 {
		out = append(out, "no endpoint was found in "+j.main+" although it imports "+strings.Join(known, ", ")+": nothing was checked")
	}
	return out
}
