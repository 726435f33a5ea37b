package catalog

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// modelRef leads from a Go type's name to its table.
type modelRef struct {
	table *Table
	model *Model
}

// New makes a catalog of tables whose tenancy is already decided. The tables are sorted and indexed; they
// must not change afterwards.
func New(tables []*Table, tenantColumns ...string) *Catalog {
	c := &Catalog{order: slices.Clone(tables)}
	for _, col := range tenantColumns {
		c.TenantColumns = append(c.TenantColumns, FoldColumn(col))
	}
	c.index()
	return c
}

// index sorts the tables and builds the maps of the lookups.
func (c *Catalog) index() {
	slices.SortFunc(c.order, compareTables)
	c.tables = make(map[string][]*Table, len(c.order))
	c.schemas = map[string]bool{}
	c.models = map[string][]modelRef{}
	for _, t := range c.order {
		c.tables[Fold(t.Name)] = append(c.tables[Fold(t.Name)], t)
		c.schemas[foldSchema(t.Schema)] = true
		for i := range t.Models {
			m := &t.Models[i]
			c.models[m.Type] = append(c.models[m.Type], modelRef{t, m})
		}
	}
}

func compareTables(a, b *Table) int {
	return cmp.Or(
		cmp.Compare(foldSchema(a.Schema), foldSchema(b.Schema)),
		cmp.Compare(Fold(a.Name), Fold(b.Name)),
		cmp.Compare(a.Name, b.Name),
	)
}

// Table finds a table by schema (may be empty) and name, without regard to case; partitions resolve to their
// parent's columns and tenancy.
//
// An unqualified name means the table of the default schema, or the only one of that name: a search_path that
// is set at run time is not known here. A qualified name whose schema no migration mentions means the
// unqualified table: applications that keep a schema per tenant name it at run time.
func (c *Catalog) Table(schema, name string) (*Table, bool) {
	found := c.tables[Fold(name)]
	if len(found) == 0 {
		return nil, false
	}
	want := foldSchema(schema)
	for _, t := range found {
		if foldSchema(t.Schema) == want {
			return t, true
		}
	}
	switch {
	case want != "" && c.schemas[want]:
		return nil, false
	case len(found) == 1:
		return found[0], true
	case want != "" && foldSchema(found[0].Schema) == "":
		return found[0], true
	}
	return nil, false
}

// Tables lists all tables, sorted by schema and name.
func (c *Catalog) Tables() []*Table { return c.order }

// TableByModel finds the table whose rows a Go type holds. pkg is the import path of the type's package, or
// its directory relative to the root. The types that ent generates from a schema are found as well: their
// package lies above the schema's or in a directory beside it. Several types of one name in one package
// cannot be; a type that models several tables gives the first by name.
func (c *Catalog) TableByModel(pkg, typeName string) (*Table, *Model, bool) {
	refs := c.models[typeName]
	for _, r := range refs {
		if r.model.Package == pkg && pkg != "" || r.model.Dir == pkg {
			return r.table, r.model, true
		}
	}
	// A module whose go.mod was not seen is matched by the end of its path.
	for _, r := range refs {
		if r.model.Package == "" && r.model.Dir != "" && strings.HasSuffix("/"+pkg, "/"+path.Clean(r.model.Dir)) {
			return r.table, r.model, true
		}
	}
	for _, r := range refs {
		if r.model.Library == "ent" && (generatedFrom(pkg, r.model.Package) || generatedFrom(pkg, r.model.Dir)) {
			return r.table, r.model, true
		}
	}
	return nil, nil, false
}

// generatedFrom reports whether a package may be the one that ent generates from the schema package.
func generatedFrom(pkg, schema string) bool {
	above := path.Dir(schema)
	return schema != "" && pkg != schema && (pkg == above || path.Dir(pkg) == above)
}

// Column finds a column without regard to case.
func (t *Table) Column(name string) (*Column, bool) {
	for _, c := range t.Columns {
		if strings.EqualFold(c.Name, name) {
			return c, true
		}
	}
	return nil, false
}

// FieldColumn finds the column of a Go field of the model. A promoted field is found by its own name.
func (t *Table) FieldColumn(m *Model, field string) (*Column, bool) {
	if name, ok := m.Fields[field]; ok {
		return t.Column(name)
	}
	return nil, false
}

// IsTenantOwned reports whether the table's rows belong to a tenant (Owned, Root or Inherited).
func (t *Table) IsTenantOwned() bool {
	switch t.Tenancy.Kind {
	case Owned, Root, Inherited:
		return true
	}
	return false
}

// QualifiedName is the table's name as it is written in messages.
func (t *Table) QualifiedName() string {
	if t.Schema == "" || foldSchema(t.Schema) == "" {
		return t.Name
	}
	return t.Schema + "." + t.Name
}
