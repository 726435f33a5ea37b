package site

import (
	"flag"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// Flags makes the options of a rule that users switch now and then reachable from the command line of a driver.
func (s *Sites) Flags(a *analysis.Analyzer) {
	given := switched{rule: a.Name, strict: new(*bool), tests: new(*bool), unresolved: new(*bool)}
	s.rules = append(s.rules, given)
	if slices.Contains(config.Leaves(), "rules."+a.Name+".strict") {
		a.Flags.Var(optional{given.strict}, "strict", "let no statement leave its function: each needs its own predicate")
	}
	a.Flags.Var(optional{given.tests}, "tests", "make test files owe what other files owe")
	a.Flags.Var(optional{given.unresolved}, "unresolved", "report what was not understood too")
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
