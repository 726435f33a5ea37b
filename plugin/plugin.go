package plugin

import (
	"fmt"
	"os"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/config"
)

func init() {
	shared := new(suites) // golangci-lint asks for each rule on its own, and gives them no other place to meet
	for _, rule := range analyzers.Names() {
		register.Plugin(rule, shared.constructor(rule))
	}
}

// constructor is the constructor of the linter for a rule. Its argument is the settings block as golangci-lint has read it; an error of it names every key that is wrong.
func (s *suites) constructor(rule string) register.NewPlugin {
	return func(block any) (register.LinterPlugin, error) {
		cwd, err := os.Getwd()
		if err != nil {
			return nil, err
		}
		settings, err := config.FromSettings("linters.settings.custom."+rule+".settings", configDir(os.Args[1:], cwd), block)
		if err != nil {
			return nil, err
		}
		return &linter{rule, cwd, settings, fmt.Sprint(block), s}, nil
	}
}

// linter is one rule with its settings.
type linter struct {
	rule, cwd string
	settings  *config.File
	block     string // the settings as they were written, which tells a default that was written out from none
	suites    *suites
}

// BuildAnalyzers returns the rule and the analyzer whose name is the cache's key. A config that does not hold is its error, which ends the run.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	s := l.suites.of(l)
	if s.err != nil {
		return nil, s.err
	}
	rule, err := analyzers.Choose(s.rules, []string{l.rule})
	if err != nil {
		return nil, err
	}
	return append(rule, s.key), nil
}

// GetLoadMode asks for types in every case: an analyzer that needs them and does not get them would end the run.
func (l *linter) GetLoadMode() string { return register.LoadModeTypesInfo }
