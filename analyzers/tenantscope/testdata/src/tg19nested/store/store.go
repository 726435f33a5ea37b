// Package store passes a row of a join on to its own functions.
package store

import "database/sql"

type Order struct{ ID, TenantID string }

// Joined is a row of two tables.
type Joined struct {
	Order  Order
	Status string
}

// Audit is told what is done.
type Audit interface {
	Paid(row *Joined, id string) error
}

type Orders struct {
	db    *sql.DB
	audit Audit
}

// TG-19: by-id statement whose caller, in this package, passes a column of a scoped join on; another package that imports this one knows less of that call
func (s *Orders) Pay(row *Joined, jobID string) error {
	_, err := s.db.Exec("UPDATE orders SET status = 'paid' WHERE id = $1", row.Order.ID) // met `by the caller`
	if err != nil {
		return err
	}
	return s.audit.Paid(row, jobID)
}

// TG-19: by-id statement whose caller passes a column of an unscoped join on
func (s *Orders) Cancel(row *Joined) error {
	_, err := s.db.Exec("UPDATE orders SET status = 'x' WHERE id = $1", row.Order.ID) // want `update of orders`
	return err
}

func (s *Orders) settle(tenant, id string) error {
	var row Joined
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&row.Order.ID, &row.Order.TenantID, &row.Status); err != nil {
		return err
	}
	return s.Pay(&row, id)
}

func (s *Orders) drop(id string) error {
	var row Joined
	if err := s.db.QueryRow("SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&row.Order.ID, &row.Order.TenantID, &row.Status); err != nil { // want `query on orders`
		return err
	}
	return s.Cancel(&row)
}

// Run does both.
func (s *Orders) Run(tenant, id, other string) error {
	if err := s.settle(tenant, id); err != nil {
		return err
	}
	return s.drop(other)
}
