package route

// grpc are the rows of grpc-go. What a generated Register function does is known by its shape, see service.go.
func grpc() Library {
	const p = "google.golang.org/grpc"
	return Library{
		Name: "grpc", Clients: true, Paths: []string{p}, Routers: []string{p + ".Server", p + ".ServiceRegistrar"}, Order: OrderAll,
		Rows: []Row{
			{Func: p + ".NewServer", Op: OpNew, Args: "option..."},
			{Func: p + ".UnaryInterceptor", Op: OpOption, Args: "use"},
			{Func: p + ".ChainUnaryInterceptor", Op: OpOption, Args: "use..."},
			{Func: p + ".StreamInterceptor", Op: OpOption, Args: "use"},
			{Func: p + ".ChainStreamInterceptor", Op: OpOption, Args: "use..."},
			{Func: "(*" + p + ".Server).Serve", Op: OpServe},
		},
	}
}

// connect are the rows of Connect. What a generated New…Handler function makes is known by its shape, see service.go.
func connect() Library {
	const p = "connectrpc.com/connect"
	return Library{
		Name: "connect", Clients: true, Paths: []string{p}, Order: OrderAll,
		Rows: []Row{
			{Func: p + ".WithInterceptors", Op: OpOption, Args: "use..."},
			{Func: p + ".WithHandlerOptions", Op: OpOption, Args: "option..."},
			{Func: p + ".WithOptions", Op: OpOption, Args: "option..."},
		},
	}
}
