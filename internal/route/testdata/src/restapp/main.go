// Command restapp registers on containers of go-restful.
package main

import (
	"net/http"

	"github.com/emicklei/go-restful/v3"
)

type users struct{}

func (users) list(*restful.Request, *restful.Response)   {}
func (users) create(*restful.Request, *restful.Response) {}
func (users) remove(*restful.Request, *restful.Response) {}

func log(req *restful.Request, resp *restful.Response, chain *restful.FilterChain) {
	chain.ProcessFilter(req, resp)
}

func require(permission string) restful.FilterFunction { return log }

// audited wraps one handler.
func audited(h restful.RouteFunction) restful.RouteFunction { return h }

func service(u users) *restful.WebService {
	ws := new(restful.WebService)
	ws.Path("/users").Consumes("application/json")
	ws.Route(ws.GET("/{id}").To(u.list).Doc("one"))                                          // route: GET /users/{id} (restapp.users).list via log
	ws.Route(ws.POST("").To(audited(u.create)).Doc("make").Filter(require("users:write")))   // route: POST /users (restapp.users).create via log, require(users:write), audited
	ws.Route(ws.Method("DELETE").Path("/{id}").Filter(require("users:delete")).To(u.remove)) // route: DELETE /users/{id} (restapp.users).remove via log, require(users:delete)
	return ws
}

func main() {
	container := restful.NewContainer()
	container.Add(service(users{}))
	container.Filter(log)                                                                   // in front of every route, whenever it is added
	container.Handle("/raw", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})) // route: * /raw restapp.main$1
	go http.ListenAndServe(":1", container)

	own := new(restful.WebService).Path("/health")
	own.Route(own.GET("").To(func(*restful.Request, *restful.Response) {})) // route: GET /health restapp.main$2 via require(ops)
	restful.Filter(require("ops"))
	restful.Add(own)
	_ = http.ListenAndServe(":2", nil)
}
