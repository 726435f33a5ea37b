package route

// huma are the rows of huma v2, which adds operations to the router of another library. Middleware of an API is copied into each operation as it
// is registered. Patterns are as huma writes them: "/orders/{id}", whatever the router below says.
func huma() Library {
	const p = "github.com/danielgtaylor/huma/v2"
	lib := Library{
		Name: "huma", Paths: []string{p}, Routers: []string{p + ".API", p + ".Group"}, Nexts: []string{p + ".Context"},
		Rows: []Row{
			{Func: p + ".Register", Op: OpRoute, Args: "router {Method:method,Path:pattern,Middlewares:use} handler"},
			{Func: p + ".NewGroup", Op: OpSub, Args: "router prefix..."},
			{Func: "(" + p + ".API).UseMiddleware", Op: OpUse, Args: "use..."},
			{Func: "(*" + p + ".Group).UseMiddleware", Op: OpUse, Args: "use..."},
		},
	}
	for _, v := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} {
		lib.Rows = append(lib.Rows, Row{Func: p + "." + title(v), Op: OpRoute, Method: v, Args: "router pattern handler"})
	}
	for _, adapter := range []string{"humachi", "humago", "humamux", "humahttprouter", "humagin", "humaecho", "humafiber"} {
		path := p + "/adapters/" + adapter
		lib.Paths = append(lib.Paths, path)
		lib.Rows = append(lib.Rows, Row{Func: path + ".New", Op: OpSub, Args: "router"})
		switch adapter {
		case "humago":
			lib.Rows = append(lib.Rows, Row{Func: path + ".NewWithPrefix", Op: OpSub, Args: "router prefix"})
		case "humagin", "humaecho", "humafiber":
			lib.Rows = append(lib.Rows, Row{Func: path + ".NewWithGroup", Op: OpSub, Args: "_ router"})
		}
	}
	return lib
}
