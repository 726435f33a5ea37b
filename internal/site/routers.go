package site

import (
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/route"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

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
