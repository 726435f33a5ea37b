package runner

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Unit is one type-checked package, ready to be analysed.
type Unit struct {
	// ID tells a package from its test variants ("p [p.test]"); it is the package path otherwise.
	ID string
	// Fset maps the positions of Files, and may hold files of other packages.
	Fset *token.FileSet
	// Files are the syntax trees of the package, with comments.
	Files []*ast.File
	// OtherFiles and IgnoredFiles are the absolute names of its other sources and of those that build constraints leave out.
	OtherFiles, IgnoredFiles []string
	// Types is the checked package; it has no errors.
	Types *types.Package
	// Info holds the types of every expression in Files.
	Info *types.Info
	// Sizes are those of the target platform.
	Sizes types.Sizes
	// Module is the module of the package, nil outside one.
	Module *analysis.Module
}

// NewInfo returns an Info with every table that an analyzer may read.
func NewInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
}

// readable reports whether the contract of Pass.ReadFile lets an analyzer read the file: only sources of the package itself.
func (u *Unit) readable(filename string) bool {
	if slices.Contains(u.OtherFiles, filename) || slices.Contains(u.IgnoredFiles, filename) {
		return true
	}
	return slices.ContainsFunc(u.Files, func(f *ast.File) bool { return u.Fset.File(f.FileStart).Name() == filename })
}
