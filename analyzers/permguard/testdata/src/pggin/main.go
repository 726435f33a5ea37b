// Command pggin has the shapes of the verdict page that are about gin.
package main

import (
	"database/sql"
	"net/http"
	"os"

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

func returnsOrGoesOn(c *gin.Context) {
	if current(c).role != "admin" {
		c.Status(http.StatusForbidden)
		return
	}
	c.Next()
}

// forbid is how the program refuses.
func forbid(c *gin.Context) { c.AbortWithStatus(http.StatusForbidden) }

func abortsElsewhere(c *gin.Context) {
	if current(c).role != "admin" {
		forbid(c)
		return
	}
	c.Next()
}

// refused answers those who may not, and says so.
func refused(c *gin.Context) bool {
	if current(c).role != "admin" {
		c.AbortWithStatus(http.StatusForbidden)
		return true
	}
	return false
}

func writeUnlessRefused(c *gin.Context) {
	if refused(c) {
		return
	}
	write(c)
}

func writeIfRefused(c *gin.Context) {
	if !refused(c) {
		return
	}
	write(c)
}

// turnedAway aborts itself.
func turnedAway(c *gin.Context) bool {
	if current(c).role == "banned" {
		c.AbortWithStatus(http.StatusForbidden)
		return true
	}
	return false
}

func banned(c *gin.Context) bool { return current(c).role == "banned" }

func helpedNot(c *gin.Context) {
	if banned(c) {
		return
	}
	if current(c).role != "admin" {
		c.AbortWithStatus(http.StatusForbidden)
		return
	}
	c.Next()
}

func helpedNext(c *gin.Context) {
	if turnedAway(c) {
		return
	}
	if current(c).role != "admin" {
		c.AbortWithStatus(http.StatusForbidden)
		return
	}
	c.Next()
}

func write(c *gin.Context) { _, _ = db.Exec("UPDATE things SET x = 1") }

type config struct {
	auth bool
	base string
}

func register(r *gin.Engine, cfg config) {
	r.POST("/early", write) // PG-04 guard registered after the route: broken `is added later, or on some ways only`
	guarded := r.Group("/guarded", aborts)
	guarded.POST("/x", write) // PG-03 guard as middleware of a gin group: met `permission by pggin.aborts`
	bare := r.Group("/bare", abortsWithoutNext)
	bare.POST("/x", write) // PG-03 a gin handler that aborts need not go on: met
	open := r.Group("/open", onlyReturns)
	open.POST("/x", write) // PG-02 gin, does not abort: broken
	half := r.Group("/half", returnsOrGoesOn)
	half.POST("/x", write) // PG-02 gin, neither aborts nor goes on: broken
	other := r.Group("/elsewhere", abortsElsewhere)
	other.POST("/x", write)                 // PG-03 a gin middleware that aborts in a helper: met
	r.POST("/refused", writeUnlessRefused)  // PG-10 helper that says no with true: met
	r.POST("/refused-only", writeIfRefused) // PG-10 helper that says no with true, the other way round: broken
	helping := r.Group("/helping", helpedNext)
	helping.POST("/x", write) // PG-02 gin, a helper aborts before the return: met
	leaking := r.Group("/leaking", helpedNot)
	leaking.POST("/x", write) // PG-02 gin, a helper only answers before the return: broken
	flagged := r.Group("/flagged")
	if cfg.auth { // PG-18 if cfg.AuthEnabled { r.Use(auth) }, one finding at the if: broken `pggin.aborts is added under a condition only`
		flagged.Use(aborts)
	}
	flagged.POST("/x", write)
	flagged.POST("/x2", write) // PG-18 the second endpoint behind the condition is counted and not told again: told
	handed := r.Group("/handed")
	things(handed)
	handed.Use(aborts)
	before := r.Group("/before")
	before.Use(aborts)
	(&module{}).others(before)
	r.Use(aborts)
	r.POST("/late", write) // PG-04 guard registered before the route: met
}

func things(g *gin.RouterGroup) {
	g.POST("/thing", write) // PG-04 guard added after the function that registers was called: broken `is added later`
}

type module struct{}

// A prefix that the caller supplies makes templates of all that the function does.
func prefixed(r *gin.Engine, cfg *config) {
	after := r.Group(cfg.base + "/after")
	things2(after)
	after.Use(aborts)
	ahead := r.Group(cfg.base + "/ahead")
	ahead.Use(aborts)
	things3(ahead)
}

func things2(g *gin.RouterGroup) {
	g.POST("/thing", write) // PG-04 the same below a prefix that the caller supplies: broken `is added later`
}

func things3(g *gin.RouterGroup) {
	g.POST("/thing", write) // PG-04 added before, below a prefix that the caller supplies: met
}

func (m *module) others(g *gin.RouterGroup) {
	g.POST("/other", write) // PG-04 guard added before the method that registers is called: met
}

func main() {
	r := gin.New()
	register(r, config{})
	other := gin.New()
	prefixed(other, &config{base: os.Getenv("BASE")})
	_ = other.Run()
	_ = r.Run()
}
