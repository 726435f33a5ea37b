// Package invoicing holds the rules of invoices and payments.
package invoicing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"example.com/billing/internal/auth"
)

// Invoice is one invoice.
type Invoice struct {
	ID             int64        `db:"id" json:"id"`
	OrganizationID int64        `db:"organization_id" json:"-"`
	CustomerID     int64        `db:"customer_id" json:"customer_id"`
	Number         string       `db:"number" json:"number"`
	Status         string       `db:"status" json:"status"`
	TotalCents     int64        `db:"total_cents" json:"total_cents"`
	BillingEmail   string       `db:"billing_email" json:"billing_email"`
	DueOn          sql.NullTime `db:"due_on" json:"due_on"`
}

// Line is one line of an invoice.
type Line struct {
	Description string `db:"description" json:"description"`
	AmountCents int64  `db:"amount_cents" json:"amount_cents"`
}

// Store is what the rules need of a database.
type Store interface {
	Find(ctx context.Context, id int64) (*Invoice, error)
	Get(ctx context.Context, org, id int64) (*Invoice, error)
	Lines(ctx context.Context, invoice int64) ([]Line, error)
	SetStatus(ctx context.Context, id int64, status string) error
	Delete(ctx context.Context, id int64) error
	Record(ctx context.Context, org, invoice, cents int64, reference string) error
	RecordOwn(ctx context.Context, org, invoice, cents int64, reference string) error
}

// Service is the invoicing use case.
type Service struct {
	store Store
}

// NewService returns the service on a store.
func NewService(store Store) *Service { return &Service{store: store} }

// Show returns an invoice and its lines, after comparing the owner.
func (s *Service) Show(ctx context.Context, id int64) (*Invoice, []Line, error) {
	invoice, err := s.own(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	lines, err := s.store.Lines(ctx, invoice.ID)
	return invoice, lines, err
}

// own reads an invoice and makes sure that it is the caller's.
func (s *Service) own(ctx context.Context, id int64) (*Invoice, error) {
	org, ok := auth.OrganizationFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	invoice, err := s.store.Find(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("find invoice: %w", err)
	}
	if invoice.OrganizationID != org {
		return nil, sql.ErrNoRows
	}
	return invoice, nil
}

// Void cancels an invoice.
func (s *Service) Void(ctx context.Context, id int64) error {
	if id <= 0 {
		return errors.New("no such invoice")
	}
	return s.store.SetStatus(ctx, id, "void")
}

// Issue sends a draft.
func (s *Service) Issue(ctx context.Context, id int64) error {
	invoice, err := s.own(ctx, id)
	if err != nil {
		return err
	}
	if invoice.Status != "draft" {
		return errors.New("only drafts are issued")
	}
	return s.store.SetStatus(ctx, invoice.ID, "open")
}

// Discard deletes a draft.
func (s *Service) Discard(ctx context.Context, id int64) error {
	return s.store.Delete(ctx, id)
}

// Pay records a payment; trusted bank files skip the look at the invoice.
func (s *Service) Pay(ctx context.Context, invoice, cents int64, reference string, trusted bool) error {
	org, ok := auth.OrganizationFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	if trusted {
		return s.store.Record(ctx, org, invoice, cents, reference)
	}
	return s.store.RecordOwn(ctx, org, invoice, cents, reference)
}
