// Command rpcapp serves generated services.
package main

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/grpc"

	"rpcapp/pb"
)

type orders struct{ pb.UnimplementedOrdersServer }

func (*orders) Get(context.Context, string) (string, error)    { return "", nil }
func (*orders) Delete(context.Context, string) (string, error) { return "", nil }

type stock struct{}

func (stock) Move(context.Context, string) (string, error) { return "", nil }

func auth(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	return next(ctx, req)
}

func interceptor() connect.Interceptor { return nil }

func main() {
	s := grpc.NewServer(grpc.ChainUnaryInterceptor(auth))
	pb.RegisterOrdersServer(s, &orders{}) // route: RPC /shop.v1.Orders/Get (*rpcapp.orders).Get via auth; RPC /Orders/Delete (*rpcapp.orders).Delete via auth
	_ = s.Serve(nil)
	mux := http.NewServeMux()
	mux.Handle(pb.NewStockHandler(stock{}, connect.WithInterceptors(interceptor()))) // route: RPC /shop.v1.Stock/Move (rpcapp.stock).Move via interceptor()
	_ = http.ListenAndServe(":1", mux)
}
