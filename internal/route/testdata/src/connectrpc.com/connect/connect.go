// Package connect has the signatures of connectrpc.com/connect that the tests use.
package connect

type HandlerOption interface{ applyToHandler() }
type Option interface{ HandlerOption }
type Interceptor interface{ Wrap() }

func WithInterceptors(interceptors ...Interceptor) Option { return nil }
