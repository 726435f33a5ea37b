// Package pb is what a protocol compiler makes.
package pb

import (
	"context"

	"google.golang.org/grpc"
)

type OrdersServer interface {
	Get(context.Context, string) (string, error)
	Delete(context.Context, string) (string, error)
	Update(context.Context, string) (string, error)
}

const (
	Orders_Get_FullMethodName    = "/shop.Orders/Get"
	Orders_Delete_FullMethodName = "/shop.Orders/Delete"
	Orders_Update_FullMethodName = "/shop.Orders/Update"
)

func RegisterOrdersServer(s grpc.ServiceRegistrar, srv OrdersServer) { s.RegisterService(nil, srv) }
