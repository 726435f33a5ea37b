package driver

import (
	"fmt"
	"go/token"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Result is what a run found.
type Result struct {
	// Fset maps every position in the result.
	Fset *token.FileSet
	// Packages are the user's packages, sorted by ID.
	Packages []*Package
	// LoadErrors are why packages were not analysed, sorted by place. Any of them means that the run could not do its work.
	LoadErrors []LoadError
	// Errors are the analyzers that failed, sorted by package. The same holds for them.
	Errors []*runner.AnalyzerError
	// Excluded are the Go files of the roots that build constraints leave out, sorted.
	Excluded []string
	// Whole are the modules that were asked for as a whole, sorted by path: all callers of their packages in the user's code were analysed.
	Whole []string
	// Nested are the directories of modules below Dir that "./..." does not reach, sorted and relative to Dir.
	Nested []string

	index sync.Once
	plain map[string]*Package // by path
}

// Package is one of the user's packages.
type Package struct {
	// ID is the path, and for a test variant also the test: "p [p.test]".
	ID, Path string
	// Dir is the absolute directory.
	Dir string
	// Files are the absolute names of its Go files.
	Files []string
	// Module is the path of its module, ModuleDir that module's root; both empty outside a module.
	Module, ModuleDir string
	// Root is true for a package that was named and reports.
	Root bool
	// Broken is true for a package that did not load, did not type-check, or that an analyzer failed on: it has no facts.
	Broken bool
	// Needs are the paths of the user's packages that it depends on, directly or not, sorted: what a package without facts may hide.
	Needs []string
	// Facts are what its importers know of it.
	Facts runner.Facts
	// Diagnostics are the reports of a root, sorted by place.
	Diagnostics []runner.Diagnostic
	// Ledgers are the obligations of a root, in the order of the analyzers.
	Ledgers []*verdict.Ledger
	plain   bool // known by its path alone
	// Lines counts the lines of its files, which the bench relates times to.
	Lines int
}

// LoadError is one reason why a package could not be analysed.
type LoadError struct {
	Package string
	// File is absolute; empty when the error belongs to no file.
	File         string
	Line, Column int
	Message      string
}

// Error formats as compilers do.
func (e LoadError) Error() string {
	switch {
	case e.File == "":
		return fmt.Sprintf("%s: %s", e.Package, e.Message)
	case e.Line == 0:
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	default:
		return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
	}
}

// Roots are the packages that were named.
func (r *Result) Roots() []*Package {
	return slices.DeleteFunc(slices.Clone(r.Packages), func(p *Package) bool { return !p.Root })
}

// Fact fills the fact that is pointed to from the package's one of that type and reports whether it has one.
// A variant of a package for a test is not asked, but where it stands in for the package: its importers do not see it either.
func (r *Result) Fact(path string, fact analysis.Fact) (bool, error) {
	r.index.Do(func() {
		r.plain = map[string]*Package{}
		for _, p := range r.Packages {
			if p.plain {
				r.plain[p.Path] = p
			}
		}
	})
	p := r.plain[path]
	if p == nil {
		return false, nil
	}
	return p.Facts.Decode(fact)
}

// Failed reports whether some of the work could not be done.
func (r *Result) Failed() bool { return len(r.LoadErrors) > 0 || len(r.Errors) > 0 }
