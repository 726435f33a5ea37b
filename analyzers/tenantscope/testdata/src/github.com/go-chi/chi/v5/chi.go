// Package chi is what the cases need of github.com/go-chi/chi/v5.
package chi

import "net/http"

type Router interface {
	http.Handler
	Get(pattern string, h http.HandlerFunc)
	Post(pattern string, h http.HandlerFunc)
}

type Mux struct{}

func NewRouter() *Mux                                            { return &Mux{} }
func (mx *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
func (mx *Mux) Get(pattern string, handlerFn http.HandlerFunc)   {}
func (mx *Mux) Post(pattern string, handlerFn http.HandlerFunc)  {}

func URLParam(r *http.Request, key string) string { return "" }
