// Package tg01 reads statement text however it is put together: every alternative must be met.
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

const byStatus = "SELECT id FROM orders WHERE status = $1"

const byStatusScoped = "SELECT id FROM orders WHERE status = $1 AND tenant_id = $2"

// TG-01: SQL from a const
func (s *Store) constant(ctx context.Context, status string) {
	s.db.QueryContext(ctx, byStatus, status) // want `query on orders \(tenant key tenant_id\) is not scoped to a tenant`
}

// TG-01: SQL from a const, scoped
func (s *Store) constantScoped(ctx context.Context, tenant, status string) {
	s.db.QueryContext(ctx, byStatusScoped, status, tenant)
}

// TG-01: a const of another package
func (s *Store) constantElsewhere(ctx context.Context) {
	s.db.QueryContext(ctx, queries.ByID, fresh()) // want `orders`
}

// TG-01: a const of another package, scoped
func (s *Store) constantElsewhereScoped(ctx context.Context, tenant, id string) {
	s.db.QueryContext(ctx, queries.ByTenantID, id, tenant)
}

// TG-01: a variable of another package that never changes
func (s *Store) variableElsewhere(ctx context.Context) {
	s.db.QueryRowContext(ctx, queries.Counts) // want `orders`
}

// TG-01: a variable of another package that never changes, scoped
func (s *Store) variableElsewhereScoped(ctx context.Context, tenant string) {
	s.db.QueryRowContext(ctx, queries.Totals, tenant)
}

// TG-01: a function of another package that completes the text
func (s *Store) functionElsewhere(ctx context.Context) {
	s.db.QueryContext(ctx, queries.Where("total > $1"), 5) // want `orders`
}

// TG-01: a function of another package that completes the text, scoped
func (s *Store) functionElsewhereScoped(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, queries.Where("tenant_id = $1"), tenant)
}

// TG-01: parts joined with +
func (s *Store) plus(ctx context.Context, status string) {
	const from = " FROM orders"
	s.db.QueryContext(ctx, "SELECT id"+from+" WHERE status = $1", status) // want `orders`
}

// TG-01: parts joined with +, scoped
func (s *Store) plusScoped(ctx context.Context, tenant, status string) {
	const from = " FROM orders"
	s.db.QueryContext(ctx, "SELECT id"+from+" WHERE tenant_id = $1"+" AND status = $2", tenant, status)
}

// TG-01: += in a branch adds the predicate, so that the other way has none
func (s *Store) branch(ctx context.Context, tenant string, narrow bool) {
	q := "SELECT id FROM orders"
	if narrow {
		q += " WHERE tenant_id = $1"
	}
	s.db.QueryContext(ctx, q, tenant) // want `orders`
}

// TG-01: += in a branch adds something else
func (s *Store) branchScoped(ctx context.Context, tenant, status string, narrow bool) {
	q := "SELECT id FROM orders WHERE tenant_id = $1"
	if narrow {
		q += " AND status = $2"
	}
	s.db.QueryContext(ctx, q, tenant, status)
}

// TG-01: += in a branch adds an alternative to the predicate
func (s *Store) branchOr(ctx context.Context, tenant, status string, wide bool) {
	q := "SELECT id FROM orders WHERE tenant_id = $1"
	if wide {
		q += " OR status = $2"
	}
	s.db.QueryContext(ctx, q, tenant, status) // want `orders`
}

// TG-01: Sprintf
func (s *Store) sprintf(ctx context.Context, status string, desc bool) {
	dir := "ASC"
	if desc {
		dir = "DESC"
	}
	s.db.QueryContext(ctx, fmt.Sprintf("SELECT id FROM orders WHERE status = $1 ORDER BY total %s", dir), status) // want `orders`
}

// TG-01: Sprintf, scoped
func (s *Store) sprintfScoped(ctx context.Context, tenant string, desc bool) {
	dir := "ASC"
	if desc {
		dir = "DESC"
	}
	s.db.QueryContext(ctx, fmt.Sprintf("SELECT id FROM orders WHERE tenant_id = $1 ORDER BY total %s", dir), tenant)
}

// TG-01: Sprintf puts the table's name in
func (s *Store) sprintfTable(ctx context.Context) {
	for _, table := range []string{"countries", "orders"} {
		s.db.QueryContext(ctx, fmt.Sprintf("SELECT * FROM %s", table)) // want `orders`
	}
}

// TG-01: Sprintf puts the table's name in, scoped
func (s *Store) sprintfTableScoped(ctx context.Context, tenant string) {
	for _, table := range []string{"customers", "orders"} {
		s.db.QueryContext(ctx, fmt.Sprintf("SELECT * FROM %s WHERE tenant_id = $1", table), tenant)
	}
}

// TG-01: strings.Builder, the predicate on one way only
func (s *Store) builder(ctx context.Context, tenant string, statuses []string) {
	var b strings.Builder
	b.WriteString("SELECT id FROM orders WHERE 1 = 1")
	if len(statuses) > 0 {
		b.WriteString(" AND tenant_id = $1")
	}
	s.db.QueryContext(ctx, b.String(), tenant) // want `orders`
}

// TG-01: strings.Builder, scoped
func (s *Store) builderScoped(ctx context.Context, tenant string, statuses []string) {
	var b strings.Builder
	b.WriteString("SELECT id FROM orders WHERE tenant_id = $1")
	args := []any{tenant}
	for i, st := range statuses {
		fmt.Fprintf(&b, " AND status <> $%d", i+2)
		args = append(args, st)
	}
	s.db.QueryContext(ctx, b.String(), args...)
}

// TG-01: strings.Join with OR
func (s *Store) joinOr(ctx context.Context, tenant, status string) {
	conds := []string{"tenant_id = $1"}
	if status != "" {
		conds = append(conds, "status = $2")
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE "+strings.Join(conds, " OR "), tenant, status) // want `orders`
}

// TG-01: strings.Join with AND
func (s *Store) joinAnd(ctx context.Context, tenant, status string) {
	conds := []string{"tenant_id = $1"}
	if status != "" {
		conds = append(conds, "status = $2")
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE "+strings.Join(conds, " AND "), tenant, status)
}

// TG-01: an embedded .sql file
func (s *Store) embedded(ctx context.Context) {
	s.db.QueryContext(ctx, allOrders) // want `orders`
}

// TG-01: an embedded .sql file, scoped
func (s *Store) embeddedScoped(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, openOrders, tenant)
}

var reports = map[string]string{
	"sum":   "SELECT sum(total) FROM orders WHERE tenant_id = $1",
	"count": "SELECT count(*) FROM orders WHERE tenant_id = $1",
}

var leaky = map[string]string{
	"sum":   "SELECT sum(total) FROM orders WHERE tenant_id = $1",
	"count": "SELECT count(*) FROM orders",
}

// TG-01: a map of consts, one of them unscoped
func (s *Store) maps(ctx context.Context, tenant, name string) {
	s.db.QueryRowContext(ctx, leaky[name], tenant) // want `orders`
}

// TG-01: a map of consts, all scoped
func (s *Store) mapsScoped(ctx context.Context, tenant, name string) {
	s.db.QueryRowContext(ctx, reports[name], tenant)
}

// TG-01: a switch of consts, one of them unscoped
func (s *Store) choice(ctx context.Context, tenant, kind string) {
	q := "SELECT id FROM countries"
	switch kind {
	case "a":
		q = "SELECT id FROM orders WHERE tenant_id = $1"
	case "b":
		q = "SELECT id FROM customers"
	}
	s.db.QueryRowContext(ctx, q, tenant) // want `customers`
}

// TG-01: a switch of consts, all scoped
func (s *Store) choiceScoped(ctx context.Context, tenant, kind string) {
	var q string
	switch kind {
	case "a":
		q = "SELECT id FROM orders WHERE tenant_id = $1"
	default:
		q = "SELECT id FROM customers WHERE tenant_id = $1"
	}
	s.db.QueryRowContext(ctx, q, tenant)
}

// TG-01: text that nothing here tells is not read, neither met nor broken
func (s *Store) unknown(ctx context.Context, next func() string) {
	s.db.QueryContext(ctx, next()) // unresolved `statement not read`
}

func fresh() string { return "" }

// TG-01: Sprintf puts the tenant between quotes
func (s *Store) sprintfQuoted(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, fmt.Sprintf("SELECT max(id) FROM orders WHERE tenant_id = '%s'", tenant)) // met `equals a bound value`
}

// TG-01: Sprintf puts the tenant between quotes, beside other text
func (s *Store) sprintfQuotedPart(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, fmt.Sprintf("SELECT max(id) FROM orders WHERE tenant_id = '%s-%s'", tenant, tenant)) // unresolved `text that could not be read`
}

// TG-01: Sprintf puts the status between quotes
func (s *Store) sprintfQuotedStatus(ctx context.Context, status string) {
	s.db.QueryContext(ctx, fmt.Sprintf("SELECT max(id) FROM orders WHERE status = '%s'", status)) // want `orders`
}
