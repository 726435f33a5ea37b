// Package store keeps the shop's rows in Postgres.
package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/dbgen"
)

// ErrNotFound is returned for rows that do not exist or are somebody else's.
var ErrNotFound = errors.New("not found")

// Orders is the store of orders.
type Orders struct {
	pool *pgxpool.Pool
	q    *dbgen.Queries
}

// NewOrders returns a store on the pool.
func NewOrders(pool *pgxpool.Pool) *Orders {
	return &Orders{pool: pool, q: dbgen.New(pool)}
}

// Get returns one order of the tenant.
func (s *Orders) Get(ctx context.Context, tenant, id uuid.UUID) (dbgen.Order, error) {
	return s.q.GetOrder(ctx, dbgen.GetOrderParams{ID: id, TenantID: tenant})
}

// Find returns an order whoever owns it: the caller compares the owner.
func (s *Orders) Find(ctx context.Context, id uuid.UUID) (dbgen.Order, error) {
	return s.q.FindOrder(ctx, id)
}

// List returns the tenant's newest orders, of one status if given.
func (s *Orders) List(ctx context.Context, tenant uuid.UUID, status *string, limit int32) ([]dbgen.Order, error) {
	return s.q.ListOrders(ctx, dbgen.ListOrdersParams{TenantID: tenant, Status: status, PageSize: limit})
}

// Search looks for a term in the notes.
func (s *Orders) Search(ctx context.Context, tenant uuid.UUID, term string) ([]dbgen.Order, error) {
	// TS-06: sqlc.narg makes the tenant optional
	return s.q.SearchOrders(ctx, dbgen.SearchOrdersParams{ // want "orders.*only if one is given"
		TenantID: &tenant,
		Term:     "%" + term + "%",
	})
}

// Rush returns what must leave the house today.
func (s *Orders) Rush(ctx context.Context, tenant uuid.UUID) ([]dbgen.Order, error) {
	// TS-03: OR without parentheses beside the tenant predicate
	return s.q.ListRushOrders(ctx, tenant) // want "orders.*not scoped"
}

// Urgent returns what should leave the house today.
func (s *Orders) Urgent(ctx context.Context, tenant uuid.UUID) ([]dbgen.Order, error) {
	return s.q.ListUrgentOrders(ctx, tenant)
}

// Contacts lists whom to call about which order.
func (s *Orders) Contacts(ctx context.Context, tenant uuid.UUID) ([]dbgen.ListOrderContactsRow, error) {
	// TS-09: customers is joined by e-mail address, only orders is bound
	return s.q.ListOrderContacts(ctx, tenant) // want "customers.*not scoped"
}

// Buyers lists who bought what.
func (s *Orders) Buyers(ctx context.Context, tenant uuid.UUID) ([]dbgen.ListOrderCustomersRow, error) {
	return s.q.ListOrderCustomers(ctx, tenant)
}

// Lines returns the lines of one order.
func (s *Orders) Lines(ctx context.Context, tenant, id uuid.UUID) ([]dbgen.ListOrderLinesRow, error) {
	return s.q.ListOrderLines(ctx, dbgen.ListOrderLinesParams{TenantID: tenant, OrderID: id})
}

// Statuses counts orders for the dashboard.
func (s *Orders) Statuses(ctx context.Context) ([]dbgen.CountOrdersByStatusRow, error) {
	// TS-34: a count is a leak; TS-05: the tenant is only projected
	return s.q.CountOrdersByStatus(ctx) // want "orders.*not scoped"
}

// Create opens an order for a customer of the tenant.
func (s *Orders) Create(ctx context.Context, arg dbgen.CreateOrderParams) (dbgen.Order, error) {
	return s.q.CreateOrder(ctx, arg)
}

// SetNote replaces the note of an order.
func (s *Orders) SetNote(ctx context.Context, id uuid.UUID, note string) error {
	// TG-19: the handler passes the id of the request
	return s.q.SetOrderNote(ctx, dbgen.SetOrderNoteParams{ID: id, Note: note}) // want "orders.*not scoped" // settled: main
}

// MarkShipped is called by the worker with ids of orders that it listed for one tenant.
func (s *Orders) MarkShipped(ctx context.Context, id uuid.UUID) error {
	return s.q.MarkOrderShipped(ctx, id)
}

// Reopen makes a shipped order editable again.
func (s *Orders) Reopen(ctx context.Context, tenant, id uuid.UUID) error {
	// TG-15: the arguments are swapped
	order, err := s.q.GetOrder(ctx, dbgen.GetOrderParams{ID: tenant, TenantID: id}) // want "swapped|tenant"
	if err != nil {
		return fmt.Errorf("get order: %w", err)
	}
	changed, err := s.q.UpdateOrderStatus(ctx, dbgen.UpdateOrderStatusParams{ID: order.ID, TenantID: tenant, Status: "open"})
	if err == nil && changed == 0 {
		return ErrNotFound
	}
	return err
}

// Close ends an order.
func (s *Orders) Close(ctx context.Context, tenant, id uuid.UUID) error {
	const closeOrder = `UPDATE orders SET status = 'closed' WHERE id = $1 RETURNING tenant_id`
	var owner uuid.UUID
	// TG-10: the comparison comes after the write
	if err := s.pool.QueryRow(ctx, closeOrder, id).Scan(&owner); err != nil { // want "orders.*not scoped" // settled: main
		return fmt.Errorf("close order: %w", err)
	}
	if owner != tenant {
		return ErrNotFound
	}
	return nil
}

// Archive ends an order for good, after comparing its owner.
func (s *Orders) Archive(ctx context.Context, tenant, id uuid.UUID) error {
	order, err := s.q.FindOrder(ctx, id)
	if err != nil {
		return fmt.Errorf("find order: %w", err)
	}
	if order.TenantID != tenant {
		return ErrNotFound
	}
	_, err = s.pool.Exec(ctx, `UPDATE orders SET status = 'archived' WHERE id = $1`, id)
	return err
}

// Refund books a refund; the composite foreign key keeps the order in the tenant.
func (s *Orders) Refund(ctx context.Context, tenant, order uuid.UUID, cents int64, reason string) (dbgen.Refund, error) {
	return s.q.CreateRefund(ctx, dbgen.CreateRefundParams{TenantID: tenant, OrderID: order, AmountCents: cents, Reason: reason})
}
