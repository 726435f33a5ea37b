package query

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// ModelRules say how a library maps Go types to tables.
type ModelRules struct {
	// Tag is the struct tag that the library reads.
	Tag string
	// Plural is true when a table is named for the plural of its type.
	Plural bool
	// Read reads one field's tag; typ is the key of the field's type.
	Read func(tag, typ string) FieldTag
	// Keys are the names of fields that are the primary key where no tag says so, the first that exists.
	Keys []string
	// Alias is true when a table goes by the snake-case name of its type in every statement.
	Alias bool
	// Embeds is true when embedded structs without a tag are part of the row.
	Embeds bool
	// Relations is true when a field of a struct or slice type without a tag is a relation.
	Relations bool
	// Hooks are methods by which a model changes its own values before it is written.
	Hooks []string
}

// FieldTag is what a struct tag says of a field.
type FieldTag struct {
	Skip       bool
	Column     string
	Key        bool
	Generated  bool // the database makes the value
	Embed      bool
	Prefix     string // of the columns of an embedded struct
	Serialized bool   // a struct that is one column
	ReadOnly   bool   // never written
	// Table and Alias stand on an embedded marker: `bun:"table:orders,alias:o"`.
	Table, Alias string
	// Relation is "belongs-to", "has-one", "has-many" or "many-to-many" where the tag says which; empty otherwise.
	Relation string
	// Foreign and References name Go fields: of the side that holds the key, and of the side that it refers to.
	Foreign, References []string
	// Join are pairs of columns: of this side and of the other.
	Join [][2]string
	// Through is the table of a many-to-many relation, ThroughForeign and ThroughReferences its columns.
	Through, ThroughForeign, ThroughReferences string
	// Polymorphic is the prefix of the columns "<x>_id" and "<x>_type".
	Polymorphic string
}

// model is a Go type as a library maps it.
type model struct {
	typ           *types.Named
	schema, table string
	why           string // why the table is not known
	alias         string
	fields        []modelField
}

// modelField is a column or a relation of a model.
type modelField struct {
	path      []string // leads from the model's value to the field
	column    string   // empty for a relation
	key       bool
	generated bool
	readOnly  bool
	typ       types.Type
	rel       *FieldTag
}

// name is the field's own name.
func (f *modelField) name() string { return f.path[len(f.path)-1] }

// models finds models and remembers them for the package under analysis.
type models struct {
	f     *Finder
	known map[modelKey]*model
}

type modelKey struct {
	t   types.Type
	tag string
}

func newModels(f *Finder) *models { return &models{f: f, known: map[modelKey]*model{}} }

// rowType is the named struct type that a value holds rows of: through pointers, slices, arrays and aliases. nil when there is none.
func rowType(t types.Type) *types.Named {
	for range 8 {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Named:
			switch under := u.Underlying().(type) {
			case *types.Struct:
				return u
			case *types.Slice:
				t = under.Elem()
			case *types.Pointer:
				t = under.Elem()
			default:
				return nil
			}
		default:
			return nil
		}
	}
	return nil
}

// isList reports whether a value holds several rows.
func isList(t types.Type) bool {
	for {
		p, ok := types.Unalias(t).Underlying().(*types.Pointer)
		if !ok {
			break
		}
		t = p.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	}
	return false
}

// of reads a model; rules are those of the library that uses it.
func (m *models) of(t *types.Named, rules *ModelRules) *model {
	k := modelKey{t, rules.Tag}
	if got := m.known[k]; got != nil {
		return got
	}
	out := &model{typ: t}
	m.known[k] = out
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		out.why = "the model is no struct"
		return out
	}
	var marker FieldTag
	out.fields = m.fields(st, rules, nil, "", &marker, 0)
	m.keys(out, rules)
	out.alias = marker.Alias
	if out.alias == "" && rules.Alias {
		out.alias = snake(t.Obj().Name())
	}
	m.table(out, rules, marker)
	m.catalogFields(out)
	return out
}

// fields lists the columns and relations of a struct, embedded ones flattened.
func (m *models) fields(st *types.Struct, rules *ModelRules, path []string, prefix string, marker *FieldTag, depth int) []modelField {
	if depth > 6 {
		return nil
	}
	var out []modelField
	for i := range st.NumFields() {
		v := st.Field(i)
		tag := rules.Read(reflect.StructTag(st.Tag(i)).Get(rules.Tag), flow.TypeKey(v.Type()))
		if tag.Table != "" || tag.Alias != "" {
			if depth == 0 || marker.Table == "" {
				*marker = tag
			}
			continue
		}
		if tag.Skip || !v.Exported() && !v.Embedded() {
			continue
		}
		at := append(slices.Clone(path), v.Name())
		inner := flow.Struct(v.Type())
		if inner != nil && !tag.Serialized && (tag.Embed || v.Embedded() && rules.Embeds && tag.Column == "") && !isColumnType(v.Type()) {
			out = append(out, m.fields(inner, rules, at, prefix+tag.Prefix, marker, depth+1)...)
			continue
		}
		if tag.Relation != "" || rules.Relations && !tag.Serialized && isRelationType(v.Type()) {
			out = append(out, modelField{path: at, typ: v.Type(), rel: &tag})
			continue
		}
		if !v.Exported() {
			continue
		}
		column := tag.Column
		if column == "" {
			column = snake(v.Name())
		}
		out = append(out, modelField{path: at, column: prefix + column, key: tag.Key, generated: tag.Generated, readOnly: tag.ReadOnly, typ: v.Type()})
	}
	return out
}

// isRelationType reports a field type that a library without tags takes for a relation: a struct of the user's own, or a list of them.
func isRelationType(t types.Type) bool {
	n := rowType(t)
	if n == nil || n.Obj().Pkg() == nil || isColumnType(n) {
		return false
	}
	if isList(t) {
		// A named list with its own way into the database is a column.
		return !isColumnType(t)
	}
	return true
}

// isColumnType reports a struct type that is the value of one column: it knows how to scan itself, or is a time.
func isColumnType(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		p, isPtr := types.Unalias(t).(*types.Pointer)
		if !isPtr {
			return false
		}
		if n, ok = types.Unalias(p.Elem()).(*types.Named); !ok {
			return false
		}
	}
	if pkg := n.Obj().Pkg(); pkg != nil {
		switch pkg.Path() {
		case "time", "net/netip", "net", "net/url", "math/big", "database/sql", "encoding/json":
			return true
		}
	}
	return hasMethod(n, "Scan") || hasMethod(n, "Value") || hasMethod(n, "GormDataType")
}

func hasMethod(n *types.Named, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), name)
	_, ok := obj.(*types.Func)
	return ok
}

// keys marks the primary key where no tag does.
func (m *models) keys(out *model, rules *ModelRules) {
	if slices.ContainsFunc(out.fields, func(f modelField) bool { return f.key }) {
		return
	}
	for _, name := range rules.Keys {
		for i := range out.fields {
			if f := &out.fields[i]; f.column != "" && f.name() == name {
				f.key = true
				return
			}
		}
	}
}

// catalogFields takes a field's column from the catalog where it knows the model: a naming strategy of the user's own shows there only.
func (m *models) catalogFields(out *model) {
	if m.f.Catalog == nil || out.typ.Obj().Pkg() == nil {
		return
	}
	t, cm, ok := m.f.Catalog.TableByModel(out.typ.Obj().Pkg().Path(), out.typ.Obj().Name())
	if !ok {
		return
	}
	for i := range out.fields {
		f := &out.fields[i]
		if f.column == "" {
			continue
		}
		if c, ok := t.FieldColumn(cm, strings.Join(f.path, ".")); ok {
			f.column = c.Name
		} else if c, ok := t.FieldColumn(cm, f.name()); ok && len(f.path) == 1 {
			f.column = c.Name
		}
		if len(t.PrimaryKey) > 0 && slices.ContainsFunc(t.PrimaryKey, func(k string) bool { return strings.EqualFold(k, f.column) }) {
			f.key = true
		}
	}
}

// keyFields are the fields of the primary key.
func (m *model) keyFields() []*modelField {
	var out []*modelField
	for i := range m.fields {
		if m.fields[i].key {
			out = append(out, &m.fields[i])
		}
	}
	return out
}

// field finds a field by its Go name, its path or its column.
func (m *model) field(name string) *modelField {
	for i := range m.fields {
		if f := &m.fields[i]; f.name() == name && len(f.path) == 1 || strings.Join(f.path, ".") == name {
			return f
		}
	}
	for i := range m.fields {
		if f := &m.fields[i]; f.name() == name || f.column != "" && strings.EqualFold(f.column, name) {
			return f
		}
	}
	return nil
}

// columnOf is the column that a name stands for: a Go field's, else the name itself.
func (m *model) columnOf(name string) string {
	if m != nil {
		if f := m.field(name); f != nil && f.column != "" {
			return f.column
		}
	}
	return name
}
