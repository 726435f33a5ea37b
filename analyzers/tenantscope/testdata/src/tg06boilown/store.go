// Package tg06boilown calls models that sqlboiler generated into the same module.
package tg06boilown

import (
	"context"

	"tg06boilown/models"

	"github.com/aarondl/sqlboiler/v4/boil"
)

type Store struct{ db boil.ContextExecutor }

// TG-06: sqlboiler function of the same module that a row reads, scoped
func (s *Store) oneScoped(ctx context.Context, tenant, id string) (*models.Order, error) {
	return models.Orders(models.OrderWhere.TenantID.EQ(tenant), models.OrderWhere.ID.EQ(id)).One(ctx, s.db) // met `tenant_id equals a bound value`
}

// TG-06: sqlboiler function of the same module that a row reads
func (s *Store) one(ctx context.Context, id string) (*models.Order, error) {
	return models.Orders(models.OrderWhere.ID.EQ(id)).One(ctx, s.db) // want `query on orders`
}

// TG-06: sqlboiler function of the same module that no row reads
func (s *Store) overdue(ctx context.Context, status string) (*models.Order, error) {
	return models.Overdue(ctx, s.db, status) // want `query on orders`
}
