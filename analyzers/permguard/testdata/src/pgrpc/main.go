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

type role string

func hasRole(ctx context.Context, need role) bool { return ctx.Value("role") == need }

// needs says which permission a method asks for.
var needs = map[string]role{"/shop.Orders/Update": "writer"}

func byTable(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if need, ok := needs[info.FullMethod]; ok {
		if !hasRole(ctx, need) {
			return nil, codes.PermissionDenied
		}
	}
	return next(ctx, req)
}

func byZero(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if need := needs[info.FullMethod]; need != "" && !hasRole(ctx, need) {
		return nil, codes.PermissionDenied
	}
	return next(ctx, req)
}

func closed(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	need, ok := needs[info.FullMethod]
	if !ok {
		return nil, codes.PermissionDenied
	}
	if !hasRole(ctx, need) {
		return nil, codes.PermissionDenied
	}
	return next(ctx, req)
}

type open struct{ db *sql.DB }

func (o *open) Get(ctx context.Context, id string) (string, error) { return "", nil }

func (o *open) Delete(ctx context.Context, id string) (string, error) { // PG-11 a method missing from the map whose zero value means open: broken `RPC /shop.Orders/Delete reaches`
	_, err := o.db.ExecContext(ctx, "DELETE FROM orders")
	return "", err
}

func (o *open) Update(ctx context.Context, id string) (string, error) { // PG-11 interceptor with a method→permission map: met `permission by pgrpc.byTable`
	_, err := o.db.ExecContext(ctx, "UPDATE orders SET x = 1")
	return "", err
}

type plain struct{ db *sql.DB }

func (o *plain) Get(ctx context.Context, id string) (string, error) { return "", nil }

func (o *plain) Delete(ctx context.Context, id string) (string, error) { // PG-12 generated server interface: broken `RPC /shop.Orders/Delete reaches`
	_, err := o.db.ExecContext(ctx, "DELETE FROM orders")
	return "", err
}

func (o *plain) Update(ctx context.Context, id string) (string, error) { return "", nil }

type zero struct{ db *sql.DB }

func (o *zero) Get(ctx context.Context, id string) (string, error) { return "", nil }

func (o *zero) Delete(ctx context.Context, id string) (string, error) { // PG-11 a method whose permission is empty: broken `RPC /shop.Orders/Delete reaches`
	_, err := o.db.ExecContext(ctx, "DELETE FROM orders")
	return "", err
}

func (o *zero) Update(ctx context.Context, id string) (string, error) { // PG-11 a method whose permission is not empty: met `permission by pgrpc.byZero`
	_, err := o.db.ExecContext(ctx, "UPDATE orders SET x = 1")
	return "", err
}

type shut struct{ db *sql.DB }

func (o *shut) Get(ctx context.Context, id string) (string, error) { return "", nil }

func (o *shut) Delete(ctx context.Context, id string) (string, error) { // PG-11 a method missing from a map that is closed: met `permission by pgrpc.closed`
	_, err := o.db.ExecContext(ctx, "DELETE FROM orders")
	return "", err
}

func (o *shut) Update(ctx context.Context, id string) (string, error) { // PG-11 a method in a map that is closed: met `permission by pgrpc.closed`
	_, err := o.db.ExecContext(ctx, "UPDATE orders SET x = 1")
	return "", err
}

func main() {
	s := grpc.NewServer()
	pb.RegisterOrdersServer(s, &orders{})
	_ = s.Serve(nil)
	t := grpc.NewServer(grpc.UnaryInterceptor(guarded))
	pb.RegisterOrdersServer(t, &stock{}) // PG-11 interceptor: met `permission by pgrpc.guarded`
	_ = t.Serve(nil)
	x := grpc.NewServer()
	pb.RegisterOrdersServer(x, &plain{})
	_ = x.Serve(nil)
	u := grpc.NewServer(grpc.UnaryInterceptor(byTable))
	pb.RegisterOrdersServer(u, &open{})
	_ = u.Serve(nil)
	v := grpc.NewServer(grpc.UnaryInterceptor(byZero))
	pb.RegisterOrdersServer(v, &zero{})
	_ = v.Serve(nil)
	w := grpc.NewServer(grpc.UnaryInterceptor(closed))
	pb.RegisterOrdersServer(w, &shut{})
	_ = w.Serve(nil)
}
