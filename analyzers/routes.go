package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/permission"
	"github.com/bailiwick-dev/bailiwick/internal/route"
)

// Permissions makes the analyzer that finds the permissions that a program declares. It is no rule: bailiwick routes lists them.
func Permissions(opts Options) *analysis.Analyzer {
	return permission.New(func(pass *analysis.Pass) (*permission.Site, error) {
		w, err := opts.Workspace(pass)
		if err != nil {
			return nil, err
		}
		return &permission.Site{Own: w.Own, Position: w.Position}, nil
	})
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
	events, err := route.Events(facts)
	if err != nil {
		return nil, err
	}
	return route.NewTable(events).Endpoints(), nil
}
