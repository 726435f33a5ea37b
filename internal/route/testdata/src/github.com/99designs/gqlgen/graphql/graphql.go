// Package graphql has the types of github.com/99designs/gqlgen/graphql that the tests use.
package graphql

import "context"

type ExecutableSchema interface {
	Exec(context.Context) ResponseHandler
}
type Response struct{}
type ResponseHandler func(ctx context.Context) *Response
type OperationHandler func(ctx context.Context) ResponseHandler
type OperationMiddleware func(ctx context.Context, next OperationHandler) ResponseHandler
type Resolver func(ctx context.Context) (res any, err error)
type Marshaler interface{ MarshalGQL() }
type CollectedField struct{}
