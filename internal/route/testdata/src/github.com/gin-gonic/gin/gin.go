// Package gin has the signatures of github.com/gin-gonic/gin that the tests use.
package gin

import "net/http"

type Context struct {
	Request *http.Request
	Writer  http.ResponseWriter
}

type HandlerFunc func(*Context)

func (c *Context) Next()                    {}
func (c *Context) Abort()                   {}
func (c *Context) AbortWithStatus(code int) {}
func (c *Context) Status(code int)          {}

type IRouter interface {
	IRoutes
	Group(string, ...HandlerFunc) *RouterGroup
}

type IRoutes interface {
	Use(...HandlerFunc) IRoutes
	Handle(string, string, ...HandlerFunc) IRoutes
	Any(string, ...HandlerFunc) IRoutes
	Match([]string, string, ...HandlerFunc) IRoutes
	GET(string, ...HandlerFunc) IRoutes
	HEAD(string, ...HandlerFunc) IRoutes
	POST(string, ...HandlerFunc) IRoutes
	PUT(string, ...HandlerFunc) IRoutes
	PATCH(string, ...HandlerFunc) IRoutes
	DELETE(string, ...HandlerFunc) IRoutes
	OPTIONS(string, ...HandlerFunc) IRoutes
}

type RouterGroup struct{ root bool }

type Engine struct{ RouterGroup }

func New() *Engine     { return &Engine{} }
func Default() *Engine { return &Engine{} }

func WrapH(h http.Handler) HandlerFunc     { return nil }
func WrapF(h http.HandlerFunc) HandlerFunc { return nil }

func (e *Engine) Use(m ...HandlerFunc) IRoutes                     { return e }
func (e *Engine) Run(addr ...string) error                         { return nil }
func (e *Engine) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
func (e *Engine) Handler() http.Handler                            { return e }

func (g *RouterGroup) Use(m ...HandlerFunc) IRoutes                            { return g }
func (g *RouterGroup) Group(path string, h ...HandlerFunc) *RouterGroup        { return g }
func (g *RouterGroup) Handle(m, path string, h ...HandlerFunc) IRoutes         { return g }
func (g *RouterGroup) Any(path string, h ...HandlerFunc) IRoutes               { return g }
func (g *RouterGroup) Match(m []string, path string, h ...HandlerFunc) IRoutes { return g }
func (g *RouterGroup) GET(path string, h ...HandlerFunc) IRoutes               { return g }
func (g *RouterGroup) HEAD(path string, h ...HandlerFunc) IRoutes              { return g }
func (g *RouterGroup) POST(path string, h ...HandlerFunc) IRoutes              { return g }
func (g *RouterGroup) PUT(path string, h ...HandlerFunc) IRoutes               { return g }
func (g *RouterGroup) PATCH(path string, h ...HandlerFunc) IRoutes             { return g }
func (g *RouterGroup) DELETE(path string, h ...HandlerFunc) IRoutes            { return g }
func (g *RouterGroup) OPTIONS(path string, h ...HandlerFunc) IRoutes           { return g }

func (g *RouterGroup) Static(path, root string) IRoutes     { return g }
func (g *RouterGroup) StaticFile(path, file string) IRoutes { return g }
