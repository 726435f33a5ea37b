package permguard

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/pattern"
)

// weakness is why a permission that is asked for does not cover what is done.
type weakness struct{ Category, why string }

var (
	reading = pattern.New(`(?i)(^|[^a-z])(read|reader|read_?only|view|viewer)([^a-z]|$)|[a-z](Read|View|Viewer|ReadOnly)$`)
	more    = pattern.New(`(?i)write|writer|create|update|delete|edit|manage|admin|owner|operator|modify|remove|approve|execute|\*|all|any`)
)

// readOnly reports the permission to read: one of the constant texts that a check is given says so, and none speaks of more.
func readOnly(args []string) bool {
	return slices.ContainsFunc(args, reading.MatchString) && !slices.ContainsFunc(args, more.MatchString)
}

// weak tells why a permission check does not cover a step of an endpoint; nil where nothing speaks against it.
func (w *walk) weakOf(g *Gate) *weakness {
	switch {
	case g.Other:
		return &weakness{Category: "other-object", why: "the permission that is asked for by " + call(*g) + " is for another object of the request than the one that is changed"}
	case !w.reading && readOnly(g.Args):
		return &weakness{Category: "read-guard", why: "the permission that is asked for is one to read: " + call(*g)}
	}
	return nil
}

// reason names a weakness in a message.
func (w *weakness) message(relation, effect string) string {
	return strings.Join([]string{relation, "reaches", effect + ",", "and", w.why}, " ")
}
