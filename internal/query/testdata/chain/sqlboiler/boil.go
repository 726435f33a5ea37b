// Package sqlboiler has one function for each meaning of what sqlboiler generates.
package sqlboiler

import (
	"context"

	"boilshop"

	"github.com/aarondl/sqlboiler/v4/boil"
	"github.com/aarondl/sqlboiler/v4/queries"
	"github.com/aarondl/sqlboiler/v4/queries/qm"
)

type Store struct{ db boil.ContextExecutor }

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND status = $2 [$1=tenant $2="open"]
func (s *Store) Text(ctx context.Context, tenant string) {
	boilshop.Orders(qm.Where("tenant_id = ?", tenant), qm.And("status = ?", "open"), qm.Limit(10)).All(ctx, s.db)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.status IN ($2) [$1=tenant $2=status]
func (s *Store) Helpers(ctx context.Context, tenant string, status []string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant), boilshop.OrderWhere.Status.IN(status)).All(ctx, s.db)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 OR orders.status = $2 [$1=tenant $2="open"]
func (s *Store) Or(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant), qm.Or2(boilshop.OrderWhere.Status.EQ("open"))).All(ctx, s.db)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND (status = $2 OR status = $3) [$1=tenant $2="open" $3="late"]
func (s *Store) Expr(ctx context.Context, tenant string) {
	boilshop.Orders(qm.Where("tenant_id = ?", tenant), qm.Expr(qm.Where("status = ?", "open"), qm.Or("status = ?", "late"))).All(ctx, s.db)
}

//want:statement SELECT * FROM orders
//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) Conditional(ctx context.Context, tenant string) {
	var mods []qm.QueryMod
	if tenant != "" {
		mods = append(mods, boilshop.OrderWhere.TenantID.EQ(tenant))
	}
	boilshop.Orders(mods...).All(ctx, s.db)
}

//want:statement SELECT * FROM orders JOIN customers AS c ON c.id = orders.customer_id AND c.tenant_id = $1 [$1=tenant]
func (s *Store) Join(ctx context.Context, tenant string) {
	boilshop.Orders(qm.InnerJoin("customers c ON c.id = orders.customer_id AND c.tenant_id = ?", tenant)).All(ctx, s.db)
}

//want:statement SELECT id FROM orders WHERE id = $1 [$1=id]
func (s *Store) NewQuery(ctx context.Context, id string, out *boilshop.Order) {
	boilshop.NewQuery(qm.Select("id"), qm.From("orders"), qm.Where("id = ?", id)).Bind(ctx, s.db, out)
}

//want:statement SELECT * FROM orders WHERE id = $1 [$1=id]
func (s *Store) Raw(ctx context.Context, id string, out *boilshop.Order) {
	queries.Raw("SELECT * FROM orders WHERE id = $1", id).Bind(ctx, s.db, out)
}

//want:statement SELECT * FROM orders WHERE orders.id = $1 [$1=id]
func (s *Store) Find(ctx context.Context, id string) {
	boilshop.FindOrder(ctx, s.db, id)
}

//want:statement SELECT * FROM orders WHERE orders.id = $1 [$1=id]
func (s *Store) Exists(ctx context.Context, id string) {
	boilshop.OrderExists(ctx, s.db, id)
}

//want:statement INSERT INTO orders (tenant_id, status) VALUES ($1, $2) [$1=tenant $2="new"]
func (s *Store) Insert(ctx context.Context, tenant string) {
	o := &boilshop.Order{TenantID: tenant, Status: "new"}
	o.Insert(ctx, s.db, boil.Infer())
}

//want:statement INSERT INTO orders (id, tenant_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET tenant_id = excluded.tenant_id [$1=id $2=tenant]
func (s *Store) Upsert(ctx context.Context, tenant, id string) {
	o := &boilshop.Order{ID: id, TenantID: tenant}
	o.Upsert(ctx, s.db, true, []string{"id"}, boil.Infer(), boil.Infer())
}

//want:statement UPDATE orders SET customer_id = $4, status = $5 WHERE orders.id = $1 [$4=o.CustomerID $5=o.Status $1=o.ID]
func (s *Store) Update(ctx context.Context, o *boilshop.Order) {
	o.Update(ctx, s.db, boil.Infer())
}

//want:statement UPDATE orders SET status = $2 WHERE orders.tenant_id = $1 [$2="paid" $1=tenant]
func (s *Store) UpdateAll(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant)).UpdateAll(ctx, s.db, boilshop.M{"status": "paid"})
}

//want:statement DELETE FROM orders WHERE orders.id = $1 [$1=o.ID]
func (s *Store) Delete(ctx context.Context, o *boilshop.Order) {
	o.Delete(ctx, s.db)
}

//want:statement DELETE FROM orders WHERE orders.id IN ($1) [$1=list.[].ID]
func (s *Store) DeleteSlice(ctx context.Context, list boilshop.OrderSlice) {
	list.DeleteAll(ctx, s.db)
}

//want:statement SELECT * FROM customers WHERE customers.id = $1 [$1=o.CustomerID]
func (s *Store) ToOne(ctx context.Context, o *boilshop.Order) {
	o.Customer().One(ctx, s.db)
}

//want:statement SELECT count(*) FROM order_items WHERE order_items.order_id = $1 [$1=o.ID]
func (s *Store) ToMany(ctx context.Context, o *boilshop.Order) {
	o.OrderItems().Count(ctx, s.db)
}

//want:statement unlisted: (*boilshop.Order).SetCustomer
func (s *Store) SetCustomer(ctx context.Context, o *boilshop.Order, c *boilshop.Customer) {
	o.SetCustomer(ctx, s.db, false, c)
}
