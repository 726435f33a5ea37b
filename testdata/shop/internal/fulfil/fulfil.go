// Package fulfil ships what was ordered.
package fulfil

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/dbgen"
)

// Shipments is what the service needs of a store.
type Shipments interface {
	Get(ctx context.Context, id uuid.UUID) (dbgen.Shipment, error)
	Open(ctx context.Context, tenant, order uuid.UUID, carrier string) (dbgen.Shipment, error)
	OpenFor(ctx context.Context, tenant, order uuid.UUID, carrier string) (dbgen.Shipment, error)
	Of(ctx context.Context, tenant, order uuid.UUID) ([]dbgen.Shipment, error)
	Advance(ctx context.Context, tenant, id uuid.UUID, state string) error
	Supersede(ctx context.Context, tenant, kept, dropped uuid.UUID) error
}

// Service is the shipping use case.
type Service struct {
	shipments Shipments
	carriers  map[string]bool
}

// NewService returns the service.
func NewService(shipments Shipments, carriers ...string) *Service {
	s := &Service{shipments: shipments, carriers: make(map[string]bool)}
	for _, c := range carriers {
		s.carriers[c] = true
	}
	return s
}

// Track returns a shipment.
func (s *Service) Track(ctx context.Context, id uuid.UUID) (dbgen.Shipment, error) {
	return s.shipments.Get(ctx, id)
}

// Of lists the shipments of an order.
func (s *Service) Of(ctx context.Context, order uuid.UUID) ([]dbgen.Shipment, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return s.shipments.Of(ctx, tenant, order)
}

// Ship starts a shipment of an order; express parcels skip the look at the order.
func (s *Service) Ship(ctx context.Context, order uuid.UUID, carrier string, express bool) (dbgen.Shipment, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return dbgen.Shipment{}, auth.ErrUnauthenticated
	}
	if !s.carriers[carrier] {
		return dbgen.Shipment{}, errors.New("unknown carrier")
	}
	if express {
		return s.shipments.Open(ctx, tenant, order, carrier)
	}
	return s.shipments.OpenFor(ctx, tenant, order, carrier)
}

// Advance moves a shipment on.
func (s *Service) Advance(ctx context.Context, id uuid.UUID, state string) error {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	return s.shipments.Advance(ctx, tenant, id, state)
}

// Replace drops one shipment for another.
func (s *Service) Replace(ctx context.Context, kept, dropped uuid.UUID) error {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	return s.shipments.Supersede(ctx, tenant, kept, dropped)
}

// metered counts how often shipments are looked up; everything else passes through.
type metered struct {
	Shipments
	count func(event string)
}

// Meter wraps a store of shipments.
func Meter(inner Shipments, count func(event string)) Shipments {
	return metered{Shipments: inner, count: count}
}

// Get counts and asks the wrapped store.
func (m metered) Get(ctx context.Context, id uuid.UUID) (dbgen.Shipment, error) {
	m.count("shipment.get")
	return m.Shipments.Get(ctx, id)
}
