// Package orders holds the rules of ordering.
package orders

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/dbgen"
)

// ErrNotYours is returned for orders of another shop.
var ErrNotYours = errors.New("no such order")

// Finder finds an order by its id.
type Finder interface {
	Find(ctx context.Context, id uuid.UUID) (dbgen.Order, error)
}

// Repository is what the service needs of a store.
type Repository interface {
	Finder
	Get(ctx context.Context, tenant, id uuid.UUID) (dbgen.Order, error)
	List(ctx context.Context, tenant uuid.UUID, status *string, limit int32) ([]dbgen.Order, error)
	Create(ctx context.Context, arg dbgen.CreateOrderParams) (dbgen.Order, error)
	SetNote(ctx context.Context, id uuid.UUID, note string) error
	Close(ctx context.Context, tenant, id uuid.UUID) error
	Archive(ctx context.Context, tenant, id uuid.UUID) error
	Reopen(ctx context.Context, tenant, id uuid.UUID) error
	Refund(ctx context.Context, tenant, order uuid.UUID, cents int64, reason string) (dbgen.Refund, error)
}

// Service is the orders use case.
type Service struct {
	repo Repository
}

// NewService returns the service on a repository.
func NewService(repo Repository) *Service { return &Service{repo: repo} }

// Order returns an order after comparing its owner.
func (s *Service) Order(ctx context.Context, id uuid.UUID) (dbgen.Order, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return dbgen.Order{}, auth.ErrUnauthenticated
	}
	order, err := s.repo.Find(ctx, id)
	if err != nil {
		return dbgen.Order{}, fmt.Errorf("find order: %w", err)
	}
	if order.TenantID != tenant {
		return dbgen.Order{}, ErrNotYours
	}
	return order, nil
}

// Orders lists the newest orders.
func (s *Service) Orders(ctx context.Context, status *string) ([]dbgen.Order, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return s.repo.List(ctx, tenant, status, 50)
}

// Place opens an order.
func (s *Service) Place(ctx context.Context, customer uuid.UUID, number int64, currency string) (dbgen.Order, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return dbgen.Order{}, auth.ErrUnauthenticated
	}
	return s.repo.Create(ctx, dbgen.CreateOrderParams{
		TenantID: tenant, CustomerID: customer, Number: number, Currency: currency,
	})
}

// Annotate replaces the note of an order.
func (s *Service) Annotate(ctx context.Context, id uuid.UUID, note string) error {
	if len(note) > 2000 {
		return errors.New("note is too long")
	}
	return s.repo.SetNote(ctx, id, note)
}

// Flag marks an order of the caller's shop.
func (s *Service) Flag(ctx context.Context, id uuid.UUID) error {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	order, err := s.repo.Get(ctx, tenant, id)
	if err != nil {
		return fmt.Errorf("get order: %w", err)
	}
	return s.repo.SetNote(ctx, order.ID, "flagged: "+order.Note)
}

// Move closes, archives or reopens an order.
func (s *Service) Move(ctx context.Context, id uuid.UUID, to string) error {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	switch to {
	case "closed":
		return s.repo.Close(ctx, tenant, id)
	case "archived":
		return s.repo.Archive(ctx, tenant, id)
	case "open":
		return s.repo.Reopen(ctx, tenant, id)
	}
	return fmt.Errorf("unknown status %q", to)
}

// Refund pays a part of an order back.
func (s *Service) Refund(ctx context.Context, order uuid.UUID, cents int64, reason string) (dbgen.Refund, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return dbgen.Refund{}, auth.ErrUnauthenticated
	}
	return s.repo.Refund(ctx, tenant, order, cents, reason)
}
