package invoicing

import (
	"context"
	"log/slog"

	"example.com/billing/internal/auth"
)

// audited writes down who changed what, and passes everything on.
type audited struct {
	inner Store
	log   *slog.Logger
}

// Audited wraps a store. It looks at nothing but the principal: what the inner store owes, it still owes.
func Audited(inner Store, log *slog.Logger) Store { return &audited{inner: inner, log: log} }

func (a *audited) note(ctx context.Context, action string, invoice int64) {
	p, _ := auth.PrincipalFrom(ctx)
	a.log.InfoContext(ctx, action, "user", p.UserID, "invoice", invoice)
}

// Find passes on.
func (a *audited) Find(ctx context.Context, id int64) (*Invoice, error) { return a.inner.Find(ctx, id) }

// Get passes on.
func (a *audited) Get(ctx context.Context, org, id int64) (*Invoice, error) {
	return a.inner.Get(ctx, org, id)
}

// Lines passes on.
func (a *audited) Lines(ctx context.Context, invoice int64) ([]Line, error) {
	return a.inner.Lines(ctx, invoice)
}

// SetStatus writes down the change.
func (a *audited) SetStatus(ctx context.Context, id int64, status string) error {
	a.note(ctx, "invoice."+status, id)
	return a.inner.SetStatus(ctx, id, status)
}

// Delete writes down the deletion.
func (a *audited) Delete(ctx context.Context, id int64) error {
	a.note(ctx, "invoice.delete", id)
	return a.inner.Delete(ctx, id)
}

// Record writes down the payment.
func (a *audited) Record(ctx context.Context, org, invoice, cents int64, reference string) error {
	a.note(ctx, "payment", invoice)
	return a.inner.Record(ctx, org, invoice, cents, reference)
}

// RecordOwn writes down the payment.
func (a *audited) RecordOwn(ctx context.Context, org, invoice, cents int64, reference string) error {
	a.note(ctx, "payment", invoice)
	return a.inner.RecordOwn(ctx, org, invoice, cents, reference)
}
