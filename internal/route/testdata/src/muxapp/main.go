// Command muxapp registers on routers of gorilla/mux.
package main

import (
	"net/http"

	"github.com/gorilla/mux"
)

type api struct{ router *mux.Router }

func (a *api) list(w http.ResponseWriter, r *http.Request) {}

func auth(next http.Handler) http.Handler { return next }

// AddEndpoints is how a package of handlers is added.
func AddEndpoints(a *api, router *mux.Router) {
	router.HandleFunc("/users", a.list).Methods("GET", "OPTIONS")      // route: GET /api/users (*muxapp.api).list via auth; OPTIONS /api/users (*muxapp.api).list via auth
	router.HandleFunc("/users/{id}", a.list).Methods("PUT").Name("up") // route: PUT /api/users/{id} (*muxapp.api).list via auth
}

func main() {
	root := mux.NewRouter()
	a := &api{router: root.PathPrefix("/api").Subrouter()}
	AddEndpoints(a, a.router)
	a.router.Use(auth)
	root.Methods(http.MethodPost).Path("/login").HandlerFunc(a.list) // route: POST /login (*muxapp.api).list
	root.PathPrefix("/ui").Handler(auth(http.HandlerFunc(a.list)))   // route: * /ui (*muxapp.api).list via auth
	_ = http.ListenAndServe(":1", root)
}
