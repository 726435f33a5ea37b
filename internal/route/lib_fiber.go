package route

// fiber are the rows of fiber v2. Requests meet middleware and routes in the order in which they were added.
func fiber() Library {
	const p = "github.com/gofiber/fiber/v2"
	lib := Library{
		Name: "fiber v2", Paths: []string{p}, Routers: []string{p + ".App", p + ".Group", p + ".Router"}, Contexts: []string{p + ".Ctx"},
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
			Row{Func: recv + "Name", Op: OpSub},
		)
	}
	return lib
}

// fiber3 are the rows of fiber v3, whose functions take handlers of any kind, the first of them by itself. Another app is mounted by Use, and a
// chain has one path for several methods.
func fiber3() Library {
	const p = "github.com/gofiber/fiber/v3"
	lib := Library{
		Name: "fiber v3", Paths: []string{p}, Contexts: []string{p + ".Ctx"},
		Routers: []string{p + ".App", p + ".Group", p + ".Router", p + ".Register", p + ".Registering"},
		Rows: []Row{
			{Func: p + ".New", Op: OpNew},
			{Func: p + ".NewWithCustomCtx", Op: OpNew},
			{Func: "(*" + p + ".App).Listen", Op: OpServe},
			{Func: "(*" + p + ".App).Listener", Op: OpServe},
		},
	}
	for _, recv := range []string{"(*" + p + ".App).", "(*" + p + ".Group).", "(" + p + ".Router)."} {
		lib.Rows = append(lib.Rows, fiberVerbs(recv, "pattern ")...)
		lib.Rows = append(lib.Rows,
			Row{Func: recv + "Use", Op: OpUse, Args: "any..."},
			Row{Func: recv + "Group", Op: OpSub, Args: "prefix use..."},
			Row{Func: recv + "Route", Op: OpNest, Args: "prefix build"},
			Row{Func: recv + "RouteChain", Op: OpSub, Args: "prefix", Apart: true},
			Row{Func: recv + "Name", Op: OpSub},
		)
	}
	for _, recv := range []string{"(*" + p + ".Registering).", "(" + p + ".Register)."} {
		lib.Rows = append(lib.Rows, fiberVerbs(recv, "")...)
		lib.Rows = append(lib.Rows, Row{Func: recv + "RouteChain", Op: OpSub, Args: "prefix", Apart: true})
	}
	return lib
}

// fiberVerbs are the rows of the methods of one type of fiber v3 that register handlers.
func fiberVerbs(recv, pattern string) []Row {
	rows := []Row{
		{Func: recv + "All", Op: OpRoute, Args: pattern + "handlers handlers..."},
		{Func: recv + "Add", Op: OpRoute, Args: "method " + pattern + "handlers handlers..."},
	}
	for _, v := range verbs {
		rows = append(rows, Row{Func: recv + title(v), Op: OpRoute, Method: v, Args: pattern + "handlers handlers..."})
	}
	return rows
}
