// Package httprouter has the signatures of github.com/julienschmidt/httprouter that the tests use.
package httprouter

import "net/http"

type Params []string
type Handle func(http.ResponseWriter, *http.Request, Params)
type Router struct{}

func New() *Router { return &Router{} }

func (r *Router) ServeHTTP(w http.ResponseWriter, req *http.Request)  {}
func (r *Router) Handle(method, path string, h Handle)                {}
func (r *Router) Handler(method, path string, h http.Handler)         {}
func (r *Router) HandlerFunc(method, path string, h http.HandlerFunc) {}
func (r *Router) GET(path string, h Handle)                           {}
func (r *Router) HEAD(path string, h Handle)                          {}
func (r *Router) POST(path string, h Handle)                          {}
func (r *Router) PUT(path string, h Handle)                           {}
func (r *Router) PATCH(path string, h Handle)                         {}
func (r *Router) DELETE(path string, h Handle)                        {}
func (r *Router) OPTIONS(path string, h Handle)                       {}
