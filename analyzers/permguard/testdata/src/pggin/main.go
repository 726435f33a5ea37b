// Command pggin has the shapes of the verdict page that are about gin.
package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
)

var db *sql.DB

type user struct{ role string }

func current(c *gin.Context) *user { return &user{c.Request.Header.Get("X-Role")} }

func aborts(c *gin.Context) {
	if current(c).role != "admin" {
		c.AbortWithStatus(http.StatusForbidden)
		return
	}
	c.Next()
}

func abortsWithoutNext(c *gin.Context) {
	if current(c).role != "admin" {
		c.AbortWithStatus(http.StatusForbidden)
	}
}

func onlyReturns(c *gin.Context) {
	if current(c).role != "admin" {
		c.Status(http.StatusForbidden)
		return
	}
}

func write(c *gin.Context) { _, _ = db.Exec("UPDATE things SET x = 1") }

type config struct{ auth bool }

func register(r *gin.Engine, cfg config) {
	r.POST("/early", write) // PG-04 guard registered after the route: broken `is added later, or on some ways only`
	guarded := r.Group("/guarded", aborts)
	guarded.POST("/x", write) // PG-03 guard as middleware of a gin group: met `permission by pggin.aborts`
	bare := r.Group("/bare", abortsWithoutNext)
	bare.POST("/x", write) // PG-03 a gin handler that aborts need not go on: met
	open := r.Group("/open", onlyReturns)
	open.POST("/x", write) // PG-02 gin, does not abort: broken
	flagged := r.Group("/flagged")
	if cfg.auth {
		flagged.Use(aborts)
	}
	flagged.POST("/x", write) // PG-18 if cfg.AuthEnabled { r.Use(auth) }: broken `pggin.aborts is not in front`
	r.Use(aborts)
	r.POST("/late", write) // PG-04 guard registered before the route: met
}

func main() {
	r := gin.New()
	register(r, config{})
	_ = r.Run()
}
