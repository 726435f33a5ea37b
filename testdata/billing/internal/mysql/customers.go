package mysql

import (
	"context"
	"fmt"

	"example.com/billing/internal/auth"
	"example.com/billing/internal/sqldb"
)

// Customer is who is billed.
type Customer struct {
	ID             int64  `db:"id" json:"id"`
	OrganizationID int64  `db:"organization_id" json:"-"`
	ExternalID     string `db:"external_id" json:"external_id"`
	Name           string `db:"name" json:"name"`
	Email          string `db:"email" json:"email"`
	Region         string `db:"region" json:"region"`
}

// Customers is the store of customers.
type Customers struct {
	db *sqldb.DB
}

// NewCustomers returns the store of customers.
func NewCustomers(db *sqldb.DB) *Customers { return &Customers{db: db} }

// Get returns a customer of the organization.
func (s *Customers) Get(ctx context.Context, org, id int64) (Customer, error) {
	var c Customer
	err := s.db.One(ctx, &c, `SELECT * FROM customers WHERE (organization_id, id) = (?, ?)`, org, id)
	return c, err
}

// Peek returns a customer and leaves a note in the log when it is somebody else's.
func (s *Customers) Peek(ctx context.Context, id int64, warn func(string, ...any)) (Customer, error) {
	org, ok := auth.OrganizationFrom(ctx)
	if !ok {
		return Customer{}, auth.ErrUnauthenticated
	}
	var c Customer
	// TG-10: the branch of the comparison does not leave
	if err := s.db.One(ctx, &c, `SELECT * FROM customers WHERE id = ?`, id); err != nil { // want "customers.*not scoped"
		return Customer{}, err
	}
	if c.OrganizationID != org {
		warn("customer of another organization", "customer", id)
	}
	return c, nil
}

// Rename changes a customer's name after comparing its owner with what the caller claims.
func (s *Customers) Rename(ctx context.Context, claimed, id int64, name string) error {
	c, err := s.load(ctx, id)
	if err != nil {
		return err
	}
	if c.OrganizationID != claimed {
		return fmt.Errorf("customer %d: not yours", id)
	}
	return s.db.Do(ctx, `UPDATE customers SET name = ? WHERE id = ?`, name, id)
}

// load reads a customer for functions of this package, which compare the owner.
func (s *Customers) load(ctx context.Context, id int64) (Customer, error) {
	var c Customer
	err := s.db.One(ctx, &c, `SELECT * FROM customers WHERE id = ?`, id)
	return c, err
}

// Demo lists customers of the caller, or of the demonstration.
func (s *Customers) Demo(ctx context.Context) ([]Customer, error) {
	org, ok := auth.OrganizationFrom(ctx)
	if !ok {
		org = 1
	}
	// TG-14: a fallback as tenant
	return sqldb.Many[Customer](ctx, s.db, `SELECT * FROM customers WHERE organization_id = ?`, org) // want "tenant|fallback|organization"
}

// Sample lists the customers of the first organization that ever signed up.
func (s *Customers) Sample(ctx context.Context) ([]Customer, error) {
	// TS-06: a literal tenant id in ordinary code
	return sqldb.Many[Customer](ctx, s.db, `SELECT * FROM customers WHERE organization_id = 1`) // want "customers.*constant tenant"
}

// ByRegion lists customers of a region, of one organization if given.
func (s *Customers) ByRegion(ctx context.Context, org *int64, region string) ([]Customer, error) {
	const byRegion = `SELECT * FROM customers WHERE region = ? AND COALESCE(?, organization_id) = organization_id`
	// TS-06: NULL opens the predicate
	return sqldb.Many[Customer](ctx, s.db, byRegion, region, org) // want "customers.*only if one is given"
}

// Near lists the organization's customers of a region, of all regions if none is given.
func (s *Customers) Near(ctx context.Context, org int64, region string) ([]Customer, error) {
	const near = `SELECT * FROM customers WHERE organization_id = ? AND COALESCE(NULLIF(?, ''), region) = region`
	return sqldb.Many[Customer](ctx, s.db, near, org, region)
}

// Peers lists customers of the same name elsewhere.
func (s *Customers) Peers(ctx context.Context, org int64, name string) ([]Customer, error) {
	// TS-03: <> is the opposite of a scope
	return sqldb.Many[Customer](ctx, s.db, `SELECT * FROM customers WHERE name = ? AND organization_id <> ?`, name, org) // want "customers.*not scoped"
}

// Add creates a customer.
func (s *Customers) Add(ctx context.Context, c Customer) error {
	// TS-23: the second row belongs to another organization
	_, err := s.db.NamedExecContext(ctx, // want "customers.*(organization|tenant)"
		`INSERT INTO customers (organization_id, external_id, name) VALUES
		 (:organization_id, :external_id, :name), (1, :external_id, :name)`, c)
	return err
}

// Put creates a customer or changes its name; every unique key holds the organization.
func (s *Customers) Put(ctx context.Context, c Customer) error {
	_, err := s.db.NamedExecContext(ctx,
		`INSERT INTO customers (organization_id, external_id, name, email) VALUES (:organization_id, :external_id, :name, :email)
		 ON DUPLICATE KEY UPDATE name = VALUES(name), email = VALUES(email)`, c)
	return err
}

// Contact changes an address by the sender's own id.
func (s *Customers) Contact(ctx context.Context, c Customer) error {
	// TG-06: NamedExec; the sender's own id repeats from organization to organization
	_, err := s.db.NamedExecContext(ctx, `UPDATE customers SET email = :email WHERE external_id = :external_id`, c) // want "customers.*not scoped"
	return err
}

// ContactOwn changes an address by the sender's own id, within the organization.
func (s *Customers) ContactOwn(ctx context.Context, c Customer) error {
	_, err := s.db.NamedExecContext(ctx,
		`UPDATE customers SET email = :email WHERE external_id = :external_id AND organization_id = :organization_id`, c)
	return err
}

// All lists the customers of an organization. Its caller takes the organization from a header.
func (s *Customers) All(ctx context.Context, org int64) ([]Customer, error) {
	// TG-11: the bound tenant comes from a header
	return sqldb.Many[Customer](ctx, s.db, `SELECT * FROM customers WHERE organization_id = ? ORDER BY name`, org) // want "a header of the request names and nothing verifies"
}
