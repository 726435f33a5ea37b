package store

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/crud"
	"example.com/shop/internal/dbgen"
)

const customerColumns = `id, tenant_id, email, full_name, phone, created_at`

// Customers is the store of customers.
type Customers struct {
	pool *pgxpool.Pool
}

// NewCustomers returns a store on the pool.
func NewCustomers(pool *pgxpool.Pool) *Customers { return &Customers{pool: pool} }

// Get returns a customer of the tenant.
func (s *Customers) Get(ctx context.Context, tenant, id uuid.UUID) (dbgen.Customer, error) {
	return crud.One[dbgen.Customer](ctx, s.pool, "SELECT "+customerColumns+" FROM customers WHERE (tenant_id, id) = ($1, $2)", tenant, id)
}

// ByID returns a customer.
func (s *Customers) ByID(ctx context.Context, id uuid.UUID) (dbgen.Customer, error) {
	// TG-02: the generic wrapper's call supplies the text; TS-01: it is by id alone
	return crud.One[dbgen.Customer](ctx, s.pool, "SELECT "+customerColumns+" FROM customers WHERE id = $1", id) // want "customers.*not scoped" // settled: main
}

// ByEmail finds a customer by address.
func (s *Customers) ByEmail(ctx context.Context, email string) (dbgen.Customer, error) {
	const byEmail = "SELECT " + customerColumns + " FROM customers WHERE email = @email"
	// TG-06: NamedArgs; the address is unique within a tenant only
	return crud.One[dbgen.Customer](ctx, s.pool, byEmail, pgx.NamedArgs{"email": email}) // want "customers.*not scoped"
}

// OwnByEmail finds a customer of the tenant by address.
func (s *Customers) OwnByEmail(ctx context.Context, tenant uuid.UUID, email string) (dbgen.Customer, error) {
	const byEmail = "SELECT " + customerColumns + " FROM customers WHERE email = @email AND tenant_id = @tenant"
	return crud.One[dbgen.Customer](ctx, s.pool, byEmail, pgx.NamedArgs{"email": email, "tenant": tenant})
}

// Export returns all customers of a tenant. Its caller takes the tenant from the query string.
func (s *Customers) Export(ctx context.Context, tenant uuid.UUID) ([]dbgen.Customer, error) {
	// TG-11: the bound tenant is request input that nobody verified
	return crud.Many[dbgen.Customer](ctx, s.pool, "SELECT "+customerColumns+" FROM customers WHERE tenant_id = $1", tenant) // want "request" // settled: main
}

// Since returns the customers that a tenant won since a day. Its caller compares the tenant of the path.
func (s *Customers) Since(ctx context.Context, tenant uuid.UUID, day time.Time) ([]dbgen.Customer, error) {
	return crud.Many[dbgen.Customer](ctx, s.pool,
		"SELECT "+customerColumns+" FROM customers WHERE tenant_id = $1 AND created_at >= $2", tenant, day)
}

// Import copies customers.
func (s *Customers) Import(ctx context.Context, rows []dbgen.ImportCustomersParams) (int64, error) {
	return dbgen.New(s.pool).ImportCustomers(ctx, rows)
}

// Adopt makes customers of those who ordered as guests.
func (s *Customers) Adopt(ctx context.Context, number int64) error {
	const adopt = `
		INSERT INTO customers (tenant_id, email, full_name)
		SELECT o.tenant_id, o.contact_email, '' FROM orders o WHERE o.number = $1`
	// TS-25: the copied tenant is that of whichever order has the number
	_, err := s.pool.Exec(ctx, adopt, number) // want "(orders|customers).*not scoped"
	return err
}

// AdoptOwn makes customers of those who ordered as guests at one shop.
func (s *Customers) AdoptOwn(ctx context.Context, tenant uuid.UUID, number int64) error {
	const adopt = `
		INSERT INTO customers (tenant_id, email, full_name)
		SELECT o.tenant_id, o.contact_email, '' FROM orders o WHERE o.number = $1 AND o.tenant_id = $2`
	_, err := s.pool.Exec(ctx, adopt, number, tenant)
	return err
}

// Rename changes a name and says whose customer it was when it was not the tenant's.
func (s *Customers) Rename(ctx context.Context, tenant, id uuid.UUID, name string, warn func(string, ...any)) error {
	const read = `SELECT tenant_id FROM customers WHERE id = $1 AND tenant_id = $2 FOR UPDATE`
	const write = `UPDATE customers SET full_name = $1 WHERE email IN (SELECT email FROM customers WHERE id = $2 AND tenant_id = $3)`
	var owner uuid.UUID
	if err := s.pool.QueryRow(ctx, read, id, tenant).Scan(&owner); err != nil {
		return fmt.Errorf("lock customer: %w", err)
	}
	if owner != tenant {
		warn("customer of another tenant", "customer", id)
	}
	// TS-16: the selected column is no key: the address may occur in other shops
	_, err := s.pool.Exec(ctx, write, name, id, tenant) // want "customers.*not scoped"
	return err
}
