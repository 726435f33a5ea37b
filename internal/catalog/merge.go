package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// described is a source with the schema that it makes.
type described struct {
	source *source
	schema *schema
	leader *described // the source that describes the same database best
}

// mergeSources makes one schema of all sources.
//
// Two sources describe the same database when at least half of the tables that the smaller one creates are
// created by the other too, with at least half of their columns: the migrations and the dump of one schema,
// the directories of its dialects. Of such a group one is taken: what sqlc compiles its queries against, if
// it is nearly as complete as the most complete; else the most complete, in tables, columns and constraints,
// in this order; of equals the first by name. The others add the tables that it neither has nor gave up.
// Sources that describe different databases are put together; where two of them name a table alike the more
// complete source's is kept. Then the changes that a source makes to tables of another are made, in the order
// of the sources.
//
// note is told the files that the schema comes from.
func mergeSources(sources []*source, note func([]string)) *schema {
	all := make([]*described, 0, len(sources))
	for _, src := range sources {
		d := &described{source: src, schema: src.run()}
		note(src.inputs(d.schema))
		all = append(all, d)
	}
	slices.SortStableFunc(all, func(a, b *described) int {
		return cmp.Or(boolCompare(a.source.side, b.source.side), cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.source.name, b.source.name))
	})
	// The first source of a group, in this order, is the most complete one. A source is compared with heads
	// only: two sources that resemble a third are not for that the same database, but neither is taken before
	// the third.
	for i, d := range all {
		for _, l := range all[:i] {
			if l.leader == nil && sameDatabase(l.schema, d.schema) {
				d.leader = l
				break
			}
		}
	}
	preferListed(all)
	out := newSchema()
	for _, followers := range [...]bool{false, true} {
		for _, d := range all {
			if (d.leader != nil) == followers {
				out.absorb(d, followers)
			}
		}
	}
	for _, d := range all {
		if d.leader == nil {
			out.pending = append(out.pending, d.schema.pending...)
		}
	}
	out.pending = slices.DeleteFunc(out.pending, func(l located) bool {
		return l.change.Op == sqlread.OpDropTable || l.change.Op == sqlread.OpDropView // of a table that its source never made
	})
	out.settle()
	for _, l := range out.pending {
		if reason := l.unknown(); reason != "" {
			out.problems = append(out.problems, Problem{l.at, reason})
		}
	}
	out.pending = nil
	return out
}

// weight orders sources by completeness: tables, then columns, then what is said about them.
func (d *described) weight() int {
	tables, columns, said := 0, 0, 0
	for _, t := range d.schema.tables {
		tables++
		columns += len(t.columns)
		said += len(t.keys) + len(t.policies)
		for _, c := range t.columns {
			if c.notNull {
				said++
			}
		}
	}
	return tables*1_000_000_000 + columns*100_000 + said
}

// sameDatabase reports whether b's tables are a's as well.
func sameDatabase(a, b *schema) bool {
	shared, own := 0, 0
	for key, t := range b.tables {
		if t.partitionOf != "" {
			continue // dumps list partitions that migrations make at run time
		}
		own++
		other := a.tables[key]
		if other == nil {
			continue
		}
		common := 0
		for _, c := range t.columns {
			if other.column(c.name) != nil {
				common++
			}
		}
		if common*2 >= min(len(t.columns), len(other.columns)) {
			shared++
		}
	}
	return own > 0 && shared*2 >= own
}

// preferListed puts sqlc's schema at the head of its group where it has at least four fifths of the tables.
// Several listed sources of a group count together.
func preferListed(all []*described) {
	for _, head := range all {
		if head.leader != nil || head.source.listed {
			continue
		}
		var listed []*described
		tables := map[string]bool{}
		for _, d := range all {
			if d.source.listed && d.leader == head {
				listed = append(listed, d)
				for key := range d.schema.tables {
					tables[key] = true
				}
			}
		}
		if len(listed) == 0 || len(tables)*5 < len(head.schema.tables)*4 {
			continue
		}
		for _, d := range all {
			if d.leader == head {
				d.leader = listed[0]
			}
		}
		for _, d := range listed {
			d.leader = nil
		}
		head.leader = listed[0]
	}
}

// absorb takes over a source's tables that are not known yet. A follower does not bring back what its leader
// gave up.
func (s *schema) absorb(d *described, follower bool) {
	from := d.schema
	s.problems = append(s.problems, from.problems...)
	for _, key := range sortedKeys(from.tables) {
		t := from.tables[key]
		if old := s.tables[key]; old != nil {
			if !follower && old.view == nil && t.view == nil {
				s.problems = append(s.problems, Problem{t.sources[0], fmt.Sprintf("table %s is described differently in %s, which is taken", t.name, old.sources[0].File)})
			}
			continue
		}
		if follower && (s.gone[key] || d.source.side) {
			continue
		}
		t.side = d.source.side
		s.tables[key] = t
	}
	for key := range from.gone {
		if s.tables[key] == nil {
			s.gone[key] = true
		}
	}
	for k, v := range from.functions {
		if _, ok := s.functions[k]; !ok {
			s.functions[k] = v
		}
	}
	for k, v := range from.domains {
		if _, ok := s.domains[k]; !ok {
			s.domains[k] = v
		}
	}
}

// unknown says what a change that found no table would have changed, or nothing when that is of no
// importance.
func (l *located) unknown() string {
	switch l.change.Op {
	case sqlread.OpAddColumn, sqlread.OpAddConstraint, sqlread.OpRowSecurity, sqlread.OpCreatePolicy, sqlread.OpRenameTable:
		if l.change.Exists {
			return ""
		}
		return "change of table " + l.change.Table.Name + ", which no migration creates"
	case sqlread.OpCreateTable:
		return "table " + l.change.Table.Name + " is like a table that no migration creates"
	}
	return ""
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func joinNames(names []string, limit int) string {
	if len(names) > limit {
		return strings.Join(names[:limit], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}
