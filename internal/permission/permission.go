package permission

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Name is the analyzer's name.
const Name = "bailiwickpermissions"

// Fact is what one package declares and what it does with the constants of others.
type Fact struct {
	Sets []Set
	Uses []Use
}

// AFact marks a fact.
func (*Fact) AFact() {}

// String counts, for tests.
func (f *Fact) String() string {
	var parts []string
	for _, s := range f.Sets {
		parts = append(parts, s.Name)
	}
	return strings.Join(parts, " ")
}

// Set is the constants of one named type, or of one block.
type Set struct {
	// Name is the key of the type; of a block, that of its first constant.
	Name      string
	Constants []Constant
}

// Constant is one of a set.
type Constant struct {
	// Key is the constant's, Text what it holds; of a number its name.
	Key, Text string
	Pos       verdict.Position
}

// Use says that a constant is asked for.
type Use struct {
	// Constant is its key, To the function that it is handed to; empty where it stands in a table.
	Constant, To string
}

// Site is what the analyzer knows of the application around a package.
type Site struct {
	// Own reports whether a package belongs to the user's modules.
	Own func(path string) bool
	// Position makes a place relative to its module's root.
	Position func(file string, line, column int) verdict.Position
}

// New returns the analyzer: it reports nothing, and only the command asks it.
func New(site func(*analysis.Pass) (*Site, error)) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       Name,
		Doc:        "find the permissions that a program declares",
		URL:        "https://github.com/bailiwick-dev/bailiwick",
		FactTypes:  []analysis.Fact{new(Fact)},
		ResultType: reflect.TypeFor[*Fact](),
		Run: func(pass *analysis.Pass) (any, error) {
			s, err := site(pass)
			if err != nil {
				return nil, err
			}
			if !s.Own(pass.Pkg.Path()) {
				return &Fact{}, nil
			}
			r := &reader{pass: pass, site: s, uses: map[Use]bool{}}
			fact := r.read()
			if len(fact.Sets)+len(fact.Uses) > 0 {
				pass.ExportPackageFact(fact)
			}
			return fact, nil
		},
	}
}

type reader struct {
	pass *analysis.Pass
	site *Site
	uses map[Use]bool
}

// read finds what the package declares and asks for, sorted.
func (r *reader) read() *Fact {
	fact := &Fact{}
	var files []*ast.File
	for _, f := range r.pass.Files {
		if strings.HasSuffix(r.pass.Fset.Position(f.FileStart).Filename, "_test.go") {
			continue
		}
		files = append(files, f)
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
				r.block(fact, g)
			}
		}
	}
	for c := range inspector.New(files).Root().Preorder((*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.BinaryExpr)(nil), (*ast.CaseClause)(nil), (*ast.AssignStmt)(nil), (*ast.ReturnStmt)(nil)) {
		switch n := c.Node().(type) {
		case *ast.CallExpr:
			r.call(n)
		case *ast.CompositeLit:
			r.table(n)
			if _, isCall := c.Parent().Node().(*ast.CallExpr); !isCall && r.isList(n) && inFunction(c) {
				r.note(n.Elts, "")
			}
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				r.note([]ast.Expr{n.X, n.Y}, "")
			}
		case *ast.CaseClause:
			r.note(n.List, "")
		case *ast.AssignStmt:
			r.note(n.Rhs, "") // chosen here, asked for later
		case *ast.ReturnStmt:
			r.note(n.Results, "")
		}
	}
	for u := range r.uses {
		fact.Uses = append(fact.Uses, u)
	}
	slices.SortFunc(fact.Uses, func(a, b Use) int { return strings.Compare(a.Constant+" "+a.To, b.Constant+" "+b.To) })
	fact.Sets = slices.DeleteFunc(fact.Sets, func(s Set) bool { return len(s.Constants) < 2 })
	slices.SortFunc(fact.Sets, func(a, b Set) int { return strings.Compare(a.Name, b.Name) })
	return fact
}

// block reads a block of constants.
func (r *reader) block(fact *Fact, g *ast.GenDecl) {
	first := ""
	for _, spec := range g.Specs {
		for _, id := range spec.(*ast.ValueSpec).Names {
			c, ok := r.pass.TypesInfo.Defs[id].(*types.Const)
			if !ok || c.Parent() != r.pass.Pkg.Scope() {
				continue
			}
			name, text := r.setOf(c), textOf(c)
			if text == "" {
				continue
			}
			if name == "" { // a plain text
				if first == "" {
					first = keyOf(c)
				}
				name = first
			}
			at := r.pass.Fset.Position(id.Pos())
			r.add(fact, name, Constant{Key: keyOf(c), Text: text, Pos: r.site.Position(at.Filename, at.Line, at.Column)})
		}
	}
}

func (r *reader) add(fact *Fact, name string, c Constant) {
	for i := range fact.Sets {
		if fact.Sets[i].Name == name {
			fact.Sets[i].Constants = append(fact.Sets[i].Constants, c)
			return
		}
	}
	fact.Sets = append(fact.Sets, Set{Name: name, Constants: []Constant{c}})
}

// setOf is the named type of a constant of the user's; empty for a plain one.
func (r *reader) setOf(c *types.Const) string {
	n, ok := types.Unalias(c.Type()).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || !r.site.Own(n.Obj().Pkg().Path()) {
		return ""
	}
	return flow.TypeKey(n)
}

// textOf is what a constant holds, where it could be a permission: a text, or the name of a number of a named type.
func textOf(c *types.Const) string {
	_, named := types.Unalias(c.Type()).(*types.Named)
	switch {
	case c.Val().Kind() == constant.String:
		return constant.StringVal(c.Val())
	case c.Val().Kind() == constant.Int && named:
		return c.Name()
	}
	return ""
}

func keyOf(c *types.Const) string { return c.Pkg().Path() + "." + c.Name() }

// constantAt is the constant of the user's packages that an expression names.
func (r *reader) constantAt(e ast.Expr) string {
	var id *ast.Ident
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return ""
	}
	c, ok := r.pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || c.Pkg() == nil || !r.site.Own(c.Pkg().Path()) || c.Parent() != c.Pkg().Scope() || textOf(c) == "" {
		return ""
	}
	return keyOf(c)
}

// call notes the constants that a function is handed.
func (r *reader) call(call *ast.CallExpr) {
	if tv, ok := r.pass.TypesInfo.Types[call.Fun]; ok && (tv.IsType() || tv.IsBuiltin()) {
		return
	}
	to := ""
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if fn, ok := r.pass.TypesInfo.Uses[fun].(*types.Func); ok {
			to = flow.Key(fn)
		}
	case *ast.SelectorExpr:
		if fn, ok := r.pass.TypesInfo.Uses[fun.Sel].(*types.Func); ok {
			to = flow.Key(fn)
		}
	}
	r.note(call.Args, to)
	for _, a := range call.Args {
		if lit, ok := ast.Unparen(a).(*ast.CompositeLit); ok && r.isList(lit) {
			r.note(lit.Elts, to) // several at once
		}
	}
}

// note writes down the constants among expressions.
func (r *reader) note(list []ast.Expr, to string) {
	for _, e := range list {
		if k := r.constantAt(e); k != "" {
			r.uses[Use{k, to}] = true
		}
	}
}

// isList reports a literal of a slice or an array.
func (r *reader) isList(lit *ast.CompositeLit) bool {
	t := r.pass.TypesInfo.TypeOf(lit)
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	}
	return false
}

// inFunction reports a node within the body of a function: what stands outside is a list of what there is.
func inFunction(c inspector.Cursor) bool {
	for range c.Enclosing((*ast.BlockStmt)(nil)) {
		return true
	}
	return false
}

// table notes the constants of an element that has a handler beside them, and those that a path leads to.
func (r *reader) table(lit *ast.CompositeLit) {
	t := r.pass.TypesInfo.TypeOf(lit)
	if t == nil {
		return
	}
	st := flow.Struct(t)
	answers := st != nil && hasFunction(st)
	for _, el := range lit.Elts {
		value := el
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			value = kv.Value
			if path, known := r.pass.TypesInfo.Types[kv.Key]; known && path.Value != nil && path.Value.Kind() == constant.String {
				answers = answers || strings.HasPrefix(constant.StringVal(path.Value), "/")
			}
		}
		if k := r.constantAt(value); k != "" && answers {
			r.uses[Use{Constant: k}] = true
		}
	}
}

func hasFunction(st *types.Struct) bool {
	for f := range st.Fields() {
		if _, ok := f.Type().Underlying().(*types.Signature); ok {
			return true
		}
	}
	return false
}
