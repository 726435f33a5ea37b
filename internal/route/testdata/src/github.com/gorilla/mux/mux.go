// Package mux has the signatures of github.com/gorilla/mux that the tests use.
package mux

import "net/http"

type MiddlewareFunc func(http.Handler) http.Handler
type Router struct{}
type Route struct{}

func NewRouter() *Router { return &Router{} }

func (r *Router) ServeHTTP(w http.ResponseWriter, req *http.Request) {}
func (r *Router) Use(m ...MiddlewareFunc)                            {}
func (r *Router) NewRoute() *Route                                   { return nil }
func (r *Router) StrictSlash(v bool) *Router                         { return r }
func (r *Router) Handle(path string, h http.Handler) *Route          { return nil }
func (r *Router) HandleFunc(path string, f func(http.ResponseWriter, *http.Request)) *Route {
	return nil
}
func (r *Route) Subrouter() *Router                                            { return nil }
func (r *Route) Handler(h http.Handler) *Route                                 { return r }
func (r *Route) HandlerFunc(f func(http.ResponseWriter, *http.Request)) *Route { return r }
func (r *Router) Methods(m ...string) *Route                                   { return nil }
func (r *Router) Path(tpl string) *Route                                       { return nil }
func (r *Router) PathPrefix(tpl string) *Route                                 { return nil }
func (r *Router) Queries(pairs ...string) *Route                               { return nil }
func (r *Router) Name(name string) *Route                                      { return nil }
func (r *Route) Methods(m ...string) *Route                                    { return nil }
func (r *Route) Path(tpl string) *Route                                        { return nil }
func (r *Route) PathPrefix(tpl string) *Route                                  { return nil }
func (r *Route) Queries(pairs ...string) *Route                                { return nil }
func (r *Route) Name(name string) *Route                                       { return nil }
