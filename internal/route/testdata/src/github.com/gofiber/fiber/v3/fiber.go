// Package fiber has the shape of fiber v3.
package fiber

import "context"

type Ctx interface {
	Next() error
	Context() context.Context
	Params(string, ...string) string
}

type Handler = func(Ctx) error

var ErrForbidden error

type Config struct{}
type ListenConfig struct{}

type Router interface {
	Use(args ...any) Router
	Get(path string, handler any, handlers ...any) Router
	Post(path string, handler any, handlers ...any) Router
	Put(path string, handler any, handlers ...any) Router
	Delete(path string, handler any, handlers ...any) Router
	Add(methods []string, path string, handler any, handlers ...any) Router
	All(path string, handler any, handlers ...any) Router
	Group(prefix string, handlers ...any) Router
	RouteChain(path string) Register
	Route(prefix string, fn func(router Router), name ...string) Router
	Name(name string) Router
}

type Register interface {
	All(handler any, handlers ...any) Register
	Get(handler any, handlers ...any) Register
	Post(handler any, handlers ...any) Register
	Delete(handler any, handlers ...any) Register
	RouteChain(path string) Register
}

type App struct{}

func New(config ...Config) *App { return &App{} }

func (app *App) Use(args ...any) Router                                                 { return app }
func (app *App) Get(path string, handler any, handlers ...any) Router                   { return app }
func (app *App) Post(path string, handler any, handlers ...any) Router                  { return app }
func (app *App) Put(path string, handler any, handlers ...any) Router                   { return app }
func (app *App) Delete(path string, handler any, handlers ...any) Router                { return app }
func (app *App) Add(methods []string, path string, handler any, handlers ...any) Router { return app }
func (app *App) All(path string, handler any, handlers ...any) Router                   { return app }
func (app *App) Group(prefix string, handlers ...any) Router                            { return app }
func (app *App) RouteChain(path string) Register                                        { return nil }
func (app *App) Route(prefix string, fn func(router Router), name ...string) Router     { return app }
func (app *App) Name(name string) Router                                                { return app }
func (app *App) Listen(addr string, config ...ListenConfig) error                       { return nil }
