// Package usage takes in what customers consumed and bills it.
package usage

import (
	"context"
	"fmt"
	"time"

	"example.com/billing/internal/sqldb"
)

// Event is one measurement.
type Event struct {
	OrganizationID int64     `db:"organization_id" json:"-"`
	Key            string    `db:"idempotency_key" json:"key"`
	CustomerID     int64     `db:"customer_id" json:"customer_id"`
	Meter          string    `db:"meter" json:"meter"`
	Quantity       int64     `db:"quantity" json:"quantity"`
	OccurredAt     time.Time `db:"occurred_at" json:"occurred_at"`
}

// Job asks for a closing of one organization's month; it is taken from the queue.
type Job struct {
	OrganizationID int64  `db:"organization_id"`
	Month          string `db:"month"`
}

// Meter is the store of measurements.
type Meter struct {
	db *sqldb.DB
}

// NewMeter returns the store of measurements.
func NewMeter(db *sqldb.DB) *Meter { return &Meter{db: db} }

// Ingest stores a measurement; a repeated one replaces the first.
func (m *Meter) Ingest(ctx context.Context, org int64, e Event) error {
	const insert = `
		INSERT INTO usage_events (organization_id, idempotency_key, customer_id, meter, quantity, occurred_at)
		SELECT ?, ?, c.id, ?, ?, ? FROM customers c WHERE c.id = ? AND c.organization_id = ?
		ON DUPLICATE KEY UPDATE quantity = VALUES(quantity)`
	// TS-26: the conflicting key lacks the organization
	_, err := m.db.ExecContext(ctx, insert, org, e.Key, e.Meter, e.Quantity, e.OccurredAt, e.CustomerID, org) // want "usage_events.*(conflict|duplicate|not scoped)"
	return err
}

// Close turns a month's measurements into drafts.
func (m *Meter) Close(ctx context.Context, job Job) error {
	const closeMonth = `
		INSERT INTO invoices (organization_id, customer_id, number, total_cents)
		SELECT u.organization_id, u.customer_id, CONCAT(?, '-', u.customer_id), SUM(u.quantity)
		FROM usage_events u
		WHERE u.organization_id = ? AND DATE_FORMAT(u.occurred_at, '%Y-%m') = ?
		GROUP BY u.organization_id, u.customer_id`
	if _, err := m.db.ExecContext(ctx, closeMonth, job.Month, job.OrganizationID, job.Month); err != nil {
		return fmt.Errorf("close %s: %w", job.Month, err)
	}
	return nil
}

// Rerun closes a month again for a customer.
func (m *Meter) Rerun(ctx context.Context, customer int64, month string) error {
	const rerun = `
		INSERT INTO invoices (organization_id, customer_id, number, total_cents)
		SELECT u.organization_id, u.customer_id, CONCAT(?, '-', u.customer_id, '-b'), SUM(u.quantity)
		FROM usage_events u
		WHERE u.customer_id = ?
		GROUP BY u.organization_id, u.customer_id`
	// TS-25: the copied organization is that of whoever has the customer
	_, err := m.db.ExecContext(ctx, rerun, month, customer) // want "(usage_events|invoices).*"
	return err
}

// Forgive voids the open invoices of those who were not billed correctly.
func (m *Meter) Forgive(ctx context.Context, org int64) error {
	const forgive = `
		UPDATE invoices i JOIN customers c ON c.email = i.billing_email
		SET i.status = 'void'
		WHERE c.organization_id = ? AND i.status = 'open'`
	// TS-21: only the other table is bound
	_, err := m.db.ExecContext(ctx, forgive, org) // want "invoices.*not scoped"
	return err
}

// ForgiveOwn voids the open invoices of one organization.
func (m *Meter) ForgiveOwn(ctx context.Context, org int64) error {
	const forgive = `
		UPDATE invoices i JOIN customers c ON c.id = i.customer_id
		SET i.status = 'void'
		WHERE c.organization_id = ? AND i.status = 'open'`
	_, err := m.db.ExecContext(ctx, forgive, org)
	return err
}

// Pending lists which organizations have something to close.
func (m *Meter) Pending(ctx context.Context, month string) ([]Job, error) {
	//bailiwick:allow tenantscope(background) the monthly closing visits every organization, one job each
	return sqldb.Many[Job](ctx, m.db,
		`SELECT DISTINCT organization_id, ? AS month FROM usage_events WHERE DATE_FORMAT(occurred_at, '%Y-%m') = ?`, month, month)
}

// Prune drops old measurements.
func (m *Meter) Prune(ctx context.Context, before time.Time) error {
	// TG-18: a statement of the command line without a tenant and without a waiver
	_, err := m.db.ExecContext(ctx, `DELETE FROM usage_events WHERE occurred_at < ?`, before) // want "usage_events.*not scoped"
	return err
}

// Volume counts all measurements for the operators' dashboard.
func (m *Meter) Volume(ctx context.Context) (int64, error) {
	var n int64
	//bailiwick:allow tenantscope(aggregate) one number over everything, for the operators' dashboard
	err := m.db.One(ctx, &n, `SELECT COUNT(*) FROM usage_events`)
	return n, err
}

// Loudest lists the measurements behind that number.
func (m *Meter) Loudest(ctx context.Context) ([]Event, error) {
	const loudest = `SELECT organization_id, idempotency_key, customer_id, meter, quantity, occurred_at FROM usage_events ORDER BY quantity DESC LIMIT 10`
	// EN-05: the claim is contradicted: rows leave, not an aggregate
	return sqldb.Many[Event](ctx, m.db, loudest) //bailiwick:allow tenantscope(aggregate) only a summary is shown // want "aggregate"
}

// Metered counts the measurements of one organization.
func (m *Meter) Metered(ctx context.Context, org int64) (int64, error) {
	var n int64
	// EN-05: the waiver is no longer needed: the statement is scoped
	err := m.db.One(ctx, &n, `SELECT COUNT(*) FROM usage_events WHERE organization_id = ?`, org) //bailiwick:allow tenantscope(aggregate) one number // want "no longer needed|unused"
	return n, err
}
