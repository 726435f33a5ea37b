package orders

import (
	"context"

	"github.com/google/uuid"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/dbgen"
)

// guarded is a Finder that hides the orders of other shops.
type guarded struct {
	inner Finder
}

// Guard wraps a Finder so that it finds only the caller's orders.
func Guard(inner Finder) Finder { return guarded{inner: inner} }

// Find finds the order and compares its owner with the caller's shop.
func (g guarded) Find(ctx context.Context, id uuid.UUID) (dbgen.Order, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return dbgen.Order{}, auth.ErrUnauthenticated
	}
	order, err := g.inner.Find(ctx, id)
	if err != nil {
		return dbgen.Order{}, err
	}
	if order.TenantID != tenant {
		return dbgen.Order{}, ErrNotYours
	}
	return order, nil
}
