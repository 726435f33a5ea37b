// Command chiapp serves the API.
package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"chiapp/api"
)

func Auth(next http.Handler) http.Handler   { return next }
func Tenant(next http.Handler) http.Handler { return next }

type module interface{ Register(r chi.Router) }

func mount(r chi.Router, mods ...module) {
	for _, m := range mods {
		m.Register(r)
	}
}

func main() {
	a := &api.API{}
	r := chi.NewRouter()
	r.Use(Auth)
	r.Route("/api", func(r chi.Router) {
		r.Route("/v1", func(r chi.Router) {
			r.Use(Tenant)
			mount(r, a)
		})
	})
	api.Handle(r, "post", "/one", a.Create, api.Require("one")) // route: POST /h/one (*chiapp/api.API).Create via Auth, Require(one)
	api.Handle(r, http.MethodGet, "/two", a.List, api.Audit)    // route: GET /h/two (*chiapp/api.API).List via Auth, Audit
	unserved := chi.NewRouter()
	unserved.Get("/never", a.List) // route: GET /never (*chiapp/api.API).List unserved
	if err := http.ListenAndServe(":8080", r); err != nil {
		panic(err)
	}
}
