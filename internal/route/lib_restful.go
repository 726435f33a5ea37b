package route

// restful are the rows of go-restful. A service is a router with a path of its own, a route that is being built one with a pattern; filters are
// looked up when a request has been matched, so their order does not count. The container that the library keeps for everybody answers on
// net/http's own router.
func restful() Library {
	lib := Library{Name: "go-restful", Order: OrderAll}
	for _, p := range []string{"github.com/emicklei/go-restful/v3", "github.com/emicklei/go-restful"} {
		kept := p + ".DefaultContainer"
		lib.Paths = append(lib.Paths, p)
		lib.Routers = append(lib.Routers, p+".Container", p+".WebService", p+".RouteBuilder")
		lib.Contexts = append(lib.Contexts, p+".Request")
		lib.Nexts = append(lib.Nexts, p+".FilterChain")
		lib.Standing = append(lib.Standing, Standing{Router: kept, On: defaultServeMux})
		const container, service, builder = "Container).", "WebService).", "RouteBuilder)."
		lib.Rows = append(lib.Rows,
			Row{Func: p + ".NewContainer", Op: OpNew},
			Row{Func: p + ".Add", Op: OpMount, Args: "handler", Router: kept},
			Row{Func: p + ".Filter", Op: OpUse, Args: "use", Router: kept},
			Row{Func: "(*" + p + "." + container + "Add", Op: OpMount, Args: "handler"},
			Row{Func: "(*" + p + "." + container + "Filter", Op: OpUse, Args: "use"},
			Row{Func: "(*" + p + "." + container + "Handle", Op: OpMount, Args: "pattern handler", Bare: true},
			Row{Func: "(*" + p + "." + container + "HandleWithFilter", Op: OpMount, Args: "pattern handler"},
			Row{Func: "(*" + p + "." + service + "Path", Op: OpSet, Args: "prefix"},
			Row{Func: "(*" + p + "." + service + "Filter", Op: OpUse, Args: "use"},
			Row{Func: "(*" + p + "." + service + "Method", Op: OpSub, Args: "method"},
			Row{Func: "(*" + p + "." + builder + "Path", Op: OpSet, Args: "prefix"},
			Row{Func: "(*" + p + "." + builder + "Method", Op: OpSet, Args: "method"},
			Row{Func: "(*" + p + "." + builder + "Filter", Op: OpUse, Args: "use"},
			Row{Func: "(*" + p + "." + builder + "To", Op: OpRoute, Args: "handler"},
		)
		for _, v := range verbs {
			if v != "CONNECT" && v != "TRACE" && (v != "OPTIONS" || p == lib.Paths[0]) {
				lib.Rows = append(lib.Rows, Row{Func: "(*" + p + "." + service + v, Op: OpSub, Method: v, Args: "prefix"})
			}
		}
	}
	return lib
}
