package route

// httprouter are the rows of httprouter, which knows neither groups nor middleware.
func httprouter() Library {
	const p = "github.com/julienschmidt/httprouter"
	lib := Library{
		Name: "httprouter", Paths: []string{p}, Routers: []string{p + ".Router"}, Order: OrderAll,
		Rows: []Row{
			{Func: p + ".New", Op: OpNew},
			{Func: "(*" + p + ".Router).Handle", Op: OpRoute, Args: "method pattern handler"},
			{Func: "(*" + p + ".Router).Handler", Op: OpRoute, Args: "method pattern handler"},
			{Func: "(*" + p + ".Router).HandlerFunc", Op: OpRoute, Args: "method pattern handler"},
		},
	}
	for _, v := range verbs {
		if v != "CONNECT" && v != "TRACE" {
			lib.Rows = append(lib.Rows, Row{Func: "(*" + p + ".Router)." + v, Op: OpRoute, Method: v, Args: "pattern handler"})
		}
	}
	return lib
}
