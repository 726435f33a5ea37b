package catalog

import "strings"

// relate turns the relations of all models into references between tables, now that every type's table and
// primary key is known. A relation to a type that is no model says nothing.
func (r *modelReader) relate() {
	for _, m := range r.models {
		var rels []modelRel
		for _, rel := range m.rels {
			target := r.byType[rel.target]
			if target == nil {
				continue
			}
			if rel.joinTable == "" && m.library == "gorm" && !r.orient(m, target, &rel) {
				continue
			}
			rels = append(rels, rel)
		}
		m.rels = rels
	}
}

// orient decides which side of a gorm relation holds the columns, and turns field names into columns.
// belongs-to: this type has the field; has-one and has-many: the other type has it, by default under this
// type's name.
func (r *modelReader) orient(m, target *model, rel *modelRel) bool {
	if cols, ok := fieldColumns(m, rel.columns); ok && !rel.onTarget {
		rel.columns = cols
		rel.refColumns = columnsOr(target, rel.refColumns)
		return len(cols) > 0
	}
	names := rel.columns
	if len(names) == 0 || !rel.onTarget && len(names) == 1 && strings.HasSuffix(names[0], "ID") && target.columnOfField(names[0]) == nil {
		names = []string{m.key.name + "ID"}
	}
	cols, ok := fieldColumns(target, names)
	if !ok {
		return false
	}
	rel.onTarget = true
	rel.columns = cols
	rel.refColumns = columnsOr(m, rel.refColumns)
	return len(cols) > 0
}

// fieldColumns turns field names, or the names of columns, into columns; ok is false when one is missing.
func fieldColumns(m *model, fields []string) (cols []string, ok bool) {
	for _, f := range fields {
		c := m.columnOfField(f)
		if c == nil {
			c = m.column(f)
		}
		if c == nil {
			return nil, false
		}
		cols = append(cols, c.name)
	}
	return cols, true
}

func columnsOr(m *model, fields []string) []string {
	if cols, ok := fieldColumns(m, fields); ok && len(cols) > 0 {
		return cols
	}
	return m.primary()
}
