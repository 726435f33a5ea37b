package catalog

import (
	"go/ast"
	"slices"

	"strings"
)

// entModel reads an ent schema: Fields, Edges, Indexes, Annotations, Mixin, Policy and Interceptors of the
// type and of its mixins. The methods' bodies are searched for the builder chains, also through functions of
// the user's that they call; what decides at run time which chain counts is not asked.
func (r *modelReader) entModel(d *typeDecl, _ *ast.StructType) *model {
	if d.local {
		return nil
	}
	m := &model{library: "ent"}
	e := &entReader{r: r, m: m, seen: map[string]bool{}}
	e.schema(d.file, d.spec.Name.Name, entDepth)
	if e.table == "" {
		e.table = snakeRuns(plural(snakeRuns(d.spec.Name.Name)))
	}
	m.table = splitName(e.table)
	if e.tableSchema != "" {
		m.table.Schema = e.tableSchema
	}
	if m.column("id") == nil && !e.compositeID {
		c := &modelColumn{field: "ID", pk: true}
		c.name, c.typ, c.notNull, c.generated = "id", "bigint", true, true
		m.columns = slices.Insert(m.columns, 0, c)
	}
	for _, c := range m.columns {
		if c.name == "id" {
			c.pk = true
		}
	}
	m.indexes = e.indexes
	return m
}

// entDepth bounds mixins inside mixins and functions that functions call; what was read once is not read
// again in any case.
const entDepth = 24

// entReader collects what a schema and its mixins say. Columns carry the name of the ent field in field,
// until the Go name is put there.
type entReader struct {
	r           *modelReader
	m           *model
	table       string
	tableSchema string
	compositeID bool
	indexes     []entIndex
	seen        map[string]bool // schemas and functions that were read
}

type entIndex struct{ fields, edges []string }

// schema reads the methods of one type: the schema itself or a mixin.
func (e *entReader) schema(f *goFile, name string, depth int) {
	if depth == 0 || e.seen["type "+f.dir+"."+name] {
		return
	}
	e.seen["type "+f.dir+"."+name] = true
	if mf, fn := e.r.tree.method(f.dir, name, "Mixin"); fn != nil {
		e.mixins(mf, fn.Body, depth)
	}
	for _, method := range [...]string{"Annotations", "Config", "Fields", "Edges", "Indexes"} {
		if mf, fn := e.r.tree.method(f.dir, name, method); fn != nil && fn.Body != nil {
			e.body(mf, fn.Body, depth)
		}
	}
	for _, guard := range [...]struct{ method, kind string }{{"Policy", "policy"}, {"Interceptors", "interceptor"}} {
		if gf, fn := e.r.tree.method(f.dir, name, guard.method); fn != nil && !returnsNothing(fn) && !delegates(fn) {
			var words strings.Builder
			e.words(gf, fn, &words, 3)
			e.m.guards = append(e.m.guards, Guard{Kind: guard.kind, Type: name, Dir: f.dir, words: words.String()})
		}
	}
	// A schema or mixin may embed another one of the user's.
	if d := e.r.tree.findType(f.dir, name); d != nil {
		if st, ok := d.spec.Type.(*ast.StructType); ok {
			for _, field := range st.Fields.List {
				if len(field.Names) == 0 {
					e.mixin(d.file, field.Type, depth-1)
				}
			}
		}
	}
}

// returnsNothing reports a method whose only result is nil or an empty list.
func returnsNothing(fn *ast.FuncDecl) bool {
	if fn.Body == nil || len(fn.Body.List) != 1 {
		return false
	}
	ret, ok := fn.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return false
	}
	switch v := ret.Results[0].(type) {
	case *ast.Ident:
		return v.Name == "nil"
	case *ast.CompositeLit:
		_, list := v.Type.(*ast.ArrayType)
		return list && len(v.Elts) == 0
	}
	return false
}

// mixins reads the composite literals and constructor calls of a Mixin method.
func (e *entReader) mixins(f *goFile, body ast.Node, depth int) {
	if body == nil || depth == 0 {
		return
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CompositeLit:
			if _, list := x.Type.(*ast.ArrayType); list {
				return true
			}
			if !e.libraryMixin(f, x.Type) {
				e.mixin(f, x.Type, depth)
			}
		case *ast.CallExpr:
			if cf, fn := e.callee(f, x); fn != nil {
				if !e.seen["mixin "+cf.dir+"."+fn.Name.Name] {
					e.seen["mixin "+cf.dir+"."+fn.Name.Name] = true
					e.mixins(cf, fn.Body, depth-1)
				}
			}
		}
		return true
	})
}

// mixin reads the type of a mixin. The type arguments of a generic one are mixins too: what a wrapper adds to
// is what it wraps.
func (e *entReader) mixin(f *goFile, typ ast.Expr, depth int) {
	if depth <= 0 {
		return
	}
	if ix, ok := typ.(*ast.IndexExpr); ok {
		e.mixin(f, ix.Index, depth-1)
	}
	d := e.r.tree.named(f, typ)
	if d == nil {
		return
	}
	if d.spec.Assign.IsValid() {
		e.mixin(d.file, d.spec.Type, depth-1)
		return
	}
	e.r.embedded[typeKey{d.file.dir, d.spec.Name.Name}] = true
	e.schema(d.file, d.spec.Name.Name, depth-1)
}

// delegates reports a method that hands on what the same method of others returns: a wrapper guards nothing
// by itself.
func delegates(fn *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && len(call.Args) == 0 {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == fn.Name.Name {
				found = true
			}
		}
		return !found
	})
	return found
}

// words collects the identifiers and strings of a function and of the functions of the user's that it calls.
func (e *entReader) words(f *goFile, fn *ast.FuncDecl, out *strings.Builder, depth int) {
	if fn == nil || fn.Body == nil || depth == 0 {
		return
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.Ident:
			out.WriteString(FoldColumn(x.Name) + " ")
		case *ast.BasicLit:
			out.WriteString(FoldColumn(x.Value) + " ")
		case *ast.CallExpr:
			cf, callee := e.callee(f, x)
			e.words(cf, callee, out, depth-1)
		}
		return true
	})
}

// libraryMixin knows the mixins that come with ent.
func (e *entReader) libraryMixin(f *goFile, typ ast.Expr) bool {
	sel, ok := typ.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	if !ok || !strings.HasSuffix(f.imported(pkg.Name), "ent/schema/mixin") {
		return false
	}
	for _, c := range [...]struct{ mixin, column string }{{"CreateTime", "create_time"}, {"UpdateTime", "update_time"}} {
		if sel.Sel.Name == "Time" || sel.Sel.Name == c.mixin {
			col := &modelColumn{field: c.column}
			col.name, col.typ, col.notNull = c.column, "timestamp", true
			e.m.add(col)
		}
	}
	return true
}

// callee finds a function or method of the user's that a call names: helper(), pkg.Helper(), T{}.Fields(),
// t.helper().
func (e *entReader) callee(f *goFile, call *ast.CallExpr) (*goFile, *ast.FuncDecl) {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return e.r.tree.function(f.dir, fun.Name)
	case *ast.SelectorExpr:
		switch x := fun.X.(type) {
		case *ast.Ident:
			if dir, ok := e.r.tree.dirOf(f.imported(x.Name)); ok {
				return e.r.tree.function(dir, fun.Sel.Name)
			}
		case *ast.CompositeLit:
			if d := e.r.tree.resolve(f, x.Type); d != nil {
				return e.r.tree.method(d.file.dir, d.spec.Name.Name, fun.Sel.Name)
			}
		}
	}
	return nil, nil
}

// body reads every builder chain in a function's body.
func (e *entReader) body(f *goFile, body ast.Node, depth int) {
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			if lit, ok := n.(*ast.CompositeLit); ok {
				e.annotation(f, lit)
			}
			return true
		}
		if ch, ok := e.chain(f, call); ok {
			switch ch.pkg {
			case "field":
				e.field(f, ch)
				return false
			case "edge":
				e.edge(f, ch)
				return false
			case "index":
				e.index(f, ch)
				return false
			case "entsql":
				e.entsqlCall(f, ch)
				return false
			}
		}
		if cf, fn := e.callee(f, call); fn != nil && fn.Body != nil && depth > 0 {
			if key := "body " + cf.path + "." + baseNameOfRecv(fn) + "." + fn.Name.Name; !e.seen[key] {
				e.seen[key] = true
				e.body(cf, fn.Body, depth-1)
			}
		}
		return true
	})
}

func baseNameOfRecv(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	return baseName(fn.Recv.List[0].Type)
}
