// Package analyzers is the suite: the one list of rules, and how a rule learns what surrounds a package.
//
// Every driver makes its analyzers here, and the drivers differ only in the options.
package analyzers

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/permguard"
	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/nearest"
	"github.com/bailiwick-dev/bailiwick/internal/site"
)

// Options say how the rules of one driver work.
type Options = site.Options

// New makes the suite. Each call makes analyzers of its own, which share no state with those of another.
func New(opts Options) []*analysis.Analyzer {
	sites := site.New(opts)
	list := []*analysis.Analyzer{tenantscope.For(sites), permguard.For(sites)}
	if opts.Owns != nil {
		leave(list, opts.Owns)
	}
	if opts.Digest != "" {
		return split(list, opts.Digest, sites.Report)
	}
	return list
}

// Names lists the rules in the order of the suite.
func Names() []string { return []string{tenantscope.Name, permguard.Name} }

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
