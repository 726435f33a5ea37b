// Package store reads by id; its callers compare the tenant.
package store

import (
	"context"
	"database/sql"
)

type Order struct{ ID, TenantID, Status string }

type Orders struct{ db *sql.DB }

// TG-09: compared in every caller
func (s *Orders) ByID(ctx context.Context, id string) (*Order, error) {
	var o Order
	err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status) // met `by the caller`
	if err != nil {
		return nil, err
	}
	return &o, nil
}

// TG-09: compared in one caller and not in another
func (s *Orders) Peek(ctx context.Context, id string) (*Order, error) {
	var o Order
	err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status) // want `query on orders`
	if err != nil {
		return nil, err
	}
	return &o, nil
}

// TG-09: the row that comes back has no tenant to compare
func (s *Orders) Status(ctx context.Context, id string) (string, error) {
	var status string
	err := s.db.QueryRowContext(ctx, "SELECT status FROM orders WHERE id = $1", id).Scan(&status) // want `query on orders`
	return status, err
}
