package catalog

import (
	"go/ast"
	"go/token"
)

// typeDecl is a package-level or local type with its file.
type typeDecl struct {
	file  *goFile
	spec  *ast.TypeSpec
	local bool // declared in a function
}

// findType resolves a type by its name in a directory.
func (t *goTree) findType(dir, name string) *typeDecl {
	for _, f := range t.with(dir, "type "+name+" ", "type "+name+"[", "\t"+name+" ") {
		for _, d := range f.syntax.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, s := range g.Specs {
				if spec := s.(*ast.TypeSpec); spec.Name.Name == name {
					return &typeDecl{file: f, spec: spec}
				}
			}
		}
	}
	return nil
}

// resolve finds the declaration of the type that an expression names: T, *T, pkg.T, T[X]. An alias leads on
// to what it stands for.
func (t *goTree) resolve(f *goFile, expr ast.Expr) *typeDecl {
	d := t.named(f, expr)
	for range 4 {
		if d == nil || !d.spec.Assign.IsValid() {
			return d
		}
		d = t.named(d.file, d.spec.Type)
	}
	return nil
}

// named is resolve without following aliases.
func (t *goTree) named(f *goFile, expr ast.Expr) *typeDecl {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return t.named(f, e.X)
	case *ast.ParenExpr:
		return t.named(f, e.X)
	case *ast.IndexExpr:
		return t.named(f, e.X)
	case *ast.Ident:
		return t.findType(f.dir, e.Name)
	case *ast.SelectorExpr:
		pkg, ok := e.X.(*ast.Ident)
		if !ok {
			return nil
		}
		if dir, ok := t.dirOf(f.imported(pkg.Name)); ok {
			return t.findType(dir, e.Sel.Name)
		}
	}
	return nil
}

// method finds the declaration of a method by receiver type and name.
func (t *goTree) method(dir, typeName, name string) (*goFile, *ast.FuncDecl) {
	for _, f := range t.with(dir, ") "+name+"(") {
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if ok && fn.Body != nil && fn.Recv != nil && fn.Name.Name == name && len(fn.Recv.List) == 1 && baseName(fn.Recv.List[0].Type) == typeName {
				return f, fn
			}
		}
	}
	return nil, nil
}

// function finds the declaration of a package-level function.
func (t *goTree) function(dir, name string) (*goFile, *ast.FuncDecl) {
	for _, f := range t.with(dir, "func "+name) {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && fn.Recv == nil && fn.Name.Name == name {
				return f, fn
			}
		}
	}
	return nil, nil
}

// baseName is the last name of a type expression: T of *pkg.T[X].
func baseName(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return baseName(e.X)
	case *ast.ParenExpr:
		return baseName(e.X)
	case *ast.IndexExpr:
		return baseName(e.X)
	case *ast.IndexListExpr:
		return baseName(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}
