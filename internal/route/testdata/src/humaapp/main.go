// Command humaapp registers operations of huma.
package main

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
)

type in struct{ ID string }
type out struct{}

type orders struct{}

func (orders) create(context.Context, *in) (*out, error) { return nil, nil }
func (orders) one(context.Context, *in) (*out, error)    { return nil, nil }

func auth(next http.Handler) http.Handler { return next }

func require(permission string) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) { next(ctx) }
}

func register(api huma.API, o orders) {
	huma.Get(api, "/orders/{id}", o.one) // route: GET /api/v1/orders/{id} (humaapp.orders).one via auth passed require(orders:write)
	api.UseMiddleware(require("orders:write"))
	huma.Register(api, huma.Operation{Method: http.MethodPost, Path: "/orders", OperationID: "create"}, o.create) // route: POST /api/v1/orders (humaapp.orders).create via auth, require(orders:write)
	admin := huma.NewGroup(api, "/admin")
	admin.UseMiddleware(require("admin"))
	huma.Register(admin, huma.Operation{Method: "DELETE", Path: "/orders/{id}", Middlewares: huma.Middlewares{require("orders:delete")}}, o.create) // route: DELETE /api/v1/admin/orders/{id} (humaapp.orders).create via auth, require(orders:write), require(admin), require(orders:delete)
}

func main() {
	r := chi.NewRouter()
	r.Route("/api", func(r chi.Router) {
		r.Use(auth)
		r.Route("/v1", func(r chi.Router) { register(humachi.New(r, huma.Config{}), orders{}) })
	})
	go http.ListenAndServe(":1", r)

	e := gin.New()
	api := humagin.NewWithGroup(e, e.Group("/g"), huma.Config{})
	huma.Post(api, "/things", orders{}.create) // route: POST /g/things (humaapp.orders).create
	_ = e.Run()
}
