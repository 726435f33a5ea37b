package catalog

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// apply makes one change. It reports false when the table that it changes is not known.
func (s *schema) apply(l located) bool {
	c := &l.change
	switch c.Op {
	case sqlread.OpSearchPath:
		s.path = c.Name
		if strings.HasPrefix(c.Name, "$") {
			s.path = ""
		}
		return true
	case sqlread.OpCreateTable:
		return s.create(l)
	case sqlread.OpCreateView:
		return s.createView(l)
	case sqlread.OpCreateFunction:
		// Functions are known by name alone: an overload or another schema's function of the same name
		// replaces it, as trigger functions, the only ones that matter here, take no arguments.
		s.functions[Fold(c.Table.Name)] = c.Assigns
		return true
	case sqlread.OpCreateDomain:
		s.domains[Fold(c.Table.Name)] = c.Column
		return true
	case sqlread.OpRenameSchema, sqlread.OpDropSchema:
		s.changeSchema(c)
		return true
	case sqlread.OpDropIndex, sqlread.OpRenameIndex:
		return s.changeIndex(c)
	case sqlread.OpDropTrigger:
		s.dropTrigger(c)
		return true
	case sqlread.OpDropTable, sqlread.OpDropView:
		return s.drop(c)
	}
	d := s.find(c.Table)
	if d == nil {
		return false // kept as pending: another file or source may create the table
	}
	return s.alter(d, l)
}

// alter changes a table that exists.
func (s *schema) alter(d *draft, l located) bool {
	c := &l.change
	d.touch(l.at)
	switch c.Op {
	case sqlread.OpRenameTable:
		s.rename(d, c.To)
	case sqlread.OpAddConstraint:
		s.addConstraint(d, &c.Constraints[0], l.at)
	case sqlread.OpDropConstraint:
		if c.Name == "" {
			d.keys = slices.DeleteFunc(d.keys, func(k *draftKey) bool { return k.kind == keyPrimary })
		} else {
			d.dropKey(c.Name)
		}
	case sqlread.OpRenameConstraint:
		d.renameKey(c.Name, c.NewName)
	case sqlread.OpValidate:
		for _, k := range d.keys {
			if strings.EqualFold(k.name, c.Name) {
				k.notValid = false
			}
		}
	case sqlread.OpCreateIndex:
		// Only unique indexes say something about rows.
		if c.Index.Unique {
			d.addKey(&draftKey{kind: keyUniqueIndex, name: c.Index.Name, columns: slices.Clone(c.Index.Columns), expr: c.Index.Expr, where: c.Index.Where, source: l.at})
		}
	case sqlread.OpRowSecurity, sqlread.OpCreatePolicy, sqlread.OpAlterPolicy, sqlread.OpDropPolicy:
		d.secure(l)
	case sqlread.OpAttachPartition, sqlread.OpDetachPartition:
		// A detached partition is a table of its own, with the columns that its own statement gave it.
		part := s.find(c.To)
		if part == nil {
			return false
		}
		part.partitionOf = ""
		if c.Op == sqlread.OpAttachPartition {
			part.partitionOf = d.key()
		}
	case sqlread.OpInherit:
		d.parents = append(d.parents, s.refKey(c.To))
	case sqlread.OpCreateTrigger:
		d.triggers = slices.DeleteFunc(d.triggers, func(t *sqlread.TriggerDef) bool { return strings.EqualFold(t.Name, c.Trigger.Name) })
		d.triggers = append(d.triggers, c.Trigger)
	default:
		s.alterColumn(d, l)
	}
	return true
}

// alterColumn changes one column of a table.
func (s *schema) alterColumn(d *draft, l located) {
	c := &l.change
	switch c.Op {
	case sqlread.OpAddColumn:
		d.addColumn(c.Column, l.at)
		for i := range c.Constraints {
			s.addConstraint(d, &c.Constraints[i], l.at)
		}
		return
	case sqlread.OpDropColumn:
		d.dropColumn(c.Name)
		return
	case sqlread.OpRenameColumn:
		s.renameColumn(d, c.Name, c.NewName)
		return
	}
	col := d.column(c.Name)
	if col == nil {
		// The column is unknown, perhaps because a statement before could not be read: there is nothing to
		// change.
		return
	}
	switch c.Op {
	case sqlread.OpModifyColumn:
		// MODIFY and CHANGE state the whole definition: what they do not repeat, NOT NULL above all, is gone.
		if !strings.EqualFold(c.Name, c.Column.Name) {
			s.renameColumn(d, c.Name, c.Column.Name)
		}
		col.set(c.Column)
		for i := range c.Constraints {
			s.addConstraint(d, &c.Constraints[i], l.at)
		}
	case sqlread.OpSetNotNull:
		col.notNull = true
	case sqlread.OpDropNotNull:
		col.notNull = false
	case sqlread.OpSetDefault:
		col.def = c.Column.Default
	case sqlread.OpDropDefault:
		col.def = ""
	case sqlread.OpSetType:
		col.typ = c.Column.Type
	case sqlread.OpSetGenerated:
		col.generated = true
	}
}

// renameColumn renames a column in its table, in that table's keys and in the references of others to it.
func (s *schema) renameColumn(d *draft, from, to string) {
	d.renameColumn(from, to)
	for _, t := range s.tables {
		for _, k := range t.keys {
			if k.kind == keyForeign && k.refTable == d.key() {
				k.refColumns = slices.Clone(k.refColumns)
				renameIn(k.refColumns, from, to)
			}
		}
	}
}

// touch notes a place that speaks of the table, once a file.
func (d *draft) touch(at Source) {
	if !slices.ContainsFunc(d.sources, func(o Source) bool { return o.File == at.File }) {
		d.sources = append(d.sources, at)
	}
}

// renameKey renames a key, a reference or a check. Its name is then nobody's default.
func (d *draft) renameKey(from, to string) {
	for _, k := range d.keys {
		if strings.EqualFold(k.name, from) {
			k.name, k.auto = to, false
		}
	}
}

// secure changes the row-level security of a table.
func (d *draft) secure(l located) {
	c := &l.change
	i := slices.IndexFunc(d.policies, func(p *sqlread.PolicyDef) bool { return strings.EqualFold(p.Name, c.Name) })
	switch c.Op {
	case sqlread.OpRowSecurity:
		switch c.Row {
		case sqlread.RowEnable:
			d.enabled = true
		case sqlread.RowDisable:
			d.enabled = false
		case sqlread.RowForce:
			d.forced = true
		case sqlread.RowNoForce:
			d.forced = false
		}
	case sqlread.OpCreatePolicy:
		// CREATE POLICY of one that exists fails in the database: the first one stays.
		if i < 0 {
			d.policies = append(d.policies, c.Policy)
			d.policyAt = append(d.policyAt, l.at)
		}
	case sqlread.OpAlterPolicy:
		if i < 0 {
			return
		}
		p := *d.policies[i] // the statement's own is shared with the list of changes
		if c.NewName != "" {
			p.Name = c.NewName
		}
		if len(c.Policy.Roles) > 0 {
			p.Roles = c.Policy.Roles
		}
		if c.Policy.Using != "" {
			p.Using = c.Policy.Using
		}
		if c.Policy.Check != "" {
			p.Check = c.Policy.Check
		}
		d.policies[i] = &p
	case sqlread.OpDropPolicy:
		if i >= 0 {
			d.policies = slices.Delete(d.policies, i, i+1)
			d.policyAt = slices.Delete(d.policyAt, i, i+1)
		}
	}
}

// createView makes a view. It does not replace a table of that name: a dump creates a table where pg_dump had
// to break a circle of views, and puts the view's rule on it later.
func (s *schema) createView(l located) bool {
	v := l.change.View
	if v.Temp {
		return true
	}
	name := s.qualify(l.change.Table)
	if old := s.tables[tableKey(name.Schema, name.Name)]; old != nil && (l.change.Exists || old.view == nil) {
		return true
	}
	s.put(&draft{schema: name.Schema, name: name.Name, view: v, sources: []Source{l.at}, exact: true})
	return true
}

// drop drops a table or view, and with a table its partitions.
func (s *schema) drop(c *sqlread.Change) bool {
	if s.keep {
		return true
	}
	d := s.find(c.Table)
	if d == nil {
		return c.Exists
	}
	if (d.view != nil) != (c.Op == sqlread.OpDropView) {
		return true // DROP VIEW IF EXISTS x before CREATE TABLE x must not drop the table
	}
	s.remove(d)
	for _, key := range sortedKeys(s.tables) {
		if t := s.tables[key]; t.partitionOf == d.key() {
			s.remove(t)
		}
	}
	return true
}

// changeSchema renames or drops a schema with all its tables. A table whose schema nobody wrote is in none of
// them.
func (s *schema) changeSchema(c *sqlread.Change) {
	for _, key := range sortedKeys(s.tables) {
		d := s.tables[key]
		if d.schema == "" || !strings.EqualFold(d.schema, c.Name) {
			continue
		}
		if c.Op == sqlread.OpDropSchema {
			s.remove(d)
		} else {
			s.rename(d, sqlread.TableName{Schema: c.NewName})
		}
	}
}

// changeIndex drops or renames an index. Its table is named in MySQL only; elsewhere the name is unique in
// its schema.
func (s *schema) changeIndex(c *sqlread.Change) bool {
	for _, key := range sortedKeys(s.tables) {
		d := s.tables[key]
		if c.Table.Name != "" && !strings.EqualFold(c.Table.Name, d.name) {
			continue
		}
		if c.Op == sqlread.OpRenameIndex {
			d.renameKey(c.Name, c.NewName)
			continue
		}
		// Without a table only an index goes by this name; a constraint needs DROP CONSTRAINT, but MySQL's
		// DROP INDEX drops unique keys.
		i := slices.IndexFunc(d.keys, func(k *draftKey) bool {
			return strings.EqualFold(k.name, c.Name) && (c.Table.Name != "" || k.kind == keyUniqueIndex)
		})
		switch {
		case i >= 0:
			d.keys = slices.Delete(d.keys, i, i+1)
		case c.Table.Name != "":
			d.dropKey(c.Name)
		}
	}
	return true
}

// dropTrigger drops a trigger; without a table (MySQL, SQLite) wherever it is.
func (s *schema) dropTrigger(c *sqlread.Change) {
	for _, d := range s.tables {
		if c.Table.Name != "" && !strings.EqualFold(c.Table.Name, d.name) {
			continue
		}
		d.triggers = slices.DeleteFunc(d.triggers, func(t *sqlread.TriggerDef) bool { return strings.EqualFold(t.Name, c.Name) })
	}
}

// sortedKeys lists the keys of a map in order: no map is ever ranged into a result.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
