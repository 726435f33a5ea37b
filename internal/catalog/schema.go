package catalog

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// schema is the state of a database while the changes of one source are applied to it.
type schema struct {
	tables    map[string]*draft
	gone      map[string]bool // dropped or renamed away: a stale description elsewhere does not bring them back
	functions map[string][]string
	domains   map[string]*sqlread.ColumnDef
	path      string    // the first schema of the search_path
	pending   []located // changes of tables that are not known (yet)
	problems  []Problem
	files     map[string]bool // those with a change
	// program is true for text found in a Go program: it may be prose, and what it cannot read is no problem
	// of the schema.
	program bool
	// keep makes DROP TABLE and DROP VIEW mean nothing: in a Go program that is no migration they empty a
	// database for a test or a reset.
	keep bool
}

// located is a change with its place.
type located struct {
	change sqlread.Change
	at     Source
	path   string
}

func newSchema() *schema {
	return &schema{tables: map[string]*draft{}, gone: map[string]bool{}, functions: map[string][]string{}, domains: map[string]*sqlread.ColumnDef{}, files: map[string]bool{}}
}

// read applies a text. line is the line in the file on which it begins.
func (s *schema) read(text, file string, line int) {
	s.path = ""
	ddl := sqlread.ReadDDL(sqlread.UpSection(text))
	lines := lineIndex{text: text}
	at := func(offset int) Source { return Source{File: file, Line: line - 1 + lines.line(offset)} }
	for _, p := range ddl.Problems {
		if !s.program {
			s.problems = append(s.problems, Problem{at(p.Span.Start), p.Reason})
		}
	}
	for _, c := range ddl.Changes {
		l := located{c, at(c.Span.Start), s.path}
		if s.program && !plausible(c) {
			continue
		}
		s.files[file] = true
		if !s.apply(l) {
			s.pending = append(s.pending, l)
		}
	}
}

// plausible tells a statement in a Go string from prose that begins like one: "create table failed".
func plausible(c sqlread.Change) bool {
	if c.Op == sqlread.OpCreateTable {
		t := c.Create
		return len(t.Columns) > 0 || len(t.Like) > 0 || t.QueryText != "" || t.PartitionOf.Name != ""
	}
	return true
}

// settle tries the pending changes again until none applies: a directory need not create its tables before it
// indexes them.
func (s *schema) settle() {
	for {
		before := len(s.pending)
		waiting := s.pending
		s.pending = nil
		for _, l := range waiting {
			s.path = l.path
			if !s.apply(l) {
				s.pending = append(s.pending, l)
			}
		}
		if len(s.pending) == 0 || len(s.pending) == before {
			return
		}
	}
}

// find resolves a name as the database would, and failing that by the name alone.
func (s *schema) find(n sqlread.TableName) *draft {
	if n.Schema == "" && s.path != "" {
		if d, ok := s.tables[tableKey(s.path, n.Name)]; ok {
			return d
		}
	}
	if d, ok := s.tables[tableKey(n.Schema, n.Name)]; ok {
		return d
	}
	if n.Schema != "" {
		return nil
	}
	var found *draft
	for _, key := range sortedKeys(s.tables) {
		if d := s.tables[key]; strings.EqualFold(d.name, n.Name) {
			if found != nil {
				return nil
			}
			found = d
		}
	}
	return found
}

// qualify gives the name that a new object gets.
func (s *schema) qualify(n sqlread.TableName) sqlread.TableName {
	if n.Schema == "" {
		n.Schema = s.path
	}
	return n
}

// refKey is the key that a reference leads to: the table that exists, else the name as it would be resolved.
func (s *schema) refKey(n sqlread.TableName) string {
	if d := s.find(n); d != nil {
		return d.key()
	}
	n = s.qualify(n)
	return tableKey(n.Schema, n.Name)
}

// remove takes a table out and remembers that it was given up.
func (s *schema) remove(d *draft) {
	delete(s.tables, d.key())
	s.gone[d.key()] = true
}

// put adds a table under its present name.
func (s *schema) put(d *draft) {
	s.tables[d.key()] = d
	delete(s.gone, d.key())
}

// rename moves a table and everything that refers to it.
func (s *schema) rename(d *draft, to sqlread.TableName) {
	old := d.key()
	s.remove(d)
	if to.Name != "" {
		d.name = to.Name
	}
	if to.Schema != "" {
		d.schema = to.Schema
	}
	s.put(d)
	s.repoint(old, d)
}

// repoint makes references, partitions and children of the old name those of the table.
func (s *schema) repoint(old string, d *draft) {
	for _, t := range s.tables {
		for _, k := range t.keys {
			if k.kind == keyForeign && k.refTable == old {
				k.refTable, k.ref = d.key(), sqlread.TableName{Schema: d.schema, Name: d.name}
			}
		}
		if t.partitionOf == old {
			t.partitionOf = d.key()
		}
		for i, p := range t.parents {
			if p == old {
				t.parents[i] = d.key()
			}
		}
	}
}

// create makes a new table from CREATE TABLE.
func (s *schema) create(l located) bool {
	c := l.change.Create
	if c.Temp {
		return true // lives as long as a session: no rows of anybody's
	}
	name := s.qualify(l.change.Table)
	key := tableKey(name.Schema, name.Name)
	// Without IF NOT EXISTS a second CREATE TABLE replaces the first: the DROP between them was not
	// understood, or the file holds two versions of which the last one is meant.
	if old := s.tables[key]; old != nil && (l.change.Exists || old.view != nil) {
		return true
	}
	d := &draft{schema: name.Schema, name: name.Name, sources: []Source{l.at}, exact: true, query: c.Query}
	if c.PartitionOf.Name != "" {
		d.partitionOf = s.refKey(c.PartitionOf)
	}
	for _, p := range c.Inherits {
		d.parents = append(d.parents, s.refKey(p))
	}
	for _, like := range c.Like {
		from := s.find(like)
		if from == nil {
			return false
		}
		for _, col := range from.clone().columns {
			col.notNull = from.isNotNull(col, s.domains)
			d.columns = append(d.columns, col)
		}
		for _, k := range from.clone().keys {
			if k.kind == keyNotNull || c.LikeKeys && k.kind != keyForeign {
				d.keys = append(d.keys, k)
			}
		}
	}
	for i := range c.Columns {
		d.addColumn(&c.Columns[i], l.at)
	}
	s.put(d)
	for i := range c.Constraints {
		s.addConstraint(d, &c.Constraints[i], l.at)
	}
	return true
}

// addConstraint adds a key or a reference to a table.
func (s *schema) addConstraint(d *draft, c *sqlread.ConstraintDef, at Source) {
	k := &draftKey{name: c.Name, columns: slices.Clone(c.Columns), refColumns: c.RefColumns, onDelete: c.OnDelete, notValid: c.NotValid, source: at}
	switch c.Kind {
	case sqlread.ConstraintPrimaryKey:
		k.kind = keyPrimary
	case sqlread.ConstraintUnique:
		k.kind = keyUnique
	case sqlread.ConstraintForeignKey:
		k.kind = keyForeign
		k.ref = c.RefTable
		k.refTable = s.refKey(c.RefTable)
	case sqlread.ConstraintNotNull:
		k.kind = keyNotNull
	}
	if c.UsingIndex != "" {
		for _, o := range d.keys {
			if strings.EqualFold(o.name, c.UsingIndex) {
				k.columns = slices.Clone(o.columns)
				d.dropKey(o.name) // the index becomes the constraint's
				break
			}
		}
		if len(k.columns) == 0 {
			return
		}
	}
	d.addKey(k)
}

// lineIndex counts lines of a text for ascending offsets.
type lineIndex struct {
	text         string
	offset, seen int
}

func (x *lineIndex) line(offset int) int {
	if offset < x.offset {
		x.offset, x.seen = 0, 0
	}
	offset = min(offset, len(x.text))
	x.seen += strings.Count(x.text[x.offset:offset], "\n")
	x.offset = offset
	return x.seen + 1
}
