// Package gorm has one function for each meaning of gorm's builder.
package gorm

import (
	"context"
	"database/sql"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"gorm/helper"
)

type Tenant struct {
	ID   string
	Name string
}

type Customer struct {
	ID       string
	TenantID string
	Name     string
	Orders   []Order
}

type Order struct {
	ID         string `gorm:"primaryKey"`
	TenantID   string
	CustomerID string
	Status     string
	Total      int
	Notes      string `gorm:"column:remarks"`
	CreatedAt  time.Time
	Customer   Customer
	Items      []Item
	Tags       []Tag `gorm:"many2many:order_tags"`
}

type Item struct {
	ID      string
	OrderID string
	SKU     string
}

type Tag struct {
	ID       string
	TenantID string
	Name     string
}

// Invoice has a table of another name, an embedded part and a hook.
type Invoice struct {
	gorm.Model
	TenantID string
	Address  Address `gorm:"embedded;embeddedPrefix:billing_"`
}

type Address struct{ City string }

func (Invoice) TableName() string { return "billing.invoices" }

func (i *Invoice) BeforeCreate(tx *gorm.DB) error {
	i.TenantID = "from the context"
	return nil
}

type Store struct{ db *gorm.DB }

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
func (s *Store) Where(tenant, id string) {
	var o Order
	s.db.Where("tenant_id = ? AND id = ?", tenant, id).First(&o)
}

//want:statement SELECT * FROM orders WHERE id = $1 [$1=id]
func (s *Store) WhereUnscoped(id string) {
	var o Order
	s.db.Where("id = ?", id).First(&o)
}

//want:statement SELECT * FROM orders WHERE tenant_id = @tenant [tenant=tenant]
func (s *Store) WhereNamed(tenant string) {
	var os []Order
	s.db.Where("tenant_id = @tenant", sql.Named("tenant", tenant)).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = @tenant [tenant=tenant]
func (s *Store) WhereNamedMap(tenant string) {
	var os []Order
	s.db.Where("tenant_id = @tenant", map[string]any{"tenant": tenant}).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) WhereColumn(tenant string) {
	var os []Order
	s.db.Where("tenant_id", tenant).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND id IN ($2) [$1=tenant $2=ids]
func (s *Store) WhereIn(tenant string, ids []string) {
	var os []Order
	s.db.Where("tenant_id = ?", tenant).Where("id IN ?", ids).Find(&os)
}

//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2=status]
func (s *Store) StructCondition(tenant, status string) {
	var os []Order
	s.db.Where(&Order{TenantID: tenant, Status: status}).Find(&os)
}

// A field that is not set is no condition.
//
//want:statement SELECT * FROM orders WHERE orders.status = $1 [$1=status]
func (s *Store) StructConditionWithoutKey(status string) {
	var os []Order
	s.db.Where(&Order{Status: status}).Find(&os)
}

// A zero constant is none either.
//
//want:statement SELECT * FROM orders WHERE orders.status = $1 [$1=status]
func (s *Store) StructConditionZeroKey(status string) {
	var os []Order
	s.db.Where(Order{TenantID: "", Status: status}).Find(&os)
}

// Fields that are named count although they are zero.
//
//want:statement SELECT * FROM orders WHERE orders.tenant_id = $1 AND orders.status = $2 [$1=tenant $2=""]
func (s *Store) StructConditionNamed(tenant string) {
	var os []Order
	s.db.Where(&Order{TenantID: tenant}, "TenantID", "Status").Find(&os)
}

//want:statement SELECT * FROM orders WHERE {…}
func (s *Store) StructConditionFromElsewhere(filter Order) {
	var os []Order
	s.db.Where(&filter).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND status = $2 [$1=tenant $2="open"]
func (s *Store) MapCondition(tenant string) {
	var os []Order
	s.db.Where(map[string]any{"tenant_id": tenant, "status": "open"}).Find(&os)
}

//want:statement SELECT * FROM billing.invoices WHERE invoices.id = $1 [$1=id]
func (s *Store) KeyCondition(id int) {
	var in Invoice
	s.db.First(&in, id)
}

//want:statement SELECT * FROM billing.invoices WHERE invoices.id = $1 [$1="10"]
//want:statement SELECT * FROM billing.invoices WHERE {…} AND invoices.id = $1 [$1=read by First]
func (s *Store) KeyConditionText(id string) {
	var in Invoice
	s.db.First(&in, "10")
	s.db.First(&in, id)
}

//want:statement SELECT * FROM billing.invoices WHERE invoices.id IN ($1) [$1=ids]
func (s *Store) KeyList(ids []int) {
	var in []Invoice
	s.db.Find(&in, ids)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
func (s *Store) Inline(tenant, id string) {
	var o Order
	s.db.Take(&o, "tenant_id = ? AND id = ?", tenant, id)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 OR status = $2 [$1=tenant $2="public"]
func (s *Store) Or(tenant string) {
	var os []Order
	s.db.Where("tenant_id = ?", tenant).Or("status = ?", "public").Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND total > 0 OR tenant_id = $2 AND status = 'open' [$1=tenant $2=tenant]
func (s *Store) OrBindsBoth(tenant string) {
	var os []Order
	s.db.Where("tenant_id = ? AND total > 0", tenant).Or("tenant_id = ?", tenant).Where("status = 'open'").Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND (status = $2 OR status = $3) [$1=tenant $2="open" $3="new"]
func (s *Store) Group(tenant string) {
	var os []Order
	s.db.Where("tenant_id = ?", tenant).Where(s.db.Where("status = ?", "open").Or("status = ?", "new")).Find(&os)
}

//want:statement SELECT * FROM orders WHERE NOT tenant_id = $1 [$1=tenant]
func (s *Store) Not(tenant string) {
	var os []Order
	s.db.Not("tenant_id = ?", tenant).Find(&os)
}

func ByTenant(tenant string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB { return db.Where("tenant_id = ?", tenant) }
}

func recent(db *gorm.DB) *gorm.DB { return db.Where("created_at > now() - interval '1 day'") }

//want:statement SELECT * FROM orders WHERE status = $1 AND tenant_id = $2 AND created_at > now() - 1 DAY [$1="open" $2=tenant]
func (s *Store) Scopes(tenant string) {
	var os []Order
	s.db.Scopes(ByTenant(tenant), recent).Where("status = ?", "open").Find(&os)
}

//want:statement SELECT * FROM orders WHERE created_at > now() - 1 DAY
func (s *Store) ScopesOnlyRecent() {
	var os []Order
	s.db.Scopes(recent).Find(&os)
}

//want:statement SELECT orders.* FROM orders LEFT JOIN customers AS Customer ON orders.customer_id = Customer.id WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) JoinsRelation(tenant string) {
	var os []Order
	s.db.Joins("Customer").Where("orders.tenant_id = ?", tenant).Find(&os)
}

//want:statement SELECT * FROM orders JOIN customers AS c ON c.id = orders.customer_id AND c.tenant_id = $1 [$1=tenant]
func (s *Store) JoinsText(tenant string) {
	var os []Order
	s.db.Joins("JOIN customers c ON c.id = orders.customer_id AND c.tenant_id = ?", tenant).Find(&os)
}

//want:statement SELECT orders.* FROM orders LEFT JOIN items AS Items ON orders.id = Items.order_id LEFT JOIN customers AS Customer ON orders.customer_id = Customer.id AND Customer.tenant_id = $2 WHERE orders.tenant_id = $1 [$2=tenant $1=tenant]
func (s *Store) Preload(tenant string) {
	var os []Order
	s.db.Preload("Items").Preload("Customer", "tenant_id = ?", tenant).Where("tenant_id = ?", tenant).Find(&os)
}

//want:statement SELECT orders.* FROM orders LEFT JOIN customers AS Customer ON orders.customer_id = Customer.id LEFT JOIN items AS Items ON orders.id = Items.order_id LEFT JOIN order_tags AS Tags__order_tags ON orders.id = Tags__order_tags.order_id LEFT JOIN tags AS Tags ON Tags__order_tags.tag_id = Tags.id WHERE orders.tenant_id = $1 [$1=tenant]
func (s *Store) PreloadAll(tenant string) {
	var os []Order
	s.db.Preload(clause.Associations).Find(&os, "tenant_id = ?", tenant)
}

//want:statement SELECT customers.* FROM customers LEFT JOIN orders AS Orders ON customers.id = Orders.customer_id AND Orders.tenant_id = $2 LEFT JOIN items AS Orders__Items ON Orders.id = Orders__Items.order_id WHERE customers.tenant_id = $1 [$2=tenant $1=tenant]
func (s *Store) PreloadNested(tenant string) {
	var cs []Customer
	s.db.Preload("Orders.Items").Preload("Orders", func(db *gorm.DB) *gorm.DB { return db.Where("tenant_id = ?", tenant) }).Where("tenant_id = ?", tenant).Find(&cs)
}

//want:statement SELECT * FROM orders WHERE orders.customer_id = $1 [$1=c.ID]
func (s *Store) AssociationFind(c *Customer) {
	var os []Order
	s.db.Model(c).Association("Orders").Find(&os)
}

//want:statement INSERT INTO order_tags (order_id, tag_id) VALUES ($1, $2) [$1=o.ID $2=tag.ID]
//want:statement DELETE FROM order_tags WHERE order_tags.order_id = $1 AND order_tags.tag_id IN ($2) [$1=o.ID $2=tag.ID]
//want:statement DELETE FROM order_tags WHERE order_tags.order_id = $1 [$1=o.ID]
//want:statement SELECT count(*) FROM items WHERE items.order_id = $1 [$1=o.ID]
func (s *Store) AssociationChange(o *Order, tag *Tag) {
	s.db.Model(o).Association("Tags").Append(tag)
	s.db.Model(o).Association("Tags").Delete(tag)
	s.db.Model(o).Association("Tags").Clear()
	s.db.Model(o).Association("Items").Count()
}

//want:statement SELECT * FROM customers WHERE customers.tenant_id = $1 AND customers.name = $2 [$1=tenant $2="x"]
//want:statement INSERT INTO customers (tenant_id, name) VALUES ($1, $2) [$1=tenant $2="x"]
func (s *Store) FirstOrCreate(tenant string) {
	var c Customer
	s.db.Where(Customer{TenantID: tenant, Name: "x"}).FirstOrCreate(&c)
}

//want:statement SELECT * FROM customers WHERE customers.name = $1 [$1=name]
//want:statement INSERT INTO customers (name, tenant_id) VALUES ($1, $2) [$1=name $2="t"]
func (s *Store) FirstOrCreateUnscoped(name string) {
	var c Customer
	s.db.Where(Customer{Name: name}).Attrs(Customer{TenantID: "t"}).FirstOrCreate(&c)
}

// Save writes the whole row back: it is judged by its predicate, so the tenant's column is left out of SET.
//
//want:statement UPDATE customers SET name = $3 WHERE customers.id = $4 [$3=c.Name $4=c.ID]
func (s *Store) Save(c *Customer) {
	s.db.Save(c)
}

//want:statement UPDATE customers SET name = $4 WHERE tenant_id = $1 AND customers.id = $5 [$4=c.Name $1=tenant $5=c.ID]
func (s *Store) SaveScoped(tenant string, c *Customer) {
	s.db.Where("tenant_id = ?", tenant).Save(c)
}

//want:statement INSERT INTO customers (id, tenant_id) VALUES ($1, $2) [$1=NewString() $2=tenant]
func (s *Store) SaveNew(tenant string) {
	s.db.Save(&Customer{ID: uuid.NewString(), TenantID: tenant})
}

//want:statement INSERT INTO customers (tenant_id, name) VALUES ($1, $2) [$1=tenant $2="n"]
func (s *Store) SaveWithoutKey(tenant string) {
	s.db.Save(&Customer{TenantID: tenant, Name: "n"})
}

//want:statement UPDATE orders SET status = $3 WHERE tenant_id = $1 AND id = $2 [$3="paid" $1=tenant $2=id]
func (s *Store) UpdatesStruct(tenant, id string) {
	s.db.Model(&Order{}).Where("tenant_id = ? AND id = ?", tenant, id).Updates(Order{Status: "paid"})
}

//want:statement UPDATE orders SET status = $2, total = total + $3 WHERE orders.id = $1 [$2="paid" $3="1" $1=o.ID]
func (s *Store) UpdatesMap(id string, o *Order) {
	s.db.Model(o).Updates(map[string]any{"status": "paid", "total": gorm.Expr("total + ?", 1)})
}

//want:statement UPDATE orders SET tenant_id = $3 WHERE tenant_id = $1 AND id = $2 [$3=other $1=tenant $2=id]
func (s *Store) UpdateColumnMovesTenant(tenant, id, other string) {
	s.db.Model(&Order{}).Where("tenant_id = ? AND id = ?", tenant, id).Update("tenant_id", other)
}

//want:statement UPDATE orders SET status = $5, remarks = $7 WHERE tenant_id = $1 [$5=o.Status $7=o.Notes $1=tenant]
func (s *Store) UpdatesSelected(tenant string, o *Order) {
	s.db.Model(&Order{}).Where("tenant_id = ?", tenant).Select("status", "remarks").Updates(o)
}

//want:statement INSERT INTO orders (id, tenant_id, customer_id, remarks) VALUES ($1, $2, $3, $4) [$1=NewString() $2=tenant $3=customer $4="n"]
func (s *Store) Create(tenant, customer string) {
	s.db.Create(&Order{ID: uuid.NewString(), TenantID: tenant, CustomerID: customer, Notes: "n"})
}

//want:statement INSERT INTO orders (customer_id) VALUES ($1) [$1=customer]
func (s *Store) CreateWithoutKey(customer string) {
	o := Order{CustomerID: customer}
	s.db.Create(&o)
}

//want:statement INSERT INTO tags (tenant_id) VALUES ($1) [$1=tenant]
func (s *Store) CreateLater(tenant string) {
	o := &Tag{}
	o.TenantID = tenant
	s.db.Create(o)
}

//want:statement INSERT INTO tags (id, tenant_id, name) VALUES ($1, $2, $3) [$1=t.ID $2=t.TenantID $3=t.Name]
func (s *Store) CreateFromElsewhere(t *Tag) {
	s.db.Create(t)
}

//want:statement INSERT INTO tags (tenant_id, name) VALUES ($1, $2), ($3, $4) [$1=tenant $2="a" $3=other $4="b"]
func (s *Store) CreateMany(tenant, other string) {
	s.db.Create([]Tag{{TenantID: tenant, Name: "a"}, {TenantID: other, Name: "b"}})
}

//want:statement INSERT INTO billing.invoices (tenant_id, billing_city) VALUES ($1, $2) [$1= $2="x"]
func (s *Store) CreateHook() {
	s.db.Create(&Invoice{Address: Address{City: "x"}})
}

//want:statement INSERT INTO tags (tenant_id, name) VALUES ($1, $2) [$1=tenant $2="n"]
func (s *Store) CreateMap(tenant string) {
	s.db.Model(&Tag{}).Create(map[string]any{"tenant_id": tenant, "name": "n"})
}

//want:statement INSERT INTO tags (id, tenant_id, name) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, name) DO NOTHING [$1=t.ID $2=t.TenantID $3=t.Name]
func (s *Store) Upsert(t *Tag) {
	s.db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "tenant_id"}, {Name: "name"}}, DoNothing: true}).Create(t)
}

//want:statement INSERT INTO tags (id, tenant_id, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET tenant_id = excluded.tenant_id, name = excluded.name [$1="x" $2=tenant $3="n"]
func (s *Store) UpsertAll(tenant string) {
	s.db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&Tag{ID: "x", TenantID: tenant, Name: "n"})
}

//want:statement INSERT INTO tags (id, tenant_id, name) VALUES ($2, $3, $4) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE tags.tenant_id = $1 [$2=t.ID $3=t.TenantID $4=t.Name $1=tenant]
func (s *Store) UpsertWhere(tenant string, t *Tag) {
	s.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "id"}},
		Where:     clause.Where{Exprs: []clause.Expression{clause.Eq{Column: "tags.tenant_id", Value: tenant}}},
		DoUpdates: clause.AssignmentColumns([]string{"name"}),
	}).Create(t)
}

//want:statement DELETE FROM orders WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
func (s *Store) Delete(tenant, id string) {
	s.db.Where("tenant_id = ?", tenant).Delete(&Order{}, "id = ?", id)
}

//want:statement DELETE FROM orders WHERE orders.id = $1 [$1=id]
func (s *Store) DeleteByKey(id string) {
	s.db.Delete(&Order{ID: id})
}

//want:statement DELETE FROM orders WHERE orders.id = $1 [$1=o.ID]
func (s *Store) DeleteRow(o *Order) {
	s.db.Delete(o)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
//want:statement DELETE FROM orders WHERE orders.id = $1 [$1=read by Delete|read by First]
func (s *Store) DeleteRead(tenant, id string) {
	var o Order
	s.db.Where("tenant_id = ?", tenant).First(&o, "id = ?", id)
	s.db.Delete(&o)
}

//want:statement DELETE FROM orders WHERE id = $1 [$1=id]
func (s *Store) Unscoped(id string) {
	s.db.Unscoped().Where("id = ?", id).Delete(&Order{})
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Raw(tenant string) {
	var os []Order
	s.db.Raw("SELECT * FROM orders WHERE tenant_id = ?", tenant).Scan(&os)
}

//want:statement UPDATE orders SET status = 'x' WHERE id = $1 [$1=id]
func (s *Store) Exec(id string) {
	s.db.Exec("UPDATE orders SET status = 'x' WHERE id = ?", id)
}

//want:statement SELECT count(*) FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE o.tenant_id = $1 [$1=tenant]
func (s *Store) Table(tenant string) {
	var n int64
	s.db.Table("orders o").Joins("JOIN customers c ON c.id = o.customer_id").Where("o.tenant_id = ?", tenant).Count(&n)
}

//want:statement SELECT count(*) FROM (SELECT * FROM orders WHERE tenant_id = $1) AS x WHERE x.total > $2 [$1=tenant $2="1"]
func (s *Store) TableSub(tenant string) {
	var n int64
	s.db.Table("(?) AS x", s.db.Model(&Order{}).Where("tenant_id = ?", tenant)).Where("x.total > ?", 1).Count(&n)
}

//want:statement SELECT * FROM customers WHERE total > $1 AND id IN (SELECT customer_id FROM orders WHERE tenant_id = $2) [$1=n $2=tenant]
func (s *Store) SubSelect(tenant string, n int) {
	var cs []Customer
	s.db.Where("total > ?", n).Where("id IN (?)", s.db.Model(&Order{}).Select("customer_id").Where("tenant_id = ?", tenant)).Find(&cs)
}

//want:statement SELECT id FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Pluck(tenant string) {
	var ids []string
	s.db.Model(&Order{}).Where("tenant_id = ?", tenant).Pluck("id", &ids)
}

//want:statement SELECT id, total FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Select(tenant string) {
	var x struct{ ID string }
	s.db.Model(&Order{}).Select("id", "total").Where("tenant_id = ?", tenant).Scan(&x)
}

// A handle that was given a clause keeps it.
//
//want:statement SELECT count(*) FROM orders WHERE tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND status = $2 [$1=tenant $2="open"]
func (s *Store) Reused(tenant string) {
	var os []Order
	var n int64
	q := s.db.Model(&Order{}).Where("tenant_id = ?", tenant)
	q.Count(&n)
	q.Where("status = ?", "open").Find(&os)
}

// A plain handle does not.
//
//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM tags
func (s *Store) NotReused(tenant string) {
	var os []Order
	var ts []Tag
	s.db.Where("tenant_id = ?", tenant).Find(&os)
	s.db.Find(&ts)
}

// A session keeps what its chain carried, and later links leave it as it is.
//
//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND status = $2 [$1=tenant $2="open"]
//want:statement SELECT * FROM tags WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Session(tenant string) {
	var os []Order
	var ts []Tag
	tx := s.db.Where("tenant_id = ?", tenant).Session(&gorm.Session{})
	tx.Where("status = ?", "open").Find(&os)
	tx.Find(&ts)
}

//want:statement SELECT * FROM orders
func (s *Store) SessionNew(tenant string) {
	var os []Order
	s.db.Where("tenant_id = ?", tenant).Session(&gorm.Session{NewDB: true}).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) DroppedResult(tenant string, open bool) {
	var os []Order
	q := s.db.Model(&Order{})
	q.Where("tenant_id = ?", tenant)
	if open {
		q.Where("status = 'open'")
	}
	q.Find(&os)
}

//want:statement SELECT * FROM orders
func (s *Store) Branches(tenant string, all bool) {
	var os []Order
	q := s.db.Model(&Order{})
	if !all {
		q = q.Where("tenant_id = ?", tenant)
	}
	q.Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Loop(tenant string, words []string) {
	var os []Order
	q := s.db.Where("tenant_id = ?", tenant)
	for _, w := range words {
		q = q.Where("status = ?", w)
	}
	q.Find(&os)
}

// Sixteen subsets of filters are as many statements; those that only narrow another one are left out.
//
//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Filters(tenant, a, b, c, d string) {
	var os []Order
	q := s.db.Where("tenant_id = ?", tenant)
	if a != "" {
		q = q.Where("status = ?", a)
	}
	if b != "" {
		q = q.Where("remarks = ?", b)
	}
	if c != "" {
		q = q.Where("customer_id = ?", c)
	}
	if d != "" {
		q = q.Where("total = ?", d)
	}
	q.Find(&os)
}

// A filter that brings a table keeps its way: the table is judged.
//
//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND customer_id IN (SELECT id FROM customers WHERE name = $2) [$1=tenant $2=name]
func (s *Store) FilterWithTable(tenant, name string) {
	var os []Order
	q := s.db.Where("tenant_id = ?", tenant)
	if name != "" {
		q = q.Where("customer_id IN (?)", s.db.Model(&Customer{}).Select("id").Where("name = ?", name))
	}
	q.Find(&os)
}

func (s *Store) tenantDB(ctx context.Context, tenant string) *gorm.DB {
	return s.db.WithContext(ctx).Where("tenant_id = ?", tenant)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
func (s *Store) ScopedHandle(ctx context.Context, tenant, id string) {
	var o Order
	s.tenantDB(ctx, tenant).First(&o, "id = ?", id)
}

func paged(db *gorm.DB, page int) *gorm.DB { return db.Limit(10).Offset(page * 10) }

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Helper(tenant string, page int) {
	var os []Order
	paged(s.db.Where("tenant_id = ?", tenant), page).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND status = $2 [$1=tenant $2=status]
func (s *Store) HelperElsewhere(tenant, status string) {
	var os []Order
	helper.Open(s.db.Where("tenant_id = ?", tenant), status).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND id = $2 [$1=tenant $2=id]
func (s *Store) ScopedElsewhere(tenant, id string) {
	var o Order
	helper.Scoped(s.db, tenant).First(&o, "id = ?", id)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
//want:statement SELECT * FROM tags WHERE name = $1 [$1=name]
func (s *Store) EndElsewhere(tenant, name string) {
	var os []Order
	var ts []Tag
	helper.All(s.db.Where("tenant_id = ?", tenant), &os)
	helper.All(s.db.Where("name = ?", name), &ts)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func find(q *gorm.DB) {
	var os []Order
	q.Find(&os)
}

// callsFind is the only caller of find: what it hands in counts.
func callsFind(db *gorm.DB, tenant string) {
	find(db.Where("tenant_id = ?", tenant))
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
//want:statement INSERT INTO items (order_id) VALUES ($1) [$1=read by First]
func (s *Store) Transaction(tenant string) {
	s.db.Transaction(func(tx *gorm.DB) error {
		var o Order
		if err := tx.Where("tenant_id = ?", tenant).First(&o).Error; err != nil {
			return err
		}
		return tx.Create(&Item{OrderID: o.ID}).Error
	})
}

//want:statement DELETE FROM tags WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Begin(tenant string) {
	tx := s.db.Begin()
	tx.Where("tenant_id = ?", tenant).Delete(&Tag{})
	tx.Commit()
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Locking(tenant string, lock bool) {
	var o Order
	tx := s.db
	if lock {
		tx = tx.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	tx.Where("tenant_id = ?", tenant).Take(&o)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Captured(tenant string) {
	q := s.db.Where("tenant_id = ?", tenant)
	func() {
		var os []Order
		q.Find(&os)
	}()
}

//want:statement UPDATE orders SET tenant_id = $2 WHERE tenant_id = $1 [$2=tenant $1=tenant]
//want:statement UPDATE tags SET tenant_id = $2 WHERE tenant_id = $1 [$2=tenant $1=tenant]
func (s *Store) AnyModel(tenant string) {
	for _, m := range []any{&Order{}, &Tag{}} {
		s.db.Model(m).Where("tenant_id = ?", tenant).Update("tenant_id", tenant)
	}
}

//want:statement unresolved: the type of the model is not known here
func (s *Store) UnknownModel(m any, tenant string) {
	s.db.Model(m).Where("tenant_id = ?", tenant).Update("name", "n")
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 AND {…} [$1=tenant]
func (s *Store) Hole(tenant, extra string) {
	var os []Order
	s.db.Where("tenant_id = ?", tenant).Where(extra).Find(&os)
}

//want:statement SELECT * FROM orders WHERE {…}
func (s *Store) HoleOnly(extra string) {
	var os []Order
	s.db.Where(extra).Find(&os)
}

//want:statement SELECT * FROM orders WHERE tenant_id = $1 [$1=tenant]
func (s *Store) Generics(ctx context.Context, tenant string) {
	gorm.G[Order](s.db).Where("tenant_id = ?", tenant).First(ctx)
}

//want:statement SELECT * FROM orders WHERE status = $1 [$1="open"]
func (s *Store) GenericsImmutable(ctx context.Context, tenant string) {
	q := gorm.G[Order](s.db).Where("status = ?", "open")
	q.Where("tenant_id = ?", tenant)
	q.Find(ctx)
}
