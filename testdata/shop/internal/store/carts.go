package store

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/crud"
	"example.com/shop/internal/dbgen"
)

// Carts is the store of unfinished purchases.
type Carts struct {
	pool *pgxpool.Pool
}

// NewCarts returns a store on the pool.
func NewCarts(pool *pgxpool.Pool) *Carts { return &Carts{pool: pool} }

// ByVisitor returns the cart of a visitor.
func (s *Carts) ByVisitor(ctx context.Context, visitor string) (dbgen.Cart, error) {
	// TS-38: session_id only sounds like a credential; it comes from the path
	return crud.One[dbgen.Cart](ctx, s.pool, `SELECT * FROM carts WHERE session_id = $1`, visitor) // want "carts.*not scoped"
}

// Abandoned counts carts of the caller's tenant.
func (s *Carts) Abandoned(ctx context.Context) (int64, error) {
	tenant, _ := auth.TenantFrom(ctx)
	var n int64
	// TG-14: the ignored ok lets the zero uuid through
	err := s.pool.QueryRow(ctx, `SELECT count(*) FROM carts WHERE tenant_id = $1`, tenant).Scan(&n) // want "tenant"
	return n, err
}

// Filled counts carts of the caller's tenant that have something in them.
func (s *Carts) Filled(ctx context.Context) (int64, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return 0, auth.ErrUnauthenticated
	}
	var n int64
	err := s.pool.QueryRow(ctx, `SELECT count(*) FROM carts WHERE tenant_id = $1 AND contents <> '[]'`, tenant).Scan(&n)
	return n, err
}

// Claim gives carts to the customers who signed in with the visitor's address.
func (s *Carts) Claim(ctx context.Context, tenant uuid.UUID, email string) error {
	const claim = `
		UPDATE carts SET customer_id = c.id
		FROM customers c
		WHERE c.email = $1 AND c.tenant_id = $2 AND carts.customer_id IS NULL`
	// TS-21: only the other table is bound
	if _, err := s.pool.Exec(ctx, claim, email, tenant); err != nil { // want "carts.*not scoped"
		return fmt.Errorf("claim carts: %w", err)
	}
	return nil
}

// Assign gives a cart to a customer, both of the tenant.
func (s *Carts) Assign(ctx context.Context, tenant uuid.UUID, email, visitor string) error {
	const assign = `
		UPDATE carts SET customer_id = c.id
		FROM customers c
		WHERE c.email = $1 AND c.tenant_id = $2 AND carts.tenant_id = c.tenant_id AND carts.session_id = $3`
	_, err := s.pool.Exec(ctx, assign, email, tenant, visitor)
	return err
}
