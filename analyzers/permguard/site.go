package permguard

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/site"
)

// For returns an analyzer that is told by sites what surrounds a package, and that reports through them.
func For(s *site.Sites) *analysis.Analyzer {
	a := New(Options{
		Routes: s.Routes(),
		Site:   func(pass *analysis.Pass) (*Site, error) { return siteOf(s, pass) },
		Finish: s.Finish,
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
	block := &w.Config.Rules.Permguard
	out := &Site{
		Models:     models,
		Own:        w.Own,
		Position:   w.Position,
		ReadFile:   w.ReadFile,
		Guards:     func(key string) bool { return slices.Contains(block.Guards, key) },
		Routes:     w.Config.SeverityOf(Name, "unguarded-route") != config.SeverityOff,
		Rules:      config.RuleNames(),
		Leads:      s.Leads(Name),
		HostNolint: s.HostNolint(),
	}
	if broken, ok := pass.ResultOf[runner.Broken].(*runner.BrokenImports); ok {
		out.BrokenImports = broken.Paths()
	}
	return out, nil
}
