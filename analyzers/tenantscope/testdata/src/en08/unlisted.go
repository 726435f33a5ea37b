// Package en08 calls functions of a modelled library that no row lists.
package en08

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

// EN-08: a call into a modelled library that no row lists
func reclaim(ctx context.Context, pool *pgxpool.Pool) error {
	return pgxpool.Reclaim(ctx, pool, "DELETE FROM orders") // unresolved `no row lists github.com/jackc/pgx/v5/pgxpool.Reclaim`
}

// EN-08: a call into a modelled library that a row lists
func exec(ctx context.Context, pool *pgxpool.Pool) error {
	_, err := pool.Exec(ctx, "DELETE FROM orders") // want `delete from orders`
	return err
}
