package runner

import (
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Broken tells an analyzer that requires it which direct imports should have been analysed and could not be: they do not compile, or an
// analyzer failed on them. Their facts are missing, and a missing fact is never to be read as met.
//
// The engine supplies the result. Drivers that are not ours end the run at a broken package, or do not analyse what depends on it: there
// the analyzer runs as it stands, and knows of none.
var Broken = &analysis.Analyzer{
	Name:       "bailiwickbroken",
	Doc:        "list the imports that could not be analysed",
	URL:        "https://github.com/bailiwick-dev/bailiwick",
	Run:        func(*analysis.Pass) (any, error) { return &BrokenImports{}, nil },
	ResultType: reflect.TypeFor[*BrokenImports](),
}

// BrokenImports is the result of Broken.
type BrokenImports struct {
	paths []string // sorted
}

// Has reports whether a direct import of that package path is broken.
func (b *BrokenImports) Has(path string) bool {
	_, found := slices.BinarySearch(b.paths, path)
	return found
}

// Paths lists the broken imports, sorted.
func (b *BrokenImports) Paths() []string { return slices.Clone(b.paths) }

// broken is what Broken results in for the package in work.
func (r *run) broken() *BrokenImports {
	b := &BrokenImports{}
	for _, imp := range r.unit.Types.Imports() {
		if r.imports(imp.Path()).Broken {
			b.paths = append(b.paths, imp.Path())
		}
	}
	slices.Sort(b.paths)
	return b
}
