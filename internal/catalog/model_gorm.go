package catalog

import (
	"go/ast"
	"strings"
)

// gormLike reports a type without gorm tags that is a model all the same: it is migrated, or names its table
// in a package that uses gorm.
func (r *modelReader) gormLike(d *typeDecl) bool {
	if d.local || !d.file.uses.gorm {
		return false
	}
	if r.migrated[typeKey{d.file.dir, d.spec.Name.Name}] {
		return true
	}
	_, fn := r.tree.method(d.file.dir, d.spec.Name.Name, "TableName")
	return fn != nil
}

// gormModel reads a struct as gorm does. A struct with gorm tags that has no primary key, no table name and
// is not migrated is a part of others.
func (r *modelReader) gormModel(d *typeDecl, st *ast.StructType) *model {
	m := &model{library: "gorm"}
	g := &gormReader{r: r, m: m}
	g.fields(d.file, st, "", "", 6)
	key := typeKey{d.file.dir, d.spec.Name.Name}
	name, named := r.tableNameMethod(d.file.dir, d.spec.Name.Name)
	if d.local {
		named = false
	}
	if !named && !r.migrated[key] && m.column("id") == nil && len(m.primary()) == 0 {
		return nil
	}
	if len(m.columns) == 0 {
		return nil
	}
	if !named {
		name = snakeGorm(d.spec.Name.Name)
		if !r.singular {
			name = plural(name)
		}
		name = r.prefix + name
	}
	m.table = splitName(name)
	m.keyed = len(m.primary()) > 0
	if !m.keyed {
		if c := m.column("id"); c != nil {
			c.pk = true
		}
	}
	m.uniques = groupUniques(m.columns)
	return m
}

// groupUniques collects the unique keys over several columns that tags name.
func groupUniques(columns []*modelColumn) [][]string {
	groups := map[string][]string{}
	for _, c := range columns {
		if c.group != "" {
			groups[c.group] = append(groups[c.group], c.name)
		}
	}
	var out [][]string
	for _, name := range sortedKeys(groups) {
		out = append(out, groups[name])
	}
	return out
}

// gormReader reads the fields of one model.
type gormReader struct {
	r *modelReader
	m *model
}

// fields reads a struct's fields; prefix is what embeddedPrefix puts before the columns, path what stands
// before a field that is not promoted.
func (g *gormReader) fields(f *goFile, st *ast.StructType, prefix, path string, depth int) {
	if depth == 0 {
		return
	}
	for _, field := range st.Fields.List {
		raw, _ := tagOf(field, "gorm")
		tag := gormTag(raw)
		if _, ignored := tag["-"]; ignored {
			continue
		}
		_, embedded := tag["EMBEDDED"]
		if len(field.Names) == 0 {
			if g.embed(f, field.Type, prefix, path, depth) {
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
			if embedded {
				g.embed(f, field.Type, prefix+tag["EMBEDDEDPREFIX"], path+n.Name+".", depth)
				continue
			}
			g.field(f, n.Name, field, tag, prefix, path)
		}
	}
}

// embed reads the fields of an embedded struct. It reports false for a type that is not one.
func (g *gormReader) embed(f *goFile, expr ast.Expr, prefix, path string, depth int) bool {
	if sel, ok := expr.(*ast.SelectorExpr); ok && sel.Sel.Name == "Model" {
		if id, ok := sel.X.(*ast.Ident); ok && id.Name == "gorm" {
			g.gormBase(prefix, path)
			return true
		}
	}
	d := g.r.tree.resolve(f, expr)
	if d == nil {
		return false
	}
	st, ok := d.spec.Type.(*ast.StructType)
	if !ok {
		return false
	}
	g.r.embedded[typeKey{d.file.dir, d.spec.Name.Name}] = true
	g.fields(d.file, st, prefix, path, depth-1)
	return true
}

// gormBase is gorm.Model: id, created_at, updated_at, deleted_at.
func (g *gormReader) gormBase(prefix, path string) {
	for _, c := range [...]struct{ field, typ string }{{"ID", "bigint"}, {"CreatedAt", "timestamp"}, {"UpdatedAt", "timestamp"}, {"DeletedAt", "timestamp"}} {
		col := &modelColumn{field: path + c.field}
		col.name, col.typ = prefix+snakeGorm(c.field), c.typ
		if c.field == "ID" {
			col.pk, col.notNull, col.generated = true, true, true
		}
		g.m.add(col)
	}
}

// field reads one field as a column or a relation.
func (g *gormReader) field(f *goFile, name string, field *ast.Field, tag map[string]string, prefix, path string) {
	_, serialized := tag["SERIALIZER"]
	_, typed := tag["TYPE"]
	_, columned := tag["COLUMN"]
	if !serialized && !typed && !columned {
		switch g.r.classify(f, field.Type, 4) {
		case notColumn:
			return
		case relationField:
			if target := g.r.tree.resolve(f, elementType(field.Type)); target != nil {
				g.relation(name, field.Type, typeKey{target.file.dir, target.spec.Name.Name}, tag)
			}
			return
		}
	}
	c := &modelColumn{field: path + name}
	c.name = prefix + snakeGorm(name)
	if columned && tag["COLUMN"] != "" {
		c.name = prefix + tag["COLUMN"]
	}
	c.typ = strings.ToLower(tag["TYPE"])
	if c.typ == "" {
		c.typ = goSQLType(field.Type)
	}
	c.def = tag["DEFAULT"]
	_, c.notNull = tag["NOT NULL"]
	if _, ok := tag["NOTNULL"]; ok {
		c.notNull = true
	}
	_, pk := tag["PRIMARYKEY"]
	_, pk2 := tag["PRIMARY_KEY"]
	c.pk = pk || pk2
	_, c.generated = tag["AUTOINCREMENT"]
	if value, ok := tag["UNIQUEINDEX"]; ok {
		c.markUnique(value)
	}
	if value, ok := tag["INDEX"]; ok && strings.Contains(value, "unique") {
		c.markUnique(value)
	}
	if _, ok := tag["UNIQUE"]; ok {
		c.unique = true
	}
	c.filled = !holdsNull(field.Type)
	g.m.add(c)
}

// markUnique reads uniqueIndex:name,priority:2: a named index may span several columns.
func (c *modelColumn) markUnique(value string) {
	if strings.Contains(value, "where:") {
		return // partial: unique among some rows only
	}
	name, _, _ := strings.Cut(value, ",")
	if name == "" || strings.Contains(name, ":") {
		c.unique = true
		return
	}
	c.group = name
}

// relation notes a field that holds other rows. has-one, has-many and belongs-to are told apart when all
// models are known.
func (g *gormReader) relation(name string, typ ast.Expr, target typeKey, tag map[string]string) {
	rel := modelRel{target: target, joinTable: tag["MANY2MANY"]}
	rel.columns = splitList(tag["FOREIGNKEY"])
	rel.refColumns = splitList(tag["REFERENCES"])
	rel.onDelete = gormOnDelete(tag["CONSTRAINT"])
	if rel.joinTable != "" {
		rel.columns = nil
		if jk := tag["JOINFOREIGNKEY"]; jk != "" {
			rel.columns = []string{snakeGorm(jk)}
		}
		if jr := tag["JOINREFERENCES"]; jr != "" {
			rel.joinColumns = []string{snakeGorm(jr)}
		}
		g.m.rels = append(g.m.rels, rel)
		return
	}
	if tag["POLYMORPHIC"] != "" {
		return // refers to many tables by a type column: no reference that can be followed
	}
	_, slice := typ.(*ast.ArrayType)
	rel.onTarget = slice
	if !slice && len(rel.columns) == 0 {
		rel.columns = []string{name + "ID"} // belongs-to, if this type has such a field; else has-one
	}
	g.m.rels = append(g.m.rels, rel)
}

// gormOnDelete reads constraint:OnUpdate:CASCADE,OnDelete:SET NULL;.
func gormOnDelete(constraint string) string {
	for part := range strings.SplitSeq(constraint, ",") {
		if name, value, ok := strings.Cut(part, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "ondelete") {
			return strings.ToUpper(strings.TrimSpace(value))
		}
	}
	return ""
}

func splitList(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// gormTag parses a gorm tag: settings separated by semicolons, names without regard to case.
func gormTag(tag string) map[string]string {
	settings := map[string]string{}
	for part := range strings.SplitSeq(tag, ";") {
		name, value, _ := strings.Cut(part, ":")
		name = strings.ToUpper(strings.TrimSpace(name))
		if name != "" {
			settings[name] = strings.TrimSpace(value)
		}
	}
	return settings
}
