// Package server keeps its routers in fields and variables, and adds to them in methods and functions.
package server

import (
	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"

	"orderapp/install"
	"orderapp/mw"
)

func onGin(c *gin.Context)        {}
func onEcho(c echo.Context) error { return nil }

// Early adds its middleware before its routes.
type Early struct{ r *gin.Engine }

func NewEarly() *Early {
	s := &Early{r: gin.New()}
	s.guards()
	s.routes()
	return s
}

func (s *Early) guards() { s.r.Use(mw.Gin) }
func (s *Early) routes() {
	s.r.POST("/early", onGin) // route: POST /early orderapp/server.onGin via Gin
}

// Late adds it behind them, by another function.
type Late struct{ r *gin.Engine }

func NewLate() *Late {
	s := &Late{r: gin.New()}
	s.routes()
	s.guards()
	s.more()
	return s
}

func (s *Late) guards() { install.Gin(s.r) }
func (s *Late) routes() {
	s.r.POST("/late", onGin) // route: POST /late orderapp/server.onGin passed Gin
}
func (s *Late) more() {
	s.r.POST("/more", onGin) // route: POST /more orderapp/server.onGin via Gin
}

// Made is filled before its router is kept, and after it.
type Made struct{ r *gin.Engine }

func NewMade() *Made {
	r := gin.New()
	r.POST("/made", onGin) // route: POST /made orderapp/server.onGin passed Gin
	s := &Made{r: r}
	s.setUp()
	r.POST("/done", onGin) // route: POST /done orderapp/server.onGin via Gin
	return s
}

func (s *Made) setUp() { s.guards() }

func (s *Made) guards() { s.r.Use(mw.Gin) }

// Some is guarded on some ways.
type Some struct{ r *gin.Engine }

func NewSome(guarded bool) *Some {
	s := &Some{r: gin.New()}
	if guarded {
		s.guards()
	}
	s.routes()
	return s
}

func (s *Some) guards() { s.r.Use(mw.Gin) }
func (s *Some) routes() {
	s.r.POST("/some", onGin) // route: POST /some orderapp/server.onGin passed Gin
}

// Either is made in either order: which of them serves is not known.
type Either struct{ r *gin.Engine }

func NewEither(first bool) *Either {
	s := &Either{r: gin.New()}
	if first {
		s.guards()
		s.routes()
		return s
	}
	s.routes()
	s.guards()
	return s
}

func (s *Either) guards() { s.r.Use(mw.Gin) }
func (s *Either) routes() {
	s.r.POST("/either", onGin) // route: POST /either orderapp/server.onGin via Gin
}

// Open may have been guarded before, by who calls Guards.
type Open struct{ r *gin.Engine }

func (s *Open) Fill() {
	s.routes()
	s.guards()
}

func (s *Open) Guards() { s.guards() }
func (s *Open) guards() { s.r.Use(mw.Gin) }
func (s *Open) routes() {
	s.r.POST("/open", onGin) // route: POST /open orderapp/server.onGin via Gin
}

// Valued is guarded by a function that is kept as a value.
type Valued struct {
	r     *gin.Engine
	hooks []func()
}

func NewValued() *Valued {
	s := &Valued{r: gin.New()}
	s.hooks = append(s.hooks, s.guards)
	for _, hook := range s.hooks {
		hook()
	}
	s.routes()
	s.guards()
	return s
}

func (s *Valued) guards() { s.r.Use(mw.Gin) }
func (s *Valued) routes() {
	s.r.POST("/valued", onGin) // route: POST /valued orderapp/server.onGin via Gin
}

// All is a server of echo, which asks its middleware in front of every route, whenever it is added.
type All struct{ e *echo.Echo }

func NewAll() *All {
	s := &All{e: echo.New()}
	s.routes()
	s.guards()
	return s
}

func (s *All) guards() { s.e.Use(mw.Echo) }
func (s *All) routes() {
	s.e.POST("/all", onEcho) // route: POST /all orderapp/server.onEcho via Echo
}

// Kept keeps a router that it is given. What is added to that later is in front of what is registered later still.
type Kept struct{ r *gin.Engine }

func NewKept(r *gin.Engine) *Kept {
	r.POST("/given", onGin) // route: POST /given orderapp/server.onGin passed Gin
	return &Kept{r: r}
}

func (s *Kept) Routes() {
	s.r.POST("/kept", onGin) // route: POST /kept orderapp/server.onGin via Gin
}

// Own does the same with a router of its own.
type Own struct{ r *gin.Engine }

func NewOwn() *Own {
	r := gin.New()
	s := &Own{r: r}
	s.first()
	r.Use(mw.Gin)
	s.second()
	return s
}

func (s *Own) first() {
	s.r.POST("/first", onGin) // route: POST /first orderapp/server.onGin passed Gin
}

func (s *Own) second() {
	s.r.POST("/second", onGin) // route: POST /second orderapp/server.onGin via Gin
}

var shared = gin.New()

func routes() {
	shared.POST("/shared", onGin) // route: POST /shared orderapp/server.onGin passed Gin
}
func guards() { shared.Use(mw.Gin) }

func fill() {
	routes()
	guards()
}

// Run serves them all.
func Run() {
	fill()
	go NewEarly().r.Run()
	go NewLate().r.Run()
	go NewMade().r.Run()
	go NewSome(true).r.Run()
	go NewEither(true).r.Run()
	open := &Open{r: gin.New()}
	open.Fill()
	go open.r.Run()
	go NewValued().r.Run()
	go NewAll().e.Start(":5")
	go NewOwn().r.Run()
	_ = shared.Run()
}
