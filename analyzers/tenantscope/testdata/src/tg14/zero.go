// Package tg14 binds tenants that may be nobody's.
package tg14

import (
	"context"
	"database/sql"

	"github.com/google/uuid"
)

type tenantKey struct{}

type Store struct{ db *sql.DB }

// TG-14: the empty text as tenant
func (s *Store) empty(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", "") // want `orders`
}

// TG-14: a variable that nobody sets as tenant
func (s *Store) unset(ctx context.Context) {
	var tenant string
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `orders`
}

// TG-14: a parameter as tenant
func (s *Store) parameter(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant)
}

// TG-14: zero uuid
func (s *Store) zero(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", uuid.UUID{}) // want `orders`
}

// TG-14: zero uuid, by its name
func (s *Store) null(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", uuid.Nil) // want `orders`
}

// TG-14: zero uuid on one way
func (s *Store) zeroSometimes(ctx context.Context, tenant uuid.UUID, all bool) {
	if all {
		tenant = uuid.Nil
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `orders`
}

// TG-14: a uuid as tenant
func (s *Store) uuid(ctx context.Context, tenant uuid.UUID) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant)
}

// TG-14: a default fallback as tenant
func (s *Store) fallback(ctx context.Context) {
	tenant, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		tenant = "default"
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `orders`
}

// TG-14: no fallback as tenant
func (s *Store) noFallback(ctx context.Context) {
	tenant, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		return
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[traced\]`
}

// TG-14: a default fallback in the accessor
func (s *Store) fallbackInside(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenantOrDefault(ctx)) // want `orders`
}

func tenantOrDefault(ctx context.Context) string {
	if t, ok := ctx.Value(tenantKey{}).(string); ok {
		return t
	}
	return "default"
}

// TG-14: ignored ok of the type assertion
func (s *Store) ignored(ctx context.Context) {
	tenant, _ := ctx.Value(tenantKey{}).(string)
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `orders`
}

// TG-14: ignored ok of the type assertion, in the accessor
func (s *Store) ignoredInside(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenantUnchecked(ctx)) // want `orders`
}

func tenantUnchecked(ctx context.Context) string {
	t, _ := ctx.Value(tenantKey{}).(string)
	return t
}

// TG-14: type assertion that panics
func (s *Store) panics(ctx context.Context) {
	tenant := ctx.Value(tenantKey{}).(string)
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[traced\]`
}
