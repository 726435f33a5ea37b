// Package store acts by id; whose id that is, its callers know.
package store

import (
	"context"
	"database/sql"
)

type Order struct{ ID, TenantID, Status string }

type Orders struct{ db *sql.DB }

func (s *Orders) Scoped(ctx context.Context, tenant, id string) (*Order, error) {
	var o Order
	err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&o.ID, &o.TenantID, &o.Status)
	if err != nil {
		return nil, err
	}
	return &o, nil
}

func (s *Orders) ByID(ctx context.Context, id string) (*Order, error) {
	var o Order
	err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status)
	if err != nil {
		return nil, err
	}
	return &o, nil
}

func (s *Orders) Pay(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'paid' WHERE id = $1", id)
	return err
}

func (s *Orders) Cancel(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'cancelled' WHERE id = $1", id) // want `orders`
	return err
}
