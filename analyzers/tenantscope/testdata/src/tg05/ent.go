// Package tg05 builds statements with a client that ent generates: each relation is decided on its own.
package tg05

import (
	"context"

	"entshop"
	"entshop/customer"
	"entshop/order"
	"entshop/orderitem"
	"entshop/tag"
)

type repo struct{ client *entshop.Client }

// TG-05: Query().Where(x.TenantID(t))
func (r *repo) query(ctx context.Context, tenant, id string) {
	r.client.Order.Query().Where(order.TenantID(tenant), order.ID(id)).Only(ctx) // met ``
}

// TG-05: Query().Where(x.ID(id))
func (r *repo) queryByID(ctx context.Context) {
	r.client.Order.Query().Where(order.ID("1")).Only(ctx) // want `query on orders`
}

// TG-05: Query().Where(x.TenantID(t)) as one arm of an Or
func (r *repo) queryOr(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.Or(order.TenantID(tenant), order.Status("public"))).All(ctx) // want `query on orders`
}

// TG-05: Get(ctx, id)
func (r *repo) get(ctx context.Context) {
	r.client.Order.Get(ctx, "1") // want `query on orders`
}

// TG-05: Get(ctx, id) of the id of a scoped row
func (r *repo) getScoped(ctx context.Context, tenant string) error {
	t, err := r.client.Order.Query().Where(order.TenantID(tenant)).First(ctx) // met ``
	if err != nil {
		return err
	}
	_, err = r.client.Order.Get(ctx, t.ID) // met `read scoped`
	return err
}

// TG-05: UpdateOneID
func (r *repo) updateOneID(ctx context.Context) {
	r.client.Order.UpdateOneID("1").SetStatus("paid").Exec(ctx) // want `update of orders`
}

// TG-05: UpdateOneID, narrowed to the tenant
func (r *repo) updateOneIDScoped(ctx context.Context, tenant, id string) {
	r.client.Order.UpdateOneID(id).Where(order.TenantID(tenant)).SetStatus("paid").Exec(ctx) // met ``
}

// TG-05: DeleteOneID
func (r *repo) deleteOneID(ctx context.Context) {
	r.client.Order.DeleteOneID("1").Exec(ctx) // want `delete from orders`
}

// TG-05: DeleteOneID, narrowed to the tenant
func (r *repo) deleteOneIDScoped(ctx context.Context, tenant, id string) {
	r.client.Order.DeleteOneID(id).Where(order.TenantID(tenant)).Exec(ctx) // met ``
}

// TG-05: edges, walked from a scoped row
func (r *repo) edges(ctx context.Context, tenant string) {
	r.client.Customer.Query().Where(customer.TenantID(tenant)).QueryOrders().Where(order.Status("open")).All(ctx) // met `refers to a scoped row of customers` `equals a bound value`
}

// TG-05: edges, walked from a row of any tenant
func (r *repo) edgesUnscoped(ctx context.Context) {
	r.client.Customer.Query().Where(customer.Name("n")).QueryOrders().Where(order.Status("open")).All(ctx) // want `query on customers`
}

// TG-05: edges as a condition that binds the tenant
func (r *repo) edgeCondition(ctx context.Context, tenant string) {
	r.client.OrderItem.Query().Where(orderitem.HasOrderWith(order.TenantID(tenant))).All(ctx) // met `refers to a scoped row of orders` `equals a bound value`
}

// TG-05: edges as a condition that binds another column
func (r *repo) edgeConditionUnscoped(ctx context.Context) {
	r.client.OrderItem.Query().Where(orderitem.HasOrderWith(order.Status("open"))).All(ctx) // want `query on orders`
}

// TG-05: M2M eager loading below a scoped query
func (r *repo) eager(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(order.TenantID(tenant)).WithTags(func(q *entshop.TagQuery) {
		q.Where(tag.TenantID(tenant))
	}).All(ctx) // met `orders|equals a bound value`
}

// TG-05: M2M eager loading below an unscoped query
func (r *repo) eagerUnscoped(ctx context.Context) {
	r.client.Order.Query().Where(order.Status("open")).WithTags().All(ctx) // want `query on orders`
}
