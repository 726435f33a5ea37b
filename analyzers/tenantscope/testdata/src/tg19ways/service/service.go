// Package service sees the store through interfaces.
package service

import (
	"context"

	"tg19ways/model"
	"tg19ways/store"
)

type Store interface {
	Get(ctx context.Context, tenant, id string) (model.View, error)
	Find(ctx context.Context, id string) (model.View, error)
	Close(ctx context.Context, id string) error
	Reopen(ctx context.Context, id string) error
}

type Service struct{ store Store }

func New(store Store) *Service { return &Service{store: store} }

// view hands on what the store gives.
func (s *Service) view(ctx context.Context, tenant, id string) (model.View, error) {
	return s.store.Get(ctx, tenant, id)
}

// TG-19: a caller with the id of a scoped row that an implementation of an interface gave
func (s *Service) Close(ctx context.Context, tenant, id string) error {
	v, err := s.view(ctx, tenant, id)
	if err != nil {
		return err
	}
	return s.store.Close(ctx, v.Order.ID) // met `scoped`
}

// TG-19: a caller with the id of an unscoped row that an implementation of an interface gave
func (s *Service) Reopen(ctx context.Context, _, id string) error {
	v, err := s.store.Find(ctx, id) // related `passed on by \(\*service.Service\).Reopen`
	if err != nil {
		return err
	}
	return s.store.Reopen(ctx, v.Order.ID) // related `called by \(\*service.Service\).Reopen`
}

// Direct knows the store, and the service by an interface.
type Direct struct {
	Viewer
	orders *store.Orders
	remote Remote
}

// Remote is what nothing here implements.
type Remote interface {
	Fetch(ctx context.Context, id string) (model.View, error)
}

type Viewer interface {
	View(ctx context.Context, tenant, id string) (model.View, error)
	Any(ctx context.Context, id string) (model.View, error)
}

func NewDirect(orders *store.Orders) *Direct { return &Direct{Viewer: New(orders), orders: orders} }

// View is the order of a tenant.
func (s *Service) View(ctx context.Context, tenant, id string) (model.View, error) {
	return s.view(ctx, tenant, id)
}

// Any is an order whose id says nothing.
func (s *Service) Any(_ context.Context, id string) (model.View, error) {
	return model.View{Order: model.Order{ID: id}}, nil
}

// TG-19: a caller that an embedded interface gave the scoped row
func (d *Direct) Archive(ctx context.Context, tenant, id string) error {
	v, err := d.View(ctx, tenant, id)
	if err != nil {
		return err
	}
	return d.orders.Archive(ctx, v.Order.ID) // met `scoped`
}

// TG-19: a caller that an embedded interface gave what it was given
func (d *Direct) ArchiveAny(ctx context.Context, _, id string) error {
	v, err := d.Any(ctx, id)
	if err != nil {
		return err
	}
	return d.orders.ArchiveAny(ctx, v.Order.ID) // related `nothing here ties`
}

// TG-19: a caller with scoped rows that another package picks from
func (d *Direct) Picked(ctx context.Context, tenant string) error {
	list, err := d.orders.List(ctx, tenant)
	if err != nil {
		return err
	}
	var ids []string
	for _, o := range store.Open(list) {
		ids = append(ids, o.ID)
	}
	return d.orders.Picked(ctx, store.Batch{IDs: ids}) // met `scoped`
}

// Fetched passes what an interface gave that nothing binds.
func (d *Direct) Fetched(ctx context.Context, id string) error {
	v, err := d.remote.Fetch(ctx, id)
	if err != nil {
		return err
	}
	return d.orders.Fetched(ctx, v.Order.ID)
}
