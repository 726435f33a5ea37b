package main

import (
	"pglist/authz"
	"pglist/mw"
	"pglist/store"

	"github.com/labstack/echo/v4"
)

// Writer is what handlers know of the store, Wide what the server is given.
type Writer interface{ Write(id string) }

type Wide interface {
	Writer
}

type api struct {
	w     Writer
	hooks map[string]func(string)
	after func(string)
}

func (a *api) create(c echo.Context) error { a.w.Write("1"); return nil }

func (a *api) hooked(c echo.Context) error { a.hooks["x"]("1"); return nil }

func (a *api) then(c echo.Context) error { a.after("1"); return nil }

type idle struct{ w Writer }

func (a *idle) create(c echo.Context) error { a.w.Write("1"); return nil }

func newAPI(w Wide, s *store.Store) *api {
	return &api{w: w, hooks: map[string]func(string){"x": s.Write}, after: s.Write}
}

func main() {
	z := &authz.Z{}
	s := &store.Store{}
	a := newAPI(s, s)
	n := &idle{w: store.Nothing{}}
	e := echo.New()

	asked := e.Group("/asked")
	chain := mw.New()
	chain.Use(authz.Log)
	chain.Use(z.Middleware)
	m, err := chain.Middleware()
	if err != nil {
		return
	}
	asked.Use(m)
	asked.POST("/orders", a.create) // PG-09 middleware that is kept in a list and run in sequence: met `permission by \(\*mw.Chain\).Middleware`

	careless := &mw.Strict{}
	careless.Use(z.Careless)
	blind := e.Group("/blind")
	blind.Use(careless.Middleware)
	blind.POST("/orders", a.create) // PG-02 one of the list drops what it was told: broken `insert into orders`

	aside := &mw.Stern{}
	aside.Use(z.Aside)
	unheard := e.Group("/unheard")
	unheard.Use(aside.Middleware)
	unheard.POST("/orders", a.create) // PG-02 one of the list asks who is there, and drops what it was told of their permission: broken `insert into orders`

	logged := &mw.Quiet{}
	logged.Use(z.Logged)
	written := e.Group("/written")
	written.Use(logged.Middleware)
	written.POST("/orders", a.create) // PG-02 one of the list asks who is there, and logs the error about their permission: broken `insert into orders`

	partly := &mw.Partial{}
	partly.Use(z.Partly)
	partial := e.Group("/partial")
	partial.Use(partly.Middleware)
	partial.POST("/orders", a.create) // PG-02 one of the list asks for a permission on some ways: unresolved `asks for a permission on some ways only`

	loose := &mw.Loose{}
	loose.Use(z.Ask)
	dropped := e.Group("/dropped")
	dropped.Use(loose.Middleware)
	dropped.POST("/orders", a.create) // PG-02 the result of a list of checks is discarded: broken `insert into orders`

	e.POST("/orders", a.create) // PG-09 an interface that another is converted to on the way: broken `POST /orders reaches insert into orders in .*Store.*Write`
	e.POST("/idle", n.create)   // PG-07 what the field holds has no effect, although another type has: met `no effect`
	e.POST("/hook", a.hooked)   // PG-12 a function that a map holds: broken `POST /hook reaches insert into orders`
	e.POST("/after", a.then)    // PG-12 a function that a field holds: broken `POST /after reaches insert into orders`
	_ = e.Start(":1")
}
