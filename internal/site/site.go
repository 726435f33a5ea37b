// Package site tells a rule what surrounds the package that it judges, and finishes and reports what the rule found. It is what rules have in common
// between the workspace and their own part, and the same in every driver: the drivers differ only in the options.
package site

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/diagnostic"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/settle"
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
	// HostNolint leaves //nolint to the driver.
	HostNolint bool
	// Digest, for a driver that caches by the names of analyzers, names everything outside a package's Go files that a verdict can depend on. Each rule is then
	// parted in two: one that finds, named after the digest, and one with the rule's own name that reports.
	Digest string
	// Owns tells the packages that owe; nil for all. A driver that runs over libraries too leaves those at once.
	Owns func(*analysis.Pass) bool
}

// Sites serve the rules of one driver. What is the same for all packages of a workspace is made once.
type Sites struct {
	opts Options
	// routes finds the endpoints for every rule that asks for them.
	routes *analysis.Analyzer

	// rules are the names of the rules, in the order in which they were made, with what flags of their analyzers say.
	rules []switched
}

// switched is what the flags of a rule's analyzer say, and only where a user gives them: a flag that is absent leaves the word to the config.
type switched struct {
	rule                      string
	strict, tests, unresolved **bool
}

// New makes sites.
func New(opts Options) *Sites {
	s := &Sites{opts: opts}
	s.routes = route.New(s.routesOf)
	return s
}

// Owns reports whether a package is the user's.
func (s *Sites) Owns(pass *analysis.Pass) bool { return s.opts.Owns == nil || s.opts.Owns(pass) }

// Leads reports the rule that reports what is wrong with directives which belong to no rule, so that it is said once.
func (s *Sites) Leads(rule string) bool { return len(s.rules) > 0 && s.rules[0].rule == rule }

// given is what the flags of a rule say.
func (s *Sites) given(rule string) switched {
	for _, r := range s.rules {
		if r.rule == rule {
			return r
		}
	}
	none := new(*bool)
	return switched{strict: none, tests: none, unresolved: none}
}

// Workspace is what surrounds a package.
func (s *Sites) Workspace(pass *analysis.Pass) (*workspace.Workspace, error) {
	return s.opts.Workspace(pass)
}

// Strict reports whether no statement may leave its function.
func (s *Sites) Strict(rule string, w *workspace.Workspace) bool {
	return or(*s.given(rule).strict, w.Config.Rules.Tenantscope.Strict)
}

// Tests reports whether test files owe.
func (s *Sites) Tests(rule string, w *workspace.Workspace) bool {
	return or(*s.given(rule).tests, s.opts.Tests || w.Config.Tests)
}

// Models are the rows of the libraries and of the user's config.
func (s *Sites) Models(pass *analysis.Pass, w *workspace.Workspace) (*query.Models, error) {
	declared := declaredRows(pass, w.Config)
	if len(declared.named) > 0 {
		// Arguments that are given by name are looked up in the types that this package sees.
		return query.NewModels(append(query.Libraries(), query.Library{Name: config.FileName, Rows: append(declared.rows, declared.named...)}))
	}
	return workspace.Derive(w, s, func() (*query.Models, error) {
		return query.NewModels(append(query.Libraries(), query.Library{Name: config.FileName, Rows: declared.rows}))
	})
}

// BaselineError is why the baseline that the config names cannot be used: the same for every rule.
type BaselineError struct{ error }

// Unwrap gives what happened.
func (e *BaselineError) Unwrap() error { return e.error }

// Baseline is the one that the config of a workspace names, nil for none. Its errors are of type *BaselineError.
func Baseline(w *workspace.Workspace) (*baseline.Baseline, error) {
	if w.Config.Baseline == "" {
		return nil, nil
	}
	path := w.Config.Resolve(w.Config.Baseline)
	data, err := w.ReadFile(path)
	if err != nil {
		return nil, &BaselineError{fmt.Errorf("read the baseline: %w", err)}
	}
	b, err := baseline.Parse(path, data)
	if err != nil {
		return nil, &BaselineError{err}
	}
	return b, nil
}

// baseline is the one of a workspace. The command, which prints the ledgers, judges it over the whole run instead.
func (s *Sites) baseline(w *workspace.Workspace) (*baseline.Baseline, error) {
	if s.opts.Silent {
		return nil, nil
	}
	return Baseline(w)
}

// Finish settles a ledger and reports it.
func (s *Sites) Finish(pass *analysis.Pass, ledger *verdict.Ledger) error {
	w, err := s.opts.Workspace(pass)
	if err != nil {
		return err
	}
	if s.Leads(ledger.Rule) {
		ledger.Entries = append(ledger.Entries, settle.Contracts(pass, w.Position)...)
	}
	b, err := s.baseline(w)
	if err != nil {
		return err
	}
	settle.Ledger(ledger, settle.Options{Config: w.Config, File: w.File, Baseline: b})
	if s.opts.Finish != nil {
		if err := s.opts.Finish(pass, w, ledger); err != nil {
			return err
		}
	}
	if s.opts.Silent || s.opts.Digest != "" {
		return nil // printed or reported elsewhere
	}
	return s.Report(pass, ledger)
}

// Report reports a finished ledger through the pass.
func (s *Sites) Report(pass *analysis.Pass, ledger *verdict.Ledger) error {
	if len(ledger.Entries) == 0 {
		return nil
	}
	w, err := s.opts.Workspace(pass)
	if err != nil {
		return err
	}
	report := s.opts.Report
	report.File = w.File
	report.Unresolved = or(*s.given(ledger.Rule).unresolved, report.Unresolved || w.Config.Unresolved != config.UnresolvedCount)
	diagnostic.Report(pass, ledger, report)
	return nil
}

// HostNolint reports whether the driver honours //nolint itself.
func (s *Sites) HostNolint() bool { return s.opts.HostNolint }
