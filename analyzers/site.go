package analyzers

import (
	"flag"
	"strconv"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/diagnostic"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/settle"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// sites tells rules what surrounds a package. What is the same for all packages of a workspace is made once.
type sites struct {
	opts   Options
	shared sync.Map // *workspace.Workspace to *shared

	// Set by flags of the analyzer, and only where a user gives them: a flag that is absent leaves the word to the config.
	strict, tests, unresolved *bool
}

// shared is what packages of one workspace have in common.
type shared struct {
	once   sync.Once
	models *query.Models
	err    error
}

func newSites(opts Options) *sites { return &sites{opts: opts} }

// flags makes the options of a rule reachable where there is no config file to write them in, as under nogo.
func (s *sites) flags(a *analysis.Analyzer) {
	a.Flags.Var(optional{&s.strict}, "strict", "let no statement leave its function: each needs its own predicate")
	a.Flags.Var(optional{&s.tests}, "tests", "make test files owe what other files owe")
	a.Flags.Var(optional{&s.unresolved}, "unresolved", "report what was not understood too")
}

// optional is a boolean flag that knows whether it was given.
type optional struct{ value **bool }

var _ flag.Value = optional{}

// String implements flag.Value.
func (o optional) String() string {
	return strconv.FormatBool(o.value != nil && *o.value != nil && **o.value)
}

// Set implements flag.Value.
func (o optional) Set(text string) error {
	b, err := strconv.ParseBool(text)
	*o.value = &b
	return err
}

// IsBoolFlag lets the value be left out.
func (o optional) IsBoolFlag() bool { return true }

// or is the flag's value, or the one that holds without it.
func or(given *bool, otherwise bool) bool {
	if given != nil {
		return *given
	}
	return otherwise
}

// of is the site of a package for the rule tenantscope.
func (s *sites) of(pass *analysis.Pass) (*tenantscope.Site, error) {
	w, err := s.opts.Workspace(pass)
	if err != nil {
		return nil, err
	}
	models, err := s.models(pass, w)
	if err != nil {
		return nil, err
	}
	cfg := w.Config
	site := &tenantscope.Site{
		Catalog:    w.Catalog,
		Models:     models,
		Own:        w.Own,
		Position:   w.Position,
		Principals: cfg.Tenant.Principal,
		Handles:    cfg.Tenant.Handles,
		AllowWider: map[string]bool{},
		Rules:      Names(),
		Strict:     or(s.strict, cfg.Rules.Tenantscope.Strict),
		Tests:      or(s.tests, s.opts.Tests || cfg.Tests),
	}
	for name, table := range cfg.Tables {
		if table.AllowWider {
			site.AllowWider[catalog.Fold(name)] = true
		}
	}
	if broken, ok := pass.ResultOf[runner.Broken].(*runner.BrokenImports); ok {
		site.BrokenImports = broken.Has
	}
	return site, nil
}

// models are the rows of the libraries and of the user's config.
func (s *sites) models(pass *analysis.Pass, w *workspace.Workspace) (*query.Models, error) {
	declared := declaredRows(pass, w.Config)
	if len(declared.named) > 0 {
		// Arguments that are given by name are looked up in the types that this package sees.
		return query.NewModels(append(query.Libraries(), query.Library{Name: config.FileName, Rows: append(declared.rows, declared.named...)}))
	}
	value, _ := s.shared.LoadOrStore(w, new(shared))
	sh := value.(*shared)
	sh.once.Do(func() {
		sh.models, sh.err = query.NewModels(append(query.Libraries(), query.Library{Name: config.FileName, Rows: declared.rows}))
	})
	return sh.models, sh.err
}

// baseline is the one that the config names. The command, which prints the ledgers, judges it over the whole run instead.
func (s *sites) baseline(w *workspace.Workspace) (*baseline.Baseline, error) {
	if s.opts.Silent || w.Config.Baseline == "" {
		return nil, nil
	}
	return baseline.Load(w.Config.Resolve(w.Config.Baseline))
}

// finish settles a ledger and reports it.
func (s *sites) finish(pass *analysis.Pass, ledger *verdict.Ledger) error {
	w, err := s.opts.Workspace(pass)
	if err != nil {
		return err
	}
	ledger.Entries = append(ledger.Entries, settle.Contracts(pass, w.Position)...)
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
	if s.opts.Silent {
		return nil
	}
	report := s.opts.Report
	report.File = w.File
	report.Unresolved = or(s.unresolved, report.Unresolved || w.Config.Unresolved != config.UnresolvedCount)
	diagnostic.Report(pass, ledger, report)
	return nil
}
