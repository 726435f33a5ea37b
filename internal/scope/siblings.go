package scope

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// place is a row that is not named in the statement but referred to from it: a table, and the classes of the values that
// its key equals.
type place struct {
	parent *catalog.Table
	key    string
}

// siblings finds the rows that refer to one and the same parent row. That they belong to its tenant, hence to one, is an
// assumption.
type siblings struct {
	first map[place]*row
	known map[term][]reference // by class: what a foreign key says the value refers to
}

type reference struct {
	parent *catalog.Table
	col    string
}

func newSiblings() *siblings {
	return &siblings{first: make(map[place]*row), known: make(map[term][]reference)}
}

// note remembers that a value refers to a row by a column of its table.
func (s *siblings) note(root term, parent *catalog.Table, col string) {
	for _, k := range s.known[root] {
		if k.parent == parent {
			return
		}
	}
	s.known[root] = append(s.known[root], reference{parent, col})
}

// add says that r refers to the row at p, and joins it to the first that does.
func (s *siblings) add(p place, r *row) []edge {
	first := s.first[p]
	if first == nil {
		s.first[p] = r
		return nil
	}
	if first == r {
		return nil
	}
	a := fmt.Sprintf("%s and %s that refer to one row of %s belong to its tenant", first.table.Name, r.table.Name, p.parent.Name)
	why := func(of *row) string {
		return fmt.Sprintf("it refers to the same row of %s as a scoped row of %s", p.parent.Name, of.table.Name)
	}
	return []edge{{a: first, b: r, down: true, why: why(first), assume: a}, {a: r, b: first, down: true, why: why(r), assume: a}}
}

// namesakes finds further rows that refer to one parent: by a column that no foreign key speaks of, but that is named for
// the parent's key and equals a column of which one does, or is named for the key of exactly one tenant's table.
func (f *facts) namesakes(rows []*row, index map[term][]cell, s *siblings) []edge {
	var out []edge
	for _, r := range rows {
		if !isOwned(r.table) || r.none {
			continue
		}
		for _, n := range r.names {
			if n == tenantCol || isTenantColumn(r.table, n) {
				continue
			}
			root := f.find(r.cols[n])
			if len(index[root]) < 2 {
				continue
			}
			if e := f.d.entity(spelled(r.table, n)); e.parent != nil && e.parent != r.table && !apart(r.table, e.parent) && !f.d.hasReference(r.table, n) {
				p := place{e.parent, fmt.Sprintf("%d,", root) + strings.ToLower(e.col)}
				out = append(out, s.add(p, r)...)
			}
			for _, k := range s.known[root] {
				if apart(r.table, k.parent) || f.d.hasReference(r.table, n) || !refersByName(spelled(r.table, n), k.parent, spelled(k.parent, k.col)) {
					continue
				}
				p := place{k.parent, fmt.Sprintf("%d,", root) + strings.ToLower(k.col)}
				out = append(out, s.add(p, r)...)
			}
		}
	}
	return out
}

// entity returns the table that a column is named for by all of the table's name: workflow_version_id for WorkflowVersion,
// parent_task_id for v1_task. Names that fit a table of no tenant as well, or several tables, say nothing.
func (d *decider) entity(col string) reference {
	if e, ok := d.entities[col]; ok {
		return e
	}
	e := reference{}
	c := words(col)
	if len(c) < 2 || c[len(c)-1] != "id" {
		c = nil
	}
	for _, t := range d.cat.Tables() {
		if c == nil {
			break
		}
		if !namedFor(c[:len(c)-1], t.Name) {
			continue
		}
		if e.parent != nil || !isOwned(t) || !identifies(t, "id") {
			e = reference{}
			break
		}
		e = reference{t, "id"}
	}
	d.entities[col] = e
	return e
}

// namedFor reports whether the words of a column's name, id left off, end in the table's name, in the singular and without
// a version; words before it say which one is meant (parent_task_id).
func namedFor(c []string, table string) bool {
	if last := singular(c[len(c)-1]); !strings.Contains(fold(table), last) {
		return false
	}
	n := words(table)
	if len(n) > 1 && len(n[0]) == 2 && n[0][0] == 'v' && n[0][1] >= '0' && n[0][1] <= '9' {
		n = n[1:]
	}
	if len(n) == 0 || len(c) < len(n) {
		return false
	}
	c = c[len(c)-len(n):]
	for i := range n {
		if c[i] != n[i] && c[i] != singular(n[i]) {
			return false
		}
	}
	return true
}
