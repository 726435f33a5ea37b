package store

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/google/uuid"

	"example.com/desk/ent"
	"example.com/desk/ent/article"
	"example.com/desk/ent/customer"
	"example.com/desk/internal/auth"
	"example.com/desk/internal/tickets"
)

// Customers is the store of people who ask.
type Customers struct {
	client *ent.Client
}

// NewCustomers returns the store of customers.
func NewCustomers(client *ent.Client) *Customers { return &Customers{client: client} }

// ByID returns a customer.
func (s *Customers) ByID(ctx context.Context, id int) (*ent.Customer, error) {
	// TG-05: Get; a function-valued field carries it to the handler
	return s.client.Customer.Get(ctx, id) // want "customers.*not scoped" // settled: main
}

// Own returns a customer of the tenant.
func (s *Customers) Own(ctx context.Context, tenant uuid.UUID, id int) (*ent.Customer, error) {
	return s.client.Customer.Query().Where(customer.ID(id), customer.TenantID(tenant)).Only(ctx)
}

// Export lists the customers of a tenant. Its caller takes the tenant from a header.
func (s *Customers) Export(ctx context.Context, tenant uuid.UUID) ([]*ent.Customer, error) {
	// TG-11: the bound tenant is request input that nobody verified
	return s.client.Customer.Query().Where(customer.TenantID(tenant)).All(ctx) // want "a header of the request names and nothing verifies"
}

// List lists the customers of a tenant. Its caller compares the tenant of the path with its own.
func (s *Customers) List(ctx context.Context, tenant uuid.UUID) ([]*ent.Customer, error) {
	return s.client.Customer.Query().Where(customer.TenantID(tenant)).Order(customer.ByName()).All(ctx)
}

// Known says whether an address has ever asked.
func (s *Customers) Known(ctx context.Context, email string) (bool, error) {
	// TS-34: existence is a leak
	return s.client.Customer.Query().Where(customer.Email(email)).Exist(ctx) // want "customers.*not scoped"
}

// KnownHere says whether an address has ever asked the tenant.
func (s *Customers) KnownHere(ctx context.Context, tenant uuid.UUID, email string) (bool, error) {
	return s.client.Customer.Query().Where(customer.TenantIDIn(tenant), customer.Email(email)).Exist(ctx)
}

// Rename changes a name.
func (s *Customers) Rename(ctx context.Context, id int, name string) error {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	// TG-10: the comparison comes after the write
	row, err := s.client.Customer.UpdateOneID(id).SetName(name).Save(ctx) // want "customers.*not scoped"
	if err != nil {
		return fmt.Errorf("rename: %w", err)
	}
	if row.TenantID != tenant {
		return tickets.ErrNotFound
	}
	return nil
}

// Correct changes an address, after comparing the owner.
func (s *Customers) Correct(ctx context.Context, id int, email string) error {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	row, err := s.client.Customer.Get(ctx, id)
	if err != nil {
		return fmt.Errorf("get customer: %w", err)
	}
	if row.TenantID != tenant {
		return tickets.ErrNotFound
	}
	return row.Update().SetEmail(email).Exec(ctx)
}

// Card returns a customer's name and address.
func (s *Customers) Card(ctx context.Context, id int) (string, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return "", auth.ErrUnauthenticated
	}
	// TG-10: the branch of the comparison does not leave
	row, err := s.client.Customer.Get(ctx, id) // want "customers.*not scoped"
	if err != nil {
		return "", fmt.Errorf("get customer: %w", err)
	}
	if row.TenantID != tenant {
		slog.WarnContext(ctx, "customer of another tenant", "customer", id)
	}
	return row.Name + " <" + row.Email + ">", nil
}

// Hand gives a customer to another tenant.
func (s *Customers) Hand(ctx context.Context, from, to uuid.UUID, email string) error {
	return s.client.Customer.Update().
		Where(customer.TenantID(from), customer.Email(email)).
		SetTenantID(to).
		// TS-22: the tenant key is immutable
		Exec(ctx) // want "tenant_id|immutable"
}

// Greet stores who wrote for the first time.
func (s *Customers) Greet(ctx context.Context, email string) (*ent.Customer, error) {
	// TS-23: INSERT without the key
	return s.client.Customer.Create().SetEmail(email).Save(ctx) // want "customers.*(tenant|not scoped)"
}

// Put stores a customer of the tenant; the conflict key holds the tenant.
func (s *Customers) Put(ctx context.Context, tenant uuid.UUID, email, name string) error {
	return s.client.Customer.Create().SetTenantID(tenant).SetEmail(email).SetName(name).
		OnConflictColumns(customer.FieldTenantID, customer.FieldEmail).
		UpdateName().
		Exec(ctx)
}

// Articles is the store of answers. The schema's policy keeps every statement within the caller's tenant.
type Articles struct {
	client *ent.Client
}

// NewArticles returns the store of answers.
func NewArticles(client *ent.Client) *Articles { return &Articles{client: client} }

// Get returns an answer.
func (s *Articles) Get(ctx context.Context, id int) (*ent.Article, error) {
	return s.client.Article.Get(ctx, id)
}

// Published lists answers.
func (s *Articles) Published(ctx context.Context) ([]*ent.Article, error) {
	return s.client.Article.Query().Where(article.Published(true)).All(ctx)
}

// Publish shows an answer to everybody who asks.
func (s *Articles) Publish(ctx context.Context, id int) error {
	return s.client.Article.UpdateOneID(id).SetPublished(true).Exec(ctx)
}

// Withdraw removes an answer.
func (s *Articles) Withdraw(ctx context.Context, id int) error {
	return s.client.Article.DeleteOneID(id).Exec(ctx)
}

// Write stores an answer.
func (s *Articles) Write(ctx context.Context, tenant uuid.UUID, title, body string) (*ent.Article, error) {
	return s.client.Article.Create().SetTenantID(tenant).SetTitle(title).SetBody(body).Save(ctx)
}
