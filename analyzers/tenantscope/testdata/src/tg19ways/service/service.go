// Package service sees the store through interfaces.
package service

import (
	"context"

	"tg19ways/model"
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
