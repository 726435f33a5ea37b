// Package restful has the signatures of github.com/emicklei/go-restful that the tests use.
package restful

import "net/http"

type Request struct{ Request *http.Request }
type Response struct{ http.ResponseWriter }
type FilterChain struct{}

func (*FilterChain) ProcessFilter(*Request, *Response) {}

type FilterFunction func(*Request, *Response, *FilterChain)
type RouteFunction func(*Request, *Response)

type Container struct{}

var DefaultContainer = NewContainer()

func NewContainer() *Container                                    { return &Container{} }
func (c *Container) Add(*WebService) *Container                   { return c }
func (c *Container) Filter(FilterFunction)                        {}
func (c *Container) Handle(pattern string, h http.Handler)        {}
func (c *Container) ServeHTTP(http.ResponseWriter, *http.Request) {}
func Add(*WebService)                                             {}
func Filter(FilterFunction)                                       {}

type WebService struct{}

func (w *WebService) Path(string) *WebService           { return w }
func (w *WebService) Consumes(...string) *WebService    { return w }
func (w *WebService) Filter(FilterFunction) *WebService { return w }
func (w *WebService) Route(*RouteBuilder) *WebService   { return w }
func (w *WebService) Method(string) *RouteBuilder       { return &RouteBuilder{} }
func (w *WebService) GET(string) *RouteBuilder          { return &RouteBuilder{} }
func (w *WebService) POST(string) *RouteBuilder         { return &RouteBuilder{} }
func (w *WebService) DELETE(string) *RouteBuilder       { return &RouteBuilder{} }

type RouteBuilder struct{}

func (b *RouteBuilder) To(RouteFunction) *RouteBuilder      { return b }
func (b *RouteBuilder) Filter(FilterFunction) *RouteBuilder { return b }
func (b *RouteBuilder) Path(string) *RouteBuilder           { return b }
func (b *RouteBuilder) Method(string) *RouteBuilder         { return b }
func (b *RouteBuilder) Doc(string) *RouteBuilder            { return b }
