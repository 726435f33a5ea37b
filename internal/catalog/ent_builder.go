package catalog

import (
	"go/ast"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// entChain is field.String("x").Optional().Unique(): a constructor and the calls on its result.
type entChain struct {
	pkg, fn string
	args    []ast.Expr
	calls   map[string][]ast.Expr
}

func (c *entChain) has(name string) bool { _, ok := c.calls[name]; return ok }

// chain reads a call as a builder chain of ent's packages field, edge, index and entsql.
func (e *entReader) chain(f *goFile, call *ast.CallExpr) (*entChain, bool) {
	ch := &entChain{calls: map[string][]ast.Expr{}}
	for {
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return nil, false
		}
		switch x := sel.X.(type) {
		case *ast.CallExpr:
			ch.calls[sel.Sel.Name] = append(ch.calls[sel.Sel.Name], call.Args...)
			call = x
		case *ast.Ident:
			imported := f.imported(x.Name)
			i := strings.LastIndexByte(imported, '/')
			if !strings.Contains(imported, "ent") || i < 0 {
				return nil, false
			}
			ch.pkg, ch.fn, ch.args = imported[i+1:], sel.Sel.Name, call.Args
			return ch, true
		default:
			return nil, false
		}
	}
}

// strings evaluates constant string arguments.
func (e *entReader) strings(f *goFile, args []ast.Expr) []string {
	var out []string
	for _, a := range args {
		if s, ok := e.r.tree.text(f, a); ok {
			out = append(out, s)
		}
	}
	return out
}

func (e *entReader) first(f *goFile, args []ast.Expr) string {
	if s := e.strings(f, args); len(s) > 0 {
		return s[0]
	}
	return ""
}

// field reads field.X("name")….
func (e *entReader) field(f *goFile, ch *entChain) {
	name := e.first(f, ch.args)
	if name == "" || strings.Contains(name, sqlread.HoleMark) {
		return // the program makes up the name
	}
	if ch.fn == "ID" { // field.ID("a", "b") as an annotation: a composite primary key
		e.compositeID = true
		for _, part := range e.strings(f, ch.args) {
			if c := e.m.columnOfField(part); c != nil {
				c.pk = true
			}
		}
		return
	}
	c := &modelColumn{field: name}
	c.name = name
	if key := e.first(f, ch.calls["StorageKey"]); key != "" {
		c.name = key
	}
	c.notNull = !ch.has("Optional")
	c.unique = ch.has("Unique")
	c.typ = entTypes(ch.fn)
	if old := e.m.columnOfField(name); old != nil {
		*old = *c // a schema's field replaces its mixin's
		return
	}
	e.m.add(c)
}

func entTypes(fn string) string {
	switch fn {
	case "String", "Text", "Enum":
		return "text"
	case "UUID":
		return "uuid"
	case "Bool":
		return "boolean"
	case "Time":
		return "timestamp"
	case "JSON", "Strings", "Ints", "Floats", "Any":
		return "jsonb"
	case "Bytes":
		return "bytea"
	case "Int", "Int8", "Int16", "Int32", "Int64", "Uint", "Uint8", "Uint16", "Uint32", "Uint64":
		return "bigint"
	case "Float", "Float32":
		return "double precision"
	}
	return ""
}

// index reads index.Fields("a").Edges("b").Unique(). A predicate makes it partial: unique among some rows
// only.
func (e *entReader) index(f *goFile, ch *entChain) {
	if !ch.has("Unique") {
		return
	}
	for _, a := range ch.calls["Annotations"] {
		if sub, ok := a.(*ast.CallExpr); ok && baseName(sub.Fun) == "IndexWhere" {
			return
		}
	}
	ix := entIndex{edges: e.strings(f, ch.calls["Edges"]), fields: e.strings(f, ch.calls["Fields"])}
	switch ch.fn {
	case "Fields":
		ix.fields = append(e.strings(f, ch.args), ix.fields...)
	case "Edges":
		ix.edges = append(e.strings(f, ch.args), ix.edges...)
	}
	e.indexes = append(e.indexes, ix)
}

// annotation reads entsql.Annotation{Table: "x", Schema: "y"} and ent.Config{Table: "x"}.
func (e *entReader) annotation(f *goFile, lit *ast.CompositeLit) {
	if name := baseName(lit.Type); name != "Annotation" && name != "Config" {
		return
	}
	for _, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, _ := kv.Key.(*ast.Ident)
		if s, ok := e.r.tree.text(f, kv.Value); ok && key != nil {
			switch key.Name {
			case "Table":
				e.table = s
			case "Schema":
				e.tableSchema = s
			}
		}
	}
}

// entsqlCall reads entsql.Table("x") and entsql.Schema("y").
func (e *entReader) entsqlCall(f *goFile, ch *entChain) {
	switch ch.fn {
	case "Table":
		e.table = e.first(f, ch.args)
	case "Schema":
		e.tableSchema = e.first(f, ch.args)
	case "WithComments", "Annotation":
	}
}
