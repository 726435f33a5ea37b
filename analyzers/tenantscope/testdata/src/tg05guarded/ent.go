// Package tg05guarded uses a client some of whose schemas confine every query to the tenant; see testdata/entschema.
package tg05guarded

import (
	"context"

	"entshop"
	"entshop/order"
	"entshop/tag"
)

// TG-05: schema with a tenant mixin that has a privacy policy
func policy(ctx context.Context, c *entshop.Client) {
	c.Tag.Query().Where(tag.Name("n")).All(ctx) // met `guarded by the schema's policy of TenantMixin`
}

// TG-05: schema with a tenant mixin that has an interceptor
func interceptor(ctx context.Context, c *entshop.Client) {
	c.Customer.Get(ctx, "1") // met `guarded by the schema's interceptor of InterceptedMixin`
}

// TG-05: schema with an interceptor that says nothing of the tenant
func softDelete(ctx context.Context, c *entshop.Client) {
	c.Order.Query().Where(order.Status("open")).All(ctx) // want `query on orders`
}
