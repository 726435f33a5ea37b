// Package server makes servers.
package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type API struct{}

func (a *API) Create(w http.ResponseWriter, r *http.Request) {}

// Mux makes another router at each call.
func Mux(a *API) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", a.Create) // route: POST /orders (*twinapp/server.API).Create via guard; POST /orders (*twinapp/server.API).Create
	return mux
}

// Deep makes one by way of another function.
func Deep(a *API) http.Handler { return deeper(a) }

func deeper(a *API) http.Handler {
	r := chi.NewRouter()
	r.Post("/deep", a.Create) // route: POST /deep (*twinapp/server.API).Create via guard; POST /deep (*twinapp/server.API).Create
	return r
}

// Filled makes routes of what it is given, on a router that it makes.
func Filled(path string, h http.HandlerFunc) chi.Router {
	r := chi.NewRouter()
	r.Post(path, h)
	return r
}

// Added adds to a router that it is given, and returns it.
func Added(r chi.Router, a *API) chi.Router {
	r.Put("/added", a.Create) // route: PUT /added (*twinapp/server.API).Create via guard; PUT /added (*twinapp/server.API).Create
	return r
}

// With asks what it is given; nil asks nothing.
func With(a *API, mw func(http.Handler) http.Handler) chi.Router {
	r := chi.NewRouter()
	r.With(mw).Post("/given", a.Create) // route: POST /given (*twinapp/server.API).Create via guard; POST /given (*twinapp/server.API).Create
	return kept(r, a, mw)
}

func kept(r chi.Router, a *API, mw func(http.Handler) http.Handler) chi.Router {
	s := &holder{mw: mw}
	r.Group(func(r chi.Router) {
		r.Use(s.mw)
		r.Delete("/given", a.Create) // route: DELETE /given (*twinapp/server.API).Create via guard; DELETE /given (*twinapp/server.API).Create
	})
	return r
}

type holder struct{ mw func(http.Handler) http.Handler }

// App keeps its router. Which of two apps has what is added to it from outside is not followed.
type App struct{ Router chi.Router }

func NewApp(a *API) *App {
	app := &App{Router: chi.NewRouter()}
	app.Router.Post("/app", a.Create) // route: POST /app (*twinapp/server.API).Create via ? passed Logged
	app.routes()
	return app
}

func (app *App) routes() { app.Router.Use(Logged) }

func Logged(next http.Handler) http.Handler { return next }

// Nested calls itself: its calls are not told apart, and neither is what is added to one of its routers.
func Nested(a *API, depth int) chi.Router {
	r := chi.NewRouter()
	r.Post("/nested", a.Create) // route: POST /nested (*twinapp/server.API).Create via ?
	if depth > 0 {
		r.Mount("/nested", Nested(a, depth-1))
	}
	return r
}
