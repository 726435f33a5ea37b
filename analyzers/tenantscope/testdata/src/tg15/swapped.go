// Package tg15 passes arguments in the wrong order.
package tg15

import (
	"context"
	"database/sql"
)

type Store struct{ db *sql.DB }

// TG-15: arguments swapped
func (s *Store) wrong(ctx context.Context, tenantID, orderID string) {
	s.db.QueryContext(ctx, "SELECT total FROM orders WHERE id = $1 AND tenant_id = $2", tenantID, orderID) // want `binds orderID to the tenant key and tenantID to id: the arguments are swapped`
}

// TG-15: arguments in order
func (s *Store) right(ctx context.Context, tenantID, orderID string) {
	s.db.QueryContext(ctx, "SELECT total FROM orders WHERE id = $1 AND tenant_id = $2", orderID, tenantID)
}

// TG-15: arguments swapped in a write
func (s *Store) wrongWrite(ctx context.Context, tenantID, orderID string) {
	s.db.ExecContext(ctx, "DELETE FROM orders WHERE tenant_id = ? AND id = ?", orderID, tenantID) // want `swapped`
}

// TG-15: arguments in order in a write
func (s *Store) rightWrite(ctx context.Context, tenantID, orderID string) {
	s.db.ExecContext(ctx, "DELETE FROM orders WHERE tenant_id = ? AND id = ?", tenantID, orderID)
}

// TG-15: names that say nothing are no evidence
func (s *Store) nameless(ctx context.Context, a, b string) {
	s.db.QueryContext(ctx, "SELECT total FROM orders WHERE id = $1 AND tenant_id = $2", a, b)
}
