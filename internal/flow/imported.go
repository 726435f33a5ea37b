package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// createImports makes the members of direct imports that the source names. Only direct imports can be named; methods that are reached
// in another way, and those of types from further below, are made when they are met.
//
// A package without syntax would be given all its members, and a few large imports have more of them than the package has
// instructions. So each gets a file that declares what is used, in the one form that makes the same member of an object whatever
// it is, as if there were no syntax: a type declaration.
func (p *Package) createImports(prog *ssa.Program) {
	used := map[*types.Package][]types.Object{}
	seen := map[types.Object]bool{}
	for _, obj := range p.Info.Uses {
		switch o := obj.(type) {
		case *types.Func:
			obj = o.Origin()
			if recv := o.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
				continue
			}
		case *types.Var:
			if o.IsField() || o.Pkg() == nil || o.Parent() != o.Pkg().Scope() {
				continue
			}
		default:
			continue
		}
		if pkg := obj.Pkg(); pkg != nil && pkg != p.Types && !seen[obj] {
			seen[obj] = true
			used[pkg] = append(used[pkg], obj) // in any order: they become a set
		}
	}
	for _, dep := range p.Types.Imports() {
		info := &types.Info{Defs: make(map[*ast.Ident]types.Object, len(used[dep]))}
		decl := &ast.GenDecl{Tok: token.TYPE}
		for _, obj := range used[dep] {
			id := &ast.Ident{Name: obj.Name()}
			info.Defs[id] = obj
			decl.Specs = append(decl.Specs, &ast.TypeSpec{Name: id})
		}
		prog.CreatePackage(dep, []*ast.File{{Decls: []ast.Decl{decl}}}, info, true)
	}
}
