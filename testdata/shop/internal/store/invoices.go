package store

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/crud"
	"example.com/shop/internal/dbgen"
	"example.com/shop/internal/tenanttx"
)

const (
	unpaidInvoices = `SELECT * FROM invoices WHERE paid_at IS NULL ORDER BY number`
	invoiceByID    = `SELECT * FROM invoices WHERE id = $1`
	allPayouts     = `SELECT * FROM payouts ORDER BY sent_at`
)

// Invoices relies on row-level security: its statements name no tenant.
type Invoices struct {
	pool *pgxpool.Pool
}

// NewInvoices returns the store of invoices.
func NewInvoices(pool *pgxpool.Pool) *Invoices { return &Invoices{pool: pool} }

// Unpaid lists the open invoices of the tenant that the transaction is pinned to.
func (s *Invoices) Unpaid(ctx context.Context, tenant uuid.UUID) ([]dbgen.Invoice, error) {
	tx, err := tenanttx.Begin(ctx, s.pool, tenant)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	return crud.Many[dbgen.Invoice](ctx, tx, unpaidInvoices)
}

// Pay books a payment, and notes who did it.
func (s *Invoices) Pay(ctx context.Context, tenant, actor, id uuid.UUID) error {
	return tenanttx.Run(ctx, s.pool, tenant, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE invoices SET paid_at = now() WHERE id = $1`, id); err != nil {
			return fmt.Errorf("pay invoice: %w", err)
		}
		_, err := tx.Exec(ctx, `INSERT INTO audit_log (actor, action) VALUES ($1, 'invoice.paid')`, actor)
		return err
	})
}

// Get returns one invoice.
func (s *Invoices) Get(ctx context.Context, tenant, id uuid.UUID) (dbgen.Invoice, error) {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return dbgen.Invoice{}, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, `SELECT set_config('app.current_tenant_id', $1, true)`, tenant.String()); err != nil {
		return dbgen.Invoice{}, fmt.Errorf("pin tenant: %w", err)
	}
	return crud.One[dbgen.Invoice](ctx, tx, invoiceByID, id)
}

// Preview lists open invoices.
func (s *Invoices) Preview(ctx context.Context, tenant uuid.UUID) ([]dbgen.Invoice, error) {
	if _, err := s.pool.Exec(ctx, `SELECT set_config('app.current_tenant_id', $1, true)`, tenant.String()); err != nil {
		return nil, fmt.Errorf("pin tenant: %w", err)
	}
	// TG-17: pinned on the pool: the next statement may take another connection
	return crud.Many[dbgen.Invoice](ctx, s.pool, unpaidInvoices) // want "invoices.*not scoped"
}

// Dunning lists open invoices for the letters.
func (s *Invoices) Dunning(ctx context.Context, tenant uuid.UUID) ([]dbgen.Invoice, error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("acquire: %w", err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, `SELECT set_config('app.current_tenant_id', $1, false)`, tenant.String()); err != nil {
		return nil, fmt.Errorf("pin tenant: %w", err)
	}
	// TG-17: pinned with session scope: the setting outlives the loan of the connection
	return crud.Many[dbgen.Invoice](ctx, conn, unpaidInvoices) // want "invoices.*not scoped"
}

// Reminders lists open invoices, for support staff of every tenant.
func (s *Invoices) Reminders(ctx context.Context, tenant uuid.UUID, support bool) ([]dbgen.Invoice, error) {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if !support {
		if _, err := tx.Exec(ctx, `SELECT set_config('app.current_tenant_id', $1, true)`, tenant.String()); err != nil {
			return nil, fmt.Errorf("pin tenant: %w", err)
		}
	}
	// TG-17: pinned only on some paths
	return crud.Many[dbgen.Invoice](ctx, tx, unpaidInvoices) // want "invoices.*not scoped"
}

// Payouts lists what was paid out.
func (s *Invoices) Payouts(ctx context.Context, tenant uuid.UUID) ([]dbgen.Payout, error) {
	tx, err := tenanttx.Begin(ctx, s.pool, tenant)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	// TG-17: payouts has a policy but no FORCE
	return crud.Many[dbgen.Payout](ctx, tx, allPayouts) // want "payouts.*not scoped"
}
