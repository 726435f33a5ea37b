package flow

import (
	"go/token"
	"strings"

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
