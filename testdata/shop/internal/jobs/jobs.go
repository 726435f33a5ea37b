// Package jobs holds what the worker does in the background.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/dbgen"
)

// Orders is what the jobs need of the store of orders.
type Orders interface {
	List(ctx context.Context, tenant uuid.UUID, status *string, limit int32) ([]dbgen.Order, error)
	MarkShipped(ctx context.Context, id uuid.UUID) error
}

// Runner runs the jobs.
type Runner struct {
	pool   *pgxpool.Pool
	orders Orders
	log    *slog.Logger
}

// NewRunner returns a runner.
func NewRunner(pool *pgxpool.Pool, orders Orders, log *slog.Logger) *Runner {
	return &Runner{pool: pool, orders: orders, log: log}
}

// Ship marks the packed orders of every shop, one shop after the other.
func (r *Runner) Ship(ctx context.Context) error {
	//bailiwick:allow tenantscope(background) the shipper goes through all shops, one at a time
	tenants, err := dbgen.New(r.pool).ListTenants(ctx)
	if err != nil {
		return fmt.Errorf("list tenants: %w", err)
	}
	packed := "packed"
	for _, tenant := range tenants {
		orders, err := r.orders.List(ctx, tenant.ID, &packed, 500)
		if err != nil {
			return fmt.Errorf("list orders of %s: %w", tenant.Slug, err)
		}
		for _, order := range orders {
			if err := r.orders.MarkShipped(ctx, order.ID); err != nil {
				return fmt.Errorf("mark shipped: %w", err)
			}
		}
		r.log.InfoContext(ctx, "shipped", "tenant", tenant.Slug, "orders", len(orders))
	}
	return nil
}

// ExpireCarts drops carts that nobody touched.
func (r *Runner) ExpireCarts(ctx context.Context, age time.Duration) error {
	//bailiwick:allow tenantscope(background) expiry sweep of the hourly worker, bounded by updated_at
	tag, err := r.pool.Exec(ctx, `DELETE FROM carts WHERE updated_at < $1`, time.Now().Add(-age))
	if err != nil {
		return fmt.Errorf("expire carts: %w", err)
	}
	r.log.InfoContext(ctx, "carts expired", "rows", tag.RowsAffected())
	return nil
}

// ExpireCodes drops discount codes whose time is over.
func (r *Runner) ExpireCodes(ctx context.Context) error {
	// TG-18: a worker's statement without a tenant and without a waiver
	_, err := r.pool.Exec(ctx, `DELETE FROM discount_codes WHERE expires_at < now()`) // want "discount_codes.*not scoped"
	return err
}

// Reset empties the carts of a demonstration database.
func (r *Runner) Reset(ctx context.Context) error {
	// TS-35: TRUNCATE is decided, not skipped
	_, err := r.pool.Exec(ctx, `TRUNCATE carts`) // want "truncate of carts"
	return err
}

// RevokeKeys revokes the keys of shops that stopped paying, each by its own id.
func (r *Runner) RevokeKeys(ctx context.Context, plan string) error {
	//bailiwick:allow tenantscope(background) nightly clean-up over all shops of a plan
	rows, err := r.pool.Query(ctx, `SELECT id FROM tenants WHERE plan = $1`, plan)
	if err != nil {
		return fmt.Errorf("list tenants: %w", err)
	}
	defer rows.Close()
	var tenants []uuid.UUID
	for rows.Next() {
		var tenant uuid.UUID
		if err := rows.Scan(&tenant); err != nil {
			return fmt.Errorf("scan tenant: %w", err)
		}
		tenants = append(tenants, tenant)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, tenant := range tenants {
		if _, err := r.pool.Exec(ctx, `UPDATE api_keys SET revoked_at = now() WHERE tenant_id = $1`, tenant); err != nil {
			return fmt.Errorf("revoke keys: %w", err)
		}
	}
	return nil
}
