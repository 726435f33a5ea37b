package route

// fiber are the rows of fiber. Requests meet middleware and routes in the order in which they were added.
func fiber() Library {
	const p = "github.com/gofiber/fiber/v2"
	lib := Library{
		Name: "fiber", Paths: []string{p}, Routers: []string{p + ".App", p + ".Group", p + ".Router"}, Contexts: []string{p + ".Ctx"},
		Rows: []Row{
			{Func: p + ".New", Op: OpNew},
			{Func: "(*" + p + ".App).Listen", Op: OpServe},
			{Func: "(*" + p + ".App).ListenTLS", Op: OpServe},
			{Func: "(*" + p + ".App).ListenMutualTLS", Op: OpServe},
			{Func: "(*" + p + ".App).Listener", Op: OpServe},
		},
	}
	for _, recv := range []string{"(*" + p + ".App).", "(*" + p + ".Group).", "(" + p + ".Router)."} {
		for _, v := range verbs {
			lib.Rows = append(lib.Rows, Row{Func: recv + title(v), Op: OpRoute, Method: v, Args: "pattern handlers..."})
		}
		lib.Rows = append(lib.Rows,
			Row{Func: recv + "All", Op: OpRoute, Args: "pattern handlers..."},
			Row{Func: recv + "Add", Op: OpRoute, Args: "method pattern handlers..."},
			Row{Func: recv + "Use", Op: OpUse, Args: "any..."},
			Row{Func: recv + "Group", Op: OpSub, Args: "prefix use..."},
			Row{Func: recv + "Route", Op: OpNest, Args: "prefix build"},
			Row{Func: recv + "Static", Op: OpRoute, Method: "GET,HEAD", Args: "pattern", Files: true, Suffix: "*"},
			Row{Func: recv + "Mount", Op: OpMount, Args: "prefix handler"},
		)
	}
	return lib
}
