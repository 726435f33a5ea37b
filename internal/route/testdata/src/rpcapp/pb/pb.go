// Package pb is what the protocol compilers make of a service.
package pb

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/grpc"
)

type OrdersServer interface {
	Get(context.Context, string) (string, error)
	Delete(context.Context, string) (string, error)
	mustEmbedUnimplementedOrdersServer()
}

type UnimplementedOrdersServer struct{}

func (UnimplementedOrdersServer) mustEmbedUnimplementedOrdersServer() {}

const Orders_Get_FullMethodName = "/shop.v1.Orders/Get"

func RegisterOrdersServer(s grpc.ServiceRegistrar, srv OrdersServer) { s.RegisterService(nil, srv) }

type StockHandler interface {
	Move(context.Context, string) (string, error)
}

const StockMoveProcedure = "/shop.v1.Stock/Move"

func NewStockHandler(svc StockHandler, opts ...connect.HandlerOption) (string, http.Handler) {
	return "", nil
}
