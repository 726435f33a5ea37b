package analyzers

import (
	"path"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/tenantscope"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Orphans finishes a run over a whole program: obligations that were left to callers and for which no caller was found are broken.
// Only a driver that has loaded the whole program can know; the per-package drivers stay silent about them. fact fills the fact that is
// pointed to from the package's, as driver.Result does. roots are the packages that report.
func Orphans(packages []string, roots map[string]bool, fact func(path string, f analysis.Fact) (bool, error)) (*verdict.Ledger, error) {
	facts, err := factsOf(packages, fact)
	if err != nil {
		return nil, err
	}
	ledger := &verdict.Ledger{Rule: tenantscope.Name}
	entries, err := tenantscope.Orphans(facts)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if roots[e.Origin.Package()] {
			ledger.Entries = append(ledger.Entries, e)
		}
	}
	uncalled, err := tenantscope.Uncalled(facts)
	if err != nil {
		return nil, err
	}
	for _, q := range uncalled {
		ledger.Notes = append(ledger.Notes, "query "+q.Source+" ("+path.Base(q.Name)+") is not scoped to a tenant, and nothing calls it")
	}
	return ledger, nil
}

// Traces finishes a run over a whole program: the result reports whether the tenant value of a met obligation, which callers supply, is the
// authenticated tenant wherever it comes from.
func Traces(packages []string, fact func(path string, f analysis.Fact) (bool, error)) (func(*verdict.Entry) bool, error) {
	facts, err := factsOf(packages, fact)
	if err != nil {
		return nil, err
	}
	return tenantscope.Traces(facts)
}

func factsOf(packages []string, fact func(path string, f analysis.Fact) (bool, error)) ([]*tenantscope.Fact, error) {
	var facts []*tenantscope.Fact
	for _, path := range packages {
		f := new(tenantscope.Fact)
		ok, err := fact(path, f)
		if err != nil {
			return nil, err
		}
		if ok {
			facts = append(facts, f)
		}
	}
	return facts, nil
}
