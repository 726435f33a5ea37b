// Package example is what the rule's page shows.
package example

import (
	"context"
	"database/sql"
	"errors"
)

// Order is a row of orders, a table whose tenant_id is NOT NULL.
type Order struct{ ID, TenantID, Status string }

// Store reads and writes orders.
type Store struct{ db *sql.DB }

var errNotFound = errors.New("not found")

// byID looks an order up by its id alone: whoever guesses or learns an id reads another tenant's order.
func (s *Store) byID(ctx context.Context, tenant, id string) (o Order, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.Status) // want `query on orders \(tenant key tenant_id\) is not scoped to a tenant`
	return o, err
}

// byIDAndTenant binds the tenant key too.
func (s *Store) byIDAndTenant(ctx context.Context, tenant, id string) (o Order, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT id, status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&o.ID, &o.Status)
	return o, err
}

// ofCustomer scopes one of two tables and joins the other by something that is no key: its rows may be anybody's.
func (s *Store) ofCustomer(ctx context.Context, tenant, name string) (*sql.Rows, error) {
	return s.db.QueryContext(ctx, // want `query on customers \(tenant key tenant_id\) is not scoped to a tenant`
		"SELECT o.id FROM orders o JOIN customers c ON c.name = o.status WHERE o.tenant_id = $1 AND c.name = $2", tenant, name)
}

// ofCustomerByKey joins along the foreign key: the parent of a scoped row is the same tenant's.
func (s *Store) ofCustomerByKey(ctx context.Context, tenant, name string) (*sql.Rows, error) {
	return s.db.QueryContext(ctx,
		"SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.tenant_id = $1 AND c.name = $2", tenant, name)
}

// openOr binds the key, but OR is weaker than AND: every tenant's open orders come along.
func (s *Store) openOr(ctx context.Context, tenant, status string) (*sql.Rows, error) {
	return s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1 AND status = $2 OR status = 'open'", tenant, status) // want `query on orders \(tenant key tenant_id\) is not scoped to a tenant`
}

// openOrInParentheses keeps the tenant outside of the alternative.
func (s *Store) openOrInParentheses(ctx context.Context, tenant, status string) (*sql.Rows, error) {
	return s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1 AND (status = $2 OR status = 'open')", tenant, status)
}

// verified reads by id and compares the row's tenant before anything else is done with it.
func (s *Store) verified(ctx context.Context, tenant, id string) (o Order, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status)
	if err != nil {
		return Order{}, err
	}
	if o.TenantID != tenant {
		return Order{}, errNotFound
	}
	return o, nil
}
