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

// TG-10: the comparison comes after the write
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

// TG-10: the comparison comes before the write
func (s *Store) beforeTheWrite(r *http.Request, tenant string) error {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", o.ID)
	return err
}

// TG-10: its branch does not leave
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

// TG-10: its branch leaves
func (s *Store) leaves(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		log.Print("order of another tenant")
		return nil, errNotFound
	}
	return &o, nil
}

// TG-10: its branch ends the program
func (s *Store) fatal(r *http.Request, tenant string) *Order {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil {
		return nil
	}
	if o.TenantID != tenant {
		log.Fatal("order of another tenant")
	}
	return &o
}

// TG-10: its branch leaves the loop's round only after the use
func (s *Store) loop(r *http.Request, tenant string, ids []string, use func(Order)) error {
	for _, id := range ids {
		var o Order
		if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID); err != nil { // want `orders`
			return err
		}
		use(o)
		if o.TenantID != tenant {
			continue
		}
	}
	return nil
}

// TG-10: its branch leaves the loop's round before the use
func (s *Store) loopBefore(r *http.Request, tenant string, ids []string, use func(Order)) error {
	for _, id := range ids {
		var o Order
		if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID); err != nil {
			return err
		}
		if o.TenantID != tenant {
			continue
		}
		use(o)
	}
	return nil
}

// TG-10: it compares with request input, the body
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

// TG-10: it compares with request input, the path
func (s *Store) withThePath(r *http.Request) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil { // want `orders`
		return nil, err
	}
	if o.TenantID != r.PathValue("tenant") {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-10: it compares with a constant
func (s *Store) withAConstant(r *http.Request) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil { // want `orders`
		return nil, err
	}
	if o.TenantID == "" {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-10: the write uses another id
func (s *Store) otherID(r *http.Request, tenant string) error {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID); err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", r.PathValue("other")) // want `orders`
	return err
}

// TG-10: the write uses the same id
func (s *Store) sameID(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID); err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id)
	return err
}

// TG-10: the write is on another table with the same id
func (s *Store) otherTable(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID); err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	_, err := s.db.Exec("DELETE FROM customers WHERE id = $1", id) // want `customers`
	return err
}
