package driver

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// Run analyses the named packages. An error means that nothing could be analysed at all (a bad pattern, no go command);
// what went wrong with single packages is in the result.
func Run(ctx context.Context, opts Options) (*Result, error) {
	engine, err := runner.New(opts.Analyzers)
	if err != nil {
		return nil, err
	}
	if opts.Dir, err = filepath.Abs(opts.Dir); err != nil {
		return nil, fmt.Errorf("directory: %w", err)
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	used, err := workspaceModules(opts)
	if err != nil {
		return nil, err
	}
	l := &lister{opts: opts, patterns: patterns(opts, used)}
	libraries := l.foresee(ctx, used)
	defer libraries.stop()
	res := &Result{Fset: token.NewFileSet()}
	if res.Nested, err = nested(opts, used); err != nil {
		return nil, err
	}
	g, err := l.graph(ctx)
	if err != nil {
		return nil, err
	}
	s := newSchedule(g, engine, res.Fset, opts)
	stop := s.parseAhead()
	if s.sizes, err = l.resolve(ctx, g, libraries); err == nil {
		s.libraries(g)
	}
	stop()
	if err != nil {
		return nil, err
	}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	s.collect(res)
	for _, p := range g.roots {
		for _, name := range p.IgnoredFiles {
			if strings.HasSuffix(name, ".go") {
				res.Excluded = append(res.Excluded, name)
			}
		}
	}
	res.Whole = whole(opts, used, g.roots)
	slices.Sort(res.Excluded)
	res.Excluded = slices.Compact(res.Excluded)
	return res, nil
}

// graph lists the program.
func (l *lister) graph(ctx context.Context) (*graph, error) {
	listed, err := l.metadata(ctx)
	if err != nil {
		return nil, err
	}
	g := newGraph(selectRoots(listed), l.opts.Owns)
	if g.importsC() {
		if listed, err = l.cgoMetadata(ctx); err != nil {
			return nil, err
		}
		g = newGraph(selectRoots(listed), l.opts.Owns)
	}
	if len(g.roots) == 0 {
		return nil, fmt.Errorf("no packages match %s", strings.Join(l.patterns, " "))
	}
	return g, nil
}

// selectRoots drops from the named packages the mains that the go command writes for tests, and what a test variant of the same
// package replaces: the variant holds the package's own files too.
func selectRoots(listed []*packages.Package) []*packages.Package {
	replaced := map[string]bool{}
	for _, p := range listed {
		if p.ForTest != "" && p.PkgPath == p.ForTest {
			replaced[p.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(listed), func(p *packages.Package) bool {
		return testMain(p) || p.ForTest == "" && replaced[p.PkgPath]
	})
}

// testMain recognises a main that the go command has written for a test: its one file lies in the build cache.
func testMain(p *packages.Package) bool {
	return strings.HasSuffix(p.ID, ".test") && p.Name == "main" &&
		!slices.ContainsFunc(p.GoFiles, func(name string) bool { return filepath.Dir(name) == p.Dir })
}

// resolve fetches what the libraries of the graph are imported from, and the sizes of types that they were built with.
func (l *lister) resolve(ctx context.Context, g *graph, libraries *foreseen) (types.Sizes, error) {
	wanted := map[string][]*node{}
	var paths []string
	want := func(n *node) {
		id := n.ID
		if n.plain {
			id = n.PkgPath // listed so, also where only a test's is in the graph
		}
		wanted[id] = append(wanted[id], n)
		paths = append(paths, n.PkgPath)
	}
	for _, n := range g.libraries() {
		want(n)
	}
	for _, n := range g.targets() {
		if n.usesCgo() {
			want(n)
		}
	}
	var listed []*packages.Package
	var err error
	if slices.ContainsFunc(g.order, func(n *node) bool { return n.variant() && wanted[n.ID] != nil }) {
		libraries.stop()
		listed, err = l.allExports(ctx)
	} else {
		slices.Sort(paths)
		listed, paths = libraries.take(slices.Compact(paths))
		if len(paths) > 0 || len(listed) == 0 {
			var more []*packages.Package
			more, err = l.exports(ctx, paths)
			listed = append(listed, more...)
		}
	}
	if err != nil {
		return nil, err
	}
	for _, p := range listed {
		for _, n := range wanted[p.ID] {
			n.export = p.ExportFile
			if n.source && len(p.CompiledGoFiles) > 0 {
				n.goFile = p.CompiledGoFiles // and errors of the Go compiler are found again by checking the files
			} else {
				n.Errors = append(n.Errors, p.Errors...)
			}
		}
	}
	return sizes(listed), nil
}

// sortErrors orders load errors by place and drops repetitions: the variants of a package share its files.
func sortErrors(errs []LoadError) []LoadError {
	slices.SortFunc(errs, func(a, b LoadError) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Message, b.Message), strings.Compare(a.Package, b.Package))
	})
	return slices.CompactFunc(errs, func(a, b LoadError) bool {
		if a.File == "" || b.File == "" {
			return a == b
		}
		a.Package, b.Package = "", ""
		return a == b
	})
}
