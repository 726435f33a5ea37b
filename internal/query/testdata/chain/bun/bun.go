// Package bun has one function for each meaning of bun's builders.
package bun

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
)

type Customer struct {
	bun.BaseModel `bun:"table:customers,alias:c"`

	ID       string `bun:"id,pk"`
	TenantID string
	Name     string
}

type Order struct {
	bun.BaseModel `bun:"orders"`

	ID         string `bun:"id,pk"`
	TenantID   string `bun:"tenant_id"`
	CustomerID string
	Status     string
	Customer   *Customer `bun:"rel:belongs-to,join:customer_id=id"`
	Items      []*Item   `bun:"rel:has-many,join:id=order_id"`
}

type Item struct {
	ID      string `bun:",pk"`
	OrderID string
	SKU     string
}

type Store struct {
	db     bun.IDB
	schema string
}

//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
func (s *Store) Select(ctx context.Context, tenant, id string) {
	var o Order
	s.db.NewSelect().Model(&o).Where("tenant_id = ?", tenant).Where("id = ?", id).Scan(ctx)
}

//want:statement SELECT * FROM orders AS order WHERE id = $1 [$1=id]
func (s *Store) SelectUnscoped(ctx context.Context, id string) {
	var o Order
	s.db.NewSelect().Model(&o).Where("id = ?", id).Scan(ctx)
}

//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 OR status = $2 [$1=tenant $2="public"]
func (s *Store) WhereOr(ctx context.Context, tenant string) {
	var os []Order
	s.db.NewSelect().Model(&os).Where("tenant_id = ?", tenant).WhereOr("status = ?", "public").Scan(ctx)
}

//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 AND (status = $2 OR status = $3) [$1=tenant $2="open" $3="new"]
func (s *Store) WhereGroup(ctx context.Context, tenant string) {
	var os []Order
	s.db.NewSelect().Model(&os).Where("tenant_id = ?", tenant).WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("status = ?", "open").WhereOr("status = ?", "new")
	}).Scan(ctx)
}

//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 OR status = $2 [$1=tenant $2="open"]
func (s *Store) WhereGroupOr(ctx context.Context, tenant string) {
	var os []Order
	s.db.NewSelect().Model(&os).Where("tenant_id = ?", tenant).WhereGroup(" OR ", func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("status = ?", "open")
	}).Scan(ctx)
}

//want:statement SELECT * FROM orders AS order WHERE order.id = $1 [$1=o.ID]
func (s *Store) WherePK(ctx context.Context, o *Order) {
	s.db.NewSelect().Model(o).WherePK().Scan(ctx)
}

// The whole row is written back: the tenant's column is left out of SET.
//
//want:statement UPDATE orders AS order SET customer_id = $4, status = $5 WHERE order.id = $1 [$4=o.CustomerID $5=o.Status $1=o.ID]
func (s *Store) UpdateWhole(ctx context.Context, o *Order) {
	s.db.NewUpdate().Model(o).WherePK().Exec(ctx)
}

//want:statement UPDATE orders AS order SET status = $6 WHERE order.id = $1 AND tenant_id = $2 [$6=o.Status $1=o.ID $2=tenant]
func (s *Store) UpdateColumns(ctx context.Context, tenant string, o *Order) {
	s.db.NewUpdate().Model(o).Column("status").WherePK().Where("tenant_id = ?", tenant).Exec(ctx)
}

//want:statement UPDATE orders AS order SET status = $1, customer_id = NULL WHERE id = $2 AND tenant_id = $3 [$1="paid" $2=id $3=tenant]
func (s *Store) UpdateSet(ctx context.Context, tenant, id string) {
	s.db.NewUpdate().Model((*Order)(nil)).Set("status = ?", "paid").Set("customer_id = NULL").Where("id = ? AND tenant_id = ?", id, tenant).Exec(ctx)
}

//want:statement UPDATE orders AS order SET tenant_id = $1 WHERE id = $2 AND tenant_id = $3 [$1=other $2=id $3=tenant]
func (s *Store) UpdateMovesTenant(ctx context.Context, tenant, id, other string) {
	s.db.NewUpdate().Model((*Order)(nil)).Set("tenant_id = ?", other).Where("id = ? AND tenant_id = ?", id, tenant).Exec(ctx)
}

//want:statement DELETE FROM orders AS order WHERE order.id IN ($1) [$1=os.[].ID|read by Model]
func (s *Store) BulkDelete(ctx context.Context, os []Order) {
	s.db.NewDelete().Model(&os).WherePK().Exec(ctx)
}

//want:statement INSERT INTO orders AS order (id, tenant_id) VALUES ($1, $2) [$1="x" $2=tenant]
func (s *Store) Insert(ctx context.Context, tenant string) {
	s.db.NewInsert().Model(&Order{ID: "x", TenantID: tenant}).Exec(ctx)
}

//want:statement INSERT INTO orders AS order (id) VALUES ($1) [$1="x"]
func (s *Store) InsertWithoutKey(ctx context.Context) {
	s.db.NewInsert().Model(&Order{ID: "x"}).Exec(ctx)
}

//want:statement INSERT INTO items AS item (id, order_id, sku, tenant_id) VALUES ($2, $3, $4, $1) [$2=o.ID $3=o.OrderID $4=o.SKU $1=tenant]
func (s *Store) InsertValue(ctx context.Context, tenant string, o *Item) {
	s.db.NewInsert().Model(o).Value("tenant_id", "?", tenant).Exec(ctx)
}

//want:statement INSERT INTO customers AS c (id, tenant_id, name) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, name) DO UPDATE SET name = EXCLUDED.name WHERE c.name <> excluded.name [$1=c.ID $2=c.TenantID $3=c.Name]
func (s *Store) Upsert(ctx context.Context, c *Customer) {
	s.db.NewInsert().Model(c).On("CONFLICT (tenant_id, name) DO UPDATE").Set("name = EXCLUDED.name").Where("c.name <> excluded.name").Exec(ctx)
}

//want:statement INSERT INTO customers AS c (id, tenant_id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING [$1=c.ID $2=c.TenantID $3=c.Name]
func (s *Store) UpsertByKey(ctx context.Context, c *Customer) {
	s.db.NewInsert().Model(c).On("CONFLICT (id) DO NOTHING").Exec(ctx)
}

//want:statement INSERT INTO customers AS c (id, tenant_id, name) VALUES ($1, $2, $3) ON CONFLICT () DO UPDATE SET name = values(name) [$1=c.ID $2=c.TenantID $3=c.Name]
func (s *Store) UpsertMySQL(ctx context.Context, c *Customer) {
	s.db.NewInsert().Model(c).On("DUPLICATE KEY UPDATE").Set("name = VALUES(name)").Exec(ctx)
}

func forTenant(tenant string) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("?TableAlias.tenant_id = ?", tenant) }
}

//want:statement SELECT * FROM orders AS order WHERE order.tenant_id = $1 [$1=tenant]
func (s *Store) Apply(ctx context.Context, tenant string) {
	var os []Order
	s.db.NewSelect().Model(&os).Apply(forTenant(tenant)).Scan(ctx)
}

//want:statement SELECT order.* FROM orders AS order LEFT JOIN customers AS customer ON order.customer_id = customer.id LEFT JOIN items AS items ON order.id = items.order_id AND items.sku <> '' WHERE order.tenant_id = $1 [$1=tenant]
func (s *Store) Relation(ctx context.Context, tenant string) {
	var os []Order
	s.db.NewSelect().Model(&os).Relation("Customer").Relation("Items", func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("sku <> ''")
	}).Where("tenant_id = ?", tenant).Scan(ctx)
}

//want:statement SELECT * FROM customers AS c JOIN orders AS o ON o.customer_id = c.id AND o.tenant_id = $1 [$1=tenant]
func (s *Store) Join(ctx context.Context, tenant string) {
	var cs []Customer
	s.db.NewSelect().Model(&cs).Join("JOIN orders AS o").JoinOn("o.customer_id = c.id").JoinOn("o.tenant_id = ?", tenant).Scan(ctx)
}

// Links count although nobody takes what they give.
//
//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Mutable(ctx context.Context, tenant string, open bool) {
	var os []Order
	q := s.db.NewSelect().Model(&os)
	q.Where("tenant_id = ?", tenant)
	if open {
		q.Where("status = 'open'")
	}
	q.Scan(ctx)
}

//want:statement WITH mine AS (SELECT id FROM customers AS c WHERE tenant_id = $1) SELECT * FROM orders AS order WHERE customer_id IN (SELECT id FROM mine) [$1=tenant]
func (s *Store) With(ctx context.Context, tenant string) {
	var os []Order
	mine := s.db.NewSelect().Model((*Customer)(nil)).Column("id").Where("tenant_id = ?", tenant)
	s.db.NewSelect().With("mine", mine).Model(&os).Where("customer_id IN (SELECT id FROM mine)").Scan(ctx)
}

//want:statement SELECT id FROM orders AS order WHERE tenant_id = $1 UNION SELECT id FROM customers AS c [$1=tenant]
func (s *Store) Union(ctx context.Context, tenant string) {
	var ids []string
	other := s.db.NewSelect().Model((*Customer)(nil)).Column("id")
	s.db.NewSelect().Model((*Order)(nil)).Column("id").Where("tenant_id = ?", tenant).Union(other).Scan(ctx, &ids)
}

//want:statement SELECT count(*) FROM (SELECT * FROM orders AS order WHERE tenant_id = $1) AS x [$1=tenant]
func (s *Store) SubQuery(ctx context.Context, tenant string) {
	var n []int
	inner := s.db.NewSelect().Model((*Order)(nil)).Where("tenant_id = ?", tenant)
	s.db.NewSelect().TableExpr("(?) AS x", inner).ColumnExpr("count(*)").Scan(ctx, &n)
}

//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
func (s *Store) Numbered(ctx context.Context, tenant, id string) {
	var o Order
	s.db.NewSelect().Model(&o).Where("tenant_id = ?1 AND id = ?0", id, tenant).Scan(ctx)
}

//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 AND id IN ($2) AND status = 'open' [$1=tenant $2=ids]
func (s *Store) Values(ctx context.Context, tenant string, ids []string) {
	var os []Order
	s.db.NewSelect().Model(&os).Where("? = ? AND id IN (?)", bun.Ident("tenant_id"), tenant, bun.In(ids)).Where("status = ?", bun.Safe("'open'")).Scan(ctx)
}

//want:statement SELECT * FROM {?}.orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) TableExpr(ctx context.Context, tenant string) {
	var n []int
	s.db.NewSelect().ModelTableExpr(s.table("orders")).Where("tenant_id = ?", tenant).Scan(ctx, &n)
}

func (s *Store) table(name string) string { return fmt.Sprintf(`"%s".%s`, s.schema, name) }

//want:statement UPDATE orders SET status = $1 WHERE tenant_id = $2 [$1="x" $2=tenant]
func (s *Store) Raw(ctx context.Context, tenant string) {
	s.db.NewRaw("UPDATE orders SET status = ? WHERE tenant_id = ?", "x", tenant).Exec(ctx)
}

//want:statement SELECT count(*) FROM orders AS order WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Count(ctx context.Context, tenant string) {
	s.db.NewSelect().Model((*Order)(nil)).Where("tenant_id = ?", tenant).Count(ctx)
}

//want:statement DELETE FROM items AS item WHERE order_id IN (SELECT id FROM orders AS order WHERE tenant_id = $1) [$1=tenant]
func (s *Store) RunInTx(ctx context.Context, tenant string) {
	s.db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewDelete().Model((*Item)(nil)).Where("order_id IN (?)", tx.NewSelect().Model((*Order)(nil)).Column("id").Where("tenant_id = ?", tenant)).Exec(ctx)
		return err
	})
}

// Exported, and nobody in sight calls it.
//
//want:statement unresolved: the chain comes from a parameter
func (s *Store) FromParameter(ctx context.Context, q *bun.SelectQuery) {
	q.Where("status = 'open'").Scan(ctx)
}

type handler struct{ s *Store }

// Only an interface reaches a method of an unexported type: what it hands out is judged as it stands.
//
//want:statement SELECT * FROM orders AS order WHERE tenant_id = $1 [$1=tenant]
func (h handler) Query(tenant string) *bun.SelectQuery {
	return h.s.db.NewSelect().Model((*Order)(nil)).Where("tenant_id = ?", tenant)
}
