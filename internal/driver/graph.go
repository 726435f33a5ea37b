package driver

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strconv"

	"golang.org/x/tools/go/packages"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// node is one package of the program.
type node struct {
	*packages.Package
	deps   []*node // direct imports, sorted by ID
	byPath map[string]*node
	root   bool
	plain  bool // known by its path alone: no variant for a test, or one that stands in for the package
	source bool // read from source and analysed: a root or one of the user's
	export string
	goFile []string // the files to parse
	size   int64    // of the files of a target, in bytes

	// early parses the files, once; nil for a package that was not chosen for it.
	early func() parsed

	// Set when the node is done. Written by one worker, read by those that start its dependents later.
	types  *types.Package
	facts  runner.Facts
	broken bool
	// testBroken is true when the test files alone are broken: importers see the package without them.
	testBroken bool
	// culprits are the broken packages that this one depends on, itself not among them; sorted.
	culprits []string
}

// standsIn reports the variant with the test files that is analysed in the package's place.
func (n *node) standsIn() bool { return n.plain && n.ForTest != "" && n.ForTest == n.PkgPath }

// needs are the paths of the packages read from source that the package depends on, sorted.
func (n *node) needs() []string {
	seen := map[*node]bool{}
	var out []string
	var visit func(*node)
	visit = func(m *node) {
		for _, dep := range m.deps {
			if seen[dep] || !dep.source {
				continue
			}
			seen[dep] = true
			out = append(out, dep.PkgPath)
			visit(dep)
		}
	}
	visit(n)
	slices.Sort(out)
	return slices.Compact(out)
}

// graph is the import graph of the program, in an order in which every package comes after its imports.
type graph struct {
	roots []*packages.Package // as they were listed
	order []*node
}

// newGraph orders the packages and says which of them are read from source. An import cycle, which the go command reports as an
// error of one of its packages, leaves the order incomplete for that package's imports; the scheduler copes.
func newGraph(roots []*packages.Package, owns func(dir, module string) bool) *graph {
	g := &graph{roots: roots}
	stand := newStandIns(roots)
	nodes := map[*packages.Package]*node{}
	var visit func(p *packages.Package) *node
	visit = func(p *packages.Package) *node {
		if n, ok := nodes[p]; ok {
			return n
		}
		n := &node{Package: p, byPath: map[string]*node{}, goFile: p.GoFiles, plain: stand.plainly(p)}
		nodes[p] = n
		stand.imports(p, func(path string, imported *packages.Package) {
			dep := visit(imported)
			n.byPath[path] = dep
			n.deps = append(n.deps, dep)
		})
		n.source = p.Module != nil && owns(p.Dir, p.Module.Path)
		g.order = append(g.order, n)
		return n
	}
	for _, p := range sorted(roots) {
		n := visit(stand.of(p))
		n.root, n.source = true, true
	}
	return g
}

// targets are the packages to analyse: the roots, and the user's packages that they need.
func (g *graph) targets() []*node {
	return slices.DeleteFunc(slices.Clone(g.order), func(n *node) bool { return !n.source })
}

// libraries are the packages whose types a target imports from export data, in dependency order.
func (g *graph) libraries() []*node {
	wanted := map[*node]bool{}
	for _, n := range g.order {
		if n.source {
			for _, dep := range n.deps {
				wanted[dep] = !dep.source && dep.PkgPath != "unsafe"
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(g.order), func(n *node) bool { return !wanted[n] })
}

// importsC reports whether a file of a target asks for cgo. The go command leaves such files out where cgo is off.
func (g *graph) importsC() bool {
	return slices.ContainsFunc(g.targets(), func(n *node) bool {
		return slices.ContainsFunc(n.goFile, importsC)
	})
}

// importsC reads the imports of a file, and those only where the text leaves a doubt. A file that cannot be read is an error of its package later.
func importsC(name string) bool {
	src, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(src, []byte(`"C"`)) && !bytes.Contains(src, []byte("`C`")) {
		return false
	}
	file, _ := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly) // with errors it tells what stands before them
	return file != nil && slices.Contains(importPaths(file), "C")
}

// importPaths are the paths that a file imports, as it writes them.
func importPaths(file *ast.File) []string {
	var out []string
	for _, s := range file.Imports {
		if path, err := strconv.Unquote(s.Path.Value); err == nil {
			out = append(out, path)
		}
	}
	return out
}

// usesCgo reports whether cgo has to be run over the files: the go command adds this import to such a package.
func (n *node) usesCgo() bool { return n.byPath["runtime/cgo"] != nil }

// sourcesBelow lists the nearest targets that a package depends on, also through libraries: a library may import a module of the user.
func (g *graph) sourcesBelow() map[*node][]*node {
	below := make(map[*node][]*node, len(g.order))
	for _, n := range g.order {
		seen := map[*node]bool{}
		for _, dep := range n.deps {
			found := []*node{dep}
			if !dep.source {
				found = below[dep]
			}
			for _, s := range found {
				if !seen[s] {
					seen[s] = true
					below[n] = append(below[n], s)
				}
			}
		}
	}
	return below
}
