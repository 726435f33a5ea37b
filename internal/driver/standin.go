package driver

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// standIns say which variant of a package the program is analysed with.
//
// The go command lists a package that has tests several times: plain, with its test files, and, with everything between the two, for each
// test that imports it indirectly. Seen one by one the package would be analysed as often. The variant with the test files holds all that
// the plain one holds, and nothing that its test files import can import the package in turn; so it stands in for the plain package, and
// a package that a test has built anew is the package itself. Types agree, since there is one of each; what the rules say to importers
// leaves the test files out.
//
// Tests of two packages may import each other's packages, though. Where standing in would make an import cycle, the packages on it
// are analysed one by one.
type standIns struct {
	tests map[string]*packages.Package // by path: the variants that stand in
	plain map[string]*packages.Package // by path
	built map[string]*packages.Package // by path: of packages that are listed only as a test has built them, the first
}

// newStandIns looks through the graph below the roots.
func newStandIns(roots []*packages.Package) *standIns {
	s := &standIns{tests: map[string]*packages.Package{}, plain: map[string]*packages.Package{}, built: map[string]*packages.Package{}}
	packages.Visit(roots, nil, func(p *packages.Package) {
		switch {
		case p.ForTest == "":
			s.plain[p.PkgPath] = p
		case s.built[p.PkgPath] == nil || p.ID < s.built[p.PkgPath].ID:
			s.built[p.PkgPath] = p
		}
	})
	for _, p := range roots {
		// The files that cgo makes are listed for each variant by itself.
		if p.ForTest != "" && p.PkgPath == p.ForTest && p.Imports["runtime/cgo"] == nil {
			s.tests[p.PkgPath] = p
		}
	}
	for {
		cycle := s.cycle(roots)
		n := len(s.tests)
		for _, p := range cycle {
			if s.tests[p.PkgPath] == p {
				delete(s.tests, p.PkgPath)
			}
		}
		if len(s.tests) == n {
			return s // what cycle is left is an error of the program
		}
	}
}

// of is the package that is analysed in another's place, most often itself.
func (s *standIns) of(p *packages.Package) *packages.Package {
	if !s.plainly(p) {
		return p
	}
	for _, list := range []map[string]*packages.Package{s.tests, s.plain, s.built} {
		if q := list[p.PkgPath]; q != nil {
			return q
		}
	}
	return p
}

// plainly reports a package that is known by its path alone: the plain one, or what stands in for it.
func (s *standIns) plainly(p *packages.Package) bool {
	return p.ForTest == "" || s.tests[p.ForTest] != nil && p.PkgPath != p.ForTest+"_test"
}

// imports are the packages that one imports, in the order of the paths as its source writes them.
func (s *standIns) imports(p *packages.Package, visit func(path string, dep *packages.Package)) {
	for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
		visit(path, s.of(p.Imports[path]))
	}
}

// cycle finds packages that import each other, nil when there are none.
func (s *standIns) cycle(roots []*packages.Package) []*packages.Package {
	const (
		open = iota + 1
		done
	)
	state := map[*packages.Package]int{}
	var stack, found []*packages.Package
	var visit func(p *packages.Package)
	visit = func(p *packages.Package) {
		state[p] = open
		stack = append(stack, p)
		s.imports(p, func(_ string, dep *packages.Package) {
			switch {
			case found != nil || state[dep] == done:
			case state[dep] == open:
				found = slices.Clone(stack[slices.Index(stack, dep):])
			default:
				visit(dep)
			}
		})
		stack = stack[:len(stack)-1]
		state[p] = done
	}
	for _, p := range sorted(roots) {
		if p = s.of(p); state[p] == 0 && found == nil {
			visit(p)
		}
	}
	return found
}

// sorted orders packages by ID.
func sorted(list []*packages.Package) []*packages.Package {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *packages.Package) int { return strings.Compare(a.ID, b.ID) })
	return list
}
