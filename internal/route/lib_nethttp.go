package route

// defaultServeMux is the router that net/http keeps for everybody.
const defaultServeMux = "net/http.DefaultServeMux"

// netHTTP are the rows of the standard library. A handler that is mounted sees the whole path unless StripPrefix cuts it.
func netHTTP() Library {
	const mux = "(*net/http.ServeMux)"
	return Library{
		Name: "net/http", Clients: true, Paths: []string{"net/http"}, Routers: []string{"net/http.ServeMux"}, Order: OrderAll, Verb: true, Whole: true,
		Rows: []Row{
			{Func: "net/http.NewServeMux", Op: OpNew},
			{Func: mux + ".Handle", Op: OpMount, Args: "pattern handler"},
			{Func: mux + ".HandleFunc", Op: OpRoute, Args: "pattern handler"},
			{Func: "net/http.Handle", Op: OpMount, Args: "pattern handler", Router: defaultServeMux},
			{Func: "net/http.HandleFunc", Op: OpRoute, Args: "pattern handler", Router: defaultServeMux},
			{Func: "net/http.StripPrefix", Op: OpWrap, Args: "prefix handler"},
			{Func: "net/http.TimeoutHandler", Op: OpWrap, Args: "handler"},
			{Func: "net/http.MaxBytesHandler", Op: OpWrap, Args: "handler"},
			{Func: "net/http.AllowQuerySemicolons", Op: OpWrap, Args: "handler"},
			{Func: "net/http.ListenAndServe", Op: OpServe, Args: "_ handler", Router: defaultServeMux},
			{Func: "net/http.ListenAndServeTLS", Op: OpServe, Args: "_ _ _ handler", Router: defaultServeMux},
			{Func: "net/http.Serve", Op: OpServe, Args: "_ handler", Router: defaultServeMux},
			{Func: "net/http.ServeTLS", Op: OpServe, Args: "_ handler", Router: defaultServeMux},
		},
		// Generated servers take "anything with HandleFunc" instead of a ServeMux.
		Shapes: []Row{{Func: "HandleFunc(string, func(net/http.ResponseWriter, *net/http.Request))", Op: OpRoute, Args: "pattern handler"}},
	}
}
