// Package tg05builder builds statements with the builder that ent's clients stand on.
package tg05builder

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"entshop"
	"entshop/customer"
	"entshop/order"
)

type Repo struct{ client *entshop.Client }

// TG-05: the tenant and another column in a sub-select of the builder, which binds the tenant
func (r *Repo) Latest(ctx context.Context, tenant, status string) {
	r.client.Order.Query().Where(func(s *sql.Selector) {
		t := sql.Table(order.Table)
		s.Where(sql.In(
			t.Wrap(func(b *sql.Builder) { b.IdentComma(order.FieldTenantID, order.FieldID) }).String(),
			sql.Select(order.FieldTenantID, sql.Max(order.FieldID)).From(t).
				Where(sql.And(sql.EQ(order.FieldTenantID, tenant), sql.EQ(order.FieldStatus, status))).GroupBy(order.FieldTenantID),
		))
	}).First(ctx) // met `tenant_id equals a bound value`
}

// TG-05: another column alone in a sub-select of the builder
func (r *Repo) LatestOfAll(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(func(s *sql.Selector) {
		t := sql.Table(order.Table)
		s.Where(sql.In(s.C(order.FieldStatus), sql.Select(t.C(order.FieldStatus)).From(t).Where(sql.EQ(t.C(order.FieldTenantID), tenant))))
	}).First(ctx) // want `query on orders`
}

// OfCustomers reads the orders of a tenant's customers.
func (r *Repo) OfCustomers(ctx context.Context, tenant string) {
	text, args := ofCustomers(tenant)
	r.client.QueryContext(ctx, text, args...)
}

// TG-05: a join of the builder on a key of what is scoped
func ofCustomers(tenant string) (string, []any) {
	c, o := sql.Table(customer.Table).As("c"), sql.Table(order.Table).As("o")
	return sql.Select(o.C("id")).From(o).Join(c).On(o.C(order.FieldCustomerID), c.C("id")).Where(sql.EQ(c.C(customer.FieldTenantID), tenant)).Query() // met ``
}

// OfEveryone has the condition on an alias that is not joined by a key.
func (r *Repo) OfEveryone(ctx context.Context, tenant string) {
	text, args := ofEveryone(tenant)
	r.client.QueryContext(ctx, text, args...)
}

// TG-05: a join of the builder on another column of what is scoped
func ofEveryone(tenant string) (string, []any) {
	c, o := sql.Table(customer.Table).As("c"), sql.Table(order.Table).As("o")
	return sql.Select(o.C("id")).From(o).Join(c).On(o.C(order.FieldStatus), c.C("name")).Where(sql.EQ(c.C(customer.FieldTenantID), tenant)).Query() // want `query on orders`
}

// TG-05: a predicate function that adds the tenant
func (r *Repo) Always(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(func(s *sql.Selector) { s.Where(sql.EQ(s.C(order.FieldTenantID), tenant)) }).All(ctx) // met `tenant_id equals a bound value`
}

// TG-05: a predicate function that adds the tenant only sometimes
func (r *Repo) Read(ctx context.Context, tenant string) {
	r.client.Order.Query().Where(func(s *sql.Selector) {
		if tenant != "" {
			s.Where(sql.EQ(s.C(order.FieldTenantID), tenant))
		}
	}).All(ctx) // want `query on orders`
}

// TG-05: a predicate function that is not at hand
func (r *Repo) Unknown(ctx context.Context, add func(*sql.Selector)) {
	r.client.Order.Query().Where(add).All(ctx) // unresolved `condition`
}
