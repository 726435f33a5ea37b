package scope

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// isOwned reports whether the rows of t belong to tenants.
func isOwned(t *catalog.Table) bool {
	if t == nil {
		return false
	}
	switch t.Tenancy.Kind {
	case catalog.Owned, catalog.Root, catalog.Inherited:
		return true
	}
	return false
}

// isKey reports whether the column names t's tenant.
func isKey(t *catalog.Table, col string) bool {
	return t.Tenancy.Key != "" && strings.EqualFold(t.Tenancy.Key, col)
}

// isTenantColumn reports whether the column is the tenant key or one of the other tenant columns.
func isTenantColumn(t *catalog.Table, col string) bool {
	if isKey(t, col) {
		return true
	}
	for _, o := range t.Tenancy.Others {
		if strings.EqualFold(o.Name, col) {
			return true
		}
	}
	return false
}

// notNull reports whether the column is never NULL in a row.
func notNull(t *catalog.Table, col string) bool {
	for _, k := range t.PrimaryKey {
		if strings.EqualFold(k, col) {
			return true
		}
	}
	c := columnOf(t, col)
	return c != nil && c.Guaranteed()
}

// identifies reports whether one value of the column names at most one row: a key by itself, or the part of a composite
// primary key that the database or the application makes unique (the id of a table that is partitioned by time).
func identifies(t *catalog.Table, col string) bool {
	if len(t.PrimaryKey) == 1 && strings.EqualFold(t.PrimaryKey[0], col) || fullyUnique(t, col) || surrogate(columnOf(t, col)) {
		return true
	}
	if len(t.PrimaryKey) > 1 {
		for _, k := range t.PrimaryKey {
			if strings.EqualFold(k, col) {
				return generated(columnOf(t, col))
			}
		}
	}
	return false
}

// fullyUnique reports whether a constraint or index makes the column unique by itself.
func fullyUnique(t *catalog.Table, col string) bool {
	if c := columnOf(t, col); c != nil && c.Unique {
		return true
	}
	for _, u := range t.Uniques {
		if len(u) == 1 && strings.EqualFold(u[0], col) {
			return true
		}
	}
	return false
}

// uniqueAlone is fullyUnique, where unique among a part of the rows (those not deleted) counts as well.
func uniqueAlone(t *catalog.Table, col string) bool {
	if fullyUnique(t, col) {
		return true
	}
	for _, u := range t.PartialUniques {
		if len(u.Columns) == 1 && strings.EqualFold(u.Columns[0], col) {
			return true
		}
	}
	return false
}

// generated reports whether the column's values are made so that no two rows share one.
func generated(c *catalog.Column) bool {
	if c == nil {
		return false
	}
	if c.Generated || strings.Contains(c.Type, "serial") {
		return true
	}
	def := strings.ToLower(c.Default)
	for _, mark := range []string{"identity", "nextval", "uuid", "auto_increment", "autoincrement", "ulid", "cuid"} {
		if strings.Contains(def, mark) {
			return true
		}
	}
	return false
}

// parentOf returns the tenant-owned table that a foreign key refers to, nil for others.
func (d *decider) parentOf(fk *catalog.ForeignKey) *catalog.Table {
	if d.cat == nil {
		return nil
	}
	t, ok := d.cat.Table(fk.RefSchema, fk.RefTable)
	if !ok || !isOwned(t) {
		return nil
	}
	return t
}

// foreignKeys returns the keys by which a row of t hangs on other rows: the table's own and those that its tenancy rests on.
func foreignKeys(t *catalog.Table) []catalog.ForeignKey {
	out := t.ForeignKeys[:len(t.ForeignKeys):len(t.ForeignKeys)]
	for _, p := range t.Tenancy.Parents {
		known := false
		for _, fk := range t.ForeignKeys {
			if strings.EqualFold(fk.RefTable, p.RefTable) && equalFold(fk.Columns, p.Columns) {
				known = true
			}
		}
		if !known {
			out = append(out, p)
		}
	}
	return out
}

func equalFold(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !strings.EqualFold(a[i], b[i]) {
			return false
		}
	}
	return true
}

func containsFold(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}

// refColumns are the columns that a foreign key refers to; the primary key when it names none.
func refColumns(fk *catalog.ForeignKey, parent *catalog.Table) []string {
	if len(fk.RefColumns) == len(fk.Columns) {
		return fk.RefColumns
	}
	if len(parent.PrimaryKey) == len(fk.Columns) {
		return parent.PrimaryKey
	}
	return nil
}

// sameOwner reports whether a foreign key by itself guarantees that child and parent belong to one tenant: it holds the
// tenant key on both sides.
func sameOwner(t *catalog.Table, fk *catalog.ForeignKey, parent *catalog.Table) bool {
	if fk.Assumed {
		return false
	}
	refs := refColumns(fk, parent)
	for i, c := range fk.Columns {
		if isKey(t, c) && refs != nil && isKey(parent, refs[i]) {
			return true
		}
	}
	return false
}
