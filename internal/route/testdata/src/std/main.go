// Command std registers on routers of net/http.
package main

import (
	"net/http"
	"time"
)

type server struct{ mux *http.ServeMux }

func (s *server) list(w http.ResponseWriter, r *http.Request)   {}
func (s *server) create(w http.ResponseWriter, r *http.Request) {}

type health struct{}

func (health) ServeHTTP(w http.ResponseWriter, r *http.Request) {}

func logged(next http.Handler) http.Handler { return next }

func limited(n int) func(http.Handler) http.Handler { return logged }

func only(perm string, h http.HandlerFunc) http.HandlerFunc { return h }

// post is a helper: what it is given is registered where it is called.
func (s *server) post(path string, h http.HandlerFunc) {
	s.mux.HandleFunc("POST /v1"+path, only("write", h))
}

func (s *server) made() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {}
}

func (s *server) routes() {
	s.mux.HandleFunc("GET /items/{id}", s.list)                                                   // route: GET /items/{id} (*std.server).list via logged
	s.mux.HandleFunc("/any", s.create)                                                            // route: * /any (*std.server).create via logged
	s.mux.Handle("/health", health{})                                                             // route: * /health (std.health).ServeHTTP via logged
	s.mux.Handle("/slow", http.TimeoutHandler(logged(http.HandlerFunc(s.list)), time.Second, "")) // route: * /slow (*std.server).list via logged, logged
	s.mux.Handle("/limited", limited(3)(http.HandlerFunc(s.list)))                                // route: * /limited (*std.server).list via logged, limited()
	s.post("/items", s.create)                                                                    // route: POST /v1/items (*std.server).create via logged, only(write)
	s.mux.HandleFunc("DELETE /made", s.made())                                                    // route: DELETE /made (*std.server).made() via logged
	for _, e := range []struct {
		path string
		h    http.HandlerFunc
	}{{"/a", s.list}, {"/b", s.create}} {
		s.mux.HandleFunc("PUT /table"+e.path, e.h) // route: PUT /table/a (*std.server).list via logged; PUT /table/b (*std.server).create via logged
	}
}

func admin() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users", func(w http.ResponseWriter, r *http.Request) {}) // route: GET /admin/users std.admin$1 via logged
	return mux
}

func main() {
	s := &server{mux: http.NewServeMux()}
	s.routes()
	s.mux.Handle("/admin/", http.StripPrefix("/admin", admin()))
	http.HandleFunc("/debug", func(w http.ResponseWriter, r *http.Request) {}) // route: * /debug std.main$1
	go http.ListenAndServe(":6060", nil)
	srv := &http.Server{Addr: ":8080", Handler: logged(s.mux)}
	_ = srv.ListenAndServe()
}
