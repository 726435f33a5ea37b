package contract

import (
	"go/ast"
	"strconv"
)

// target is a declaration that a comment speaks about.
type target struct {
	kind kind
	key  string
	name *ast.Ident    // nil for an embedded field
	fun  *ast.FuncType // of a function
}

// targets are a file's declarations by their comments.
type targets struct {
	path string
	of   map[*ast.CommentGroup]*target
}

func newTargets(path string, f *ast.File) *targets {
	t := &targets{path: path, of: make(map[*ast.CommentGroup]*target)}
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			t.put(&target{kind: kindFunc, key: t.funcKey(d), name: d.Name, fun: d.Type}, d.Doc)
			if d.Body != nil {
				t.local(d.Body)
			}
		case *ast.GenDecl:
			t.gen(d, true)
		}
	}
	return t
}

// local finds the declarations inside of a function: they have no key, since no other package can name them.
func (t *targets) local(body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		if d, ok := n.(*ast.GenDecl); ok {
			t.gen(d, false)
			return false
		}
		return true
	})
}

func (t *targets) put(x *target, groups ...*ast.CommentGroup) {
	for _, g := range groups {
		if g != nil {
			t.of[g] = x
		}
	}
}

func (t *targets) gen(d *ast.GenDecl, exported bool) {
	for _, spec := range d.Specs {
		var x *target
		var own []*ast.CommentGroup
		switch s := spec.(type) {
		case *ast.TypeSpec:
			x = &target{kind: kindType, key: t.key(s.Name.Name, exported), name: s.Name}
			own = []*ast.CommentGroup{s.Doc, s.Comment}
			t.members(s, exported)
		case *ast.ValueSpec:
			x = &target{kind: kindValue, key: t.key(s.Names[0].Name, exported), name: s.Names[0]}
			own = []*ast.CommentGroup{s.Doc, s.Comment}
			for _, v := range s.Values {
				t.local(v)
			}
		default:
			continue
		}
		// The comment above "var (" speaks about no single one of the group.
		if !d.Lparen.IsValid() {
			own = append(own, d.Doc)
		}
		t.put(x, own...)
	}
}

// members finds the fields of a struct and the methods of an interface.
func (t *targets) members(s *ast.TypeSpec, exported bool) {
	switch typ := s.Type.(type) {
	case *ast.StructType:
		for _, f := range typ.Fields.List {
			x := &target{kind: kindField}
			if len(f.Names) > 0 {
				x.name = f.Names[0]
				x.key = t.key(s.Name.Name+"."+x.name.Name, exported)
			}
			t.put(x, f.Doc, f.Comment)
		}
	case *ast.InterfaceType:
		for _, m := range typ.Methods.List {
			fun, ok := m.Type.(*ast.FuncType)
			if !ok || len(m.Names) == 0 {
				continue // an embedded interface or a union
			}
			key := ""
			if exported {
				key = "(" + t.path + "." + s.Name.Name + ")." + m.Names[0].Name
			}
			t.put(&target{kind: kindFunc, key: key, name: m.Names[0], fun: fun}, m.Doc, m.Comment)
		}
	}
}

func (t *targets) key(name string, exported bool) string {
	if !exported {
		return ""
	}
	return t.path + "." + name
}

func (t *targets) funcKey(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return t.path + "." + d.Name.Name
	}
	typ, pointer := ast.Unparen(d.Recv.List[0].Type), ""
	if star, ok := typ.(*ast.StarExpr); ok {
		typ, pointer = ast.Unparen(star.X), "*"
	}
	switch generic := typ.(type) {
	case *ast.IndexExpr:
		typ = generic.X
	case *ast.IndexListExpr:
		typ = generic.X
	}
	name := ""
	if id, ok := typ.(*ast.Ident); ok {
		name = id.Name
	}
	return "(" + pointer + t.path + "." + name + ")." + d.Name.Name
}

// part finds the parameter or result that the argument names; without one, it is the only result that can be a value. It returns what is wrong, or "".
func (c *Contract) part(arg string, fun *ast.FuncType) string {
	params, results := names(fun.Params), names(fun.Results)
	switch {
	case arg == "" && c.Verb == Verifies:
		return "" // about the function as a whole: whichever argument is the tenant
	case arg == "":
		values := valueResults(fun.Results)
		switch len(values) {
		case 0:
			return "stands above a function without a result: name the parameter that it is about"
		case 1:
			c.Result = values[0]
			return ""
		}
		return "stands above a function with several results: name the one that it is about, or give its index"
	}
	if i, err := strconv.Atoi(arg); err == nil {
		if i < 0 || i >= len(results) {
			return "names result " + arg + " of a function that has " + strconv.Itoa(len(results))
		}
		c.Result = i
		return ""
	}
	for i, name := range params {
		if name == arg {
			c.Param = i
			return ""
		}
	}
	for i, name := range results {
		if name == arg {
			c.Result = i
			return ""
		}
	}
	return "names " + strconv.Quote(arg) + ", which is no parameter or result of the function"
}

// names lists the names of parameters or results, "" for one that has none.
func names(list *ast.FieldList) []string {
	var all []string
	if list == nil {
		return nil
	}
	for _, f := range list.List {
		if len(f.Names) == 0 {
			all = append(all, "")
		}
		for _, n := range f.Names {
			all = append(all, n.Name)
		}
	}
	return all
}

// valueResults indexes the results that are neither the error nor the ok of a function: by their spelling, which is how they are always written.
func valueResults(list *ast.FieldList) []int {
	if list == nil {
		return nil
	}
	var values []int
	i := 0
	for _, f := range list.List {
		n := max(1, len(f.Names))
		id, ok := f.Type.(*ast.Ident)
		outcome := ok && (id.Name == "error" || id.Name == "bool")
		for range n {
			if !outcome {
				values = append(values, i)
			}
			i++
		}
	}
	return values
}
