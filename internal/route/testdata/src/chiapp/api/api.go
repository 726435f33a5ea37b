// Package api registers on a router that it is given.
package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type API struct{}

func (a *API) List(w http.ResponseWriter, r *http.Request)   {}
func (a *API) Create(w http.ResponseWriter, r *http.Request) {}

func Require(perm string) func(http.Handler) http.Handler { return nil }
func Audit(next http.Handler) http.Handler                { return next }

// Register is called by mains.
func (a *API) Register(r chi.Router) {
	r.Get("/orders", a.List)                                  // route: GET /api/v1/orders (*chiapp/api.API).List via Auth, Tenant
	r.With(Require("orders:write")).Post("/orders", a.Create) // route: POST /api/v1/orders (*chiapp/api.API).Create via Auth, Tenant, Require(orders:write)
	r.Route("/items", func(r chi.Router) {
		r.Use(Audit)
		r.Delete("/{id}", a.Create) // route: DELETE /api/v1/items/{id} (*chiapp/api.API).Create via Auth, Tenant, Audit
		r.Group(func(r chi.Router) {
			r.Use(Require("items:admin"))
			r.Put("/{id}", a.Create) // route: PUT /api/v1/items/{id} (*chiapp/api.API).Create via Auth, Tenant, Audit, Require(items:admin)
		})
	})
	r.Mount("/sub", a.sub())
}

func (a *API) sub() http.Handler {
	r := chi.NewRouter()
	r.Patch("/x", a.Create) // route: PATCH /api/v1/sub/x (*chiapp/api.API).Create via Auth, Tenant
	return r
}

// Handle is a helper whose callers supply everything.
func Handle(r chi.Router, method, path string, h http.HandlerFunc, mw func(http.Handler) http.Handler) {
	r.With(mw).MethodFunc(method, "/h"+path, h)
}
