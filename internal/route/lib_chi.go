package route

// chi are the rows of go-chi. The versions are the same functions under other paths.
func chi() Library {
	lib := Library{Name: "chi"}
	for _, p := range []string{"github.com/go-chi/chi/v5", "github.com/go-chi/chi"} {
		lib.Paths = append(lib.Paths, p)
		lib.Routers = append(lib.Routers, p+".Mux", p+".Router")
		lib.Rows = append(lib.Rows, Row{Func: p + ".NewRouter", Op: OpNew}, Row{Func: p + ".NewMux", Op: OpNew})
		for _, recv := range []string{"(*" + p + ".Mux).", "(" + p + ".Router)."} {
			for _, v := range verbs {
				lib.Rows = append(lib.Rows, Row{Func: recv + title(v), Op: OpRoute, Method: v, Args: "pattern handler"})
			}
			lib.Rows = append(lib.Rows,
				Row{Func: recv + "Handle", Op: OpMount, Args: "pattern handler"},
				Row{Func: recv + "HandleFunc", Op: OpRoute, Args: "pattern handler"},
				Row{Func: recv + "Method", Op: OpRoute, Args: "method pattern handler"},
				Row{Func: recv + "MethodFunc", Op: OpRoute, Args: "method pattern handler"},
				Row{Func: recv + "Use", Op: OpUse, Args: "use..."},
				Row{Func: recv + "With", Op: OpSub, Args: "use..."},
				Row{Func: recv + "Group", Op: OpNest, Args: "build"},
				Row{Func: recv + "Route", Op: OpNest, Args: "prefix build"},
				Row{Func: recv + "Mount", Op: OpMount, Args: "prefix handler"},
			)
			if p == lib.Paths[0] {
				lib.Rows = append(lib.Rows, Row{Func: recv + "Query", Op: OpRoute, Method: "QUERY", Args: "pattern handler"})
			}
		}
	}
	return lib
}
