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

// namesakes finds further rows that refer to such a parent: by a column that no foreign key speaks of, that is named for
// the parent's key, and that equals a column of which one does.
func (f *facts) namesakes(rows []*row, s *siblings) []edge {
	if len(s.known) == 0 {
		return nil
	}
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
