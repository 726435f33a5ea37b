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

// TG-19: by-id statement in a store method, every caller passes an id of a scoped or verified row
func (s *Orders) Pay(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'paid' WHERE id = $1", id) // met `by the caller`
	return err
}

// TG-19: by-id statement in a store method, a caller passes an id of the request
func (s *Orders) Cancel(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'cancelled' WHERE id = $1", id) // want `update of orders`
	return err
}

// TG-19: by-id statement in a store method, no caller in the loaded program
func (s *Orders) Purge(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM orders WHERE id = $1", id) // orphan `delete from orders`
	return err
}

// Key names a row.
type Key struct{ OrderID, Reason string }

// TG-19: by-id statement whose id is a field of a parameter, from a scoped row
func (s *Orders) Refund(ctx context.Context, k Key) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", k.OrderID, k.Reason) // met `by the caller`
	return err
}

// TG-19: by-id statement whose id is a field of a parameter, from the request
func (s *Orders) Reject(ctx context.Context, k Key) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", k.OrderID, k.Reason) // want `update of orders`
	return err
}

// TG-19: by-id statement on a child whose parent's id the caller passes
func (s *Orders) Items(ctx context.Context, orderID string) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM order_items WHERE order_id = $1", orderID) // met `by the caller`
	return err
}
