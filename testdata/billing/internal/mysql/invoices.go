// Package mysql keeps the service's rows in MySQL.
package mysql

import (
	"context"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"example.com/billing/internal/invoicing"
	"example.com/billing/internal/sqldb"
)

const invoiceColumns = "id, organization_id, customer_id, number, status, total_cents, billing_email, due_on"

// invoices implements invoicing.Store and the lists of the HTTP interface.
type invoices struct {
	db *sqldb.DB
}

// NewInvoices returns the store of invoices.
func NewInvoices(db *sqldb.DB) *invoices { return &invoices{db: db} } //nolint:revive // deliberately an unexported type

// Find returns an invoice whoever owns it: its callers compare the owner.
func (s *invoices) Find(ctx context.Context, id int64) (*invoicing.Invoice, error) {
	var row invoicing.Invoice
	if err := s.db.One(ctx, &row, "SELECT "+invoiceColumns+" FROM invoices WHERE id = ?", id); err != nil {
		return nil, err
	}
	return &row, nil
}

// Get returns an invoice of the organization.
func (s *invoices) Get(ctx context.Context, org, id int64) (*invoicing.Invoice, error) {
	const byID = "SELECT " + invoiceColumns + " FROM `invoices` WHERE `organization_id`=? AND (`id` = ?)"
	var row invoicing.Invoice
	if err := s.db.One(ctx, &row, byID, org, id); err != nil {
		return nil, err
	}
	return &row, nil
}

// Lines returns the lines of an invoice that was read for its organization.
func (s *invoices) Lines(ctx context.Context, invoice int64) ([]invoicing.Line, error) {
	return sqldb.Many[invoicing.Line](ctx, s.db,
		`SELECT description, amount_cents FROM invoice_lines WHERE invoice_id = ? ORDER BY id`, invoice)
}

// SetStatus moves an invoice on.
func (s *invoices) SetStatus(ctx context.Context, id int64, status string) error {
	// TG-19: one caller passes the id of the request, the other that of a row it read for the caller
	return s.db.Do(ctx, `UPDATE invoices SET status = ? WHERE id = ?`, status, id) // want "invoices.*not scoped" // settled: main
}

// Delete removes a draft.
func (s *invoices) Delete(ctx context.Context, id int64) error {
	// TG-02: the own wrapper's call supplies the text; TS-01: it is by id alone
	return s.db.Do(ctx, `DELETE FROM invoices WHERE id = ? AND status = 'draft'`, id) // want "invoices.*not scoped" // settled: main
}

// Record books a payment.
func (s *invoices) Record(ctx context.Context, org, invoice, cents int64, reference string) error {
	const insert = `INSERT INTO payments (organization_id, invoice_id, amount_cents, reference) VALUES (?, ?, ?, ?)`
	// TS-28: the invoice comes from the request and its foreign key lacks the organization
	return s.db.Do(ctx, insert, org, invoice, cents, reference) // want "foreign-parent|invoices|parent" // settled: main
}

// RecordOwn books a payment of an invoice that it reads first.
func (s *invoices) RecordOwn(ctx context.Context, org, invoice, cents int64, reference string) error {
	const insert = `INSERT INTO payments (organization_id, invoice_id, amount_cents, reference) VALUES (?, ?, ?, ?)`
	parent, err := s.Get(ctx, org, invoice)
	if err != nil {
		return fmt.Errorf("get invoice: %w", err)
	}
	return s.db.Do(ctx, insert, org, parent.ID, cents, reference)
}

// Number returns what an invoice is called.
func (s *invoices) Number(ctx context.Context, id int64) (string, error) {
	var number string
	// TS-01: by id alone; a function-valued field carries it to the handler
	err := s.db.One(ctx, &number, `SELECT number FROM invoices WHERE id = ?`, id) // want "invoices.*not scoped" // settled: main
	return number, err
}

// ListFilter narrows a list of invoices.
type ListFilter struct {
	Status string
	Order  string
	IDs    []int64
}

// List returns the organization's invoices.
func (s *invoices) List(ctx context.Context, org int64, f ListFilter) ([]invoicing.Invoice, error) {
	query := "SELECT " + invoiceColumns + " FROM invoices WHERE organization_id = ? AND (? = '' OR status = ?)"
	switch f.Order {
	case "due":
		query += " ORDER BY due_on"
	case "total":
		query += " ORDER BY total_cents DESC"
	default:
		query += " ORDER BY id DESC"
	}
	return sqldb.Many[invoicing.Invoice](ctx, s.db, query, org, f.Status, f.Status)
}

// byQueue are the lists of the collections team, one statement each.
var byQueue = map[string]string{
	"overdue": "SELECT " + invoiceColumns + " FROM invoices WHERE organization_id = ? AND due_on < CURRENT_DATE",
	"largest": "SELECT " + invoiceColumns + " FROM invoices WHERE status = 'open' AND total_cents > ? ORDER BY total_cents DESC",
}

// Queue returns one of the lists of the collections team.
func (s *invoices) Queue(ctx context.Context, org int64, name string) ([]invoicing.Invoice, error) {
	// TG-01: a map of constants, one of which has no tenant
	return sqldb.Many[invoicing.Invoice](ctx, s.db, byQueue[name], org) // want "invoices.*not scoped"
}

// Pick returns some invoices by their ids.
func (s *invoices) Pick(ctx context.Context, ids []int64) ([]invoicing.Invoice, error) {
	query, args, err := sqlx.In("SELECT "+invoiceColumns+" FROM invoices WHERE id IN (?)", ids)
	if err != nil {
		return nil, fmt.Errorf("expand ids: %w", err)
	}
	// TG-06: sqlx.In and Rebind keep what is missing missing
	return sqldb.Many[invoicing.Invoice](ctx, s.db, s.db.Rebind(query), args...) // want "invoices.*not scoped" // settled: main
}

// PickOwn returns some of the organization's invoices by their ids.
func (s *invoices) PickOwn(ctx context.Context, org int64, ids []int64) ([]invoicing.Invoice, error) {
	query, args, err := sqlx.In("SELECT "+invoiceColumns+" FROM invoices WHERE organization_id = ? AND id IN (?)", org, ids)
	if err != nil {
		return nil, fmt.Errorf("expand ids: %w", err)
	}
	return sqldb.Many[invoicing.Invoice](ctx, s.db, s.db.Rebind(query), args...)
}

// Matched pairs invoices with payments whose reference is the invoice's number.
func (s *invoices) Matched(ctx context.Context, org int64) ([]string, error) {
	const matched = `
		SELECT i.number FROM invoices i
		JOIN payments p ON p.reference = i.number
		WHERE organization_id = ?`
	// TS-14: unqualified while both tables have the column
	return sqldb.Many[string](ctx, s.db, matched, org) // want "invoices.*not scoped" "payments.*not scoped"
}

// Settled lists invoices that somebody has paid something on.
func (s *invoices) Settled(ctx context.Context, org int64) ([]string, error) {
	const settled = `
		SELECT i.number FROM invoices i
		WHERE EXISTS (SELECT 1 FROM payments WHERE invoice_id = i.id AND organization_id = ?)`
	return sqldb.Many[string](ctx, s.db, settled, org)
}

// Reassign hands an invoice to another organization after a merger.
func (s *invoices) Reassign(ctx context.Context, org, id, to int64) error {
	// TS-22: the tenant key is immutable
	return s.db.Do(ctx, `UPDATE invoices SET organization_id = ? WHERE id = ? AND organization_id = ?`, to, id, org) // want "organization_id|immutable"
}

// SetEmail changes where an invoice is sent.
func (s *invoices) SetEmail(ctx context.Context, org, id int64, email string) error {
	const set = `UPDATE invoices SET billing_email = ? WHERE organization_id = ? AND id = ?`
	// TG-15: id and organization are swapped
	return s.db.Do(ctx, set, strings.ToLower(email), id, org) // want "swapped|organization"
}

// SetDue changes when an invoice is due.
func (s *invoices) SetDue(ctx context.Context, org, id int64, day string) error {
	const set = `UPDATE invoices SET due_on = ? WHERE organization_id = ? AND id = ?`
	return s.db.Do(ctx, set, day, org, id)
}
