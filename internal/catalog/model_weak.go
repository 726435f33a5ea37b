package catalog

import (
	"go/ast"
	"strings"
)

// sqlcModel reads a struct of sqlc's generated models.go. It says which type holds the rows of which table,
// and that the table exists if no DDL was found. sqlc names the struct after the table in the singular; the
// plural is the likelier name of a table that is known from nowhere else.
func (r *modelReader) sqlcModel(d *typeDecl, st *ast.StructType) *model {
	if d.local {
		return nil
	}
	m := &model{library: "sqlc", weak: true}
	plainFields(m, st, "db")
	if len(m.columns) == 0 || strings.HasPrefix(d.spec.Name.Name, "Null") {
		return nil
	}
	stem := snakeRuns(d.spec.Name.Name)
	m.table = splitName(plural(stem))
	m.stems = []string{stem, plural(stem)}
	return m
}

// dbModel reads a struct with db tags (sqlx, scany, pgx): it may be a table's row or only a result's, so it
// counts where nothing else is known at all.
func (r *modelReader) dbModel(d *typeDecl, st *ast.StructType) *model {
	m := &model{library: "db", weak: true}
	for _, f := range st.Fields.List {
		tag, ok := tagOf(f, "db")
		name, _, _ := strings.Cut(tag, ",")
		if !ok || name == "" || name == "-" || len(f.Names) != 1 {
			continue
		}
		c := &modelColumn{field: f.Names[0].Name}
		c.name, c.typ, c.filled = name, goSQLType(f.Type), !holdsNull(f.Type)
		m.add(c)
	}
	if len(m.columns) < 2 || m.column("id") == nil {
		return nil
	}
	stem := snakeRuns(d.spec.Name.Name)
	m.table = splitName(plural(stem))
	m.stems = []string{stem, plural(stem)}
	if name, ok := r.tableNameMethod(d.file.dir, d.spec.Name.Name); ok {
		m.table, m.stems = splitName(name), []string{name}
	}
	return m
}

// plainFields reads every exported field as a column, named by a tag where there is one.
func plainFields(m *model, st *ast.StructType, key string) {
	for _, f := range st.Fields.List {
		tag, _ := tagOf(f, key)
		for _, n := range f.Names {
			if !n.IsExported() || tag == "-" {
				continue
			}
			c := &modelColumn{field: n.Name}
			if c.name, _, _ = strings.Cut(tag, ","); c.name == "" {
				c.name = snakeRuns(n.Name)
			}
			c.typ, c.filled = goSQLType(f.Type), !holdsNull(f.Type)
			m.add(c)
		}
	}
}
