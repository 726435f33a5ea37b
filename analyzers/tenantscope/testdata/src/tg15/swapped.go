// Package tg15 passes arguments in the wrong order.
package tg15

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

func (s *Store) right(ctx context.Context, tenantID, orderID string) {
	s.db.QueryContext(ctx, "SELECT total FROM orders WHERE id = $1 AND tenant_id = $2", orderID, tenantID)
}

func (s *Store) wrong(ctx context.Context, tenantID, orderID string) {
	s.db.QueryContext(ctx, "SELECT total FROM orders WHERE id = $1 AND tenant_id = $2", tenantID, orderID) // want `orders`
}
