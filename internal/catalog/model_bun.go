package catalog

import (
	"go/ast"
	"strings"
)

// bunModel reads a struct as bun does. Its table is named by the tag of the embedded bun.BaseModel, else by
// the type.
func (r *modelReader) bunModel(d *typeDecl, st *ast.StructType) *model {
	m := &model{library: "bun"}
	b := &bunReader{r: r, m: m}
	b.fields(d.file, st, "", "", 6)
	if !b.base && len(m.primary()) == 0 {
		return nil // a part of other models, or the shape of a result
	}
	if b.table == "" {
		b.table = plural(snakeRuns(d.spec.Name.Name))
	}
	if len(m.columns) == 0 {
		return nil
	}
	m.table = splitName(b.table)
	m.uniques = groupUniques(m.columns)
	for _, p := range b.pending {
		if cols, ok := fieldColumns(m, p.columns); ok {
			p.columns = cols
			m.rels = append(m.rels, p)
		}
	}
	return m
}

// bunReader reads the fields of one model. Relations wait in pending until all columns are known, because a
// relation may stand before the field of its column.
type bunReader struct {
	r       *modelReader
	m       *model
	table   string
	base    bool
	pending []modelRel
}

// fields reads a struct's fields; prefix stands before the columns, path before a field that is not promoted.
func (b *bunReader) fields(f *goFile, st *ast.StructType, prefix, path string, depth int) {
	if depth == 0 {
		return
	}
	for _, field := range st.Fields.List {
		raw, tagged := tagOf(field, "bun")
		if raw == "-" {
			continue
		}
		name, opts := bunTag(raw)
		if len(field.Names) == 0 {
			if baseName(field.Type) == "BaseModel" {
				b.base = true
				b.table = name
				if t, ok := opts["table"]; ok {
					b.table = t
				}
				continue
			}
			if b.embed(f, field.Type, prefix+opts["embed"], path, depth) {
				continue
			}
		}
		names := field.Names
		if len(names) == 0 {
			names = []*ast.Ident{{Name: baseName(field.Type)}}
		}
		for _, n := range names {
			if !n.IsExported() {
				continue
			}
			if p, ok := opts["embed"]; ok {
				b.embed(f, field.Type, prefix+p, path+n.Name+".", depth)
				continue
			}
			if rel, ok := opts["rel"]; ok {
				b.relation(f, n.Name, field.Type, rel, opts["join"])
				continue
			}
			if _, ok := opts["m2m"]; ok {
				continue // the join table is a model of its own in bun
			}
			// A slice of structs without a tag is filled by the program. Any other struct bun stores as JSON
			// in a column.
			if !tagged && b.r.classify(f, field.Type, 4) == relationField {
				if _, slice := field.Type.(*ast.ArrayType); slice {
					continue
				}
			}
			b.column(n.Name, name, field, opts, prefix, path)
		}
	}
}

// embed reads the fields of an embedded struct. It reports false for a type that is not one, or that cannot
// be seen.
func (b *bunReader) embed(f *goFile, expr ast.Expr, prefix, path string, depth int) bool {
	d := b.r.tree.resolve(f, expr)
	if d == nil {
		return false
	}
	st, ok := d.spec.Type.(*ast.StructType)
	if !ok {
		return false
	}
	key := typeKey{d.file.dir, d.spec.Name.Name}
	if !embeds(st, "bun", "BaseModel") {
		b.r.embedded[key] = true
	}
	// An embedded model brings its columns; its table name does not count.
	table, base := b.table, b.base
	b.fields(d.file, st, prefix, path, depth-1)
	if base || !embeds(st, "bun", "BaseModel") {
		b.table, b.base = table, base
	}
	return true
}

// column adds the column of one field. bun writes Go's zero value as NULL where the tag says nullzero, and
// never otherwise unless the type can hold nil.
func (b *bunReader) column(fieldName, name string, field *ast.Field, opts map[string]string, prefix, path string) {
	c := &modelColumn{field: path + fieldName}
	if name == "" {
		name = snakeRuns(fieldName)
	}
	c.name = prefix + name
	c.typ = strings.ToLower(opts["type"])
	if c.typ == "" {
		c.typ = goSQLType(field.Type)
	}
	c.def = opts["default"]
	_, c.pk = opts["pk"]
	_, c.notNull = opts["notnull"]
	_, c.generated = opts["autoincrement"]
	if group, ok := opts["unique"]; ok {
		if group == "" {
			c.unique = true
		} else {
			c.group = group
		}
	}
	_, nullzero := opts["nullzero"]
	c.filled = !nullzero && !holdsNull(field.Type)
	b.m.add(c)
}

// relation reads rel:belongs-to,join:account_id=id. Only belongs-to puts a reference on this table; the other
// side has a belongs-to of its own or a column that join names.
func (b *bunReader) relation(f *goFile, fieldName string, typ ast.Expr, rel, join string) {
	target := b.r.tree.resolve(f, elementType(typ))
	if target == nil {
		return
	}
	p := modelRel{target: typeKey{target.file.dir, target.spec.Name.Name}}
	for pair := range strings.SplitSeq(join, ",") {
		if own, other, ok := strings.Cut(pair, "="); ok {
			p.columns = append(p.columns, strings.TrimSpace(own))
			p.refColumns = append(p.refColumns, strings.TrimSpace(other))
		}
	}
	switch rel {
	case "belongs-to":
		if len(p.columns) == 0 {
			p.columns = []string{snakeRuns(fieldName) + "_id"}
		}
	case "has-one", "has-many":
		if len(p.columns) == 0 {
			return
		}
		p.onTarget = true
		p.columns, p.refColumns = p.refColumns, p.columns
		b.m.rels = append(b.m.rels, p)
		return
	default:
		return
	}
	b.pending = append(b.pending, p)
}

// bunTag parses a bun tag: a name, then options separated by commas, some with a value after a colon; a value
// may hold commas in parentheses or quotes, and join may be given several times.
func bunTag(tag string) (name string, opts map[string]string) {
	opts = map[string]string{}
	for i, part := range splitTop(tag) {
		key, value, valued := strings.Cut(part, ":")
		key = strings.TrimSpace(key)
		if i == 0 && !valued {
			name = key
			continue
		}
		value = strings.Trim(value, "'")
		if old, ok := opts[key]; ok && key == "join" {
			value = old + "," + value
		}
		if key != "" {
			opts[key] = value
		}
	}
	return name, opts
}

// splitTop splits at commas outside parentheses and quotes.
func splitTop(s string) []string {
	var parts []string
	depth, start, quoted := 0, 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth <= 0:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}
