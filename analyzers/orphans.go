package analyzers

import (
	"slices"

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
	return ledger, nil
}

// Unused lists what the ledgers of a whole program say of queries that nothing in it calls, sorted.
func Unused(packages []string, ledgers []*verdict.Ledger, fact func(path string, f analysis.Fact) (bool, error)) ([]string, error) {
	facts, err := factsOf(packages, fact)
	if err != nil {
		return nil, err
	}
	used, err := tenantscope.UsedQueries(facts)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, l := range ledgers {
		if l.Unused != nil {
			out = append(out, l.Unused(func(query string) bool { return used[query] })...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
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
