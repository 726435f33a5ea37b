// Command twinapp makes two of everything, one behind a guard and one without.
package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"twinapp/server"
)

func guard(next http.Handler) http.Handler { return next }

type container struct{ made map[string]any }

func create[T any](c *container, make func() T) T { return make() }

// router makes its router once: what is added at one call is there at the others.
func (c *container) router() *chi.Mux {
	return create(c, func() *chi.Mux { return chi.NewRouter() })
}

func main() {
	a := &server.API{}
	go http.ListenAndServe(":1", guard(server.Mux(a)))
	go http.ListenAndServe(":2", server.Mux(a))
	go http.ListenAndServe(":3", guard(server.Deep(a)))
	go http.ListenAndServe(":4", server.Deep(a))

	guarded := server.Filled("/admin", a.Create) // route: POST /admin (*twinapp/server.API).Create via guard
	guarded.Use(guard)
	go http.ListenAndServe(":5", guarded)
	go http.ListenAndServe(":6", server.Filled("/public", a.Create)) // route: POST /public (*twinapp/server.API).Create

	added := server.Added(chi.NewRouter(), a)
	added.Use(guard)
	go http.ListenAndServe(":7", added)
	go http.ListenAndServe(":8", server.Added(chi.NewRouter(), a))

	go http.ListenAndServe(":9", server.With(a, guard))
	go http.ListenAndServe(":10", server.With(a, nil))

	admin, public := server.NewApp(a), server.NewApp(a)
	admin.Router.Use(guard)
	go http.ListenAndServe(":11", admin.Router)
	go http.ListenAndServe(":12", public.Router)

	outer := server.Nested(a, 2)
	outer.Use(guard)
	go http.ListenAndServe(":13", outer)

	c := &container{}
	c.router().Use(guard)
	c.router().Post("/once", a.Create) // route: POST /once (*twinapp/server.API).Create via guard
	_ = http.ListenAndServe(":14", c.router())
}
