package editor

import (
	"errors"
	"os"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/diagnostic"
	"github.com/bailiwick-dev/bailiwick/internal/site"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// Suite is the rules of a server and what they know of the code around a package. It is safe for concurrent use.
type Suite struct {
	// home is the directory that the server was started in: downloaded modules which the config there names are the user's too.
	home string

	mu    sync.Mutex
	trees map[string]*tree // by root
}

// New makes the suite of a server that works in the current directory.
func New() *Suite {
	home, err := os.Getwd()
	if err != nil {
		home = "" // it serves modules of their own all the same
	}
	return &Suite{home: home, trees: map[string]*tree{}}
}

// Analyzers returns the rules, and the analyzer that reports why a package cannot be judged.
func (s *Suite) Analyzers() []*analysis.Analyzer {
	rules := analyzers.New(analyzers.Options{
		Workspace: s.workspace,
		Report:    diagnostic.Options{OwnFilesOnly: true, Waive: true},
		Owns:      s.judges, // what rules share leaves other packages too
	})
	for _, a := range rules {
		work, name := a.Run, a.Name
		a.Run = func(pass *analysis.Pass) (any, error) {
			ledger := &verdict.Ledger{Rule: name, Package: pass.Pkg.Path()}
			if !s.judges(pass) {
				return ledger, nil
			}
			result, err := work(pass)
			if err != nil {
				// A server drops the errors of analyzers. One of the baseline is said once, by the analyzer of obstacles.
				var baseline *site.BaselineError
				if !errors.As(err, &baseline) {
					pass.Report(s.obstacle(pass, err))
				}
				return ledger, nil
			}
			return result, nil
		}
	}
	return append(rules, s.obstacles())
}

// judges reports whether anything can be said of a package: it is the user's, and what surrounds it can be read.
func (s *Suite) judges(pass *analysis.Pass) bool {
	dir, module := origin(pass)
	root, own := s.root(dir, module, (*tree).unread)
	if !own {
		return false
	}
	_, err := s.tree(root).current().Open(dir)
	return err == nil
}

// workspace finds what surrounds a package that judges has said yes to.
func (s *Suite) workspace(pass *analysis.Pass) (*workspace.Workspace, error) {
	dir, module := origin(pass)
	root, _ := s.root(dir, module, (*tree).unread)
	return s.tree(root).current().Open(dir)
}

// origin is where a package under analysis comes from.
func origin(pass *analysis.Pass) (dir, module string) {
	if pass.Module != nil {
		module = pass.Module.Path
	}
	return workspace.PassDir(pass), module
}

// root is the root of the tree that a package belongs to. It is false for packages that are not the user's: nothing is owed for them, and their tree is not
// to be read, since that of the standard library is long. state is how a tree's state is asked for.
func (s *Suite) root(dir, module string, state stateOf) (string, bool) {
	switch {
	case workspace.Owns(dir, module):
	case module != "" && s.shares(module, state):
		dir = s.home
	default:
		return "", false
	}
	root, err := workspace.FindRoot(dir)
	return root, err == nil
}

// shares reports whether the config of the server's directory names a module as the user's own.
func (s *Suite) shares(module string, state stateOf) bool {
	if s.home == "" {
		return false
	}
	root, err := workspace.FindRoot(s.home)
	if err != nil {
		return false
	}
	// A server may be started anywhere. A directory without a config is not read for this.
	if path, err := config.Find(s.home, root); err != nil || path == "" {
		return false
	}
	w, err := state(s.tree(root), s.home).Open(s.home)
	return err == nil && slices.Contains(w.Config.Modules, module)
}

func (s *Suite) tree(root string) *tree {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.trees[root]
	if !ok {
		t = &tree{home: s.home}
		s.trees[root] = t
	}
	return t
}
