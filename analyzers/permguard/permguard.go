package permguard

import (
	"go/token"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/effect"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Name is the rule's name.
const Name = "permguard"

// Site is what the rule knows of the application around a package.
type Site struct {
	// Models are the rows of the database libraries and of the user's config.
	Models *query.Models
	// Own reports whether a package belongs to the user's modules.
	Own func(path string) bool
	// Position makes a place relative to its module's root.
	Position func(file string, line, column int) verdict.Position
	// Guards are the functions that the config or a contract says ask for a permission.
	Guards func(key string) bool
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

// New returns the rule's analyzer.
func New(opt Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       Name,
		Doc:        "write endpoints that are not gated by a permission check",
		URL:        "https://github.com/bailiwick-dev/bailiwick/blob/main/docs/rules/permguard.md",
		Requires:   []*analysis.Analyzer{flow.Analyzer, opt.Routes},
		ResultType: reflect.TypeFor[*verdict.Ledger](),
		FactTypes:  []analysis.Fact{new(Fact)},
		Run: func(pass *analysis.Pass) (any, error) {
			site, err := opt.Site(pass)
			if err != nil {
				return nil, err
			}
			ledger := run(pass, site, pass.ResultOf[opt.Routes].(*route.Result))
			if opt.Finish != nil {
				if err := opt.Finish(pass, ledger); err != nil {
					return nil, err
				}
			}
			return ledger, nil
		},
	}
}

// run describes the package, and judges the endpoints of the program where the package is a main.
func run(pass *analysis.Pass, site *Site, routes *route.Result) *verdict.Ledger {
	ledger := &verdict.Ledger{Rule: Name, Package: pass.Pkg.Path()}
	if !site.Own(pass.Pkg.Path()) {
		return ledger
	}
	fact := &Fact{}
	for _, imp := range pass.Pkg.Imports() {
		var below Fact
		if pass.ImportPackageFact(imp, &below) {
			fact.merge(&below)
		}
	}
	g := newGraph(fact)
	s := &summariser{p: pass.ResultOf[flow.Analyzer].(*flow.Package), own: site.Own, imported: g}
	s.position = func(p token.Pos) verdict.Position {
		if !p.IsValid() {
			return verdict.Position{}
		}
		at := pass.Fset.Position(p)
		return site.Position(at.Filename, at.Line, at.Column)
	}
	rows := map[string]guard.Kind{}
	for _, r := range guard.Engines() {
		rows[r.Func] = r.Kind
	}
	s.guards = guard.NewFinder(s.p, func(key string) guard.Kind {
		if site.Guards != nil && site.Guards(key) {
			return guard.Permission
		}
		if k, ok := rows[key]; ok {
			return k
		}
		return g.denies(key)
	}, func(key string) bool { return rows[key] != guard.None }, isMethodOfInterface)
	registering := map[string]bool{}
	for _, e := range route.Events([]*route.Fact{routes.Fact}) {
		registering[e.Fn] = true
	}
	s.registers = func(key string) bool { return registering[key] }
	s.effects = effect.NewFinder(s.p, site.Models)
	if own := s.summarise(); len(own.Funcs)+len(own.Binds) > 0 {
		fact.merge(&Fact{Packages: []Own{own}})
	}
	if len(fact.Packages) > 0 {
		pass.ExportPackageFact(fact)
	}
	if pass.Pkg.Name() == "main" {
		endpoints := route.NewTable(route.Events([]*route.Fact{routes.Fact})).Endpoints()
		ledger.Entries, ledger.Notes = judgeAll(newGraph(fact), endpoints, pass.Pkg.Path())
	}
	return ledger
}
