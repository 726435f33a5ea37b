package route

// gorilla are the rows of gorilla/mux. Middleware is looked up when a request has been matched, so its order does not count. A route that is
// being built is a router with one pattern.
func gorilla() Library {
	const (
		p      = "github.com/gorilla/mux"
		router = "(*" + p + ".Router)."
		route  = "(*" + p + ".Route)."
	)
	lib := Library{
		Name: "gorilla/mux", Paths: []string{p}, Routers: []string{p + ".Router", p + ".Route"}, Order: OrderAll, Whole: true,
		Rows: []Row{
			{Func: p + ".NewRouter", Op: OpNew},
			{Func: router + "Handle", Op: OpMount, Args: "pattern handler"},
			{Func: router + "HandleFunc", Op: OpRoute, Args: "pattern handler"},
			{Func: router + "Use", Op: OpUse, Args: "use..."},
			{Func: router + "NewRoute", Op: OpSub},
			{Func: router + "StrictSlash", Op: OpSub},
			{Func: router + "SkipClean", Op: OpSub},
			{Func: router + "UseEncodedPath", Op: OpSub},
			{Func: route + "Subrouter", Op: OpSub},
			{Func: route + "Handler", Op: OpMount, Args: "handler"},
			{Func: route + "HandlerFunc", Op: OpRoute, Args: "handler"},
		},
	}
	for _, recv := range []string{router, route} {
		lib.Rows = append(lib.Rows,
			Row{Func: recv + "Methods", Op: OpSub, Args: "method..."},
			Row{Func: recv + "Path", Op: OpSub, Args: "prefix"},
			Row{Func: recv + "PathPrefix", Op: OpSub, Args: "prefix"},
		)
		for _, m := range []string{"Headers", "Host", "MatcherFunc", "Queries", "Schemes", "Name", "BuildVarsFunc"} {
			lib.Rows = append(lib.Rows, Row{Func: recv + m, Op: OpSub})
		}
	}
	return lib
}
