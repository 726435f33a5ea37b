package driver

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
)

// universe is the one set of type objects that all packages of a run share.
//
// Reading export data fills in packages that other packages' data merely mentioned, so it must not overlap with anything that
// looks at types. Nearly all of it is read before the first package is checked, in a fixed order; the lock is for the rest:
// libraries that import a package of the user, which has to be checked first.
type universe struct {
	fset *token.FileSet

	mu    sync.RWMutex
	plain map[string]*types.Package // by path; packages that are no test variants
	byID  map[string]*types.Package // variants

	// added are packages checked from source that the maps do not have yet: taking the lock for each would make every worker
	// wait for all the others.
	addMu sync.Mutex
	added []*node
}

func newUniverse(fset *token.FileSet) *universe {
	return &universe{fset: fset, plain: map[string]*types.Package{"unsafe": types.Unsafe}, byID: map[string]*types.Package{}}
}

// variant reports whether a package was built anew for a test, so that there are two of its path.
func (n *node) variant() bool { return !n.plain }

// add makes a package that was checked from source known to libraries that import it.
func (u *universe) add(n *node) {
	u.addMu.Lock()
	defer u.addMu.Unlock()
	u.added = append(u.added, n)
}

// merge enters what was added. The lock is held.
func (u *universe) merge() {
	u.addMu.Lock()
	defer u.addMu.Unlock()
	for _, n := range u.added {
		if n.variant() {
			u.byID[n.ID] = n.types
		} else {
			u.plain[n.PkgPath] = n.types
		}
	}
	u.added = nil
}

// load reads a library from its export data, unless that is done.
func (u *universe) load(n *node) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.merge()
	view := u.plain
	if n.variant() {
		view = u.view(n)
	}
	if pkg := view[n.PkgPath]; pkg != nil && pkg.Complete() {
		n.types = pkg
		return nil
	}
	if n.export == "" {
		return noExport(n)
	}
	file, err := os.Open(n.export)
	if err != nil {
		return fmt.Errorf("export data: %w", err)
	}
	defer file.Close()
	r, err := gcexportdata.NewReader(file)
	if err != nil {
		return fmt.Errorf("export data of %s: %w", n.ID, err)
	}
	pkg, err := gcexportdata.Read(r, u.fset, view, n.PkgPath)
	if err != nil {
		return fmt.Errorf("export data of %s: %w", n.ID, err)
	}
	n.types = pkg
	if n.variant() {
		u.keep(n, view)
	}
	return nil
}

// view makes the map from paths to packages that holds for a variant: what its own imports resolve to.
func (u *universe) view(n *node) map[string]*types.Package {
	view := map[string]*types.Package{"unsafe": types.Unsafe}
	n.closure(func(dep *node) {
		pkg := u.plain[dep.PkgPath]
		if dep.variant() {
			pkg = u.byID[dep.ID]
		}
		if pkg != nil {
			view[dep.PkgPath] = pkg
		}
	})
	return view
}

// keep records what reading a variant has added to its view.
func (u *universe) keep(n *node, view map[string]*types.Package) {
	n.closure(func(dep *node) {
		switch pkg := view[dep.PkgPath]; {
		case pkg == nil:
		case dep.variant():
			u.byID[dep.ID] = pkg
		default:
			u.plain[dep.PkgPath] = pkg
		}
	})
}

// closure visits the package and everything below it once.
func (n *node) closure(visit func(*node)) {
	seen := map[*node]bool{}
	var walk func(*node)
	walk = func(n *node) {
		if !seen[n] {
			seen[n] = true
			visit(n)
			for _, dep := range n.deps {
				walk(dep)
			}
		}
	}
	walk(n)
}

// noExport says why there are no types: what the go command has against the package, if it said so.
func noExport(n *node) error {
	if len(n.Errors) > 0 {
		return errors.New(n.Errors[0].Msg)
	}
	return fmt.Errorf("package %s was not built", n.PkgPath)
}

// importer resolves the imports of one package.
type importer struct{ of *node }

// Import implements types.Importer for the import paths as written in the source.
func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	dep := i.of.byPath[path]
	switch {
	case dep == nil:
		return nil, fmt.Errorf("no package %q in the import graph", path)
	case dep.types != nil:
		return dep.types, nil
	case dep.source:
		return nil, fmt.Errorf("package %s has errors", dep.PkgPath)
	default:
		return nil, noExport(dep)
	}
}
