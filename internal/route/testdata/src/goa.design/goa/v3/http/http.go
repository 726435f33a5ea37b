// Package http has the signatures of goa.design/goa/v3/http that the tests use.
package http

import "net/http"

type Muxer interface {
	Handle(method, pattern string, handler http.HandlerFunc)
	ServeHTTP(http.ResponseWriter, *http.Request)
}

type MiddlewareMuxer interface {
	Muxer
	Use(func(http.Handler) http.Handler)
}

type ResolverMuxer interface{ MiddlewareMuxer }

func NewMuxer() ResolverMuxer { return nil }
