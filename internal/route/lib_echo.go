package route

import "strings"

// echo are the rows of one major version of echo. Middleware of the server is in front of every route, whenever it was added; that of a
// group is copied into its routes.
func echo(version string) Library {
	p := "github.com/labstack/echo/" + version
	result := "*" + p + ".Route"
	if version != "v4" {
		result = p + ".RouteInfo"
	}
	lib := Library{
		Name: "echo " + version, Paths: []string{p}, Routers: []string{p + ".Echo", p + ".Group"}, Contexts: []string{p + ".Context"},
		Rows: []Row{
			{Func: p + ".New", Op: OpNew},
			{Func: p + ".WrapHandler", Op: OpWrap, Args: "handler"},
			{Func: "(*" + p + ".Echo).Pre", Op: OpUse, Args: "use...", All: true},
			{Func: "(*" + p + ".Echo).Start", Op: OpServe},
		},
	}
	if version == "v4" {
		lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".Echo).Host", Op: OpSub, Args: "_ use..."})
		for _, m := range []string{"StartTLS", "StartAutoTLS", "StartServer", "StartH2CServer"} {
			lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".Echo)." + m, Op: OpServe})
		}
	} else {
		lib.Rows = append(lib.Rows,
			Row{Func: p + ".NewWithConfig", Op: OpNew},
			Row{Func: "(" + p + ".StartConfig).Start", Op: OpServe, Args: "_ handler"},
			Row{Func: "(" + p + ".StartConfig).StartTLS", Op: OpServe, Args: "_ handler"},
		)
	}
	for _, recv := range []string{"(*" + p + ".Echo).", "(*" + p + ".Group)."} {
		if version != "v4" {
			lib.Rows = append(lib.Rows, Row{Func: recv + "QUERY", Op: OpRoute, Method: "QUERY", Args: "pattern handler use..."})
		}
		for _, v := range verbs {
			lib.Rows = append(lib.Rows, Row{Func: recv + v, Op: OpRoute, Method: v, Args: "pattern handler use..."})
		}
		lib.Rows = append(lib.Rows,
			Row{Func: recv + "Add", Op: OpRoute, Args: "method pattern handler use..."},
			Row{Func: recv + "Any", Op: OpRoute, Args: "pattern handler use..."},
			Row{Func: recv + "Match", Op: OpRoute, Args: "method pattern handler use..."},
			Row{Func: recv + "Use", Op: OpUse, Args: "use...", All: recv == "(*"+p+".Echo)."},
			Row{Func: recv + "Group", Op: OpSub, Args: "prefix use..."},
		)
	}
	lib.Rows = append(lib.Rows, echoFiles(p, version)...)
	// Generated servers take "anything with GET, POST, …" instead of a type of the library.
	for _, v := range verbs {
		lib.Shapes = append(lib.Shapes, Row{
			Func: v + "(string, " + p + ".HandlerFunc, ..." + p + ".MiddlewareFunc) " + result, Op: OpRoute, Method: v, Args: "pattern handler use...",
		})
	}
	return lib
}

// echoFiles are the rows of what serves files.
func echoFiles(p, version string) []Row {
	var out []Row
	for _, recv := range []string{"(*" + p + ".Echo).", "(*" + p + ".Group)."} {
		tail := ""
		if version != "v4" || strings.HasSuffix(recv, "Echo).") {
			tail = " use..."
		}
		for _, f := range []struct{ name, suffix string }{{"Static", "*"}, {"StaticFS", "*"}, {"File", ""}, {"FileFS", ""}} {
			args := "pattern _"
			switch {
			case f.name == "FileFS":
				args = "pattern _ _ use..."
			case f.name == "File":
				args += tail
			case version != "v4":
				args += " use..."
			}
			out = append(out, Row{Func: recv + f.name, Op: OpRoute, Method: "GET", Args: args, Files: true, Suffix: f.suffix})
		}
	}
	return out
}
