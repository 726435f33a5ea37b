// Package tg02 supplies texts to wrappers of another package: the call that supplies the text is judged.
package tg02

import (
	"context"

	"tg02/store"
)

// TG-02: own wrapper
func wrapper(ctx context.Context, s *store.Store) {
	s.One(ctx, "SELECT total FROM orders WHERE status = 'open'") // want `query on orders`
}

// TG-02: own wrapper, scoped
func wrapperScoped(ctx context.Context, s *store.Store, tenant string) {
	s.One(ctx, "SELECT total FROM orders WHERE status = 'open' AND tenant_id = $1", tenant)
}

// TG-02: generic wrapper around the wrapper
func generic(ctx context.Context, s *store.Store) {
	store.Get[int64](ctx, s, "SELECT count(*) FROM orders") // want `query on orders`
}

// TG-02: generic wrapper around the wrapper, scoped
func genericScoped(ctx context.Context, s *store.Store, tenant string) {
	store.Get[int64](ctx, s, "SELECT count(*) FROM orders WHERE tenant_id = $1", tenant)
}

// TG-02: wrapper that completes the text
func completes(ctx context.Context, s *store.Store) {
	s.Find(ctx, "status = $1", "open") // want `query on orders`
}

// TG-02: wrapper that completes the text, scoped
func completesScoped(ctx context.Context, s *store.Store, tenant string) {
	s.Find(ctx, "tenant_id = $1", tenant)
}

// TG-02: interface such as DBTX, of another package
func dbtx(ctx context.Context, db store.DBTX, status string) {
	db.QueryContext(ctx, "SELECT id FROM orders WHERE status = $1", status) // want `query on orders`
}

// TG-02: interface such as DBTX, of another package, scoped
func dbtxScoped(ctx context.Context, db store.DBTX, tenant string) {
	db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant)
}

// TG-02: method value
func methodValue(ctx context.Context, s *store.Store) {
	one := s.One
	one(ctx, "SELECT total FROM orders") // want `query on orders`
}

// TG-02: method value, scoped
func methodValueScoped(ctx context.Context, s *store.Store, tenant string) {
	one := s.One
	one(ctx, "SELECT total FROM orders WHERE tenant_id = $1", tenant)
}

// TG-02: wrapper that takes the arguments as a slice
func slice(ctx context.Context, s *store.Store) {
	s.Slice(ctx, "UPDATE orders SET status = $1", []any{"open"}) // want `update of orders`
}

// TG-02: wrapper that takes the arguments as a slice, scoped
func sliceScoped(ctx context.Context, s *store.Store, tenant string) {
	s.Slice(ctx, "UPDATE orders SET status = $1 WHERE tenant_id = $2", []any{"open", tenant})
}
