package driver

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// schedule works through the targets of a graph, each when those that it depends on are done.
type schedule struct {
	engine   *runner.Engine
	universe *universe
	fset     *token.FileSet
	sizes    types.Sizes
	opts     Options

	targets []*node
	below   map[*node][]*node // the targets that a target waits for
	above   map[*node][]*node
	path    map[*node]int64   // the length of the longest way to the end, see urgency
	late    map[*node][]*node // libraries that can be read only when a target is done

	mu       sync.Mutex
	wake     *sync.Cond
	waiting  map[*node]int // targets not begun, by the number of those they still wait for
	ready    []*node
	running  int
	done     int
	packages []*Package
	loadErrs []LoadError
	failures []*runner.AnalyzerError
	random   *rand.Rand
}

func newSchedule(g *graph, engine *runner.Engine, fset *token.FileSet, opts Options) *schedule {
	s := &schedule{
		engine: engine, universe: newUniverse(fset), fset: fset, opts: opts,
		targets: g.targets(), above: map[*node][]*node{}, late: map[*node][]*node{}, waiting: map[*node]int{},
	}
	s.wake = sync.NewCond(&s.mu)
	if opts.Shuffle != 0 {
		s.random = rand.New(rand.NewPCG(opts.Shuffle, 0))
	}
	s.below = g.sourcesBelow()
	for _, n := range s.targets {
		for _, dep := range s.below[n] {
			s.above[dep] = append(s.above[dep], n)
		}
		for _, dep := range n.deps {
			if !dep.source && len(s.below[dep]) > 0 {
				s.late[n] = append(s.late[n], dep)
			}
		}
		if s.waiting[n] = len(s.below[n]); s.waiting[n] == 0 {
			delete(s.waiting, n)
			s.ready = append(s.ready, n)
		}
	}
	s.urgency()
	return s
}

// libraries reads the types of those libraries that need nothing of the targets.
func (s *schedule) libraries(g *graph) {
	for _, n := range g.libraries() {
		if len(s.below[n]) == 0 {
			_ = s.universe.load(n) // without types, every import of it is an error with a place
		}
	}
}

// urgency tells how much work at least must follow one after another, from each package on: what most waits for is taken first, lest one
// worker do it alone in the end. The size of the files stands for the work.
func (s *schedule) urgency() {
	s.path = make(map[*node]int64, len(s.targets))
	for _, n := range slices.Backward(s.targets) { // those that wait for it come after it
		for _, up := range s.above[n] {
			s.path[n] = max(s.path[n], s.path[up])
		}
		for _, name := range n.goFile {
			if info, err := os.Stat(name); err == nil {
				n.size += info.Size()
			}
		}
		s.path[n] += n.size
	}
}

// run works with several goroutines until nothing is left, or the context ends.
func (s *schedule) run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.wake.Broadcast()
	})
	defer stop()
	var group sync.WaitGroup
	for range s.opts.Workers {
		group.Go(func() {
			for n := s.next(ctx); n != nil; n = s.next(ctx) {
				s.finish(n, s.work(n))
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("analysis stopped: %w", err)
	}
	s.cycles()
	return nil
}

// next takes a ready package, waits for one, or returns nil when there will be none.
func (s *schedule) next(ctx context.Context) *node {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.ready) == 0 && s.running > 0 && ctx.Err() == nil {
		s.wake.Wait()
	}
	if len(s.ready) == 0 || ctx.Err() != nil {
		return nil
	}
	i := 0
	for k, n := range s.ready {
		if s.path[n] > s.path[s.ready[i]] {
			i = k
		}
	}
	if s.random != nil {
		i = s.random.IntN(len(s.ready))
	}
	n := s.ready[i]
	s.ready = slices.Delete(s.ready, i, i+1)
	s.running++
	return n
}

// finish records a package and frees those that waited for it.
func (s *schedule) finish(n *node, out outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.packages = append(s.packages, out.pkg)
	s.loadErrs = append(s.loadErrs, out.loadErrs...)
	s.failures = append(s.failures, out.failures...)
	for _, up := range s.above[n] {
		if s.waiting[up]--; s.waiting[up] == 0 {
			delete(s.waiting, up)
			s.ready = append(s.ready, up)
		}
	}
	s.running--
	s.done++
	if s.opts.Progress != nil {
		s.opts.Progress(s.done, len(s.targets))
	}
	s.wake.Broadcast()
}

// cycles accounts for packages that never became ready, because they import each other.
func (s *schedule) cycles() {
	for _, n := range s.targets {
		if _, left := s.waiting[n]; !left {
			continue
		}
		errs := listErrors(n)
		if len(errs) == 0 {
			errs = []LoadError{{Package: n.ID, Message: "not analysed: it is part of an import cycle, or depends on one"}}
		}
		pkg := describe(n)
		pkg.Broken = true
		s.packages = append(s.packages, pkg)
		s.loadErrs = append(s.loadErrs, errs...)
	}
}

// outcome is what the work on one package gave.
type outcome struct {
	pkg      *Package
	loadErrs []LoadError
	failures []*runner.AnalyzerError
}

// work loads and analyses one package whose imports are done. Syntax and type information are garbage when it returns.
func (s *schedule) work(n *node) (out outcome) {
	out.pkg = describe(n)
	for _, lib := range s.late[n] {
		_ = s.universe.load(lib) // as above
	}
	if empty(n.Package) {
		return out // nothing in it for this build; its files are counted
	}
	n.culprits = culprits(n, s.below[n])
	syntax := s.syntax(n)
	out.pkg.Lines = syntax.lines

	s.universe.mu.RLock()
	unit, errs := check(s.fset, s.sizes, n, syntax.files)
	// What comes first causes the rest.
	if listed := listErrors(n); len(syntax.errors) > 0 {
		errs = syntax.errors
	} else if len(listed) > 0 {
		errs = listed
	}
	if len(errs) == 0 {
		s.analyze(n, unit, &out)
	}
	s.universe.mu.RUnlock()

	if len(errs) > 0 {
		n.broken = true
		if len(syntax.errors) == 0 && len(n.culprits) > 0 {
			errs = []LoadError{dependent(n)} // most follow from errors that are printed already
		}
		out.loadErrs = errs
	}
	if out.pkg.Broken = n.broken; n.broken && n.standsIn() {
		s.untested(n, &out)
	}
	if n.types != nil {
		s.universe.add(n)
	}
	return out
}

func (s *schedule) analyze(n *node, unit *runner.Unit, out *outcome) {
	run := s.engine.RunFacts
	if n.root {
		run = s.engine.Run
	}
	res := run(unit, func(path string) runner.Import {
		// Facts are asked for by the path of the imported package; a source may write it differently (vendoring).
		for _, dep := range n.deps {
			if dep.PkgPath == path && dep.source {
				return runner.Import{Facts: dep.facts, Broken: dep.broken}
			}
		}
		return runner.Import{}
	})
	if len(res.Errors) > 0 {
		n.broken = true
		if len(n.culprits) > 0 {
			// Types that are only partly known lead analyzers astray; what to mend is the package that they come from.
			out.loadErrs = append(out.loadErrs, dependent(n))
		} else {
			out.failures = res.Errors
		}
		return
	}
	n.facts = res.Facts
	out.pkg.Facts = res.Facts
	if !n.root {
		return
	}
	out.pkg.Diagnostics = res.Diagnostics
	for _, a := range s.engine.Analyzers() {
		if ledger, ok := res.Values[a].(*verdict.Ledger); ok && ledger != nil {
			out.pkg.Ledgers = append(out.pkg.Ledgers, ledger)
		}
	}
}

// untested analyses a package that is broken with its test files once more without them, so that what imports it is not broken too.
func (s *schedule) untested(n *node, out *outcome) {
	alone := &node{Package: n.Package, byPath: n.byPath, plain: true, source: true}
	alone.goFile = slices.DeleteFunc(slices.Clone(n.goFile), func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	syntax := parse(s.fset, alone)
	for _, f := range syntax.files {
		for _, path := range importPaths(f) {
			if dep := n.byPath[path]; dep != nil && !slices.Contains(alone.deps, dep) {
				alone.deps = append(alone.deps, dep)
			}
		}
	}
	if alone.culprits = culprits(alone, alone.deps); len(syntax.errors) > 0 || len(alone.culprits) > 0 || len(syntax.files) == 0 {
		return
	}
	s.universe.mu.RLock()
	defer s.universe.mu.RUnlock()
	unit, errs := check(s.fset, s.sizes, alone, syntax.files)
	if len(errs) > 0 {
		return
	}
	var facts outcome
	facts.pkg = describe(alone)
	if s.analyze(alone, unit, &facts); alone.broken {
		return
	}
	n.types, n.facts, n.broken, n.testBroken, n.culprits = alone.types, alone.facts, false, true, nil
	out.pkg.Facts = alone.facts
}

// culprits are the broken packages among the given ones, which a package depends on, and what those depend on. Its tests depend on it with
// its test files.
func culprits(n *node, below []*node) []string {
	var list []string
	for _, dep := range below {
		list = append(list, dep.culprits...)
		if (dep.broken || dep.testBroken && n.ForTest == dep.PkgPath) && len(dep.culprits) == 0 {
			list = append(list, dep.ID)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// dependent is the one error of a package that cannot be analysed because of others.
func dependent(n *node) LoadError {
	return LoadError{Package: n.ID, Message: "not analysed: it depends on " + strings.Join(n.culprits, ", ") + ", which could not be"}
}

// describe starts the result's entry of a package.
func describe(n *node) *Package {
	p := &Package{ID: n.ID, Path: n.PkgPath, Dir: n.Dir, Files: n.GoFiles, Root: n.root, Needs: n.needs(), plain: n.plain}
	if n.Module != nil {
		p.Module, p.ModuleDir = n.Module.Path, n.Module.Dir
	}
	return p
}

// collect sorts what the workers have left in the order in which they came to it.
func (s *schedule) collect(res *Result) {
	slices.SortFunc(s.packages, func(a, b *Package) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.failures, func(a, b *runner.AnalyzerError) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.Analyzer, b.Analyzer))
	})
	res.Packages, res.Errors, res.LoadErrors = s.packages, s.failures, sortErrors(s.loadErrs)
}
