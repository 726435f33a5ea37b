// Command pgrpc has the shapes of the verdict page that are about gRPC.
package main

import (
	"context"
	"database/sql"

	"google.golang.org/grpc"

	"pgrpc/codes"
	"pgrpc/pb"
)

type orders struct{ db *sql.DB }

func admin(ctx context.Context) bool { return ctx.Value("role") == "admin" }

func (o *orders) Get(ctx context.Context, id string) (string, error) {
	var s string
	err := o.db.QueryRowContext(ctx, "SELECT x FROM orders").Scan(&s)
	return s, err
}

func (o *orders) Delete(ctx context.Context, id string) (string, error) { // PG-11 a method without a check: broken `RPC /shop.Orders/Delete reaches delete from orders`
	_, err := o.db.ExecContext(ctx, "DELETE FROM orders")
	return "", err
}

func (o *orders) Update(ctx context.Context, id string) (string, error) { // PG-11 a method that checks: met
	if !admin(ctx) {
		return "", codes.PermissionDenied
	}
	_, err := o.db.ExecContext(ctx, "UPDATE orders SET x = 1")
	return "", err
}

func guarded(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if !admin(ctx) {
		return nil, codes.PermissionDenied
	}
	return next(ctx, req)
}

type stock struct{ orders }

func main() {
	s := grpc.NewServer()
	pb.RegisterOrdersServer(s, &orders{})
	_ = s.Serve(nil)
	t := grpc.NewServer(grpc.UnaryInterceptor(guarded))
	pb.RegisterOrdersServer(t, &stock{}) // PG-11 interceptor: met `permission by pgrpc.guarded`
	_ = t.Serve(nil)
}
