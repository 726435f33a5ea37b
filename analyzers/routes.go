package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/analyzers/permguard"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/site"
)

// Routes makes the analyzer that finds endpoints and the permission checks in front of them. It is no rule of the suite yet: its ledgers are of the
// mains alone, and the command shows them beside the endpoints.
func Routes(opts Options) (*analysis.Analyzer, error) {
	sites := site.New(opts)
	routes := route.New(func(pass *analysis.Pass) (*route.Site, error) {
		w, err := sites.Workspace(pass)
		if err != nil {
			return nil, err
		}
		models, err := sites.Routers(w)
		if err != nil {
			return nil, err
		}
		return &route.Site{Models: models, Own: w.Own, Position: w.Position}, nil
	})
	return permguard.New(permguard.Options{Routes: routes, Site: func(pass *analysis.Pass) (*permguard.Site, error) {
		w, err := sites.Workspace(pass)
		if err != nil {
			return nil, err
		}
		queries, err := sites.Models(pass, w)
		if err != nil {
			return nil, err
		}
		return &permguard.Site{Models: queries, Own: w.Own, Position: w.Position}, nil
	}}), nil
}

// Endpoints joins what the named packages do to routers. fact fills the fact that is pointed to from a package's, as driver.Result does.
func Endpoints(packages []string, fact func(path string, f analysis.Fact) (bool, error)) ([]route.Endpoint, error) {
	var facts []*route.Fact
	for _, path := range packages {
		f := new(route.Fact)
		ok, err := fact(path, f)
		if err != nil {
			return nil, err
		}
		if ok {
			facts = append(facts, f)
		}
	}
	return route.NewTable(route.Events(facts)).Endpoints(), nil
}
