// Package tg02 supplies texts to wrappers of another package.
package tg02

import (
	"context"

	"tg02/store"
)

func good(ctx context.Context, s *store.Store, tenant string) {
	s.One(ctx, "SELECT total FROM orders WHERE status = 'open' AND tenant_id = $1", tenant)
	store.Get[int64](ctx, s, "SELECT count(*) FROM orders WHERE tenant_id = $1", tenant)
	s.Find(ctx, "tenant_id = $1", tenant)
	one := s.One
	one(ctx, "SELECT total FROM orders WHERE tenant_id = $1", tenant)
}

func bad(ctx context.Context, s *store.Store) {
	s.One(ctx, "SELECT total FROM orders WHERE status = 'open'") // want `orders`
	store.Get[int64](ctx, s, "SELECT count(*) FROM orders")      // want `orders`
	s.Find(ctx, "status = $1", "open")                           // want `orders`
	one := s.One
	one(ctx, "SELECT total FROM orders") // want `orders`
}
