// Package tg06boil calls what sqlboiler generated for the shop.
package tg06boil

import (
	"context"

	"boilshop"

	"github.com/aarondl/sqlboiler/v4/boil"
	"github.com/aarondl/sqlboiler/v4/queries"
	"github.com/aarondl/sqlboiler/v4/queries/qm"
)

type Store struct{ db boil.ContextExecutor }

// TG-06: sqlboiler text
func (s *Store) text(ctx context.Context, status string) {
	boilshop.Orders(qm.Where("status = ?", status)).All(ctx, s.db) // want `query on orders`
}

// TG-06: sqlboiler text, scoped
func (s *Store) textScoped(ctx context.Context, tenant, status string) {
	boilshop.Orders(qm.Where("status = ?", status), qm.And("tenant_id = ?", tenant)).All(ctx, s.db)
}

// TG-06: sqlboiler helper of another column
func (s *Store) helper(ctx context.Context, status string) {
	boilshop.Orders(boilshop.OrderWhere.Status.EQ(status)).All(ctx, s.db) // want `query on orders`
}

// TG-06: sqlboiler helper of the key
func (s *Store) helperScoped(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant)).All(ctx, s.db)
}

// TG-06: sqlboiler helper that excludes the key
func (s *Store) helperNot(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.NEQ(tenant)).All(ctx, s.db) // want `query on orders`
}

// TG-06: sqlboiler Or after the scope
func (s *Store) or(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant), qm.Or("status = ?", "open")).All(ctx, s.db) // want `query on orders`
}

// TG-06: sqlboiler Or within the scope
func (s *Store) orWithin(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant), qm.Expr(qm.Where("status = ?", "late"), qm.Or("status = ?", "open"))).All(ctx, s.db)
}

// TG-06: sqlboiler Find
func (s *Store) find(ctx context.Context, id string) (*boilshop.Order, error) {
	return boilshop.FindOrder(ctx, s.db, id) // want `query on orders`
}

// TG-06: sqlboiler Find, verified
func (s *Store) findVerified(ctx context.Context, tenant, id string) (*boilshop.Order, error) {
	o, err := boilshop.FindOrder(ctx, s.db, id)
	if err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		return nil, boilshop.ErrSyncFail
	}
	return o, nil
}

// TG-06: sqlboiler conditional mod
func (s *Store) conditional(ctx context.Context, tenant string) {
	mods := []qm.QueryMod{qm.Limit(10)}
	if tenant != "" {
		mods = append(mods, boilshop.OrderWhere.TenantID.EQ(tenant))
	}
	boilshop.Orders(mods...).All(ctx, s.db) // want `query on orders`
}

// TG-06: sqlboiler conditional mod beside the scope
func (s *Store) conditionalScoped(ctx context.Context, tenant, status string) {
	mods := []qm.QueryMod{boilshop.OrderWhere.TenantID.EQ(tenant)}
	if status != "" {
		mods = append(mods, boilshop.OrderWhere.Status.EQ(status))
	}
	boilshop.Orders(mods...).All(ctx, s.db)
}

// TG-06: sqlboiler mods of a caller
func (s *Store) list(ctx context.Context, mods ...qm.QueryMod) {
	boilshop.Orders(mods...).All(ctx, s.db) // unresolved `orders`
}

// TG-06: sqlboiler Join along no key
func (s *Store) join(ctx context.Context, tenant string) {
	boilshop.Orders(qm.InnerJoin("customers c ON c.name = orders.status"), qm.Where("orders.tenant_id = ?", tenant)).All(ctx, s.db) // want `query on customers`
}

// TG-06: sqlboiler Join along the key
func (s *Store) joinScoped(ctx context.Context, tenant string) {
	boilshop.Orders(qm.InnerJoin("customers c ON c.id = orders.customer_id"), qm.Where("orders.tenant_id = ?", tenant)).All(ctx, s.db)
}

// TG-06: sqlboiler Raw
func (s *Store) raw(ctx context.Context, id string, o *boilshop.Order) error {
	return queries.Raw("SELECT * FROM orders WHERE id = $1", id).Bind(ctx, s.db, o) // want `query on orders`
}

// TG-06: sqlboiler Raw, scoped
func (s *Store) rawScoped(ctx context.Context, tenant, id string, o *boilshop.Order) error {
	return queries.Raw("SELECT * FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Bind(ctx, s.db, o)
}

// TG-06: sqlboiler Insert without the key
func (s *Store) insert(ctx context.Context) error {
	o := &boilshop.Order{Status: "new"}
	return o.Insert(ctx, s.db, boil.Infer()) // want `insert into orders`
}

// TG-06: sqlboiler Insert
func (s *Store) insertScoped(ctx context.Context, tenant string) error {
	o := &boilshop.Order{Status: "new", TenantID: tenant}
	return o.Insert(ctx, s.db, boil.Infer())
}

// TG-06: sqlboiler Upsert whose key lacks the tenant
func (s *Store) upsert(ctx context.Context, tenant, id string) error {
	o := &boilshop.Order{ID: id, TenantID: tenant}
	return o.Upsert(ctx, s.db, true, []string{"id"}, boil.Infer(), boil.Infer()) // want `upsert into orders`
}

// TG-06: sqlboiler UpdateAll
func (s *Store) updateAll(ctx context.Context, status string) {
	boilshop.Orders(boilshop.OrderWhere.Status.EQ(status)).UpdateAll(ctx, s.db, boilshop.M{"status": "paid"}) // want `update of orders`
}

// TG-06: sqlboiler UpdateAll, scoped
func (s *Store) updateAllScoped(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant)).UpdateAll(ctx, s.db, boilshop.M{"status": "paid"})
}

// TG-06: sqlboiler DeleteAll
func (s *Store) deleteAll(ctx context.Context, status string) {
	boilshop.Orders(boilshop.OrderWhere.Status.EQ(status)).DeleteAll(ctx, s.db) // want `delete from orders`
}

// TG-06: sqlboiler DeleteAll, scoped
func (s *Store) deleteAllScoped(ctx context.Context, tenant string) {
	boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant)).DeleteAll(ctx, s.db)
}

// TG-06: sqlboiler rows of a scoped row
func (s *Store) relation(ctx context.Context, tenant, id string) (boilshop.OrderItemSlice, error) {
	o, err := boilshop.Orders(boilshop.OrderWhere.TenantID.EQ(tenant), boilshop.OrderWhere.ID.EQ(id)).One(ctx, s.db)
	if err != nil {
		return nil, err
	}
	return o.OrderItems().All(ctx, s.db)
}

// TG-06: sqlboiler rows of a row that nobody read
func (s *Store) relationOfOther(ctx context.Context, id string) (boilshop.OrderItemSlice, error) {
	o := &boilshop.Order{ID: id}
	return o.OrderItems().All(ctx, s.db) // want `query on order_items`
}
