// Package grpc has the signatures of google.golang.org/grpc that the tests use.
package grpc

import (
	"context"
	"net"
)

type Server struct{}
type ServerOption interface{ apply() }
type ServiceRegistrar interface{ RegisterService(desc, impl any) }
type UnaryServerInfo struct{ FullMethod string }
type UnaryHandler func(ctx context.Context, req any) (any, error)
type UnaryServerInterceptor func(ctx context.Context, req any, info *UnaryServerInfo, handler UnaryHandler) (any, error)

func NewServer(opt ...ServerOption) *Server                          { return &Server{} }
func UnaryInterceptor(i UnaryServerInterceptor) ServerOption         { return nil }
func ChainUnaryInterceptor(i ...UnaryServerInterceptor) ServerOption { return nil }
func (s *Server) RegisterService(desc, impl any)                     {}
func (s *Server) Serve(l net.Listener) error                         { return nil }
