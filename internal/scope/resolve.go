package scope

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// lex is one level of name resolution: the sources of one block, the CTEs in force, and what surrounds them.
type lex struct {
	up      *lex
	env     *cteEnv
	sources []*source
	realm   *realm
	merged  map[string]term // columns that USING or NATURAL joins merge
	depth   int             // how many sub-selects of conditions a copy is inside of
	quiet   bool            // nothing found here is to be judged: it is a copy made to draw conclusions from
}

// realm tells the rows that are joined in one FROM, sub-selects there and CTEs included, from those of a sub-select in a
// condition. That a column without a declared reference refers to the row whose primary key it equals is believed of a
// join only.
type realm struct{ _ byte }

// source is one item of FROM: what a qualifier may name.
type source struct {
	name, schema string // folded; the alias hides the table's own name
	rel          *sqlread.Relation
	row          *row      // of a table
	outs         []outCol  // of a derived table, CTE, view or VALUES list
	stars        []*source // whose columns are outputs too, but could not be listed
	elem         func(name string) term
	renames      []string // alias (a, b, c): names of the first columns
	group        *group
	qualified    bool // only qualified names reach it (EXCLUDED)

	derived *sqlread.Derived
	lateral bool
	cte     *cteDef
	view    *catalog.Table
}

// outCol is one output column of a block.
type outCol struct {
	name string
	t    term
	push bool // a condition on it may be pushed into the block
	sure bool // of what is pushed: only into a column that is never NULL
}

// knows reports whether the source has the column; maybe is true when it cannot tell.
func (s *source) knows(name string) (yes, maybe bool) {
	for _, n := range s.renames {
		if fold(n) == name {
			return true, false
		}
	}
	if s.row != nil {
		if s.row.table == nil || len(s.row.table.Columns) == 0 {
			return false, true
		}
		return hasColumn(s.row.table, name), false
	}
	for _, o := range s.outs {
		if o.name == name {
			return true, false
		}
	}
	for _, st := range s.stars {
		y, m := st.knows(name)
		if y {
			return true, false
		}
		maybe = maybe || m
	}
	return false, maybe || s.elem != nil
}

// column returns the term of a column of the source, 0 when it has none of that name.
func (d *decider) sourceColumn(s *source, name string) term {
	for i, n := range s.renames {
		if fold(n) != name {
			continue
		}
		if s.row != nil && s.row.table != nil && i < len(s.row.table.Columns) {
			return d.column(s.row, s.row.table.Columns[i].Name)
		}
		if i < len(s.outs) {
			return s.outs[i].t
		}
	}
	if s.row != nil {
		return d.column(s.row, name)
	}
	for _, o := range s.outs {
		if o.name == name {
			return o.t
		}
	}
	for _, st := range s.stars {
		if y, m := st.knows(name); y || m {
			return d.sourceColumn(st, name)
		}
	}
	if s.elem != nil {
		return s.elem(name)
	}
	return 0
}

// listed returns the columns that * stands for, in order; ok is false when they are not known.
func (d *decider) listColumns(s *source) (cols []outCol, ok bool) {
	if s.row != nil {
		t := s.row.table
		if t == nil || len(t.Columns) == 0 {
			return nil, false
		}
		for i, c := range t.Columns {
			name := fold(c.Name)
			o := outCol{name: name, t: d.column(s.row, name), push: true}
			if i < len(s.renames) {
				o.name = fold(s.renames[i])
			}
			cols = append(cols, o)
		}
		return cols, true
	}
	for i, o := range s.outs {
		if i < len(s.renames) {
			o.name = fold(s.renames[i])
		}
		o.push = true
		cols = append(cols, o)
	}
	return cols, len(s.stars) == 0 && s.elem == nil
}

// matches reports whether a qualifier names the source.
func (s *source) matches(schema, table string) bool {
	return s.name == table && (schema == "" || s.schema == "" || s.schema == schema)
}

// find returns the source that a qualifier names, the innermost one.
func (lx *lex) find(schema, table string) *source {
	schema, table = fold(schema), fold(table)
	for l := lx; l != nil; l = l.up {
		for _, s := range l.sources {
			if s.matches(schema, table) {
				return s
			}
		}
	}
	return nil
}

// resolve returns the term of a column reference, 0 when it is ambiguous or names nothing known.
//
// An unqualified name belongs to the innermost block in which a source has it, as in SQL; two sources of that block that
// both have it make it ambiguous, and ambiguous evidence is none.
func (d *decider) resolve(c *sqlread.Column, lx *lex) term {
	name := fold(c.Name)
	if c.Table != "" {
		if s := lx.find(c.Schema, c.Table); s != nil {
			return d.sourceColumn(s, name)
		}
		return 0
	}
	var fallback *source
	for l := lx; l != nil; l = l.up {
		if t, ok := l.merged[name]; ok {
			return t
		}
		var hit, perhaps *source
		hits, maybes, open := 0, 0, 0
		for _, s := range l.sources {
			if s.qualified {
				continue
			}
			open++
			yes, maybe := s.knows(name)
			switch {
			case yes:
				hit, hits = s, hits+1
			case maybe:
				perhaps, maybes = s, maybes+1
			}
		}
		if hits > 1 {
			return 0
		}
		if hits == 1 {
			// A source whose columns are not known may have the name as well; valid SQL would then qualify it.
			return d.sourceColumn(hit, name)
		}
		if fallback == nil {
			if maybes == 1 {
				fallback = perhaps
			} else if open == 1 && l.up == nil {
				fallback = soleTable(l)
			}
		}
	}
	if fallback != nil {
		return d.sourceColumn(fallback, name)
	}
	return 0
}

// soleTable returns the one table of a level, to which a name must belong that the catalog does not list (ctid, rowid).
func soleTable(l *lex) *source {
	for _, s := range l.sources {
		if !s.qualified && s.row != nil {
			return s
		}
	}
	return nil
}

// hasColumn reports whether the catalog lists the column.
func hasColumn(t *catalog.Table, name string) bool { return columnOf(t, name) != nil }

// columnOf finds a column without regard to case, nil when there is none.
func columnOf(t *catalog.Table, name string) *catalog.Column {
	for _, c := range t.Columns {
		if len(c.Name) == len(name) && strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return nil
}

// spelled is the column's name as the schema writes it.
func spelled(t *catalog.Table, name string) string {
	if c := columnOf(t, name); c != nil {
		return c.Name
	}
	return name
}
