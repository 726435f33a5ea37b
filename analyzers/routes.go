package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/site"
)

// Routes makes the analyzer that finds endpoints. It judges nothing: the command prints what it found.
func Routes(opts Options) (*analysis.Analyzer, error) {
	models, err := route.NewModels(route.Libraries())
	if err != nil {
		return nil, err
	}
	sites := site.New(opts)
	return route.New(func(pass *analysis.Pass) (*route.Site, error) {
		w, err := sites.Workspace(pass)
		if err != nil {
			return nil, err
		}
		return &route.Site{Models: models, Own: w.Own, Position: w.Position}, nil
	}), nil
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
