package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/crud"
	"example.com/shop/internal/dbgen"
)

// Filter narrows a search.
type Filter struct {
	Text       string
	InStock    bool
	AllTenants bool
	SortBy     string
}

// Search builds its queries from what was asked.
type Search struct {
	pool *pgxpool.Pool
}

// NewSearch returns the search on a pool.
func NewSearch(pool *pgxpool.Pool) *Search { return &Search{pool: pool} }

// Products finds products.
func (s *Search) Products(ctx context.Context, tenant uuid.UUID, f Filter) ([]dbgen.Product, error) {
	var sql strings.Builder
	sql.WriteString(`SELECT * FROM products WHERE title ILIKE $1`)
	args := []any{"%" + f.Text + "%"}
	if !f.AllTenants {
		sql.WriteString(` AND tenant_id = $2`)
		args = append(args, tenant)
	}
	if f.InStock {
		sql.WriteString(` AND stock > 0`)
	}
	// TG-01: one of the strings.Builder's alternatives lacks the tenant
	return crud.Many[dbgen.Product](ctx, s.pool, sql.String(), args...) // want "products.*not scoped"
}

// Customers finds customers.
func (s *Search) Customers(ctx context.Context, tenant uuid.UUID, f Filter) ([]dbgen.Customer, error) {
	var sql strings.Builder
	sql.WriteString(`SELECT * FROM customers WHERE tenant_id = $1`)
	args := []any{tenant}
	if f.Text != "" {
		sql.WriteString(` AND full_name ILIKE $2`)
		args = append(args, "%"+f.Text+"%")
	}
	switch f.SortBy {
	case "email":
		sql.WriteString(` ORDER BY email`)
	default:
		sql.WriteString(` ORDER BY full_name`)
	}
	return crud.Many[dbgen.Customer](ctx, s.pool, sql.String(), args...)
}

// Refunds finds refunds by reason.
func (s *Search) Refunds(ctx context.Context, tenant uuid.UUID, f Filter) ([]dbgen.Refund, error) {
	query := fmt.Sprintf(`SELECT %s FROM refunds r`, "r.id, r.tenant_id, r.order_id, r.amount_cents, r.reason, r.created_at")
	args := []any{"%" + f.Text + "%"}
	if f.InStock {
		query += ` JOIN orders o ON o.id = r.order_id WHERE o.tenant_id = $2 AND r.reason ILIKE $1`
		args = append(args, tenant)
	} else {
		query += ` WHERE r.reason ILIKE $1`
	}
	// TG-01: `+=` in branches; the else branch has no tenant
	return crud.Many[dbgen.Refund](ctx, s.pool, query, args...) // want "refunds.*not scoped"
}

// Orders finds orders by note.
func (s *Search) Orders(ctx context.Context, tenant uuid.UUID, f Filter) ([]dbgen.Order, error) {
	where := []string{"o.tenant_id = $1"}
	args := []any{tenant}
	if f.Text != "" {
		where = append(where, "o.note ILIKE $2")
		args = append(args, "%"+f.Text+"%")
	}
	query := fmt.Sprintf(`SELECT o.* FROM orders o WHERE %s`, strings.Join(where, " AND "))
	return crud.Many[dbgen.Order](ctx, s.pool, query, args...)
}

// WithRefunds finds orders of which something was paid back.
func (s *Search) WithRefunds(ctx context.Context, tenant uuid.UUID) ([]dbgen.Order, error) {
	// TS-16: EXISTS is scoped but correlated by nothing
	return crud.Many[dbgen.Order](ctx, s.pool, // want "orders.*not scoped"
		`SELECT o.* FROM orders o
		 WHERE EXISTS (SELECT 1 FROM refunds r WHERE r.tenant_id = $1)`, tenant)
}

// Refunded finds orders that were paid back.
func (s *Search) Refunded(ctx context.Context, tenant uuid.UUID) ([]dbgen.Order, error) {
	return crud.Many[dbgen.Order](ctx, s.pool,
		`SELECT o.* FROM orders o
		 WHERE EXISTS (SELECT 1 FROM refunds r WHERE r.tenant_id = $1 AND r.order_id = o.id)`, tenant)
}
