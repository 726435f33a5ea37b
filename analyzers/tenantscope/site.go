package tenantscope

import (
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/site"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// For returns an analyzer that is told by sites what surrounds a package, and that reports through them.
func For(s *site.Sites) *analysis.Analyzer {
	a := New(Options{
		Routes: s.Routes(),
		Site:   func(pass *analysis.Pass) (*Site, error) { return siteOf(s, pass) },
		Finish: func(pass *analysis.Pass, _ *Site, ledger *verdict.Ledger) error {
			return s.Finish(pass, ledger)
		},
	})
	s.Flags(a)
	return a
}

// siteOf is the rule's own part of what a workspace says.
func siteOf(s *site.Sites, pass *analysis.Pass) (*Site, error) {
	w, err := s.Workspace(pass)
	if err != nil {
		return nil, err
	}
	models, err := s.Models(pass, w)
	if err != nil {
		return nil, err
	}
	cfg := w.Config
	site := &Site{
		Catalog:    w.Catalog,
		Models:     models,
		Own:        w.Own,
		Position:   w.Position,
		ReadFile:   w.ReadFile,
		Principals: cfg.Tenant.Principal,
		Handles:    cfg.Tenant.Handles,
		AllowWider: map[string]bool{},
		Rules:      config.RuleNames(),
		HostNolint: s.HostNolint(),
		Strict:     s.Strict(Name, w),
		Tests:      s.Tests(Name, w),
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
