package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// TestFiles are the test files of a package that has other files too. An external test package is all tests, and is read like any package.
type TestFiles struct {
	fset  *token.FileSet
	files map[*token.File]bool
}

// TestFiles lists them; nil where there are none.
func (p *Package) TestFiles() *TestFiles {
	t := &TestFiles{p.Fset, map[*token.File]bool{}}
	for _, f := range p.Files {
		if file := p.Fset.File(f.FileStart); file != nil && strings.HasSuffix(file.Name(), "_test.go") {
			t.files[file] = true
		}
	}
	if len(t.files) == 0 || len(t.files) == len(p.Files) {
		return nil
	}
	return t
}

// Production lists the files of a package without its test files, and the imports that these files name: what the package does where it is not tested. An
// external test package is all tests, and is read like any package.
func Production(pass *analysis.Pass) (files []*ast.File, imports []*types.Package) {
	isTest := func(f *ast.File) bool { return strings.HasSuffix(pass.Fset.Position(f.FileStart).Filename, "_test.go") }
	files = slices.DeleteFunc(slices.Clone(pass.Files), isTest)
	if len(files) == 0 || len(files) == len(pass.Files) {
		return pass.Files, pass.Pkg.Imports()
	}
	named := Imported(files)
	return files, slices.DeleteFunc(slices.Clone(pass.Pkg.Imports()), func(p *types.Package) bool { return !named[p.Path()] })
}

// Imported are the paths that files import, as the source writes them.
func Imported(files []*ast.File) map[string]bool {
	paths := map[string]bool{}
	for _, f := range files {
		for _, spec := range f.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				paths[path] = true
			}
		}
	}
	return paths
}

// ImportOf is where files take in a package: its import, or, where that is not direct, the first import of the user's own. A driver that may only
// point into the analysed package shows findings there.
func ImportOf(files []*ast.File, path string, own func(path string) bool) token.Pos {
	var first token.Pos
	for _, f := range files {
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			switch {
			case err != nil:
			case name == path:
				return spec.Pos()
			case !first.IsValid() && own != nil && own(name):
				first = spec.Pos()
			}
		}
	}
	return first
}

// In reports a place in one of them.
func (t *TestFiles) In(pos token.Pos) bool { return t != nil && t.files[t.fset.File(pos)] }

// Holds reports a function that stands in one of them, or a closure in one.
func (t *TestFiles) Holds(fn *ssa.Function) bool {
	for ; t != nil && fn != nil; fn = fn.Parent() {
		if fn.Pos().IsValid() {
			return t.In(fn.Pos())
		}
	}
	return false
}
