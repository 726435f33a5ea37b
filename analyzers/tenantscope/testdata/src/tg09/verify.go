// Package tg09 reads by id and verifies the row's tenant.
package tg09

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
)

type tenantKey struct{}

func tenantOf(ctx context.Context) string {
	t, _ := ctx.Value(tenantKey{}).(string)
	return t
}

type Order struct {
	ID, TenantID, Status string
	Total                int64
}

type Store struct{ db *sql.DB }

var errNotFound = errors.New("not found")

func (s *Store) verified(r *http.Request, tenant string) (*Order, error) {
	var o Order
	err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status)
	if err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		return nil, errNotFound
	}
	return &o, nil
}

func (s *Store) unverified(r *http.Request, tenant string) (*Order, error) {
	var o Order
	err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status) // want `orders`
	if err != nil {
		return nil, err
	}
	return &o, nil
}

func (s *Store) inverted(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
		return nil, err
	}
	if o.TenantID == tenant {
		return &o, nil
	}
	return nil, errNotFound
}

func (s *Store) helper(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
		return nil, err
	}
	if err := same(&o, tenant); err != nil {
		return nil, err
	}
	return &o, nil
}

func same(o *Order, tenant string) error {
	if o.TenantID != tenant {
		return errNotFound
	}
	return nil
}

func (s *Store) ignoredHelper(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return nil, err
	}
	_ = same(&o, tenant)
	return &o, nil
}

func (s *Store) writeAfter(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	o, err := s.one(id)
	if err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	_, err = s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", o.ID)
	return err
}

func (s *Store) one(id string) (*Order, error) {
	var o Order
	err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status)
	return &o, err
}

func (s *Store) writeSameID(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var status string
	if err := s.db.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&status); err != nil {
		return err
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id)
	return err
}

func (s *Store) writeOtherID(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var status string
	if err := s.db.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&status); err != nil {
		return err
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", r.PathValue("other")) // want `orders`
	return err
}
