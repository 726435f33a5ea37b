package store

import (
	"context"
	_ "embed"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/crud"
	"example.com/shop/internal/dbgen"
)

//go:embed sql/monthly_revenue.sql
var monthlyRevenue string

//go:embed sql/best_sellers.sql
var bestSellers string

// Reports answers the dashboard's questions.
type Reports struct {
	pool *pgxpool.Pool
}

// NewReports returns the reports on a pool.
func NewReports(pool *pgxpool.Pool) *Reports { return &Reports{pool: pool} }

// NewCurrencies returns the currencies, which belong to no shop.
func NewCurrencies(pool *pgxpool.Pool) *crud.Lookup[dbgen.Currency] {
	return crud.NewLookup[dbgen.Currency](pool, `SELECT code, exponent FROM currencies WHERE code = $1`)
}

// Month is a month's revenue.
type Month struct {
	Month time.Time `json:"month"`
	Cents int64     `json:"cents"`
}

// Seller is a product and how often it was sold.
type Seller struct {
	Title string `json:"title"`
	Sold  int64  `json:"sold"`
}

// Activity is one line of the timeline.
type Activity struct {
	Kind string    `json:"kind"`
	At   time.Time `json:"at"`
}

// Buyer is a customer with the orders that he placed.
type Buyer struct {
	FullName string `json:"full_name"`
	Orders   int64  `json:"orders"`
}

// Revenue sums paid orders by month.
func (r *Reports) Revenue(ctx context.Context, tenant uuid.UUID) ([]Month, error) {
	// TS-19: the embedded query's CTE reads orders of every tenant; TG-01: embedded .sql file
	return crud.Many[Month](ctx, r.pool, monthlyRevenue, tenant) // want "orders.*not scoped"
}

// BestSellers lists what sells best.
func (r *Reports) BestSellers(ctx context.Context, tenant uuid.UUID) ([]Seller, error) {
	return crud.Many[Seller](ctx, r.pool, bestSellers, tenant)
}

// Timeline merges orders and refunds.
func (r *Reports) Timeline(ctx context.Context, tenant uuid.UUID) ([]Activity, error) {
	// TS-18: each arm on its own; the second has no tenant
	return crud.Many[Activity](ctx, r.pool, // want "refunds.*not scoped"
		`SELECT 'order' AS kind, placed_at AS at FROM orders WHERE tenant_id = $1
		 UNION ALL
		 SELECT 'refund' AS kind, created_at AS at FROM refunds
		 ORDER BY at DESC`, tenant)
}

// Journal merges orders and refunds of one tenant.
func (r *Reports) Journal(ctx context.Context, tenant uuid.UUID) ([]Activity, error) {
	return crud.Many[Activity](ctx, r.pool,
		`SELECT 'order' AS kind, placed_at AS at FROM orders WHERE tenant_id = $1
		 UNION ALL
		 SELECT 'refund' AS kind, created_at AS at FROM refunds WHERE tenant_id = $1
		 ORDER BY at DESC`, tenant)
}

// Buyers counts orders per customer, also of those who never ordered.
func (r *Reports) Buyers(ctx context.Context, tenant uuid.UUID) ([]Buyer, error) {
	// TS-13: the tenant is bound in ON, which does not restrict the preserved side
	return crud.Many[Buyer](ctx, r.pool, // want "left join keeps every row of customers"
		`SELECT c.full_name, count(o.id) AS orders
		 FROM customers c
		 LEFT JOIN orders o ON o.customer_id = c.id AND o.tenant_id = $1 AND c.tenant_id = $1
		 GROUP BY c.id, c.full_name`, tenant)
}

// Regulars counts orders per customer of one tenant.
func (r *Reports) Regulars(ctx context.Context, tenant uuid.UUID) ([]Buyer, error) {
	return crud.Many[Buyer](ctx, r.pool,
		`SELECT c.full_name, count(o.id) AS orders
		 FROM customers c
		 LEFT JOIN orders o ON o.customer_id = c.id AND o.tenant_id = c.tenant_id
		 WHERE c.tenant_id = $1
		 GROUP BY c.id, c.full_name`, tenant)
}

// Share compares the tenant's sales with all that is sold.
func (r *Reports) Share(ctx context.Context, tenant uuid.UUID) (float64, error) {
	const share = `
		SELECT sum(o.total_cents)::float8 / (SELECT sum(total_cents) FROM orders)
		FROM orders o
		WHERE o.tenant_id = $1`
	var part float64
	// TS-17: the outer query is scoped, the scalar sub-select is not
	err := r.pool.QueryRow(ctx, share, tenant).Scan(&part) // want "orders.*not scoped"
	return part, err
}

// Waiting counts open orders.
func (r *Reports) Waiting(ctx context.Context) (int64, error) {
	var n int64
	// TS-19: a view over a tenant table
	err := r.pool.QueryRow(ctx, `SELECT count(*) FROM open_orders`).Scan(&n) // want "(open_)?orders.*not scoped"
	return n, err
}

// Backlog sums open orders of one tenant.
func (r *Reports) Backlog(ctx context.Context, tenant uuid.UUID) (int64, error) {
	var cents int64
	err := r.pool.QueryRow(ctx, `SELECT coalesce(sum(total_cents), 0) FROM open_orders WHERE tenant_id = $1`, tenant).Scan(&cents)
	return cents, err
}

// LateParcels lists tracking numbers that have not moved.
func (r *Reports) LateParcels(ctx context.Context, before time.Time) ([]string, error) {
	const late = `
		SELECT s.tracking
		FROM shipments s
		JOIN orders o ON o.tenant_id = s.tenant_id AND o.id = s.order_id
		WHERE s.updated_at < $1 AND o.status <> 'closed'`
	// TS-11: both keys are equal to each other and to nothing else
	rows, err := r.pool.Query(ctx, late, before) // want "shipments.*not scoped" "orders.*not scoped"
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var tracking string
		if err := rows.Scan(&tracking); err != nil {
			return nil, err
		}
		out = append(out, tracking)
	}
	return out, rows.Err()
}
