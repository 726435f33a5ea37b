// Package tg14 binds tenants that may be nobody's.
package tg14

import (
	"context"
	"database/sql"
)

type tenantKey struct{}

type Store struct{ db *sql.DB }

func (s *Store) empty(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", "") // want `orders`
}

func (s *Store) fallback(ctx context.Context) {
	tenant, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		tenant = "default"
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `orders`
}

func (s *Store) ignored(ctx context.Context) {
	tenant, _ := ctx.Value(tenantKey{}).(string)
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `orders`
}

func (s *Store) checked(ctx context.Context) {
	tenant, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		return
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant)
}
