package route

import (
	"go/token"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/parcel"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Name is the analyzer's name.
const Name = "bailiwickroutes"

// Site is what the analyzer knows of the application around a package.
type Site struct {
	Models *Models
	// Own reports whether a package belongs to the user's modules.
	Own func(path string) bool
	// Position makes a place relative to its module's root.
	Position func(file string, line, column int) verdict.Position
}

// Result is what is known once a package is analysed.
type Result struct {
	// Fact is what the package and those below it do to routers.
	Fact *Fact
	// Own are the events of the package itself.
	Own []Event
}

// New returns the analyzer: it reports nothing, and rules require it. site finds what surrounds the package.
func New(site func(*analysis.Pass) (*Site, error)) *analysis.Analyzer {
	return with(Name, site, func() (analysis.Fact, *Fact) { f := new(Fact); return f, f })
}

// NewApart is New for a rule that brings an analyzer of its own, beside a rule that does so too.
func NewApart(site func(*analysis.Pass) (*Site, error)) *analysis.Analyzer {
	return with(Name+"apart", site, func() (analysis.Fact, *Fact) { f := new(Apart); return f, &f.Fact })
}

// with makes the analyzer, fresh being an empty fact of its kind.
func with(name string, site func(*analysis.Pass) (*Site, error), fresh func() (analysis.Fact, *Fact)) *analysis.Analyzer {
	kind, _ := fresh()
	return &analysis.Analyzer{
		Name:       name,
		Doc:        "find the endpoints of a program and what a request meets on its way",
		URL:        "https://github.com/bailiwick-dev/bailiwick",
		Requires:   []*analysis.Analyzer{flow.Analyzer},
		ResultType: reflect.TypeFor[*Result](),
		FactTypes:  []analysis.Fact{kind},
		Run: func(pass *analysis.Pass) (any, error) {
			s, err := site(pass)
			if err != nil {
				return nil, err
			}
			return run(pass, s, fresh)
		},
	}
}

func run(pass *analysis.Pass, site *Site, fresh func() (analysis.Fact, *Fact)) (*Result, error) {
	exported, fact := fresh()
	if site.Own != nil && !site.Own(pass.Pkg.Path()) {
		return &Result{Fact: fact}, nil
	}
	_, imports := flow.Production(pass) // what tests register serves nobody
	for _, imp := range imports {
		imported, below := fresh()
		if pass.ImportPackageFact(imp, imported) {
			fact.Add(below.Parts()...)
		}
	}
	imported, err := Events([]*Fact{fact})
	if err != nil {
		return nil, err
	}
	result := &Result{Fact: fact}
	events := site.Models.importsOf(pass.Pkg, imports)
	if matters(pass, site.Models, imported) {
		s := &scanner{
			p: pass.ResultOf[flow.Analyzer].(*flow.Package), models: site.Models, own: site.Own, read: map[*ssa.Function]bool{}, wrappers: map[*types.TypeName]map[string][]Scheme{},
			may: map[types.Type]bool{}, keeping: map[types.Type]bool{},
			position: func(p token.Pos) verdict.Position {
				if !p.IsValid() {
					return verdict.Position{}
				}
				at := pass.Fset.Position(p)
				return site.Position(at.Filename, at.Line, at.Column)
			},
		}
		s.scan()
		s.instantiate(imported)
		s.order(imported)
		s.fork()
		events = append(events, s.events...)
	}
	if result.Own = tidy(events); len(result.Own) > 0 {
		part, err := parcel.New(pass.Pkg.Path(), &Own{result.Own})
		if err != nil {
			return nil, err
		}
		fact.Add(part)
	}
	if len(fact.Parts()) > 0 {
		pass.ExportPackageFact(exported)
	}
	return result, nil
}

// matters reports whether anything in a package could concern a router: it names a function or type of the tables, or a function of another
// package that hands a router on. Else no SSA is built for it.
func matters(pass *analysis.Pass, models *Models, imported []Event) bool {
	if !onlyImports(imported) || isGeneratedServer(pass.Pkg) {
		return true
	}
	for _, imp := range pass.Pkg.Imports() {
		if models.paths[imp.Path()] && imp.Path() != "net/http" {
			return true
		}
	}
	for _, obj := range pass.TypesInfo.Uses {
		switch o := obj.(type) {
		case *types.Func:
			if models.rows[flow.Key(o)] != nil {
				return true
			}
		case *types.TypeName:
			if o.Pkg() != nil && models.routers[o.Pkg().Path()+"."+o.Name()] != nil {
				return true
			}
		case *types.Var:
			if o.IsField() && o.Pkg() != nil && o.Pkg().Path() == "net/http" && o.Name() == "Handler" {
				return true
			}
		}
	}
	return false
}
