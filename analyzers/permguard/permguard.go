package permguard

import (
	_ "embed"
	"go/token"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Name is the rule's name: of the analyzer, in waivers, in the config and in reports.
const Name = "permguard"

// Site is what the rule knows of the application around a package.
type Site struct {
	// Models are the rows of the database libraries and of the user's config.
	Models *query.Models
	// Own reports whether a package belongs to the user's modules: only those are analysed.
	Own func(path string) bool
	// Position makes a place relative to its module's root.
	Position func(file string, line, column int) verdict.Position
	// ReadFile reads a file of the user's that lies outside of the package's Go files. Nil reads the disk.
	ReadFile func(name string) ([]byte, error)
	// Guards reports a function that the config says asks for a permission; nil for none.
	Guards func(key string) bool
	// Routes reports endpoints that are not guarded and have no effect, too.
	Routes bool
	// Rules are the names of all rules of the suite, for waivers.
	Rules []string
	// Leads is true for the rule that reports what is wrong with directives of no rule's.
	Leads bool
	// HostNolint is true inside golangci-lint, which honours //nolint itself.
	HostNolint bool
	// BrokenImports are imports that were not analysed because they have errors; nil for none.
	BrokenImports []string
}

// Options make an analyzer.
type Options struct {
	// Routes is the analyzer that finds endpoints.
	Routes *analysis.Analyzer
	// Site finds what surrounds the package.
	Site func(pass *analysis.Pass) (*Site, error)
	// Finish receives the ledger before it is reported.
	Finish func(pass *analysis.Pass, ledger *verdict.Ledger) error
}

// New returns the rule's analyzer. Analyzers share no state, so that several can run side by side.
func New(opt Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       Name,
		Doc:        Doc(),
		URL:        "https://github.com/bailiwick-dev/bailiwick/blob/main/docs/rules/permguard.md",
		Requires:   []*analysis.Analyzer{flow.Analyzer, runner.Broken, opt.Routes},
		ResultType: reflect.TypeFor[*verdict.Ledger](),
		FactTypes:  []analysis.Fact{new(Fact)},
		Run: func(pass *analysis.Pass) (any, error) {
			site, err := opt.Site(pass)
			if err != nil {
				return nil, err
			}
			ledger, err := run(pass, site, pass.ResultOf[opt.Routes].(*route.Result))
			if err != nil {
				return nil, err
			}
			if opt.Finish != nil {
				if err := opt.Finish(pass, ledger); err != nil {
					return nil, err
				}
			}
			return ledger, nil
		},
	}
}

//go:embed doc.go
var source string

// Doc is the text of the rule's page: the package comment from its heading on.
func Doc() string {
	_, text, _ := strings.Cut(source, "// # Analyzer permguard\n//\n")
	text, _, _ = strings.Cut(text, "\npackage ")
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), " "))
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String())
}

// run describes the package, and judges the endpoints of the program where the package is a main: until then an outer middleware may still come.
func run(pass *analysis.Pass, site *Site, routes *route.Result) (*verdict.Ledger, error) {
	ledger := &verdict.Ledger{Rule: Name, Package: pass.Pkg.Path()}
	if !site.Own(pass.Pkg.Path()) {
		return ledger, nil
	}
	fact := &Fact{}
	files, imports := flow.Production(pass) // tests and mocks owe nothing, and bind nothing
	for _, imp := range imports {
		var below Fact
		if pass.ImportPackageFact(imp, &below) {
			fact.Add(below.Parts()...)
		}
	}
	d := &describer{pass: pass, files: files, imports: imports, site: site, routes: routes, ledger: ledger, g: newGraph(fact)}
	d.g.named = site.Guards
	if err := d.describe(fact); err != nil {
		return nil, err
	}
	if len(fact.Parts()) > 0 {
		pass.ExportPackageFact(fact)
	}
	if pass.Pkg.Name() != "main" {
		return ledger, nil
	}
	events, err := route.Events([]*route.Fact{routes.Fact})
	if err != nil {
		return nil, err
	}
	g := newGraph(fact)
	g.named = site.Guards
	j := &judge{g: g, routes: site.Routes, main: pass.Pkg.Path(), here: func(path string) token.Pos { return flow.ImportOf(d.files, path, site.Own) }, suggest: d.suggest}
	endpoints := route.NewTable(events).Endpoints()
	ledger.Entries = append(ledger.Entries, j.all(endpoints)...)
	ledger.Notes = append(ledger.Notes, j.unseen(events, endpoints)...)
	ledger.Notes = append(ledger.Notes, j.notes...)
	return ledger, g.err
}
