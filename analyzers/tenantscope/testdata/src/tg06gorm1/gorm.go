// Package tg06gorm1 builds statements with the first version of gorm, whose links give copies.
package tg06gorm1

import "github.com/jinzhu/gorm"

type Order struct {
	ID         string
	TenantID   string
	CustomerID string
	Status     string
	Total      int64
}

type Store struct {
	db   *gorm.DB
	open *gorm.DB
}

// TG-06: gorm v1 Where
func (s *Store) where(status string) {
	var out []Order
	s.db.Where("status = ?", status).Find(&out) // want `query on orders`
}

// TG-06: gorm v1 Where, scoped
func (s *Store) whereScoped(tenant, status string) {
	var out []Order
	s.db.Where("tenant_id = ?", tenant).Where("status = ?", status).Find(&out)
}

// TG-06: gorm v1 link whose result is dropped
func (s *Store) dropped(tenant string) {
	var out []Order
	q := s.db.Where("status = ?", "open")
	q.Where("tenant_id = ?", tenant)
	q.Find(&out) // want `query on orders`
}

// TG-06: gorm v1 link whose result is used
func (s *Store) used(tenant string) {
	var out []Order
	q := s.db.Where("status = ?", "open")
	q = q.Where("tenant_id = ?", tenant)
	q.Find(&out)
}

// TG-06: gorm v1 Or after the scope
func (s *Store) or(tenant string) {
	var out []Order
	s.db.Where("tenant_id = ?", tenant).Or("status = ?", "open").Find(&out) // want `query on orders`
}

// TG-06: gorm v1 First by id
func (s *Store) first(id string) {
	var o Order
	s.db.First(&o, "id = ?", id) // want `query on orders`
}

// TG-06: gorm v1 First by id, scoped
func (s *Store) firstScoped(tenant, id string) {
	var o Order
	s.db.First(&o, "id = ? AND tenant_id = ?", id, tenant)
}

// TG-06: gorm v1 struct condition with the key zero is no predicate
func (s *Store) structZero(status string) {
	var out []Order
	s.db.Where(&Order{Status: status}).Find(&out) // want `query on orders`
}

// TG-06: gorm v1 struct condition with the key
func (s *Store) structScoped(tenant, status string) {
	var out []Order
	s.db.Where(&Order{Status: status, TenantID: tenant}).Find(&out)
}

// TG-06: gorm v1 Create without the key
func (s *Store) create() {
	s.db.Create(&Order{Status: "new"}) // want `insert into orders`
}

// TG-06: gorm v1 Create
func (s *Store) createScoped(tenant string) {
	s.db.Create(&Order{Status: "new", TenantID: tenant})
}

// TG-06: gorm v1 Update of one column
func (s *Store) update(id string) {
	s.db.Model(&Order{}).Where("id = ?", id).Update("status", "paid") // want `update of orders`
}

// TG-06: gorm v1 Update of one column, scoped
func (s *Store) updateScoped(tenant, id string) {
	s.db.Model(&Order{}).Where("id = ? AND tenant_id = ?", id, tenant).Update("status", "paid")
}

// TG-06: gorm v1 Update of the key
func (s *Store) move(tenant, id, other string) {
	s.db.Model(&Order{}).Where("id = ? AND tenant_id = ?", id, tenant).Update("tenant_id", other) // want `orders`
}

// TG-06: gorm v1 Updates
func (s *Store) updates(id string) {
	s.db.Model(&Order{}).Where("id = ?", id).Updates(map[string]interface{}{"status": "paid"}) // want `update of orders`
}

// TG-06: gorm v1 Delete in a transaction
func (s *Store) remove(id string) error {
	return s.db.Transaction(func(tx *gorm.DB) error {
		return tx.Where("id = ?", id).Delete(&Order{}).Error // want `delete from orders`
	})
}

// TG-06: gorm v1 Delete in a transaction, scoped
func (s *Store) removeScoped(tenant, id string) error {
	return s.db.Transaction(func(tx *gorm.DB) error {
		return tx.Where("id = ? AND tenant_id = ?", id, tenant).Delete(&Order{}).Error
	})
}

// TG-06: gorm v1 Raw
func (s *Store) raw(status string) {
	var out []Order
	s.db.Raw("SELECT * FROM orders WHERE status = ?", status).Scan(&out) // want `query on orders`
}

// TG-06: gorm v1 Exec
func (s *Store) exec(id string) {
	s.db.Exec("DELETE FROM orders WHERE id = ?", id) // want `delete from orders`
}

// TG-06: gorm v1 conditional clause
func (s *Store) conditional(tenant string) {
	var out []Order
	q := s.db.Model(&Order{})
	if tenant != "" {
		q = q.Where("tenant_id = ?", tenant)
	}
	q.Find(&out) // want `query on orders`
}

// TG-06: gorm v1 relation that only types name
func (s *Store) related(o *Order) {
	var out []Order
	s.db.Model(o).Related(&out) // unresolved `no row lists \(\*github.com/jinzhu/gorm.DB\).Related`
}
