package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// modelled is what models add to a schema beside columns and keys.
type modelled struct {
	models map[*draft][]Model
	guards map[*draft][]Guard
}

// applyModels adds the models to the schema. DDL wins: a table that a statement created gets only the types
// that hold its rows and the relations that no constraint declares. Models come in this order: those of the
// application, those of examples and tests, then weak ones, which add a table only where nothing else knows
// it: sqlc's structs where no DDL was found, structs with db tags where no table was found at all.
func (s *schema) applyModels(models []*model, tree *goTree) modelled {
	out := modelled{models: map[*draft][]Model{}, guards: map[*draft][]Guard{}}
	slices.SortStableFunc(models, func(a, b *model) int {
		return cmp.Or(boolCompare(a.weak, b.weak), boolCompare(a.side, b.side), cmp.Compare(a.key.dir, b.key.dir), cmp.Compare(a.key.name, b.key.name))
	})
	// Both are asked before the first model adds a table.
	ddl := slices.ContainsFunc(sortedKeys(s.tables), func(k string) bool { return s.tables[k].exact })
	empty := len(s.tables) == 0
	tables := map[*model]*draft{}
	for _, m := range models {
		d := s.modelTable(m)
		if d == nil {
			if m.library == "sqlc" && ddl || m.library == "db" && !(empty && !slices.ContainsFunc(models, func(o *model) bool { return !o.weak })) {
				continue
			}
			d = &draft{schema: m.table.Schema, name: m.table.Name, side: m.side}
			s.put(d)
		}
		tables[m] = d
		if !d.exact {
			m.describe(d)
		}
		// A type inside a function is a migration's picture of a table at one time: no query is written with
		// it elsewhere.
		if !m.weak || m.library == "sqlc" || m.library == "db" {
			out.models[d] = append(out.models[d], m.asModel(d, tree))
		}
		out.guards[d] = append(out.guards[d], m.guards...)
	}
	byType := map[typeKey]*draft{}
	for _, m := range models {
		if d := tables[m]; d != nil && byType[m.key] == nil {
			byType[m.key] = d
		}
	}
	for _, m := range models {
		if d := tables[m]; d != nil {
			for _, rel := range m.rels {
				if target := byType[rel.target]; target != nil {
					s.relate(m, d, target, rel)
				}
			}
		}
	}
	return out
}

// modelTable finds the table of a model.
func (s *schema) modelTable(m *model) *draft {
	if len(m.stems) == 0 {
		return s.find(m.table)
	}
	for _, stem := range m.stems {
		if d := s.find(sqlread.TableName{Schema: m.table.Schema, Name: stem}); d != nil {
			return d
		}
	}
	return nil
}

// describe adds a model's columns and keys to a table that no DDL describes. Several models of one table add
// up.
func (m *model) describe(d *draft) {
	d.touch(m.at)
	for _, c := range m.columns {
		if old := d.column(c.name); old != nil {
			old.notNull = old.notNull || c.notNull
			continue
		}
		col := c.draftColumn
		col.source = m.at
		d.columns = append(d.columns, &col)
	}
	if pk := m.primary(); len(pk) > 0 && d.primary() == nil {
		d.addKey(&draftKey{kind: keyPrimary, columns: pk, source: m.at})
	}
	for _, c := range m.columns {
		if c.unique {
			d.addKey(&draftKey{kind: keyUnique, columns: []string{c.name}, source: m.at})
		}
	}
	for _, u := range m.uniques {
		d.addKey(&draftKey{kind: keyUnique, columns: slices.Clone(u), source: m.at})
	}
}

// asModel is the entry that leads from the type to the table.
func (m *model) asModel(d *draft, tree *goTree) Model {
	out := Model{Dir: m.key.dir, Package: tree.importPath(m.key.dir), Type: m.key.name, Library: m.library, Fields: map[string]string{}}
	for _, c := range m.columns {
		name := c.name
		if d.exact {
			// The DDL's spelling, where the column exists under another one.
			col := d.column(name)
			if col == nil && m.library == "sqlc" {
				col = d.foldedColumn(name) // TenantID of "tenantId"
			}
			if col == nil {
				continue
			}
			name = col.name
		}
		out.Fields[c.field] = name
		if m.library == "ent" {
			out.Fields[entPascal(c.field)] = name
		}
	}
	return out
}

// relate adds the reference of a relation, unless the columns refer somewhere already or do not exist.
func (s *schema) relate(m *model, d, target *draft, rel modelRel) {
	if rel.joinTable != "" {
		s.joinTable(m, d, target, rel)
		return
	}
	holder, referred := d, target
	if rel.onTarget {
		holder, referred = target, d
	}
	for i, name := range rel.columns {
		if holder.column(name) != nil {
			continue
		}
		// Only ent makes a column of a relation alone. Elsewhere a field holds it, and without one there is
		// nothing to refer by.
		if !rel.ownsNoColumn || holder.exact {
			return
		}
		col := &draftColumn{name: name, notNull: rel.notNull && !rel.onTarget, source: m.at}
		if pk := referred.primary(); pk != nil && i < len(pk.columns) {
			if c := referred.column(pk.columns[i]); c != nil {
				col.typ = c.typ
			}
		}
		holder.columns = append(holder.columns, col)
	}
	if rel.single && !holder.exact {
		holder.addKey(&draftKey{kind: keyUnique, columns: slices.Clone(rel.columns), source: m.at})
	}
	for _, k := range holder.keys {
		if k.kind == keyForeign && slices.EqualFunc(k.columns, rel.columns, strings.EqualFold) {
			return
		}
	}
	holder.addKey(&draftKey{kind: keyForeign, columns: slices.Clone(rel.columns), refTable: referred.key(), ref: sqlread.TableName{Schema: referred.schema, Name: referred.name},
		refColumns: rel.refColumns, onDelete: rel.onDelete, assumed: m.library != "ent" || holder.exact, source: m.at})
}

// joinTable adds the table of a many-to-many relation with a reference to either side.
func (s *schema) joinTable(m *model, d, target *draft, rel modelRel) {
	name := splitName(rel.joinTable)
	if name.Schema == "" {
		name.Schema = d.schema
	}
	j := s.find(name)
	if j != nil && j.exact {
		return
	}
	if j == nil {
		j = &draft{schema: name.Schema, name: name.Name, sources: []Source{m.at}}
		s.put(j)
	}
	side := func(to *draft, columns []string, typeName string) {
		if len(columns) == 0 {
			columns = []string{snakeGorm(typeName) + "_id"}
		}
		for i, c := range columns {
			if j.column(c) != nil {
				continue
			}
			col := &draftColumn{name: c, notNull: true, source: m.at}
			if pk := to.primary(); pk != nil && i < len(pk.columns) {
				if p := to.column(pk.columns[i]); p != nil {
					col.typ = p.typ
				}
			}
			j.columns = append(j.columns, col)
		}
		j.addKey(&draftKey{kind: keyForeign, columns: columns, refTable: to.key(), ref: sqlread.TableName{Schema: to.schema, Name: to.name}, assumed: m.library != "ent", source: m.at})
	}
	side(d, rel.columns, m.key.name)
	side(target, rel.joinColumns, rel.target.name)
	if j.primary() == nil {
		var all []string
		for _, c := range j.columns {
			all = append(all, c.name)
		}
		j.addKey(&draftKey{kind: keyPrimary, columns: all, source: m.at})
	}
}
