// Package rule holds the privacy rules of the guarded schemas.
package rule

import (
	"context"

	"entgo.io/ent/entql"
	"github.com/google/uuid"

	"example.com/desk/ent/privacy"
	"example.com/desk/internal/auth"
)

// FilterTenant keeps queries and mutations within the caller's tenant, and denies callers without one.
func FilterTenant() privacy.QueryMutationRule {
	type owned interface {
		WhereTenantID(entql.ValueP)
	}
	return privacy.FilterFunc(func(ctx context.Context, f privacy.Filter) error {
		tenant, ok := auth.TenantFrom(ctx)
		if !ok || tenant == uuid.Nil {
			return privacy.Denyf("no tenant in the context")
		}
		filter, ok := f.(owned)
		if !ok {
			return privacy.Denyf("%T has no tenant", f)
		}
		filter.WhereTenantID(entql.ValueEQ(tenant))
		return privacy.Skip
	})
}
