// Package tg09 reads by id and verifies the row's tenant before any use.
package tg09

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
)

type tenantKey struct{}

// tenantOf is the authenticated tenant.
func tenantOf(ctx context.Context) (string, error) {
	t, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		return "", errNotFound
	}
	return t, nil
}

type Order struct {
	ID, TenantID, Status string
	Total                int64
}

type Store struct{ db *sql.DB }

var errNotFound = errors.New("not found")

// TG-09: unscoped read by id, then compared before any use, in the same function
func (s *Store) verified(r *http.Request, tenant string) (*Order, error) {
	var o Order
	err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status) // met `compared at line`
	if err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-09: unscoped read by id, never compared
func (s *Store) unverified(r *http.Request, tenant string) (*Order, error) {
	var o Order
	err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status) // want `orders`
	if err != nil {
		return nil, err
	}
	return &o, nil
}

// TG-09: compared with the tenant of the context
func (s *Store) verifiedByContext(r *http.Request) (*Order, error) {
	var o Order
	err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status) // met `compared at line`
	if err != nil {
		return nil, err
	}
	tenant, err := tenantOf(r.Context())
	if err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-09: compared the other way round
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

// TG-09: compared together with another condition
func (s *Store) together(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
		return nil, err
	}
	if o.TenantID != tenant || o.Status == "void" {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-09: compared only where another condition holds
func (s *Store) sometimes(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return nil, err
	}
	if o.TenantID != tenant && o.Status == "void" {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-09: a helper compares and its error leaves
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

// TG-09: a helper compares and its error is dropped
func (s *Store) ignoredHelper(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return nil, err
	}
	_ = same(&o, tenant)
	return &o, nil
}

// TG-09: a helper that looks at another column
func (s *Store) otherHelper(r *http.Request, tenant string) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return nil, err
	}
	if err := open(&o); err != nil {
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

func open(o *Order) error {
	if o.Status != "open" {
		return errNotFound
	}
	return nil
}

// TG-09: compared with another column of the same row
func (s *Store) withItself(r *http.Request) (*Order, error) {
	var o Order
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", r.PathValue("id")).Scan(&o.ID, &o.TenantID, &o.Status); err != nil { // want `orders`
		return nil, err
	}
	if o.TenantID != o.ID {
		return nil, errNotFound
	}
	return &o, nil
}

// TG-09: a write with the id of the verified row
func (s *Store) writeAfter(r *http.Request, tenant string) error {
	o, err := s.one(r.PathValue("id"))
	if err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	_, err = s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", o.ID)
	return err
}

// TG-09: a write with the same id value that was verified
func (s *Store) writeSameValue(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	o, err := s.one(id)
	if err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errNotFound
	}
	_, err = s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id)
	return err
}

// TG-09: a read whose row is compared by every caller of the package
func (s *Store) one(id string) (*Order, error) {
	var o Order
	err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status)
	return &o, err
}

// TG-09: a write with the id of a row that was read scoped
func (s *Store) writeSameID(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var status string
	if err := s.db.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&status); err != nil {
		return err
	}
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id)
	return err
}

// TG-09: a write with the id of a scoped read whose error nobody looks at
func (s *Store) writeUnchecked(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var status string
	s.db.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&status)
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id) // want `orders`
	return err
}

// TG-09: a write with the id of a row that was read scoped, in a callback that shares err with the function around it
func (s *Store) writeInCallback(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var status string
	var err error
	failed := s.within(func(tx *sql.Tx) error {
		err = tx.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&status)
		if err != nil {
			return err
		}
		_, err = tx.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id)
		return err
	})
	return errors.Join(failed, err)
}

// TG-09: a shared err that is overwritten before anybody looks at it
func (s *Store) writeOverwritten(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	var status string
	var err error
	failed := s.within(func(tx *sql.Tx) error {
		err = tx.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&status)
		err = ready()
		if err != nil {
			return err
		}
		_, err = tx.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", id) // want `orders`
		return err
	})
	return errors.Join(failed, err)
}

func ready() error { return nil }

func (s *Store) within(work func(*sql.Tx) error) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if err := work(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
