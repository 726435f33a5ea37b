// Package twirp has the signatures of github.com/twitchtv/twirp that the tests use.
package twirp

import "context"

type Method func(ctx context.Context, request any) (any, error)
type Interceptor func(Method) Method
type ServerOption func(*ServerOptions)
type ServerOptions struct{}

func WithServerInterceptors(interceptors ...Interceptor) ServerOption { return nil }
func WithServerPathPrefix(prefix string) ServerOption                 { return nil }
