// Package store scopes by what it is given.
package store

import (
	"context"
	"database/sql"
)

type Orders struct{ db *sql.DB }

// TG-08: store method whose tenant is a parameter
func (s *Orders) List(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `bound value.* \[traced\]`
}

// TG-08: store method whose tenant is a parameter, and a caller that takes it from the body
func (s *Orders) Count(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, "SELECT count(*) FROM orders WHERE tenant_id = $1", tenant) // want `query on orders is scoped by tenant, a tenant that the request body names`
}

// Filter is a parameter that carries the tenant among others.
type Filter struct{ TenantID, Status string }

// TG-08: store method whose tenant is a field of a parameter
func (s *Orders) Search(ctx context.Context, f Filter) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1 AND status = $2", f.TenantID, f.Status) // met `\[traced\]`
}

// TG-08: store method whose tenant is a field of a parameter, and a caller that takes it from the body
func (s *Orders) Export(ctx context.Context, f Filter) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1 AND status = $2", f.TenantID, f.Status) // want `a tenant that the request body names`
}

// Page asks a helper of the package.
func (s *Orders) Page(ctx context.Context, tenant string) { s.page(ctx, tenant) }

// TG-08: helper whose tenant is a parameter, behind an exported method
func (s *Orders) page(ctx context.Context, tenant string) {
	s.db.QueryContext(ctx, "SELECT id FROM orders WHERE tenant_id = $1 LIMIT 10", tenant) // want `a tenant that the request body names`
}
