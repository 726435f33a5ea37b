package tenantscope

import (
	_ "embed"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Name is the rule's name: of the analyzer, in waivers, in the config and in reports.
const Name = "tenantscope"

// Site is what the rule knows of the application around a package.
type Site struct {
	Catalog *catalog.Catalog
	// Models are the rows of the libraries and of the user's config.
	Models *query.Models
	// Own reports whether a package belongs to the user's modules: only those are analysed.
	Own func(path string) bool
	// Position makes a place relative to its module's root.
	Position func(file string, line, column int) verdict.Position
	// ReadFile reads a file of the user's that lies outside of the package's Go files: embedded text, a query file. Nil reads the disk.
	ReadFile func(name string) ([]byte, error)
	// Principals are function keys of the config that yield the authenticated tenant.
	Principals []string
	// Handles are type keys of the config that are scoped by construction.
	Handles []string
	// AllowWider are the folded names of tables that may be scoped by a wider tenant key.
	AllowWider map[string]bool
	// Strict lets no obligation leave its statement.
	Strict bool
	// Rules are the names of all rules of the suite, for waivers.
	Rules []string
	// HostNolint is true inside golangci-lint, which honours //nolint itself.
	HostNolint bool
	// Tests makes test files owe.
	Tests bool
	// BrokenImports are imports that were not analysed because they have errors.
	BrokenImports func(path string) bool
}

// Options make an analyzer.
type Options struct {
	// Routes is the analyzer that finds endpoints. Without it nothing is known of what runs before a handler: what a request says of its tenant stays untraced.
	Routes *analysis.Analyzer
	// Site finds what surrounds the package; an error ends the analysis of the package.
	Site func(pass *analysis.Pass) (*Site, error)
	// Finish receives the ledger before it is reported: waivers, //nolint, baseline, severities. It returns what is to be reported.
	Finish func(pass *analysis.Pass, site *Site, ledger *verdict.Ledger) error
}

// New returns the rule's analyzer. Analyzers share no state, so that several can run side by side.
func New(opt Options) *analysis.Analyzer {
	requires := []*analysis.Analyzer{flow.Analyzer, runner.Broken}
	if opt.Routes != nil {
		requires = append(requires, opt.Routes)
	}
	return &analysis.Analyzer{
		Name:       Name,
		Doc:        Doc(),
		URL:        "https://github.com/bailiwick-dev/bailiwick/blob/main/docs/rules/tenantscope.md",
		Requires:   requires,
		ResultType: reflect.TypeFor[*verdict.Ledger](),
		FactTypes:  []analysis.Fact{new(Fact)},
		Run: func(pass *analysis.Pass) (any, error) {
			site, err := opt.Site(pass)
			if err != nil {
				return nil, err
			}
			var routes *route.Result
			if opt.Routes != nil {
				routes = pass.ResultOf[opt.Routes].(*route.Result)
			}
			ledger, err := run(pass, site, routes)
			if err != nil {
				return nil, err
			}
			if opt.Finish != nil {
				if err := opt.Finish(pass, site, ledger); err != nil {
					return nil, err
				}
			}
			return ledger, nil
		},
	}
}

//go:embed doc.go
var source string

// run judges one package and exports what its importers need. routes is nil where nobody looks for endpoints.
func run(pass *analysis.Pass, site *Site, routes *route.Result) (*verdict.Ledger, error) {
	ledger := &verdict.Ledger{Rule: Name, Package: pass.Pkg.Path()}
	if site.Own != nil && !site.Own(pass.Pkg.Path()) {
		return ledger, nil
	}
	tested := newTestFiles(pass, pass.ResultOf[flow.Analyzer].(*flow.Package).TestFiles())
	imported, err := readFacts(pass, tested, site.Tests)
	if err != nil {
		return nil, err
	}
	if len(site.Catalog.TenantColumns) == 0 {
		ledger.Notes = append(ledger.Notes, "no tenant column found in the schema: tenantscope owes nothing (name one under tenant.columns if there is one)")
		return ledger, nil
	}
	j := &judge{
		pass:     pass,
		site:     site,
		p:        pass.ResultOf[flow.Analyzer].(*flow.Package),
		imported: imported,
		tested:   tested,
		ledger:   ledger,
		fact:     imported.start(),
		routes:   routes,
		paths:    map[types.Type][][]string{},
	}
	j.p.ReadWith(site.ReadFile)
	j.brokenImports()
	j.fact.Refuses = j.p.Refusals(imported.refusals)
	if !j.matters() {
		// Nothing here can run a query or pass an obligation on: SSA is built only where rows may be copied or made.
		if rows, serves := j.mapsRows(), j.serves(); rows || serves {
			j.begin()
			if rows {
				j.summarise()
			}
			j.summariseUses()
		}
		return ledger, j.export()
	}
	if err := j.judge(); err != nil {
		return nil, err
	}
	return ledger, j.export()
}
