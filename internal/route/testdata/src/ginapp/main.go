// Command ginapp registers on routers of gin.
package main

import "github.com/gin-gonic/gin"

type handlers struct{}

func (handlers) list(c *gin.Context)   {}
func (handlers) create(c *gin.Context) {}

func auth(c *gin.Context) {}

func require(perm string) gin.HandlerFunc { return auth }

type config struct{ auth bool }

func setup(r *gin.Engine, cfg config) {
	h := handlers{}
	r.GET("/early", h.list) // route: GET /early (ginapp.handlers).list passed auth
	r.Use(auth)
	v1 := r.Group("/v1", require("v1"))
	v1.POST("/orders", h.create)                  // route: POST /v1/orders (ginapp.handlers).create via auth, require(v1) passed require(late)
	v1.PUT("/orders", require("w"), h.create)     // route: PUT /v1/orders (ginapp.handlers).create via auth, require(v1), require(w) passed require(late)
	v1.Match([]string{"GET", "HEAD"}, "", h.list) // route: GET /v1 (ginapp.handlers).list via auth, require(v1) passed require(late); HEAD /v1 (ginapp.handlers).list via auth, require(v1) passed require(late)
	{
		admin := v1.Group("/admin")
		if cfg.auth {
			admin.Use(require("admin"))
		}
		admin.Any("/x", h.create) // route: * /v1/admin/x (ginapp.handlers).create via auth, require(v1) passed require(admin), require(late)
	}
	v1.Use(require("late"))
	tables(v1)
}

type entry struct {
	method, path string
	handler      gin.HandlerFunc
}

func tables(g gin.IRouter) {
	h := handlers{}
	entries := []entry{
		{"GET", "/t", h.list},
		{method: "DELETE", path: "/t/:id", handler: h.create},
	}
	for _, e := range entries {
		g.Handle(e.method, e.path, require("t"), e.handler) // route: GET /v1/t (ginapp.handlers).list via auth, require(v1), require(late), require(t); DELETE /v1/t/:id (ginapp.handlers).create via auth, require(v1), require(late), require(t)
	}
}

func main() {
	r := gin.Default()
	setup(r, config{})
	_ = r.Run()
}
