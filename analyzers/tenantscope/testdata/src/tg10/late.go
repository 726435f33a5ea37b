// Package tg10 compares too late, or with the wrong thing, or goes on.
package tg10

import (
	"database/sql"
	"encoding/json"
	"errors"
	"log"
	"net/http"
)

type Order struct{ ID, TenantID, Status string }

type Store struct{ db *sql.DB }

var errNotFound = errors.New("not found")

func (s *Store) afterTheWrite(r *http.Request, tenant string) error {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil { // want `orders`
		return err
	}
	if _, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", o.ID); err != nil { // want `orders`
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	return nil
}

func (s *Store) doesNotLeave(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil { // want `orders`
		return nil, err
	}
	if o.TenantID != tenant {
		log.Print("order of another tenant")
	}
	return &o, nil
}

func (s *Store) withTheBody(r *http.Request) (*Order, error) {
	var body struct{ TenantID string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return nil, err
	}
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil { // want `orders`
		return nil, err
	}
	if o.TenantID != body.TenantID {
		return nil, errNotFound
	}
	return &o, nil
}
