package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/driver"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// session is one analysis: what it was asked for, and what it found.
type session struct {
	flags     *flags
	patterns  []string
	cache     *workspace.Cache
	workspace *workspace.Workspace // of the directory that the command works in
	rules     []*analysis.Analyzer
	result    *driver.Result
	left      *verdict.Ledger // obligations without a caller
}

// open finds the workspace and the rules; nothing is analysed yet.
func open(f *flags, patterns []string) (*session, error) {
	s := &session{flags: f, patterns: patterns}
	var err error
	s.cache, err = workspace.NewCache(workspace.Options{Home: f.dir, Config: f.config, Dir: workspace.DefaultDir()})
	if err != nil {
		return nil, err
	}
	if s.workspace, err = s.cache.Open(f.dir); err != nil {
		return nil, err
	}
	all := analyzers.New(analyzers.Options{
		Workspace: s.cache.ForPass,
		Tests:     f.tests,
		Silent:    true,
	})
	s.rules, err = analyzers.Choose(all, list(f.rules))
	return s, err
}

// analyse runs the rules over the packages.
func (s *session) analyse(ctx context.Context, env *environment) error {
	tags := s.flags.tags
	if tags == "" {
		tags = strings.Join(s.workspace.Config.Tags, ",")
	}
	bar := newProgress(env)
	var err error
	s.result, err = driver.Run(ctx, driver.Options{
		Dir:       s.flags.dir,
		Patterns:  s.patterns,
		Tests:     s.flags.tests || s.workspace.Config.Tests,
		Tags:      tags,
		Analyzers: s.rules,
		Owns:      s.cache.Owns,
		OwnPath:   s.workspace.Own,
		Workers:   s.flags.workers,
		Shuffle:   s.flags.shuffle,
		Progress:  bar.step,
	})
	bar.done()
	if err != nil {
		return err
	}
	if err := s.orphans(); err != nil {
		return err
	}
	for _, dir := range s.result.Nested {
		fmt.Fprintf(env.stderr, "bailiwick: %s is a module of its own and was left out (bailiwick -C %s, or add it to a go.work)\n", dir, dir)
	}
	return nil
}

// orphans adds what only a whole program shows: obligations that no caller settles. Where callers may be missing, because only some packages were named
// or some could not be analysed, they are not understood rather than broken.
func (s *session) orphans() error {
	var paths []string
	roots := map[string]bool{}
	for _, p := range s.result.Packages {
		paths = append(paths, p.Path)
		roots[p.Path] = roots[p.Path] || p.Root
	}
	ledger, err := analyzers.Orphans(paths, roots, s.result.Fact)
	if err != nil {
		return err
	}
	if err := s.trace(paths); err != nil {
		return err
	}
	whole := s.whole()
	for i := range ledger.Entries {
		e := &ledger.Entries[i]
		switch {
		case e.Verdict != verdict.Broken:
		case s.hidden(e.Origin.Package()):
			e.Verdict, e.Reason = verdict.Unresolved, "package broken: a caller may be in a package that could not be analysed"
		case !whole(e.Origin.Package()):
			e.Verdict, e.Reason = verdict.Unresolved, "callers not loaded: only some packages of the module were named"
		}
	}
	known := slices.DeleteFunc(s.ledgers(), func(l *verdict.Ledger) bool { return s.hidden(l.Package) || !whole(l.Package) })
	if ledger.Notes, err = analyzers.Unused(paths, known, s.result.Fact); err != nil {
		return err
	}
	s.left = ledger
	s.mend()
	return nil
}

// mend brings the fixes of statements to the findings that other packages settled, and to those that nobody did.
func (s *session) mend() {
	origins := map[string]*verdict.Ledger{} // by package
	for _, p := range s.result.Packages {
		for _, l := range p.Ledgers {
			if len(l.Mends) > 0 {
				origins[l.Package] = l
			}
		}
	}
	give := func(l *verdict.Ledger) {
		for i := range l.Entries {
			if from := origins[l.Entries[i].Origin.Package()]; from != nil && from.Rule == l.Rule {
				from.Mend(l.Entries[i : i+1])
			}
		}
	}
	give(s.left)
	for _, p := range s.result.Packages {
		for _, l := range p.Ledgers {
			give(l)
		}
	}
}

// trace follows the tenants that callers supply to where they come from.
func (s *session) trace(paths []string) error {
	traced, err := analyzers.Traces(paths, s.result.Fact)
	if err != nil {
		return err
	}
	for _, p := range s.result.Packages {
		for _, l := range p.Ledgers {
			for i := range l.Entries {
				e := &l.Entries[i]
				e.Traced = e.Traced || e.Verdict == verdict.Met && traced(e)
			}
		}
	}
	return nil
}

// hidden reports that a package which could not be analysed depends on this one, and so may hold the callers that are missing.
func (s *session) hidden(path string) bool {
	for _, p := range s.result.Packages {
		if _, found := slices.BinarySearch(p.Needs, path); p.Broken && (found || p.Path == path) {
			return true
		}
	}
	return false
}

// ledgers are those of the packages that report.
func (s *session) ledgers() []*verdict.Ledger {
	var all []*verdict.Ledger
	for _, p := range s.result.Packages {
		all = append(all, p.Ledgers...)
	}
	if s.left != nil {
		all = append(all, s.left)
	}
	return all
}

// unresolved says what happens to what was not understood.
func (s *session) unresolved() config.Unresolved {
	if s.flags.unresolved != "" {
		return config.Unresolved(s.flags.unresolved)
	}
	return s.workspace.Config.Unresolved
}

// baselinePath is the file that the flag or the config names, "" for none.
func (s *session) baselinePath() string {
	if s.flags.baseline != "" {
		return s.flags.baseline
	}
	if s.workspace.Config.Baseline == "" {
		return ""
	}
	return s.workspace.Config.Resolve(s.workspace.Config.Baseline)
}

// input is everything that a report is made of.
func (s *session) input() report.Input {
	in := report.Input{
		Version:    version(),
		Root:       s.root(),
		Checkout:   workspace.Repository(s.root()),
		Modules:    s.modules(),
		Ledgers:    s.ledgers(),
		Fset:       s.result.Fset,
		Excluded:   s.excluded(),
		LeftOut:    len(s.result.Excluded),
		Unresolved: s.unresolved(),
		Judged:     s.judged(),
	}
	for _, r := range analyzers.Rules(s.rules) {
		in.Rules = append(in.Rules, report.Rule(r))
	}
	for _, w := range s.cache.Opened() {
		// What was written down is no assumption.
		if len(w.Config.Tenant.Columns) == 0 {
			in.Assumptions = append(in.Assumptions, w.Catalog.Why...)
		}
	}
	for _, e := range s.result.LoadErrors {
		e.File = s.short(e.File)
		in.Errors = append(in.Errors, e.Error())
	}
	for _, e := range s.result.Errors {
		in.Errors = append(in.Errors, e.Error())
	}
	return in
}

// hold adds the baseline of a path to the input of a report; "" is none.
func (s *session) hold(in *report.Input, path string) error {
	if path == "" {
		return nil
	}
	b, err := baseline.Load(path)
	if err != nil {
		return err
	}
	in.Baseline, in.BaselinePath = b, s.short(path)
	in.BaselineFile, err = filepath.Abs(path)
	return err
}

// short makes a name relative to the directory that the command works in, where it lies below.
func (s *session) short(name string) string {
	if name == "" {
		return ""
	}
	if rel, err := filepath.Rel(s.flags.dir, name); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return name
}

// modules are the user's modules that were analysed, sorted by path.
func (s *session) modules() []report.Module {
	var list []report.Module
	for _, p := range s.result.Packages {
		if p.ModuleDir != "" {
			list = append(list, report.Module{Path: p.Module, Dir: p.ModuleDir})
		}
	}
	slices.SortFunc(list, func(a, b report.Module) int { return strings.Compare(a.Path, b.Path) })
	return slices.Compact(list)
}

// root is what printed paths start from: the module of the named packages, or, where they lie in several, the root of all.
func (s *session) root() string {
	root := ""
	for _, p := range s.result.Roots() {
		switch {
		case p.ModuleDir == "":
		case root == "":
			root = p.ModuleDir
		case root != p.ModuleDir:
			return s.workspace.Root
		}
	}
	if root == "" {
		return s.flags.dir
	}
	return root
}

// excluded counts the files that the config excludes.
func (s *session) excluded() int {
	files := map[string]bool{}
	for _, p := range s.result.Roots() {
		w, err := s.cache.Open(p.Dir)
		if err != nil {
			continue // an error of that package already
		}
		for _, name := range p.Files {
			if w.Config.Excluded(name) {
				files[name] = true
			}
		}
	}
	return len(files)
}

// judged says of which packages every finding was bound to come up. Of the others, an entry of the baseline that holds nothing back proves nothing.
func (s *session) judged() func(string) bool {
	if s.result.Failed() {
		return func(string) bool { return false }
	}
	return s.whole()
}

// whole says which packages belong to a module that was named as a whole, so that all their callers in the user's code were analysed. A module
// inside another that was left out is told apart by its path, which is the longer.
func (s *session) whole() func(string) bool {
	return func(pkg string) bool {
		module := ""
		for _, m := range s.workspace.Modules {
			if len(m.Path) > len(module) && (pkg == m.Path || strings.HasPrefix(pkg, m.Path+"/")) {
				module = m.Path
			}
		}
		return slices.Contains(s.result.Whole, module)
	}
}
