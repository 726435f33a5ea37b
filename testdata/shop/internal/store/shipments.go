package store

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"example.com/shop/internal/dbgen"
)

// shipments is reached only through the interfaces of its users.
type shipments struct {
	q dbgen.Querier
}

// NewShipments returns the store of shipments.
func NewShipments(q dbgen.Querier) *shipments { //nolint:revive // deliberately an unexported type
	return &shipments{q: q}
}

// Get returns a shipment.
func (s *shipments) Get(ctx context.Context, id uuid.UUID) (dbgen.Shipment, error) {
	// TG-03: the query has no tenant and no caller makes up for it
	return s.q.GetShipment(ctx, id) // want "shipments.*not scoped" // settled: main
}

// Open starts a shipment of an order.
func (s *shipments) Open(ctx context.Context, tenant, order uuid.UUID, carrier string) (dbgen.Shipment, error) {
	// TS-28: the order comes from the request and its foreign key lacks the tenant
	return s.q.CreateShipment(ctx, dbgen.CreateShipmentParams{TenantID: tenant, OrderID: order, Carrier: carrier}) // want "foreign-parent|orders|parent" // settled: main
}

// OpenFor starts a shipment of an order that was read for the tenant.
func (s *shipments) OpenFor(ctx context.Context, tenant, order uuid.UUID, carrier string) (dbgen.Shipment, error) {
	parent, err := s.q.GetOrder(ctx, dbgen.GetOrderParams{ID: order, TenantID: tenant})
	if err != nil {
		return dbgen.Shipment{}, fmt.Errorf("get order: %w", err)
	}
	return s.q.CreateShipment(ctx, dbgen.CreateShipmentParams{TenantID: tenant, OrderID: parent.ID, Carrier: carrier})
}

// Of lists the shipments of an order.
func (s *shipments) Of(ctx context.Context, tenant, order uuid.UUID) ([]dbgen.Shipment, error) {
	return s.q.ListShipments(ctx, dbgen.ListShipmentsParams{TenantID: tenant, OrderID: order})
}

// Advance sets the state of a shipment whose owner was compared.
func (s *shipments) Advance(ctx context.Context, tenant, id uuid.UUID, state string) error {
	row, err := s.q.GetShipment(ctx, id)
	if err != nil {
		return fmt.Errorf("get shipment: %w", err)
	}
	if row.TenantID != tenant {
		return ErrNotFound
	}
	return s.q.SetShipmentState(ctx, dbgen.SetShipmentStateParams{ID: id, State: state})
}

// Supersede cancels one shipment in favour of another.
func (s *shipments) Supersede(ctx context.Context, tenant, kept, dropped uuid.UUID) error {
	row, err := s.q.GetShipment(ctx, kept)
	if err != nil {
		return fmt.Errorf("get shipment: %w", err)
	}
	if row.TenantID != tenant {
		return ErrNotFound
	}
	// TG-10: the write uses another id than the verified read
	return s.q.SetShipmentState(ctx, dbgen.SetShipmentStateParams{ID: dropped, State: "cancelled"}) // want "shipments.*not scoped" // settled: main
}
