package catalog

import (
	"go/ast"
	"strings"
)

// xormModel reads a struct as xorm does: its table is named by TableName() or by the mapper, in the singular.
func (r *modelReader) xormModel(d *typeDecl, st *ast.StructType) *model {
	m := &model{library: "xorm"}
	r.xormFields(m, d.file, st, "", 6)
	// A struct that has no column with a tag of its own is the shape of a result: it extends what others
	// define.
	if !xormTagged(st) || len(m.columns) == 0 {
		return nil
	}
	name, ok := "", false
	if !d.local {
		name, ok = r.tableNameMethod(d.file.dir, d.spec.Name.Name)
	}
	if !ok {
		if r.extendsTable(d.file, st) {
			return nil // the shape of a result over that table
		}
		if len(m.primary()) == 0 && m.columnOfField("ID") == nil && m.columnOfField("Id") == nil {
			return nil // the shape of a result
		}
		name = r.xormName(d.spec.Name.Name)
	}
	m.table = splitName(name)
	// An int64 field Id is the key when no tag says otherwise.
	if len(m.primary()) == 0 {
		for _, c := range m.columns {
			if c.field == "Id" || c.field == "ID" {
				if c.typ == "bigint" {
					c.pk, c.generated = true, true
				}
			}
		}
	}
	m.uniques = groupUniques(m.columns)
	return m
}

// extendsTable reports a struct that takes over the fields of one that names its table, and has no key of its
// own.
func (r *modelReader) extendsTable(f *goFile, st *ast.StructType) bool {
	extends := false
	for _, field := range st.Fields.List {
		raw, _ := tagOf(field, "xorm")
		words := xormWords(raw)
		for _, w := range words {
			if strings.EqualFold(w, "pk") {
				return false
			}
		}
		if len(field.Names) > 0 && (field.Names[0].Name == "ID" || field.Names[0].Name == "Id") {
			return false
		}
		if len(field.Names) > 0 && !strings.EqualFold(raw, "extends") {
			continue
		}
		if d := r.tree.resolve(f, field.Type); d != nil {
			if _, named := r.tableNameMethod(d.file.dir, d.spec.Name.Name); named {
				extends = true
			}
		}
	}
	return extends
}

// xormTagged reports a struct that maps a field of its own, as opposed to one that only extends others.
func xormTagged(st *ast.StructType) bool {
	for _, f := range st.Fields.List {
		if tag, ok := tagOf(f, "xorm"); ok && tag != "-" && !strings.EqualFold(strings.TrimSpace(tag), "extends") && len(f.Names) > 0 {
			return true
		}
	}
	return false
}

// xormName is what xorm's mapper makes of a Go name. The default one splits before every capital (ID is i_d);
// whether an engine uses the gonic one instead is known for the whole tree only.
func (r *modelReader) xormName(name string) string {
	if r.gonic {
		return snakeRuns(name)
	}
	return snakePlain(name)
}

// xormFields reads a struct's fields; path stands before a field that is not promoted. An embedded struct
// brings its columns whether or not its tag says extends, as xorm has it.
func (r *modelReader) xormFields(m *model, f *goFile, st *ast.StructType, path string, depth int) {
	if depth == 0 {
		return
	}
	for _, field := range st.Fields.List {
		raw, _ := tagOf(field, "xorm")
		if raw == "-" {
			continue
		}
		words := xormWords(raw)
		extends := len(field.Names) == 0
		for _, w := range words {
			extends = extends || strings.EqualFold(w, "extends")
		}
		names := field.Names
		if len(names) == 0 {
			names = []*ast.Ident{{Name: baseName(field.Type)}}
		}
		for _, n := range names {
			if !n.IsExported() {
				continue
			}
			if extends {
				sub := path
				if len(field.Names) > 0 {
					sub += n.Name + "."
				}
				if d := r.tree.resolve(f, field.Type); d != nil {
					if est, ok := d.spec.Type.(*ast.StructType); ok {
						r.xormFields(m, d.file, est, sub, depth-1)
						continue
					}
				}
				if len(field.Names) == 0 {
					continue
				}
			}
			if raw == "" && r.classify(f, field.Type, 4) != columnField {
				continue // xorm stores other structs as JSON, which is no column that a query speaks of by a field
			}
			c := &modelColumn{field: path + n.Name}
			c.xorm(words)
			if c.name == "" {
				c.name = r.xormName(n.Name)
			}
			if c.typ == "" {
				c.typ = goSQLType(field.Type)
			}
			c.filled = !holdsNull(field.Type)
			m.add(c)
		}
	}
}

// xorm reads the words of a tag. What is neither a keyword nor a type is the column's name.
func (c *modelColumn) xorm(words []string) {
	for i := 0; i < len(words); i++ {
		w := words[i]
		upper := strings.ToUpper(w)
		head, arg, _ := strings.Cut(upper, "(")
		switch {
		case upper == "NOT" && i+1 < len(words) && strings.EqualFold(words[i+1], "NULL"):
			c.notNull = true
			i++
		case upper == "NOTNULL":
			c.notNull = true
		case upper == "PK":
			c.pk = true
		case upper == "AUTOINCR":
			c.generated = true
		case upper == "DEFAULT" && i+1 < len(words):
			c.def = words[i+1]
			i++
		case head == "UNIQUE":
			if arg = strings.TrimSuffix(arg, ")"); arg == "" {
				c.unique = true
			} else {
				c.group = arg
			}
		case xormKeyword(head):
		case xormType(head):
			c.typ = strings.ToLower(w)
		case strings.HasPrefix(w, "'"):
			c.name = strings.Trim(w, "'")
		case c.name == "":
			c.name = w
		}
	}
}

// xormKeyword lists the words of a tag that say nothing here.
func xormKeyword(word string) bool {
	switch word {
	case "INDEX", "CREATED", "UPDATED", "DELETED", "VERSION", "NULL", "EXTENDS", "<-", "->", "COMMENT", "JSON", "LOCAL", "UTC", "CACHE", "NOCACHE", "COLLATE", "UNSIGNED":
		return true
	}
	return false
}

// xormType lists the SQL types that xorm knows: any other word names the column.
func xormType(word string) bool {
	switch word {
	case "BIT", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "BIGINT", "UNSIGNEDINT", "CHAR", "VARCHAR", "NCHAR", "NVARCHAR", "TINYTEXT", "TEXT", "NTEXT", "MEDIUMTEXT",
		"LONGTEXT", "UUID", "CLOB", "BINARY", "VARBINARY", "DATE", "DATETIME", "TIME", "TIMESTAMP", "TIMESTAMPZ", "YEAR", "DECIMAL", "NUMERIC", "REAL", "FLOAT", "DOUBLE", "BLOB",
		"TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "BYTEA", "BOOL", "BOOLEAN", "SERIAL", "BIGSERIAL", "JSONB", "ENUM", "SET", "MONEY", "XML":
		return true
	}
	return false
}

// xormWords splits a tag at spaces outside parentheses and quotes; varchar(25) is one word, also written with
// a space inside the parentheses.
func xormWords(tag string) []string {
	var words []string
	depth, quoted, start := 0, false, -1
	flush := func(end int) {
		if start >= 0 {
			words = append(words, tag[start:end])
			start = -1
		}
	}
	for i := range len(tag) {
		c := tag[i]
		if c == '\'' {
			quoted = !quoted
		}
		if !quoted && c == '(' {
			depth++
		}
		if c == ' ' && !quoted && depth == 0 {
			flush(i)
			continue
		}
		if start < 0 {
			start = i
		}
		if !quoted && c == ')' {
			depth--
		}
	}
	flush(len(tag))
	return words
}
