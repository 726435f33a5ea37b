// Command genapp serves what generators wrote.
package main

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/go-chi/chi/v5"
	"github.com/twitchtv/twirp"
	goahttp "goa.design/goa/v3/http"
	goa "goa.design/goa/v3/pkg"

	"genapp/calc"
	"genapp/calcserver"
	"genapp/chigen"
	"genapp/graph"
	"genapp/ogengen"
	"genapp/stdgen"
	"genapp/twirppb"
)

type pets struct{}

func (*pets) AddPet(w http.ResponseWriter, r *http.Request)             {}
func (*pets) FindPet(w http.ResponseWriter, r *http.Request, id string) {}

func auth(next http.Handler) http.Handler { return next }

func require(permission string) chigen.MiddlewareFunc {
	return func(next http.Handler) http.Handler { return next }
}

func openapi() {
	r := chi.NewRouter()
	r.Use(auth)
	chigen.HandlerFromMux(&pets{}, r) // route: POST /pets (*genapp.pets).AddPet via auth secured bearerAuth() secured oauth(pets:write pets:read); GET /pets/{id} (*genapp.pets).FindPet via auth open
	go http.ListenAndServe(":1", r)

	go http.ListenAndServe(":2", chigen.HandlerWithOptions(&pets{}, chigen.ChiServerOptions{ // route: POST /v2/pets (*genapp.pets).AddPet via require(pets) secured bearerAuth() secured oauth(pets:write pets:read); GET /v2/pets/{id} (*genapp.pets).FindPet via require(pets) open
		BaseURL: "/v2", Middlewares: []chigen.MiddlewareFunc{require("pets")},
	}))

	mux := http.NewServeMux()
	stdgen.HandlerFromMux(&pets{}, mux) // route: POST /pets (*genapp.pets).AddPet via auth
	go http.ListenAndServe(":3", auth(mux))
	go http.ListenAndServe(":15", chigen.Handler(&pets{})) // route: POST /pets (*genapp.pets).AddPet secured bearerAuth() secured oauth(pets:write pets:read); GET /pets/{id} (*genapp.pets).FindPet open
}

type store struct{}

func (store) AddPet(ctx context.Context, req string) (string, error) { return "", nil }
func (store) DeletePet(ctx context.Context, id string) error         { return nil }

func permit(req any, next func(any) (any, error)) (any, error) { return next(req) }

func ogen() {
	srv, err := ogengen.NewServer(store{}, nil, ogengen.WithPathPrefix("/o"), ogengen.WithMiddleware(permit)) // route: POST /api/o/pets (genapp.store).AddPet via permit; DELETE /api/o/pets/{id} (genapp.store).DeletePet via permit
	if err != nil {
		return
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", http.StripPrefix("/api", srv))
	go http.ListenAndServe(":4", mux)
}

// twins are two servers of each generator in one program: what one of them asks, the other does not.
func twins() {
	public, _ := ogengen.NewServer(store{}, nil, ogengen.WithMiddleware(logs))                                // route: POST /pets (genapp.store).AddPet via logs; DELETE /pets/{id} (genapp.store).DeletePet via logs
	admin, _ := ogengen.NewServer(store{}, nil, ogengen.WithPathPrefix("/a"), ogengen.WithMiddleware(permit)) // route: POST /a/pets (genapp.store).AddPet via permit; DELETE /a/pets/{id} (genapp.store).DeletePet via permit
	go http.ListenAndServe(":9", public)
	go http.ListenAndServe(":10", admin)

	mux := http.NewServeMux()
	stdgen.HandlerFromMux(&pets{}, mux) // route: POST /pets (*genapp.pets).AddPet via auth
	go http.ListenAndServe(":11", auth(mux))
	go http.ListenAndServe(":12", stdgen.HandlerWithOptions(&pets{}, stdgen.StdHTTPServerOptions{BaseURL: "/v1"})) // route: POST /v1/pets (*genapp.pets).AddPet

	publicMux, adminMux := goahttp.NewMuxer(), goahttp.NewMuxer()
	shared := calc.NewEndpoints(calculator{})
	shared.Use(traced)
	publicServer, adminServer := calcserver.New(shared, publicMux), calcserver.New(shared, adminMux)
	adminServer.Use(auth)
	calcserver.Mount(publicMux, publicServer) // route: POST /sums (genapp/calc.Service).Add via traced; DELETE /sums/{id} (genapp/calc.Service).Clear via traced; POST /sums/{id}/clear (genapp/calc.Service).Clear via traced; GET /openapi.json genapp/calcserver.Server.GenOpenapiJSON() via traced
	adminServer.Mount(adminMux)               // route: POST /sums (genapp/calc.Service).Add via auth, traced; DELETE /sums/{id} (genapp/calc.Service).Clear via auth, traced; POST /sums/{id}/clear (genapp/calc.Service).Clear via auth, traced; GET /openapi.json genapp/calcserver.Server.GenOpenapiJSON() via auth, traced
	go http.ListenAndServe(":13", publicMux)
	go http.ListenAndServe(":14", adminMux)
}

func logs(req any, next func(any) (any, error)) (any, error) { return next(req) }
func traced(next goa.Endpoint) goa.Endpoint                  { return next }

type calculator struct{}

func (calculator) Add(context.Context, string) (string, error) { return "", nil }
func (calculator) Clear(context.Context, string) error         { return nil }

func checked(next goa.Endpoint) goa.Endpoint { return next }

func goaService() {
	mux := goahttp.NewMuxer()
	endpoints := calc.NewEndpoints(calculator{})
	endpoints.Use(checked)
	server := calcserver.New(endpoints, mux)
	server.Use(auth)
	calcserver.Mount(mux, server) // route: POST /sums (genapp/calc.Service).Add via auth, checked; DELETE /sums/{id} (genapp/calc.Service).Clear via auth, checked; POST /sums/{id}/clear (genapp/calc.Service).Clear via auth, checked; GET /openapi.json genapp/calcserver.Server.GenOpenapiJSON() via auth, checked
	go http.ListenAndServe(":5", mux)
}

type resolver struct{}

func (r *resolver) Mutation() graph.MutationResolver { return nil }
func (r *resolver) Query() graph.QueryResolver       { return nil }
func (r *resolver) Todo() graph.TodoResolver         { return nil }

func hasRole(ctx context.Context, obj any, next graphql.Resolver, role string) (any, error) {
	return next(ctx)
}

func logged(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	return next(ctx)
}

func graphQL() {
	srv := handler.New(graph.NewExecutableSchema(graph.Config{ // route: MUTATION createTodo (genapp/graph.MutationResolver).CreateTodo via auth, logged; MUTATION deleteTodo (genapp/graph.MutationResolver).DeleteTodo via auth, logged, hasRole(ADMIN); QUERY todos (genapp/graph.QueryResolver).Todos via auth, logged
		Resolvers: &resolver{}, Directives: graph.DirectiveRoot{HasRole: hasRole},
	}))
	srv.AroundOperations(logged)
	r := chi.NewRouter()
	r.With(auth).Handle("/query", srv)
	go http.ListenAndServe(":6", r)
}

type hats struct{}

func (hats) MakeHat(context.Context, string) (string, error) { return "", nil }

func intercept(next twirp.Method) twirp.Method { return next }

func rpc() {
	mux := http.NewServeMux()
	hat := twirppb.NewHaberdasherServer(hats{}, twirp.WithServerInterceptors(intercept)) // route: RPC /twirp/shop.v1.Haberdasher/MakeHat (genapp.hats).MakeHat via intercept
	mux.Handle(hat.PathPrefix(), hat)
	go http.ListenAndServe(":7", mux)

	r := chi.NewRouter()
	other := twirppb.NewHaberdasherServer(hats{}, twirp.WithServerPathPrefix("/rpc")) // route: RPC /rpc/shop.v1.Haberdasher/MakeHat (genapp.hats).MakeHat via auth
	r.With(auth).Mount(other.PathPrefix(), other)
	_ = http.ListenAndServe(":8", r)
}

func main() {
	openapi()
	ogen()
	twins()
	goaService()
	graphQL()
	rpc()
}
