package query

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// comesFrom is why a chain is not known that a call gives. It remembers which methods of interfaces gave one: the statement may have been
// judged where the method behind the interface hands it out.
func (c *chains) comesFrom(call *ssa.Call, name string) string {
	why := "the chain comes from a call of " + name
	obj := flow.Callee(&call.Call)
	if obj == nil || obj.Pkg() == nil || !call.Call.IsInvoke() || c.f.Models.Library(obj.Pkg().Path()) != nil {
		c.awaits[why] = nil // a function of that name that is none
		return why
	}
	key := flow.Key(obj)
	if methods, known := c.awaits[why]; !known || methods != nil && !slices.Contains(methods, key) {
		c.awaits[why] = append(methods, key)
	}
	return why
}

// ofLinks is why a chain is not known, in another word where its links add rows of their own or widen what the method gave.
func (c *chains) ofLinks(o object, why string) string {
	for _, l := range o.links {
		if l.row == nil {
			return why + ", and more"
		}
		switch l.row.Clause {
		case ClauseOr, ClauseOrGroup, ClauseOnOr, ClauseJoin, ClauseLeftJoin, ClauseTable, ClauseRaw, ClauseUnion, ClauseWith, ClausePreload, ClauseEdge:
			return why + ", and more"
		}
	}
	return why
}

// awaited lists the methods that an operation waits for, nil where anything else of it is unknown.
func (c *chains) awaited(op *Operation, notes []string) []string {
	if op.Unresolved == "" || len(op.Alternatives) > 0 {
		return nil
	}
	var out []string
	for _, why := range append(notes, op.Unresolved) {
		methods := c.awaits[why]
		if len(methods) == 0 {
			return nil
		}
		out = append(out, methods...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// noteAll takes over what was said of a part.
func (b *build) noteAll(part *build) {
	b.note(part.why)
	for _, why := range part.notes {
		b.note(why)
	}
}
