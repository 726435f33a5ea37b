package analyzers

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/permguard"
	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
)

// Rule is what a reader of a report is told about a rule.
type Rule struct {
	Name, Summary, Doc, URL string
	// Unit is what the rule counts, and Container what those stand in, both in the plural.
	Unit, Container string
	// Traced describes the obligations whose evidence was followed to its source, "" where nothing is followed.
	Traced string
}

// Rules describes analyzers of the suite, in their order.
func Rules(list []*analysis.Analyzer) []Rule {
	var rules []Rule
	for _, a := range list {
		first, _, _ := strings.Cut(a.Doc, "\n")
		rule := Rule{Name: a.Name, Summary: strings.TrimPrefix(first, a.Name+": "), Doc: a.Doc, URL: a.URL}
		switch a.Name {
		case tenantscope.Name:
			rule.Unit, rule.Container, rule.Traced = "relation references", "statements", "traced to the authenticated tenant"
		case permguard.Name:
			rule.Unit, rule.Container = "endpoints", "registrations"
		}
		rules = append(rules, rule)
	}
	return rules
}
