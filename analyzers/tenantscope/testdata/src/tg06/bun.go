// Package tg06 builds statements with bun and xorm.
package tg06

import (
	"context"

	"github.com/uptrace/bun"
)

type Order struct {
	bun.BaseModel `bun:"table:orders,alias:o" xorm:"-"`

	ID         string       `bun:"id,pk" xorm:"pk 'id'"`
	TenantID   string       `bun:"tenant_id" xorm:"'tenant_id'"`
	CustomerID string       `bun:"customer_id" xorm:"'customer_id'"`
	Status     string       `bun:"status" xorm:"'status'"`
	Total      int64        `bun:"total" xorm:"'total'"`
	Customer   *Customer    `bun:"rel:belongs-to,join:customer_id=id" xorm:"-"`
	Items      []*OrderItem `bun:"rel:has-many,join:id=order_id" xorm:"-"`
}

func (Order) TableName() string { return "orders" }

type Customer struct {
	bun.BaseModel `bun:"table:customers,alias:c" xorm:"-"`

	ID       string `bun:"id,pk" xorm:"pk 'id'"`
	TenantID string `bun:"tenant_id" xorm:"'tenant_id'"`
	Name     string `bun:"name" xorm:"'name'"`
}

type OrderItem struct {
	bun.BaseModel `bun:"table:order_items,alias:i" xorm:"-"`

	ID      string `bun:"id,pk" xorm:"pk 'id'"`
	OrderID string `bun:"order_id" xorm:"'order_id'"`
	Sku     string `bun:"sku" xorm:"'sku'"`
}

type store struct{ db *bun.DB }

// TG-06: bun WhereOr after the scope
func (s *store) whereOr(ctx context.Context, tenant string) {
	var out []Order
	s.db.NewSelect().Model(&out).Where("tenant_id = ?", tenant).WhereOr("status = ?", "public").Scan(ctx) // want `query on orders`
}

// TG-06: bun Where after the scope
func (s *store) where(ctx context.Context, tenant string) {
	var out []Order
	s.db.NewSelect().Model(&out).Where("tenant_id = ?", tenant).Where("status = ?", "public").Scan(ctx) // met ``
}

// TG-06: bun WhereGroup beside the scope
func (s *store) whereGroup(ctx context.Context, tenant string) {
	var out []Order
	s.db.NewSelect().Model(&out).Where("tenant_id = ?", tenant).WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("status = ?", "open").WhereOr("status = ?", "new")
	}).Scan(ctx) // met ``
}

// TG-06: bun WhereGroup as another arm of the scope
func (s *store) whereGroupOr(ctx context.Context, tenant string) {
	var out []Order
	s.db.NewSelect().Model(&out).Where("tenant_id = ?", tenant).WhereGroup(" OR ", func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("status = ?", "open").WhereOr("status = ?", "new")
	}).Scan(ctx) // want `query on orders`
}

// TG-06: bun WherePK
func (s *store) wherePK(ctx context.Context) {
	s.db.NewSelect().Model(&Order{ID: "1"}).WherePK().Scan(ctx) // want `query on orders`
}

// TG-06: bun WherePK, scoped
func (s *store) wherePKScoped(ctx context.Context, tenant string) {
	s.db.NewSelect().Model(&Order{ID: "1"}).WherePK().Where("tenant_id = ?", tenant).Scan(ctx) // met ``
}

func ofTenant(tenant string) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("tenant_id = ?", tenant) }
}

func recent(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("status = ?", "recent") }

// TG-06: bun Apply that binds the tenant
func (s *store) apply(ctx context.Context, tenant string) {
	var out []Order
	s.db.NewSelect().Model(&out).Apply(ofTenant(tenant)).Scan(ctx) // met ``
}

// TG-06: bun Apply that does not
func (s *store) applyUnscoped(ctx context.Context) {
	var out []Order
	s.db.NewSelect().Model(&out).Apply(recent).Scan(ctx) // want `query on orders`
}

// TG-06: bun relations of scoped rows
func (s *store) relations(ctx context.Context, tenant string) {
	var out []Order
	s.db.NewSelect().Model(&out).Relation("Customer").Relation("Items").Where("o.tenant_id = ?", tenant).Scan(ctx) // met `equals a bound value` `refers to it by customer_id` `order_items.order_id refers`
}

// TG-06: bun relations of any tenant's rows
func (s *store) relationsUnscoped(ctx context.Context) {
	var out []Order
	s.db.NewSelect().Model(&out).Relation("Customer").Where("o.status = ?", "open").Scan(ctx) // want `query on orders`
}
