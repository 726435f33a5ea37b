package route

// What generators write is known by its shape, see generated.go; these are the rows of the libraries that generated servers stand on.

// goa are the rows of goa's muxer.
func goa() Library {
	const p = "goa.design/goa/v3/http"
	return Library{
		Name: "goa", Clients: true, Paths: []string{p}, Routers: []string{p + ".Muxer", p + ".MiddlewareMuxer", p + ".ResolverMuxer"}, Nexts: []string{goaEndpoint},
		Rows: []Row{
			{Func: p + ".NewMuxer", Op: OpNew},
			{Func: "(" + p + ".Muxer).Handle", Op: OpRoute, Args: "method pattern handler"},
			{Func: "(" + p + ".MiddlewareMuxer).Use", Op: OpUse, Args: "use"},
		},
	}
}

// twirp are the rows of Twirp's options.
func twirp() Library {
	const p = "github.com/twitchtv/twirp"
	return Library{
		Name: "twirp", Clients: true, Paths: []string{p}, Nexts: []string{p + ".Method"}, Order: OrderAll,
		Rows: []Row{
			{Func: p + ".WithServerInterceptors", Op: OpOption, Args: "use..."},
			{Func: p + ".WithServerHooks", Op: OpOption, Args: "use"},
			{Func: p + ".WithServerPathPrefix", Op: OpOption, Args: "prefix"},
		},
	}
}

// gqlgen are the rows of gqlgen's server. Its extensions are asked for every operation.
func gqlgen() Library {
	const (
		p      = "github.com/99designs/gqlgen/graphql"
		server = "(*" + p + "/handler.Server)."
	)
	lib := Library{
		Name: "gqlgen", Paths: []string{p + "/handler", p}, Routers: []string{p + "/handler.Server", p + ".ExecutableSchema"}, Order: OrderAll,
		Nexts: []string{p + ".Resolver", p + ".RootResolver", p + ".OperationHandler", p + ".ResponseHandler"},
		Rows: []Row{
			{Func: p + "/handler.New", Op: OpNew, Args: "mount"},
			{Func: p + "/handler.NewDefaultServer", Op: OpNew, Args: "mount"},
			{Func: server + "Use", Op: OpUse, Args: "use"},
		},
	}
	for _, m := range []string{"AroundFields", "AroundRootFields", "AroundOperations", "AroundResponses"} {
		lib.Rows = append(lib.Rows, Row{Func: server + m, Op: OpUse, Args: "use"})
	}
	return lib
}
