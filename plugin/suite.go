package plugin

import (
	"fmt"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/diagnostic"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// suite is all rules under one block of settings.
type suite struct {
	once  sync.Once
	rules []*analysis.Analyzer
	key   *analysis.Analyzer
	err   error
}

// suites are those of the linters that were registered together. Without them each rule would have its own copy of what the rules share, and
// read the workspace again. What is in them is made once and then only read.
type suites struct{ made sync.Map } // settings and directory to *suite

// of is the suite that a linter belongs to.
func (all *suites) of(l *linter) *suite {
	value, _ := all.made.LoadOrStore(fmt.Sprintf("%q %q %s", l.cwd, l.settings.Dir, l.block), new(suite))
	s := value.(*suite)
	s.once.Do(func() { s.err = s.build(l.cwd, l.settings) })
	return s
}

func (s *suite) build(cwd string, settings *config.File) error {
	cache, err := workspace.NewCache(workspace.Options{Home: cwd, Settings: settings, Dir: workspace.DefaultDir()})
	if err != nil {
		return err
	}
	digest, err := cache.FullDigest(cwd)
	if err != nil {
		return err
	}
	covered := cache.Scanned()
	s.key = &analysis.Analyzer{
		Name: "bailiwickkey_" + digest[:16],
		Doc:  "carry the digest of config, schema and SQL files in its name, by which golangci-lint caches",
		URL:  "https://github.com/bailiwick-dev/bailiwick",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
	s.rules = analyzers.New(analyzers.Options{
		Workspace: func(pass *analysis.Pass) (*workspace.Workspace, error) {
			w, err := cache.ForPass(pass)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(covered, w.Root) {
				// Its tables and its config are in no key: a change of them would not be seen.
				return nil, fmt.Errorf("%s lies outside of the workspace of %s: run golangci-lint there", w.Root, cwd)
			}
			return w, nil
		},
		Owns:       owner(cache),
		Report:     diagnostic.Options{NoRelated: true},
		HostNolint: true,
		Digest:     digest,
	})
	return nil
}

// owner tells the user's packages from libraries, over which golangci-lint runs as well.
func owner(cache *workspace.Cache) func(*analysis.Pass) bool {
	return func(pass *analysis.Pass) bool {
		module := ""
		if pass.Module != nil {
			module = pass.Module.Path
		}
		return cache.Owns(workspace.PassDir(pass), module)
	}
}
