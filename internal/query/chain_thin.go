package query

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// thinStates leaves out states whose builders only carry further links that narrow, as long as each link is in a state that is kept.
func thinStates(list []*state) []*state {
	order := slices.Clone(list)
	count := func(s *state) (n int) {
		for _, o := range s.heap {
			n += len(o.links)
		}
		return n
	}
	slices.SortStableFunc(order, func(a, b *state) int { return count(a) - count(b) })
	var kept []*state
	covered := map[*link]bool{}
	for _, s := range order {
		fresh := false
		for _, o := range s.heap {
			fresh = fresh || o.why != "" || slices.ContainsFunc(o.links, func(l *link) bool { return !covered[l] })
		}
		if !fresh && slices.ContainsFunc(kept, func(k *state) bool { return statesWiden(k, s) }) {
			continue
		}
		kept = append(kept, s)
		for _, o := range s.heap {
			for _, l := range o.links {
				covered[l] = true
			}
		}
	}
	return kept
}

// statesWiden reports whether k is s without some links that narrow.
func statesWiden(k, s *state) bool {
	if len(k.heap) != len(s.heap) || len(k.env) != len(s.env) {
		return false
	}
	for p, id := range k.env {
		if other, ok := s.env[p]; !ok || other != id {
			return false
		}
	}
	for i := range k.heap {
		if k.heap[i].handle != s.heap[i].handle || !linksWiden(k.heap[i].links, s.heap[i].links) {
			return false
		}
	}
	return true
}

func linksWiden(k, w []*link) bool {
	i := 0
	for _, l := range w {
		if i < len(k) && k[i] == l {
			i++
			continue
		}
		if l.row == nil && l.unread == "" && l.method == "" || l.row != nil && (l.row.Op != OpLink || !narrowing(l.row)) {
			return false
		}
	}
	return i == len(k)
}

// narrows reports an event that only adds a condition to a statement, or nothing that matters to it.
func (c *chains) narrows(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return true // a load or store of the builder's variable
	}
	row, _ := c.rowOf(call)
	return row != nil && row.Op == OpLink && narrowing(row)
}

// narrowing reports a row that adds a condition, or nothing that matters to which rows are touched.
func narrowing(row *Row) bool {
	if row.Kind == KindOnly {
		return false
	}
	switch row.Clause {
	case ClauseNop, ClauseWhere, ClauseIn, ClauseNotIn, ClauseEq, ClauseCompare, ClauseKey, ClauseGroup, ClauseSelect, ClauseCols, ClauseOmit, ClauseHaving, ClausePreload, ClauseScopes, ClauseSet, ClauseValue:
		return true
	}
	return false
}
