// Package tg14guard ignores ok and looks at the value instead.
package tg14guard

import (
	"context"
	"database/sql"
)

type tenantKey struct{}

type Store struct{ db *sql.DB }

// TG-14: type assertion whose zero value leaves
func (s *Store) checkedByValue(ctx context.Context) {
	tenant, _ := ctx.Value(tenantKey{}).(string)
	if tenant == "" {
		return
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `bound value`
}

// TG-14: type assertion whose zero value goes on
func (s *Store) notChecked(ctx context.Context, log func(...any)) {
	tenant, _ := ctx.Value(tenantKey{}).(string)
	if tenant == "" {
		log("no tenant")
	}
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `orders`
}
