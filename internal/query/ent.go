package query

import (
	"go/constant"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// generated knows the clients that ent writes for a schema: their types and methods are named for the schema's types, fields and edges,
// so their rows are templates (lib_ent.go) that are filled in when a call is met. A client is recognised by its shape, because export data
// carries no header.
type generated struct {
	f      *Finder
	lib    Library
	rows   map[string]*Row // nil for a function that is known to be none
	client map[*types.Package]bool
	models map[*types.TypeName]*model
}

func newGenerated(f *Finder) *generated {
	return &generated{
		f: f, lib: entLibrary(), rows: map[string]*Row{}, client: map[*types.Package]bool{}, models: map[*types.TypeName]*model{},
	}
}

// entMarks are names that every generated client package declares.
var entMarks = [...]string{"Client", "NewClient", "Tx", "Hook", "Interceptor", "MutateFunc", "AggregateFunc", "IsNotFound"}

// isClient reports a generated client package.
func (g *generated) isClient(p *types.Package) bool {
	if p == nil {
		return false
	}
	is, ok := g.client[p]
	if !ok {
		is = declares(p, entMarks[:])
		g.client[p] = is
	}
	return is
}

// IsShaped reports a package that ent or sqlboiler writes for a schema: its functions have rows without the library being named where they are called.
func IsShaped(p *types.Package) bool { return declares(p, entMarks[:]) || declares(p, boilMarks[:]) }

// declares reports a package that declares every one of some names.
func declares(p *types.Package, names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return p.Scope().Lookup(name) == nil })
}

// entity is a schema's type in a client package.
type entity struct {
	client *types.Package // nil when only the entity's own package is known
	pkg    *types.Package // the entity's own package of constants; nil when it was not loaded
	name   string
}

// roleTypes are the builders of an entity: the suffixes of their names, longest first.
var roleTypes = [...]string{"CreateBulk", "UpsertBulk", "UpsertOne", "UpdateOne", "DeleteOne", "GroupBy", "Client", "Create", "Update", "Delete", "Select", "Upsert", "Query"}

// entityOf splits the name of a builder type into entity and role.
func (g *generated) entityOf(t *types.Named) (entity, string, bool) {
	p := t.Obj().Pkg()
	if !g.isClient(p) {
		return entity{}, "", false
	}
	name := t.Obj().Name()
	for _, role := range roleTypes {
		if e, ok := strings.CutSuffix(name, role); ok && e != "" && p.Scope().Lookup(e+"Client") != nil {
			return g.entity(p, e), role, true
		}
	}
	if p.Scope().Lookup(name+"Client") != nil {
		return g.entity(p, name), "", true
	}
	return entity{}, "", false
}

func (g *generated) entity(client *types.Package, name string) entity {
	e := entity{client: client, name: name}
	want := client.Path() + "/" + strings.ToLower(name)
	for _, imp := range client.Imports() {
		if imp.Path() == want {
			e.pkg = imp
		}
	}
	if e.pkg == nil || e.pkg.Scope().Lookup("Table") == nil {
		// Export data of the client holds little of the packages behind it; the analysed package may import them itself.
		for _, imp := range g.f.P.Types.Imports() {
			if imp.Path() == want {
				e.pkg = imp
			}
		}
	}
	return e
}

// kindOf is the kind of a generated builder type.
func (g *generated) kindOf(t types.Type) builderKind {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return noBuilder
	}
	_, role, ok := g.entityOf(n)
	switch {
	case !ok || role == "" || role == "Upsert":
		return noBuilder
	case role == "Client":
		return handle
	}
	return builder
}

// row finds the row of a function of a generated client, or of an entity's package.
func (g *generated) row(obj *types.Func, key string) *Row {
	if obj.Pkg() == nil {
		return nil
	}
	if r, ok := g.rows[key]; ok {
		return r
	}
	r := g.method(obj)
	if r == nil {
		r = g.predicate(obj)
	}
	if r != nil {
		r.Func = key
		r.lib = &g.lib
	}
	g.rows[key] = r
	return r
}

// owns reports whether a package belongs to a generated client, so that its functions must be listed.
func (g *generated) owns(p *types.Package) bool { return g.isClient(p) }

// method fills in the template of a method of a client package.
func (g *generated) method(obj *types.Func) *Row {
	sig := obj.Signature()
	if sig.Recv() == nil {
		if g.isClient(obj.Pkg()) {
			return &Row{} // helpers: NewClient, IsNotFound, As, Count …
		}
		return nil
	}
	t := sig.Recv().Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || !g.isClient(obj.Pkg()) {
		return nil
	}
	e, role, ok := g.entityOf(n)
	if !ok {
		// The feature sql/execquery: the client and its transactions get the two methods from the config that they embed.
		switch obj.Name() {
		case "ExecContext", "QueryContext":
			return &Row{Op: OpSQL, Args: "_ sql args..."}
		}
		return &Row{}
	}
	row := g.template(e, role, obj)
	if row == nil {
		return nil
	}
	out := *row
	out.entity = &e
	return &out
}

// template finds the template of a method by role and name.
func (g *generated) template(e entity, role string, obj *types.Func) *Row {
	for i := range g.lib.Rows {
		t := &g.lib.Rows[i]
		of, pattern, ok := strings.Cut(t.Func, ".")
		if !ok || of != "{T}"+role {
			continue
		}
		word, ok := matchName(pattern, obj.Name())
		if !ok {
			continue
		}
		row := *t
		switch {
		case strings.Contains(pattern, "{Field}"):
			col, ok := g.columnOf(e, word)
			if !ok {
				continue
			}
			row.Column = col
		case strings.Contains(pattern, "{Edge}"):
			edge := g.edgeOf(e, word, obj)
			if edge == nil {
				continue
			}
			row.Edge = edge
			if row.Clause == ClauseSet && len(edge.own) > 0 && edge.belongs {
				row.Column = edge.own[0]
			} else if row.Clause == ClauseSet {
				row.Clause, row.Args = ClauseNop, ""
			}
		}
		return &row
	}
	return g.custom(role, obj)
}

// custom reads a method that the user's own templates added to a builder, by its shape: one that takes a context and may fail ends the
// chain; one that gives a builder may add to it, which makes it one that is not read.
func (g *generated) custom(role string, obj *types.Func) *Row {
	sig := obj.Signature()
	results := sig.Results()
	if role == "" || role == "Client" || role == "Upsert" {
		return &Row{}
	}
	if results.Len() > 0 && g.kindOf(results.At(0).Type()) == builder {
		return nil
	}
	if sig.Params().Len() > 0 && strings.HasSuffix(sig.Params().At(0).Type().String(), "context.Context") {
		return &Row{Op: OpEnd}
	}
	return &Row{Op: OpLink}
}

// matchName matches a name with a pattern that holds at most one word in braces, and gives what the word stands for.
func matchName(pattern, name string) (word string, ok bool) {
	open := strings.IndexByte(pattern, '{')
	if open < 0 {
		return "", pattern == name
	}
	shut := strings.IndexByte(pattern, '}')
	before, after := pattern[:open], pattern[shut+1:]
	if len(name) <= len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after) {
		return "", false
	}
	return name[len(before) : len(name)-len(after)], true
}

// constOf is a constant of an entity's package.
func (e entity) constOf(name string) (string, bool) {
	if e.pkg == nil {
		return "", false
	}
	c, ok := e.pkg.Scope().Lookup(name).(*types.Const)
	if !ok || c.Val().Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Val()), true
}

// tableOf is an entity's table.
func (g *generated) tableOf(e entity) string {
	if s, ok := e.constOf("Table"); ok {
		return s
	}
	if t := g.catalogTable(e); t != "" {
		return t
	}
	return plural(snake(e.name))
}

func (g *generated) catalogTable(e entity) string {
	if g.f.Catalog == nil {
		return ""
	}
	if e.client != nil {
		// The catalog knows the schema's type, which lies in a package beside the client.
		dir := path.Dir(e.client.Path())
		for _, pkg := range [...]string{e.client.Path(), e.client.Path() + "/schema", dir + "/schema"} {
			if t, _, ok := g.f.Catalog.TableByModel(pkg, e.name); ok {
				return t.Name
			}
		}
	}
	if t, ok := g.f.Catalog.Table("", plural(snake(e.name))); ok {
		return t.Name
	}
	return ""
}

// columnOf is the column of a field by its Go name.
func (g *generated) columnOf(e entity, field string) (string, bool) {
	if c, ok := e.constOf("Field" + field); ok {
		return c, true
	}
	if e.pkg != nil && e.pkg.Scope().Lookup("Table") != nil {
		return "", false // its constants are known, and this is none of them
	}
	if e.client == nil {
		return "", false
	}
	tn, ok := e.client.Scope().Lookup(e.name).(*types.TypeName)
	if !ok {
		return "", false
	}
	if st := flow.Struct(tn.Type()); st != nil {
		for i := range st.NumFields() {
			if st.Field(i).Name() == field {
				return snake(field), true
			}
		}
	}
	return "", false
}

// model is the model of an entity.
func (g *generated) model(e entity) *model {
	var tn *types.TypeName
	if e.client != nil {
		tn, _ = e.client.Scope().Lookup(e.name).(*types.TypeName)
	}
	if tn != nil && g.models[tn] != nil {
		return g.models[tn]
	}
	m := &model{table: g.tableOf(e)}
	if s, ok := e.constOf("Table"); ok {
		m.table = s
	}
	id, ok := e.constOf("FieldID")
	if !ok {
		id = "id"
	}
	m.fields = []modelField{{path: []string{"ID"}, column: id, key: true}}
	if tn != nil {
		if n, ok := tn.Type().(*types.Named); ok {
			m.typ = n
		}
		if st := flow.Struct(tn.Type()); st != nil {
			for i := range st.NumFields() {
				f := st.Field(i)
				if f.Name() == "ID" || !f.Exported() {
					continue
				}
				if col, ok := g.columnOf(e, f.Name()); ok {
					m.fields = append(m.fields, modelField{path: []string{f.Name()}, column: col, typ: f.Type()})
				}
			}
		}
		g.models[tn] = m
	}
	return m
}

// generatedModel takes the table of a row for the statement's.
func (b *build) generatedModel(row *Row) {
	switch {
	case b.from != nil || b.model != nil:
	case row.entity != nil && row.Edge == nil:
		b.useModel(b.c.generated.model(*row.entity))
	case row.model != nil:
		b.useModel(b.c.models.of(row.model, b.lib.Rules))
	case row.Table != "":
		b.from, b.fixed = &sqlread.Relation{Name: row.Table}, true
	}
}
