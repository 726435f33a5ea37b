package catalog

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// modelReader reads the models of a tree.
type modelReader struct {
	tree     *goTree
	models   []*model
	byType   map[typeKey]*model
	migrated map[typeKey]bool // given to AutoMigrate
	embedded map[typeKey]bool // embedded in another model
	gonic    bool             // xorm's GonicMapper is in use
	singular bool             // gorm's SingularTable
	prefix   string           // gorm's TablePrefix
}

// readModels reads every model of the tree, in the order of directories, files and declarations.
func readModels(t *goTree) []*model {
	r := &modelReader{tree: t, byType: map[typeKey]*model{}, migrated: map[typeKey]bool{}, embedded: map[typeKey]bool{}}
	var types []*typeDecl
	for _, dir := range t.dirs() {
		for _, f := range t.files[dir] {
			r.survey(f)
			types = append(types, declaredTypes(f)...)
		}
	}
	for _, d := range types {
		st, ok := d.spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		var m *model
		switch {
		case embeds(st, "ent", "Schema"):
			m = r.entModel(d, st)
		case hasTag(st, "bun") || embeds(st, "bun", "BaseModel"):
			m = r.bunModel(d, st)
		case hasTag(st, "xorm"):
			m = r.xormModel(d, st)
		case hasTag(st, "gorm") || embeds(st, "gorm", "Model") || r.gormLike(d):
			m = r.gormModel(d, st)
		case d.file.uses.sqlc && hasSuffixFile(d.file, "models.go"):
			m = r.sqlcModel(d, st)
		case hasTag(st, "db") && !d.local:
			m = r.dbModel(d, st)
		}
		if m != nil {
			r.keep(d, m)
		}
	}
	r.follow()
	r.dropEmbedded()
	r.placeEdges()
	r.relate()
	return r.models
}

// keep adds a model that was read from a declaration.
func (r *modelReader) keep(d *typeDecl, m *model) {
	m.key = typeKey{d.file.dir, d.spec.Name.Name}
	m.at = Source{File: d.file.path, Line: r.tree.line(d.spec.Pos())}
	m.side = d.file.side
	m.weak = m.weak || d.local
	r.models = append(r.models, m)
	if !d.local {
		r.byType[m.key] = m
	}
}

// follow reads the types that gorm's models relate to and that carry no tag of their own: gorm makes tables
// of them as well.
func (r *modelReader) follow() {
	tried := map[typeKey]bool{}
	for i := 0; i < len(r.models); i++ {
		m := r.models[i]
		if m.library != "gorm" || m.weak {
			continue
		}
		for _, rel := range m.rels {
			if r.byType[rel.target] != nil || tried[rel.target] {
				continue
			}
			tried[rel.target] = true
			d := r.tree.findType(rel.target.dir, rel.target.name)
			if d == nil {
				continue
			}
			if st, ok := d.spec.Type.(*ast.StructType); ok {
				if m := r.gormModel(d, st); m != nil {
					r.keep(d, m)
				}
			}
		}
	}
}

// survey notes what a file says about the models of other files.
func (r *modelReader) survey(f *goFile) {
	if !f.uses.gorm && !f.uses.xorm && !f.uses.bun {
		return
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch e := n.(type) {
		case *ast.CallExpr:
			if name := baseName(e.Fun); name == "AutoMigrate" {
				for _, a := range e.Args {
					r.migrate(f, a, 3)
				}
			}
		case *ast.CompositeLit:
			if baseName(e.Type) == "NamingStrategy" {
				r.naming(f, e)
			}
		case *ast.SelectorExpr:
			if e.Sel.Name == "GonicMapper" {
				r.gonic = true
			}
		}
		return true
	})
}

// naming reads gorm's schema.NamingStrategy{TablePrefix: "t_", SingularTable: true}.
func (r *modelReader) naming(f *goFile, lit *ast.CompositeLit) {
	for _, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch key, _ := kv.Key.(*ast.Ident); {
		case key == nil:
		case key.Name == "SingularTable":
			id, ok := kv.Value.(*ast.Ident)
			r.singular = r.singular || ok && id.Name == "true"
		case key.Name == "TablePrefix":
			if s, ok := r.tree.text(f, kv.Value); ok && !strings.Contains(s, sqlread.HoleMark) {
				r.prefix = s
			}
		}
	}
}

// migrate notes the types of AutoMigrate's arguments: &T{}, new(T), a variable that lists them.
func (r *modelReader) migrate(f *goFile, arg ast.Expr, depth int) {
	switch e := arg.(type) {
	case *ast.UnaryExpr:
		r.migrate(f, e.X, depth)
	case *ast.Ellipsis:
		r.migrate(f, e.Elt, depth)
	case *ast.CallExpr:
		if id, ok := e.Fun.(*ast.Ident); ok && id.Name == "new" && len(e.Args) == 1 {
			r.note(f, e.Args[0])
		}
	case *ast.CompositeLit:
		if _, list := e.Type.(*ast.ArrayType); list {
			for _, el := range e.Elts {
				r.migrate(f, el, depth)
			}
			return
		}
		r.note(f, e.Type)
	case *ast.Ident:
		if v := r.tree.constant(f.dir, e.Name); v != nil && depth > 0 {
			r.migrate(v.file, v.expr, depth-1)
		}
	}
}

func (r *modelReader) note(f *goFile, expr ast.Expr) {
	if d := r.tree.resolve(f, expr); d != nil {
		r.migrated[typeKey{d.file.dir, d.spec.Name.Name}] = true
	}
}

// dropEmbedded leaves out types that are only parts of others: embedded or mixed in, not migrated on their
// own and without a table name of their own. Where most of gorm's models are given to AutoMigrate, a type
// that is not, that no other refers to and that names neither table nor primary key is the shape of a result.
func (r *modelReader) dropEmbedded() {
	gorm, migrated := 0, 0
	related := map[typeKey]bool{}
	for _, m := range r.models {
		if m.library == "gorm" && !m.weak {
			gorm++
			if r.migrated[m.key] {
				migrated++
			}
		}
		for _, rel := range m.rels {
			related[rel.target] = true
		}
	}
	r.models = slices.DeleteFunc(r.models, func(m *model) bool {
		shape := m.library == "gorm" && migrated*2 > gorm && !related[m.key] && !m.keyed
		if !r.embedded[m.key] && !shape || r.migrated[m.key] {
			return false
		}
		if _, named := r.tableNameMethod(m.key.dir, m.key.name); named && m.library != "ent" {
			return false
		}
		delete(r.byType, m.key)
		return true
	})
}

// tableNameMethod gives what TableName() returns: its last constant result.
func (r *modelReader) tableNameMethod(dir, typeName string) (string, bool) {
	f, fn := r.tree.method(dir, typeName, "TableName")
	if fn == nil || fn.Body == nil {
		return "", false
	}
	name := ""
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
			if s, ok := r.tree.text(f, ret.Results[0]); ok && !strings.Contains(s, sqlread.HoleMark) {
				name = s
			}
		}
		return true
	})
	return name, name != ""
}

// declaredTypes lists the types of a file, package-level and local, in order.
func declaredTypes(f *goFile) []*typeDecl {
	var out []*typeDecl
	for _, d := range f.syntax.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.TYPE {
				for _, s := range d.Specs {
					out = append(out, &typeDecl{file: f, spec: s.(*ast.TypeSpec)})
				}
			}
		case *ast.FuncDecl:
			if d.Body == nil {
				continue
			}
			ast.Inspect(d.Body, func(n ast.Node) bool {
				if spec, ok := n.(*ast.TypeSpec); ok {
					out = append(out, &typeDecl{file: f, spec: spec, local: true})
				}
				return true
			})
		}
	}
	return out
}
