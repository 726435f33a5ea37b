// Package tg09inverted compares, and lets the wrong side through.
package tg09inverted

import (
	"database/sql"
	"errors"
	"net/http"
)

type Order struct{ ID, TenantID, Status string }

type Store struct{ db *sql.DB }

var errNotFound = errors.New("not found")

// TG-09: compared the other way round, and let through all the same
func (s *Store) invertedWrongly(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return nil, err
	}
	if o.TenantID == tenant {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-09: compared the other way round, and the wrong side writes
func (s *Store) invertedWrite(r *http.Request, tenant string) error {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return err
	}
	if o.TenantID == tenant {
		return errNotFound
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", o.ID) // want `update of orders`
	return err
}

// TG-09: the wrong side only says so
func (s *Store) saysSo(r *http.Request, tenant string, log func(...any)) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		log("order", o.ID, "is another tenant's")
		return nil, errNotFound
	}
	return &o, nil
}
