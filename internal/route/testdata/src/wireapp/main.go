// Command wireapp makes and joins its routers in roundabout ways.
package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
)

type handlers struct{}

func (handlers) page(c *gin.Context)                           {}
func (handlers) create(w http.ResponseWriter, r *http.Request) {}

// pages is called by what a generator wrote: its routes stand where they are written all the same.
func pages(r *gin.RouterGroup, base string) {
	h := handlers{}
	site := r.Group(base)
	site.GET("/tags", h.page)         // route: GET /site/tags (wireapp.handlers).page
	r.Static("/files/", "files")      // route: GET /files/*filepath (*github.com/gin-gonic/gin.RouterGroup).Static(); HEAD /files/*filepath (*github.com/gin-gonic/gin.RouterGroup).Static()
	r.StaticFile("/icon", "icon.png") // route: GET /icon (*github.com/gin-gonic/gin.RouterGroup).StaticFile(); HEAD /icon (*github.com/gin-gonic/gin.RouterGroup).StaticFile()
}

func v2(h handlers) chi.Router {
	r := chi.NewRouter()
	r.Post("/orders", h.create) // route: POST /v2/orders (wireapp.handlers).create via guard, joined$2
	return r
}

func guard(next http.Handler) http.Handler { return next }

// joined hands a part of its paths on to a router of its own.
func joined(h handlers) http.Handler {
	mux := chi.NewRouter()
	mux.Use(guard)
	other := v2(h)
	mux.Get("/self", func(w http.ResponseWriter, r *http.Request) {}) // route: GET /self wireapp.joined$1 via guard
	mux.Handle("/v2*", http.StripPrefix("/v2", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		other.ServeHTTP(w, r)
	})))
	return mux
}

// create keeps what a function makes.
func create[T any](kept map[string]any, make func() T) T {
	if got, ok := kept["x"].(T); ok {
		return got
	}
	return make()
}

type app struct{ kept map[string]any }

func (a *app) router() *chi.Mux {
	return create(a.kept, func() *chi.Mux { return chi.NewRouter() })
}

func (a *app) handler() http.Handler {
	return create(a.kept, func() http.Handler {
		r := a.router()
		r.Use(guard)
		r.Delete("/orders", handlers{}.create) // route: DELETE /orders (wireapp.handlers).create via guard
		return r
	})
}

func main() {
	go http.ListenAndServe(":1", joined(handlers{}))
	a := &app{}
	go http.ListenAndServe(":2", a.handler())
	serve()
}
