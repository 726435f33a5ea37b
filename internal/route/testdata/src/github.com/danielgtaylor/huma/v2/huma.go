// Package huma has the signatures of github.com/danielgtaylor/huma/v2 that the tests use.
package huma

import "context"

type Context interface{ SetStatus(code int) }
type Config struct{}
type Middlewares []func(ctx Context, next func(Context))

type Operation struct {
	OperationID string
	Method      string
	Path        string
	Middlewares Middlewares
}

type API interface {
	UseMiddleware(middlewares ...func(ctx Context, next func(Context)))
}

type Group struct{ API }

func NewGroup(api API, prefixes ...string) *Group                                             { return &Group{api} }
func (g *Group) UseMiddleware(middlewares ...func(ctx Context, next func(Context)))           {}
func WriteErr(api API, ctx Context, status int, msg string, errs ...error) error              { return nil }
func Error403Forbidden(msg string, errs ...error) error                                       { return nil }
func Register[I, O any](api API, op Operation, handler func(context.Context, *I) (*O, error)) {}
func Get[I, O any](api API, path string, handler func(context.Context, *I) (*O, error), operationHandlers ...func(o *Operation)) {
}
func Post[I, O any](api API, path string, handler func(context.Context, *I) (*O, error), operationHandlers ...func(o *Operation)) {
}
