// Package analyzers is the suite: the one list of rules, and how a rule learns what surrounds a package.
//
// Every driver makes its analyzers here, and the drivers differ only in the options.
package analyzers

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/diagnostic"
	"github.com/bailiwick-dev/bailiwick/internal/nearest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// Options say how the rules of one driver work.
type Options struct {
	// Workspace finds what surrounds a package. An error of it fails the package: a config that does not hold must not pass for no findings.
	Workspace func(*analysis.Pass) (*workspace.Workspace, error)
	// Tests makes test files owe, whatever the config says.
	Tests bool
	// Finish settles a rule's ledger before it is reported: waivers, severities, the baseline. Nil leaves it as it is.
	Finish func(pass *analysis.Pass, w *workspace.Workspace, ledger *verdict.Ledger) error
	// Report is how findings are reported through the pass; File of it is filled in.
	Report diagnostic.Options
	// Silent reports nothing through the pass: the driver prints the ledgers.
	Silent bool
}

// New makes the suite. Each call makes analyzers of its own, which share no state with those of another.
func New(opts Options) []*analysis.Analyzer {
	sites := newSites(opts)
	scope := tenantscope.New(tenantscope.Options{
		Site: sites.of,
		Finish: func(pass *analysis.Pass, _ *tenantscope.Site, ledger *verdict.Ledger) error {
			return sites.finish(pass, ledger)
		},
	})
	sites.flags(scope)
	return []*analysis.Analyzer{scope}
}

// Names lists the rules in the order of the suite.
func Names() []string { return []string{tenantscope.Name} }

// Choose keeps the named rules; no name keeps all.
func Choose(all []*analysis.Analyzer, names []string) ([]*analysis.Analyzer, error) {
	if len(names) == 0 {
		return all, nil
	}
	var list []*analysis.Analyzer
	for _, name := range names {
		found := false
		for _, a := range all {
			if a.Name == name {
				list, found = append(list, a), true
			}
		}
		if !found {
			return nil, fmt.Errorf("no rule is called %q%s", name, nearest.Hint(name, Names()))
		}
	}
	return list, nil
}
