package route

// gin are the rows of gin. A group copies the middleware that its parent has when it is made, a route that of its group.
func gin() Library {
	const p = "github.com/gin-gonic/gin"
	lib := Library{
		Name: "gin", Paths: []string{p}, Routers: []string{p + ".Engine", p + ".RouterGroup", p + ".IRouter", p + ".IRoutes"}, Contexts: []string{p + ".Context"},
		Rows: []Row{
			{Func: p + ".New", Op: OpNew},
			{Func: p + ".Default", Op: OpNew},
			{Func: p + ".WrapH", Op: OpWrap, Args: "handler"},
			{Func: p + ".WrapF", Op: OpWrap, Args: "handler"},
			{Func: "(*" + p + ".Engine).Use", Op: OpUse, Args: "use..."},
			{Func: "(*" + p + ".Engine).Handler", Op: OpSub},
			{Func: "(*" + p + ".Engine).With", Op: OpSub},
		},
	}
	for _, m := range []string{"Run", "RunTLS", "RunUnix", "RunFd", "RunQUIC", "RunListener"} {
		lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".Engine)." + m, Op: OpServe})
	}
	for _, recv := range []string{"(*" + p + ".RouterGroup).", "(" + p + ".IRoutes)."} {
		for _, v := range verbs {
			if v != "CONNECT" && v != "TRACE" {
				lib.Rows = append(lib.Rows, Row{Func: recv + v, Op: OpRoute, Method: v, Args: "pattern handlers..."})
			}
		}
		lib.Rows = append(lib.Rows,
			Row{Func: recv + "Handle", Op: OpRoute, Args: "method pattern handlers..."},
			Row{Func: recv + "Any", Op: OpRoute, Args: "pattern handlers..."},
			Row{Func: recv + "Match", Op: OpRoute, Args: "method pattern handlers..."},
			Row{Func: recv + "Use", Op: OpUse, Args: "use..."},
		)
	}
	for _, recv := range []string{"(*" + p + ".RouterGroup).", "(" + p + ".IRouter)."} {
		lib.Rows = append(lib.Rows, Row{Func: recv + "Group", Op: OpSub, Args: "prefix use..."})
	}
	const group, files = "(*" + p + ".RouterGroup).", "/*filepath"
	lib.Rows = append(lib.Rows,
		Row{Func: group + "Static", Op: OpRoute, Method: "GET,HEAD", Args: "pattern", Files: true, Suffix: files},
		Row{Func: group + "StaticFS", Op: OpRoute, Method: "GET,HEAD", Args: "pattern", Files: true, Suffix: files},
		Row{Func: group + "StaticFile", Op: OpRoute, Method: "GET,HEAD", Args: "pattern", Files: true},
		Row{Func: group + "StaticFileFS", Op: OpRoute, Method: "GET,HEAD", Args: "pattern", Files: true},
	)
	return lib
}
