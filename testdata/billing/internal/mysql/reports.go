package mysql

import (
	"context"
	"time"

	"example.com/billing/internal/mysql/query"
	"example.com/billing/internal/sqldb"
)

// Amount is a labelled sum.
type Amount struct {
	Label string `db:"label" json:"label"`
	Cents int64  `db:"cents" json:"cents"`
}

// Reports answers the finance team's questions.
type Reports struct {
	db *sqldb.DB
}

// NewReports returns the reports.
func NewReports(db *sqldb.DB) *Reports { return &Reports{db: db} }

// Revenue sums invoices by customer.
func (r *Reports) Revenue(ctx context.Context, org int64) ([]Amount, error) {
	// TS-13: the mirror of LEFT JOIN: customers is the preserved side; TS-05: ORDER BY restricts nothing
	return sqldb.Many[Amount](ctx, r.db, query.RevenueByCustomer, org) // want "customers.*not scoped"
}

// Balances sums open invoices by customer, through a view.
func (r *Reports) Balances(ctx context.Context, org int64) ([]Amount, error) {
	return sqldb.Many[Amount](ctx, r.db, query.BalanceByCustomer, org)
}

// Chart lists the ledger's accounts.
func (r *Reports) Chart(ctx context.Context, org int64) ([]string, error) {
	// TS-19: the recursive arm joins by codes that every organization uses
	return sqldb.Many[string](ctx, r.db, query.ChartOfAccounts, org) // want "ledger_accounts.*not scoped"
}

// Tree lists the ledger's accounts along their keys.
func (r *Reports) Tree(ctx context.Context, org int64) ([]string, error) {
	return sqldb.Many[string](ctx, r.db, query.AccountTree, org)
}

// Movements merges invoices and payments.
func (r *Reports) Movements(ctx context.Context, org int64, since time.Time, own bool) ([]Amount, error) {
	if own {
		return sqldb.Many[Amount](ctx, r.db, query.OwnMovements, org, org, since)
	}
	// TS-18: the arm of the payments has no tenant
	return sqldb.Many[Amount](ctx, r.db, query.Movements, org, since) // want "payments.*not scoped"
}

// Payers lists customers with a payment, by what the payment is called.
func (r *Reports) Payers(ctx context.Context, org int64) ([]string, error) {
	const payers = `
		SELECT c.name FROM customers c
		WHERE c.external_id IN (SELECT p.reference FROM payments p WHERE p.organization_id = ?)`
	// TS-16: IN over a column that is no key
	return sqldb.Many[string](ctx, r.db, payers, org) // want "customers.*not scoped"
}

// Buyers lists customers with an invoice.
func (r *Reports) Buyers(ctx context.Context, org int64) ([]string, error) {
	const buyers = `
		SELECT c.name FROM customers c
		WHERE c.id IN (SELECT i.customer_id FROM invoices i WHERE i.organization_id = ?)`
	return sqldb.Many[string](ctx, r.db, buyers, org)
}

// Latest lists subscriptions with the customer's open balance.
func (r *Reports) Latest(ctx context.Context, org int64) ([]Amount, error) {
	const latest = `
		SELECT s.plan_code AS label,
		       (SELECT COALESCE(SUM(i.total_cents), 0) FROM invoices i WHERE i.organization_id = ?) AS cents
		FROM subscriptions s
		WHERE s.state = 'active'`
	// TS-17: the scalar sub-select is scoped, the outer query is not
	return sqldb.Many[Amount](ctx, r.db, latest, org) // want "subscriptions.*not scoped"
}

// Exists says whether a number is taken.
func (r *Reports) Exists(ctx context.Context, number string) (bool, error) {
	var taken bool
	// TS-34: existence is a leak
	err := r.db.One(ctx, &taken, `SELECT EXISTS (SELECT 1 FROM invoices WHERE number = ?)`, number) // want "invoices.*not scoped"
	return taken, err
}

// Taken says whether the organization has used a number.
func (r *Reports) Taken(ctx context.Context, org int64, number string) (bool, error) {
	var taken bool
	err := r.db.One(ctx, &taken, `SELECT EXISTS (SELECT 1 FROM invoices WHERE number = ? AND organization_id = ?)`, number, org)
	return taken, err
}

// Unbilled lists subscriptions due, or of one plan.
func (r *Reports) Unbilled(ctx context.Context, org int64, plan string) ([]string, error) {
	const unbilled = `
		SELECT s.plan_code FROM subscriptions s JOIN plans p ON p.code = s.plan_code
		WHERE (s.organization_id = ? AND s.renews_at < NOW()) OR (s.plan_code = ? AND p.price_cents > 0)`
	// TS-03: one arm of the OR binds nothing
	return sqldb.Many[string](ctx, r.db, unbilled, org, plan) // want "subscriptions.*not scoped"
}

// Due lists subscriptions due, or of one plan; every arm binds the organization.
func (r *Reports) Due(ctx context.Context, org int64, plan string) ([]string, error) {
	const due = `
		SELECT s.plan_code FROM subscriptions s JOIN plans p ON p.code = s.plan_code
		WHERE (s.organization_id = ? AND s.renews_at < NOW()) OR (s.organization_id = ? AND s.plan_code = ? AND p.price_cents > 0)`
	return sqldb.Many[string](ctx, r.db, due, org, org, plan)
}
