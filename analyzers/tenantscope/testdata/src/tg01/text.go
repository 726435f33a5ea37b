// Package tg01 reads statement text however it is put together.
package tg01

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"

	"tg01/queries"
)

type Store struct{ db *sql.DB }

//go:embed open.sql
var openOrders string

//go:embed all.sql
var allOrders string

func (s *Store) constants(ctx context.Context, tenant, status string) {
	s.db.QueryContext(ctx, queries.ByTenantID, status, tenant)
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE status = $1", status) // want `orders`
	s.db.QueryContext(ctx, queries.Totals, tenant)
}

func (s *Store) concat(ctx context.Context, tenant, status string, open bool) {
	q := "SELECT id FROM orders WHERE tenant_id = $1"
	if open {
		q += " AND status = $2"
	}
	s.db.QueryContext(ctx, q, tenant, status)

	bad := "SELECT id FROM orders"
	if open {
		bad += " WHERE tenant_id = $1"
	}
	s.db.QueryContext(ctx, bad, tenant) // want `orders`
}

func (s *Store) sprintf(ctx context.Context, tenant, status string, desc bool) {
	dir := "ASC"
	if desc {
		dir = "DESC"
	}
	s.db.QueryContext(ctx, fmt.Sprintf("SELECT id FROM orders WHERE tenant_id = $1 ORDER BY total %s", dir), tenant)
	s.db.QueryContext(ctx, fmt.Sprintf("SELECT id FROM orders WHERE status = $1 ORDER BY total %s", dir), status) // want `orders`
}

func (s *Store) builder(ctx context.Context, tenant string, statuses []string) {
	var b strings.Builder
	b.WriteString("SELECT id FROM orders WHERE tenant_id = $1")
	args := []any{tenant}
	for i, st := range statuses {
		fmt.Fprintf(&b, " AND status <> $%d", i+2)
		args = append(args, st)
	}
	s.db.QueryContext(ctx, b.String(), args...)

	var c strings.Builder
	c.WriteString("SELECT id FROM orders WHERE 1 = 1")
	if len(statuses) > 0 {
		c.WriteString(" AND tenant_id = $1")
	}
	s.db.QueryContext(ctx, c.String(), tenant) // want `orders`
}

func (s *Store) join(ctx context.Context, tenant, status string) {
	conds := []string{"tenant_id = $1"}
	if status != "" {
		conds = append(conds, "status = $2")
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE "+strings.Join(conds, " AND "), tenant, status)
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE "+strings.Join(conds, " OR "), tenant, status) // want `orders`
}

func (s *Store) embedded(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, openOrders, tenant)
	s.db.QueryContext(ctx, allOrders) // want `orders`
}

var reports = map[string]string{
	"sum":   "SELECT sum(total) FROM orders WHERE tenant_id = $1",
	"count": "SELECT count(*) FROM orders WHERE tenant_id = $1",
}

var leaky = map[string]string{
	"sum":   "SELECT sum(total) FROM orders WHERE tenant_id = $1",
	"count": "SELECT count(*) FROM orders",
}

func (s *Store) maps(ctx context.Context, tenant, name string) {
	s.db.QueryRowContext(ctx, reports[name], tenant)
	s.db.QueryRowContext(ctx, leaky[name], tenant) // want `orders`
}

func (s *Store) choice(ctx context.Context, tenant, kind string) {
	var q string
	switch kind {
	case "a":
		q = "SELECT id FROM orders WHERE tenant_id = $1"
	default:
		q = "SELECT id FROM customers WHERE tenant_id = $1"
	}
	s.db.QueryRowContext(ctx, q, tenant)
}

func (s *Store) elsewhere(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, queries.Where("tenant_id = $1"), tenant)
	s.db.QueryContext(ctx, queries.Where("total > $1"), 5) // want `orders`
}

func (s *Store) unknown(ctx context.Context, text string, next func() string) {
	s.db.QueryContext(ctx, next()) // counted as unresolved, neither met nor broken
}
