package site

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// Routes is the analyzer that finds endpoints: one for all rules of the sites, since a kind of fact has one analyzer.
func (s *Sites) Routes() *analysis.Analyzer { return s.routes }

// Apart gives the sites of a standalone rule an analyzer of endpoints with facts of its own: the rule may stand beside another standalone one that brings one too.
func (s *Sites) Apart() *Sites {
	s.routes = route.NewApart(s.routesOf)
	return s
}

// routesOf is what the router tables say of a package's workspace.
func (s *Sites) routesOf(pass *analysis.Pass) (*route.Site, error) {
	if !s.Owns(pass) {
		return &route.Site{Own: func(string) bool { return false }}, nil
	}
	w, err := s.Workspace(pass)
	if err != nil {
		return nil, err
	}
	models, err := s.Routers(w)
	if err != nil {
		return nil, err
	}
	return &route.Site{Models: models, Own: w.Own, Position: w.Position}, nil
}

// routersOf keys what Routers derives from a workspace.
type routersOf struct{ sites *Sites }

// Routers are the rows of the router libraries and of the user's config.
func (s *Sites) Routers(w *workspace.Workspace) (*route.Models, error) {
	return workspace.Derive(w, routersOf{s}, func() (*route.Models, error) {
		libs := route.Libraries()
		if len(w.Config.Routers) > 0 {
			libs = append(libs, declaredRouters(w.Config.Routers))
		}
		return route.NewModels(libs)
	})
}

// declaredRouters translates the functions that a config declares into the words of the router tables.
func declaredRouters(rows []config.RouterRow) route.Library {
	lib := route.Library{Name: config.FileName}
	for _, r := range rows {
		sym, err := config.ParseSymbol(r.Func)
		if err != nil {
			continue // the config was refused for it
		}
		if !slices.Contains(lib.Paths, sym.Package) {
			lib.Paths = append(lib.Paths, sym.Package)
		}
		if typ := sym.Package + "." + sym.Recv; sym.Recv != "" && !slices.Contains(lib.Routers, typ) {
			lib.Routers = append(lib.Routers, typ)
		}
		if r.Context != "" && !slices.Contains(lib.Contexts, r.Context) {
			lib.Contexts = append(lib.Contexts, r.Context)
		}
		op := slices.Index(config.RouterOp("").Values(), string(r.Op)) + 1
		lib.Rows = append(lib.Rows, route.Row{Func: r.Func, Op: route.Op(op), Method: r.Method, Args: r.Args, All: r.All})
	}
	return lib
}
