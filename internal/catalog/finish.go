package catalog

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// finish makes the tables of the catalog from the final state of the schema. The maps lead back from drafts,
// for what models add.
func (s *schema) finish(extra modelled) []*Table {
	var tables []*Table
	made := map[string]*Table{}
	for _, key := range sortedKeys(s.tables) {
		d := s.tables[key]
		s.inherit(d, 8)
		t := s.table(d)
		t.Models = extra.models[d]
		t.Guards = extra.guards[d]
		t.Side = d.side
		tables = append(tables, t)
		made[key] = t
	}
	for _, key := range sortedKeys(s.tables) {
		d, t := s.tables[key], made[key]
		t.ForeignKeys = s.references(d, made)
		if parent := made[s.rootPartition(d)]; d.partitionOf != "" && parent != nil {
			t.PartitionOf = parent.QualifiedName()
		}
	}
	for _, t := range tables {
		deriveColumns(t, made)
	}
	// A partition has its parent's columns and keys, whatever its own statement says; its parent's row-level
	// security holds for what goes through the parent only.
	for _, key := range sortedKeys(s.tables) {
		d, t := s.tables[key], made[key]
		if parent := made[s.rootPartition(d)]; parent != nil && parent != t {
			// Shared, not copied: the catalog is read-only once built.
			t.Columns, t.PrimaryKey, t.Uniques, t.PartialUniques, t.ForeignKeys = parent.Columns, parent.PrimaryKey, parent.Uniques, parent.PartialUniques, parent.ForeignKeys
			if len(t.Models) == 0 {
				t.Triggers = parent.Triggers
			}
		}
	}
	return tables
}

// rootPartition follows PARTITION OF to the table that is no partition.
func (s *schema) rootPartition(d *draft) string {
	for range 8 {
		parent := s.tables[d.partitionOf]
		if d.partitionOf == "" || parent == nil {
			break
		}
		d = parent
	}
	return d.key()
}

// inherit copies the columns that INHERITS brings, and what forbids NULL in them. Keys are not inherited.
func (s *schema) inherit(d *draft, depth int) {
	if depth == 0 {
		return
	}
	for _, p := range d.parents {
		parent := s.tables[p]
		if parent == nil || parent == d {
			continue
		}
		s.inherit(parent, depth-1)
		for _, c := range parent.columns {
			if own := d.column(c.name); own != nil {
				own.notNull = own.notNull || c.notNull
				continue
			}
			cc := *c
			cc.notNull = parent.isNotNull(c, s.domains)
			d.columns = append(d.columns, &cc)
		}
	}
	d.parents = nil
}

// table makes one table, all but its references to others.
func (s *schema) table(d *draft) *Table {
	t := &Table{Schema: d.schema, Name: d.name, Sources: slices.Clone(d.sources), query: d.query}
	if d.view != nil {
		t.IsView, t.Materialized, t.View, t.ViewText = true, d.view.Materialized, d.view.Query, d.view.QueryText
		for _, c := range d.view.Columns {
			t.Columns = append(t.Columns, &Column{Name: c, Source: d.sources[0]})
		}
	}
	for _, c := range d.columns {
		t.Columns = append(t.Columns, &Column{Name: c.name, Type: c.typ, NotNull: d.isNotNull(c, s.domains), Default: c.def, Generated: c.generated, Filled: c.filled, Source: c.source})
	}
	for _, k := range d.keys {
		switch k.kind {
		case keyPrimary:
			t.PrimaryKey = t.spell(k.columns)
			t.Keys = append(t.Keys, NamedKey{Name: k.name, Columns: t.PrimaryKey})
		case keyUnique, keyUniqueIndex:
			if k.expr || len(k.columns) == 0 {
				continue // lower(email) is unique: email is too, but a look-up by email does not say that it uses it
			}
			t.Keys = append(t.Keys, NamedKey{Name: k.name, Columns: t.spell(k.columns), Partial: k.where != ""})
			if k.where != "" {
				t.PartialUniques = append(t.PartialUniques, PartialUnique{Columns: t.spell(k.columns), Where: condition(k.where), WhereText: k.where})
				continue
			}
			cols := t.spell(k.columns)
			if !slices.ContainsFunc(t.Uniques, func(u []string) bool { return slices.EqualFunc(u, cols, strings.EqualFold) }) {
				t.Uniques = append(t.Uniques, cols)
			}
		}
	}
	for _, c := range t.Columns {
		c.Unique = len(t.PrimaryKey) == 1 && strings.EqualFold(t.PrimaryKey[0], c.Name) ||
			slices.ContainsFunc(t.Uniques, func(u []string) bool { return len(u) == 1 && strings.EqualFold(u[0], c.Name) })
	}
	t.RLS = RLS{Enabled: d.enabled, Forced: d.forced}
	for i, p := range d.policies {
		t.RLS.Policies = append(t.RLS.Policies, Policy{Name: p.Name, Command: p.Command, Permissive: !p.Restrictive, Roles: p.Roles,
			Using: condition(p.Using), Check: condition(p.Check), Source: d.policyAt[i], UsingText: p.Using, CheckText: p.Check})
	}
	for _, tr := range d.triggers {
		if !tr.EachRow {
			continue // a statement's trigger cannot assign to a row
		}
		assigns := tr.Assigns
		if tr.Function.Name != "" {
			assigns = s.functions[Fold(tr.Function.Name)]
		}
		t.Triggers = append(t.Triggers, Trigger{Name: tr.Name, Events: tr.Events, Before: tr.Before, Assigns: assigns})
	}
	return t
}

// spell gives columns the spelling of their declaration.
func (t *Table) spell(columns []string) []string {
	out := slices.Clone(columns)
	for i, name := range out {
		if c, ok := t.Column(name); ok {
			out[i] = c.Name
		}
	}
	return out
}

// references makes the foreign keys of a table. A reference that names no columns means the other table's
// primary key.
func (s *schema) references(d *draft, made map[string]*Table) []ForeignKey {
	t := made[d.key()]
	var out []ForeignKey
	for _, k := range d.keys {
		if k.kind != keyForeign {
			continue
		}
		fk := ForeignKey{Name: k.name, Columns: t.spell(k.columns), RefSchema: k.ref.Schema, RefTable: k.ref.Name, RefColumns: k.refColumns, OnDelete: k.onDelete,
			Assumed: k.assumed, Source: k.source}
		ref := made[k.refTable]
		if ref == nil {
			if found := s.find(k.ref); found != nil { // created after the reference, in a schema that only now tells
				ref = made[found.key()]
			}
		}
		if ref != nil {
			fk.RefSchema, fk.RefTable = ref.Schema, ref.Name
			if len(fk.RefColumns) == 0 {
				fk.RefColumns = ref.PrimaryKey
			}
			fk.RefColumns = ref.spell(fk.RefColumns)
		}
		out = append(out, fk)
	}
	return out
}

// condition reads the text of a predicate; nil when there is none or it cannot be read.
func condition(text string) sqlread.Expr {
	if text == "" {
		return nil
	}
	expr, problems := sqlread.ReadCondition(text)
	if len(problems) > 0 {
		return nil
	}
	return expr
}

// deriveColumns names the columns of CREATE TABLE AS and of views, as far as their query's items say them.
func deriveColumns(t *Table, made map[string]*Table) {
	stmt := t.query
	if stmt == nil {
		stmt = t.View
	}
	if stmt == nil || stmt.Query == nil || len(t.Columns) > 0 {
		return
	}
	// The names of a compound query are those of its first arm.
	q := stmt.Query
	for q.Op != sqlread.NoSetOp && q.Left != nil {
		q = q.Left
	}
	for _, item := range q.Items {
		switch {
		case item.Alias != "":
			t.Columns = append(t.Columns, &Column{Name: item.Alias, Source: t.Sources[0]})
		case item.Star:
			for _, rel := range relationsOf(q.From) {
				if item.Table != "" && !strings.EqualFold(item.Table, rel.Alias) && !strings.EqualFold(item.Table, rel.Name) {
					continue
				}
				if from := made[tableKey(rel.Schema, rel.Name)]; from != nil && from != t {
					for _, c := range from.Columns {
						t.Columns = append(t.Columns, &Column{Name: c.Name, Type: c.Type, Source: t.Sources[0]})
					}
				}
			}
		default:
			if col, ok := item.Expr.(*sqlread.Column); ok {
				t.Columns = append(t.Columns, &Column{Name: col.Name, Source: t.Sources[0]})
			}
		}
	}
}

// relationsOf lists the named tables of a FROM.
func relationsOf(from []sqlread.TableExpr) []*sqlread.Relation {
	var out []*sqlread.Relation
	var walk func(sqlread.TableExpr)
	walk = func(e sqlread.TableExpr) {
		switch e := e.(type) {
		case *sqlread.Relation:
			out = append(out, e)
		case *sqlread.Join:
			walk(e.Left)
			walk(e.Right)
		}
	}
	for _, e := range from {
		walk(e)
	}
	return out
}
