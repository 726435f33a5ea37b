// Package tg04 builds statements with gorm: each relation is decided on its own.
package tg04

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type Order struct {
	ID         string
	TenantID   string
	CustomerID string
	Customer   Customer
	Items      []OrderItem
	Status     string
	Total      int64
}

type Customer struct {
	ID       string
	TenantID string
	Name     string
	Orders   []Order
}

type OrderItem struct {
	ID      string
	OrderID string
	Sku     string
}

type Store struct{ db *gorm.DB }

// TG-04: Where
func (s *Store) where(status string) {
	var out []Order
	s.db.Where("status = ?", status).Find(&out) // want `query on orders`
}

// TG-04: Where, scoped
func (s *Store) whereScoped(tenant, status string) {
	var out []Order
	s.db.Where("tenant_id = ?", tenant).Where("status = ?", status).Find(&out)
}

// TG-04: Or after the scope
func (s *Store) or(tenant string) {
	var out []Order
	s.db.Where("tenant_id = ?", tenant).Or("status = ?", "open").Find(&out) // want `query on orders`
}

// TG-04: Or within the scope
func (s *Store) orWithin(tenant string) {
	var out []Order
	s.db.Where("tenant_id = ?", tenant).Where(s.db.Where("status = ?", "open").Or("status = ?", "late")).Find(&out)
}

// TG-04: Not
func (s *Store) not(tenant string) {
	var out []Order
	s.db.Not("tenant_id = ?", tenant).Find(&out) // want `query on orders`
}

// TG-04: Not, beside the scope
func (s *Store) notScoped(tenant string) {
	var out []Order
	s.db.Where("tenant_id = ?", tenant).Not("status = ?", "void").Find(&out)
}

func open(db *gorm.DB) *gorm.DB { return db.Where("status = ?", "open") }

func of(tenant string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB { return db.Where("tenant_id = ?", tenant) }
}

// TG-04: Scopes that do not bind the tenant
func (s *Store) scopes() {
	var out []Order
	s.db.Scopes(open).Find(&out) // want `query on orders`
}

// TG-04: Scopes that bind the tenant
func (s *Store) scopesScoped(tenant string) {
	var out []Order
	s.db.Scopes(of(tenant), open).Find(&out)
}

// TG-04: Joins along no key
func (s *Store) joins(tenant string) {
	var out []Order
	s.db.Joins("JOIN customers ON customers.name = orders.status").Where("orders.tenant_id = ?", tenant).Find(&out) // want `query on customers`
}

// TG-04: Joins along the relation
func (s *Store) joinsScoped(tenant string) {
	var out []Order
	s.db.Joins("Customer").Where("orders.tenant_id = ?", tenant).Find(&out)
}

// TG-04: Preload below an unscoped query
func (s *Store) preload(status string) {
	var out []Order
	s.db.Preload("Items").Where("status = ?", status).Find(&out) // want `query on orders`
}

// TG-04: Preload below a scoped query
func (s *Store) preloadScoped(tenant string) {
	var out []Order
	s.db.Preload("Items").Preload("Customer").Where("tenant_id = ?", tenant).Find(&out)
}

// TG-04: Association of a row that nobody read
func (s *Store) association(id string) {
	var out []OrderItem
	s.db.Model(&Order{ID: "1"}).Association("Items").Find(&out) // want `order_items`
}

// TG-04: Association of a row that was read scoped
func (s *Store) associationScoped(tenant, id string) {
	var o Order
	if err := s.db.Where("tenant_id = ? AND id = ?", tenant, id).First(&o).Error; err != nil {
		return
	}
	var out []OrderItem
	s.db.Model(&o).Association("Items").Find(&out)
}

// TG-04: FirstOrCreate without the tenant
func (s *Store) firstOrCreate(name string) {
	var c Customer
	s.db.FirstOrCreate(&c, Customer{Name: name}) // want `query on customers`
}

// TG-04: FirstOrCreate with the tenant
func (s *Store) firstOrCreateScoped(tenant, name string) {
	var c Customer
	s.db.Where(Customer{TenantID: tenant, Name: name}).FirstOrCreate(&c)
}

// TG-04: Save of a row that nobody read
func (s *Store) save(o *Order, total int64) {
	s.db.Save(&Order{ID: "1", Total: total}) // want `orders`
}

// TG-04: Save of a row that was read scoped
func (s *Store) saveScoped(tenant, id string, total int64) {
	var o Order
	if err := s.db.Where("tenant_id = ? AND id = ?", tenant, id).First(&o).Error; err != nil {
		return
	}
	o.Total = total
	s.db.Save(&o)
}

// TG-04: Delete(&x, id)
func (s *Store) deleteByID() {
	s.db.Delete(&Order{}, "id = ?", "1") // want `delete from orders`
}

// TG-04: Delete(&x, id), scoped
func (s *Store) deleteByIDScoped(tenant, id string) {
	s.db.Where("tenant_id = ?", tenant).Delete(&Order{}, "id = ?", id)
}

// TG-04: Unscoped, which drops soft deletion only
func (s *Store) unscoped() {
	var out []Order
	s.db.Unscoped().Find(&out) // want `query on orders`
}

// TG-04: Unscoped, with the tenant
func (s *Store) unscopedScoped(tenant string) {
	var out []Order
	s.db.Unscoped().Where("tenant_id = ?", tenant).Find(&out)
}

// TG-04: Raw
func (s *Store) raw(status string) {
	var out []Order
	s.db.Raw("SELECT * FROM orders WHERE status = ?", status).Scan(&out) // want `query on orders`
}

// TG-04: Raw, scoped
func (s *Store) rawScoped(tenant string) {
	var out []Order
	s.db.Raw("SELECT * FROM orders WHERE tenant_id = ?", tenant).Scan(&out)
}

// TG-04: Exec
func (s *Store) exec() {
	s.db.Exec("UPDATE orders SET status = 'closed'") // want `update of orders`
}

// TG-04: Exec, scoped
func (s *Store) execScoped(tenant string) {
	s.db.Exec("UPDATE orders SET status = 'closed' WHERE tenant_id = ?", tenant)
}

// TG-04: Table
func (s *Store) table() {
	var n int64
	s.db.Table("orders").Where("status = ?", "open").Count(&n) // want `query on orders`
}

// TG-04: Table, scoped
func (s *Store) tableScoped(tenant string) {
	var n int64
	s.db.Table("orders").Where("tenant_id = ?", tenant).Count(&n)
}

// TG-04: Session with NewDB drops what the handle carried
func (s *Store) newDB(tenant string) {
	var out []Order
	scoped := s.db.Where("tenant_id = ?", tenant)
	scoped.Session(&gorm.Session{NewDB: true}).Find(&out) // want `query on orders`
}

// TG-04: Session keeps what the handle carried
func (s *Store) session(tenant string) {
	var out []Order
	scoped := s.db.Where("tenant_id = ?", tenant)
	scoped.Session(&gorm.Session{}).Find(&out)
}

// TG-04: struct condition with the key zero is no predicate
func (s *Store) structZero(status string) {
	var out []Order
	s.db.Where(&Order{Status: status}).Find(&out) // want `query on orders`
}

// TG-04: struct condition with the key
func (s *Store) structKey(tenant string) {
	var out []Order
	s.db.Where(&Order{TenantID: tenant}).Find(&out)
}

// TG-04: map condition without the key
func (s *Store) mapWithout(status string) {
	var out []Order
	s.db.Where(map[string]any{"status": status}).Find(&out) // want `query on orders`
}

// TG-04: map condition with the key
func (s *Store) mapWith(tenant string) {
	var out []Order
	s.db.Where(map[string]any{"tenant_id": tenant}).Find(&out)
}

// TG-04: a reused *gorm.DB that carries a clause
func (s *Store) reused(tenant string, ids []string) {
	scoped := s.db.Where("tenant_id = ?", tenant)
	for _, id := range ids {
		var o Order
		scoped.First(&o, "id = ?", id)
	}
}

// TG-04: a reused *gorm.DB that carries none
func (s *Store) reusedPlain(ids []string) {
	plain := s.db.Order("total")
	for range ids {
		var o Order
		plain.First(&o, "status = ?", "open") // want `query on orders`
	}
}

// TG-04: locking narrows nothing
func (s *Store) locking() {
	var out []Order
	s.db.Clauses(clause.Locking{Strength: "UPDATE"}).Find(&out) // want `query on orders`
}
