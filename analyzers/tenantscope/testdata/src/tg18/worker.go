// Package tg18 works in the background.
package tg18

import (
	"context"
	"database/sql"
)

type Worker struct{ db *sql.DB }

func (w *Worker) sweep(ctx context.Context) {
	w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired'") // want `orders`
}

func (w *Worker) perTenant(ctx context.Context) error {
	rows, err := w.db.QueryContext(ctx, "SELECT id FROM tenants") // want `tenants`
	if err != nil {
		return err
	}
	for rows.Next() {
		var tenant string
		if err := rows.Scan(&tenant); err != nil {
			return err
		}
		w.db.ExecContext(ctx, "DELETE FROM orders WHERE status = 'expired' AND tenant_id = $1", tenant)
	}
	return rows.Err()
}
