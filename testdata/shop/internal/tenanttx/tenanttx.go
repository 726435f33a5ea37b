// Package tenanttx opens transactions that row-level security binds to one tenant.
package tenanttx

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// pin is transaction-local: the third argument makes the setting end with the transaction.
const pin = `SELECT set_config('app.current_tenant_id', $1, true)`

// Begin opens a transaction pinned to the tenant. The caller commits it or rolls it back.
func Begin(ctx context.Context, pool *pgxpool.Pool, tenant uuid.UUID) (pgx.Tx, error) {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	if _, err := tx.Exec(ctx, pin, tenant.String()); err != nil {
		_ = tx.Rollback(ctx)
		return nil, fmt.Errorf("pin tenant: %w", err)
	}
	return tx, nil
}

// Run calls work in a transaction pinned to the tenant and commits it.
func Run(ctx context.Context, pool *pgxpool.Pool, tenant uuid.UUID, work func(tx pgx.Tx) error) error {
	tx, err := Begin(ctx, pool, tenant)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if err := work(tx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}
