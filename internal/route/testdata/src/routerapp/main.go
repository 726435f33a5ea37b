// Command routerapp registers on a router of httprouter.
package main

import (
	"net/http"

	"github.com/julienschmidt/httprouter"
)

func show(w http.ResponseWriter, r *http.Request, ps httprouter.Params) {}
func old(w http.ResponseWriter, r *http.Request)                        {}

func main() {
	r := httprouter.New()
	r.GET("/show/:id", show)                    // route: GET /show/:id routerapp.show
	r.HandlerFunc(http.MethodPost, "/old", old) // route: POST /old routerapp.old
	_ = http.ListenAndServe(":1", r)
}
