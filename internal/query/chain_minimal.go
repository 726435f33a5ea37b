package query

import (
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// minimal leaves out the ways to put a chain together that only narrow another one by plain conditions: a statement that is scoped without
// them is scoped with them, and one that is not is found without them. What else a link brings (a table, a sub-select, an assignment) keeps
// its way.
func (c *chains) minimal(objs []object) []object {
	if len(objs) < 2 {
		return objs
	}
	var out []object
	for i, o := range objs {
		if !slices.ContainsFunc(objs[:i], func(p object) bool { return c.narrowed(p, o) }) &&
			!slices.ContainsFunc(objs[i+1:], func(p object) bool { return c.narrowed(p, o) }) {
			out = append(out, o)
		}
	}
	return out
}

// narrowed reports whether o is p with further plain conditions.
func (c *chains) narrowed(p, o object) bool {
	if len(p.links) >= len(o.links) || p.handle != o.handle || p.why != o.why {
		return false
	}
	i := 0
	for _, l := range o.links {
		if i < len(p.links) && p.links[i] == l {
			i++
			continue
		}
		if !c.isPlain(l) {
			return false
		}
	}
	return i == len(p.links)
}

// isPlain reports a link that adds nothing but a condition without a sub-select.
func (c *chains) isPlain(l *link) bool {
	if plain, ok := c.plains[l]; ok {
		return plain
	}
	c.plains[l] = false // one that depends on itself is not
	c.plains[l] = c.plain(l)
	return c.plains[l]
}

func (c *chains) plain(l *link) bool {
	if l.row == nil || l.row.Op != OpLink || l.row.Kind == KindOnly || l.left || l.summary != nil {
		return false
	}
	b := &build{c: c, lib: l.lib}
	b.generatedModel(l.row)
	var conds []cond
	switch l.row.Clause {
	case ClauseNop:
		return true
	case ClauseWhere:
		conds = b.conds(l)
	case ClauseCompare, ClauseEq, ClauseIn, ClauseNotIn:
		conds = b.compare(l)
	default:
		return false
	}
	for _, cd := range conds {
		e := cd(b)
		if b.why != "" || e != nil && (hasQuery(e) || sqlread.HasHole(e)) {
			return false
		}
	}
	return true
}
