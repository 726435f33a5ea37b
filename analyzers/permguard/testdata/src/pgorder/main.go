// Command pgorder has the shapes of PG-04 in which functions are handed the router, some to add middleware and some to add routes.
package main

import (
	"database/sql"
	"os"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"

	"pgorder/install"
)

var db *sql.DB

func change(c echo.Context) error {
	_, err := db.Exec("UPDATE things SET x = 1")
	return err
}

func write(c *gin.Context) { _, _ = db.Exec("UPDATE things SET x = 1") }

func late(e *echo.Echo) error {
	g := e.Group("")
	register(g)
	return install.Group(g, os.Getenv("DESCRIPTION"))
}

func register(g *echo.Group) {
	g.POST("/late", change) // PG-04 routes and guard in two functions, the guard's called last: broken `install.Asks is not in front of this endpoint`
}

func early(e *echo.Echo) error {
	g := e.Group("")
	if err := install.Group(g, os.Getenv("DESCRIPTION")); err != nil {
		return err
	}
	registerToo(g)
	return nil
}

func registerToo(g *echo.Group) {
	g.POST("/early", change) // PG-04 routes and guard in two functions, the guard's called first: met `permission by install.Asks`
}

// server asks in front of every route of echo, whenever that is said.
func server(e *echo.Echo, fallible func() error) error {
	e.POST("/all", change) // PG-04 a function adds the guard to the server after the route, where that makes no difference: met
	if err := fallible(); err != nil {
		return err
	}
	install.Server(e)
	return e.Start(":3")
}

func serverGroup(e *echo.Echo, fallible func() error) error {
	g := e.Group("/group")
	g.POST("/all", change) // PG-04 the same with a group, where it does: broken `install.Asks is not in front`
	if err := fallible(); err != nil {
		return err
	}
	if err := install.Group(g, "things"); err != nil {
		return err
	}
	return e.Start(":4")
}

func conditions(r *gin.Engine, auth bool) {
	flagged := r.Group("/flagged")
	if auth { // PG-18 a function that adds the guard is called under a condition, one finding at the if: broken `install.Aborts is added under a condition only`
		install.Gin(flagged)
	}
	flagged.POST("/x", write)
	flagged.POST("/x2", write) // PG-18 the second endpoint behind that condition: told
	allowed := r.Group("/allowed")
	//bailiwick:allow permguard(public) anybody may where it is off
	if auth {
		install.Gin(allowed)
	}
	allowed.POST("/x", write) // PG-18 the condition of the call has a reason: waived
	either := r.Group("/either")
	if auth {
		install.Gin(either)
	} else {
		either.Use(install.Aborts)
	}
	either.POST("/x", write) // PG-04 a guard on either side of a condition: met
	gap := r.Group("/gap")
	if auth { // PG-18 a guard on two of three sides, one finding at the first if: broken `is added under a condition only`
		install.Gin(gap)
	} else if !auth && os.Getenv("GAP") != "" {
		gap.Use(install.Aborts)
	}
	gap.POST("/x", write)
	always := r.Group("/always")
	if auth {
		always.POST("/off", write) // PG-04 a guard that is added after what a condition leaves out: broken `is not in front`
	}
	install.Gin(always)
	always.POST("/x", write) // PG-04 and before what it does not: met
}

// api keeps its router in a field.
type api struct{ r *gin.Engine }

func newAPI() *api {
	a := &api{r: gin.New()}
	a.routes()
	a.guards()
	a.more()
	return a
}

func (a *api) guards() { install.Gin(a.r) }
func (a *api) routes() {
	a.r.POST("/routes", write) // PG-04 a method that registers is called before the one that adds the guard: broken `is not in front`
}

func (a *api) more() {
	a.r.POST("/more", write) // PG-04 a method that registers is called after it: met
}

func main() {
	go newAPI().r.Run()
	e := echo.New()
	_ = early(e)
	_ = late(e)
	go e.Start(":1")
	r := gin.New()
	conditions(r, os.Getenv("AUTH") != "")
	go r.Run()
	go server(echo.New(), fallible)
	_ = serverGroup(echo.New(), fallible)
}

func fallible() error { return nil }
