// Package tg19saved reads rows through an interface, changes them and saves them whole.
package tg19saved

import (
	"context"
	"net/http"

	"gorm.io/gorm"
)

type Order struct {
	ID       string `gorm:"primaryKey"`
	TenantID string
	Status   string
}

func (Order) TableName() string { return "orders" }

type Store struct{ db *gorm.DB }

func (s *Store) Get(ctx context.Context, tenant, id string) (*Order, error) {
	o := &Order{}
	if err := s.db.Take(&o, "tenant_id = ? AND id = ?", tenant, id).Error; err != nil {
		return nil, err
	}
	return o, nil
}

func (s *Store) Save(ctx context.Context, tenant string, o *Order) (*Order, error) {
	o.TenantID = tenant
	if err := s.db.Select("*").Save(o).Error; err != nil { // met `scoped`
		return nil, err
	}
	return o, nil
}

func (s *Store) Find(ctx context.Context, id string) (*Order, error) {
	o := &Order{}
	if err := s.db.Take(&o, "id = ?", id).Error; err != nil { // want `query on orders`
		return nil, err
	}
	return o, nil
}

func (s *Store) Keep(ctx context.Context, tenant string, o *Order) (*Order, error) {
	o.TenantID = tenant
	if err := s.db.Select("*").Save(o).Error; err != nil { // want `update of orders`
		return nil, err
	}
	return o, nil
}

type store interface {
	Find(ctx context.Context, id string) (*Order, error)
	Keep(ctx context.Context, tenant string, o *Order) (*Order, error)
	Get(ctx context.Context, tenant, id string) (*Order, error)
	Save(ctx context.Context, tenant string, o *Order) (*Order, error)
}

type Manager struct{ store store }

func New(s store) Manager { return Manager{store: s} }

// TG-19: a row that was read scoped through an interface, changed and saved
func (m Manager) Close(ctx context.Context, tenant, id string) {
	o, err := m.store.Get(ctx, tenant, id)
	if err != nil {
		return
	}
	if o.Status == "" {
		return
	}
	o.Status = "closed"
	if _, err := m.store.Save(ctx, tenant, o); err != nil {
		return
	}
}

// TG-19: a row that was read unscoped through an interface, changed and saved
func (m Manager) Reopen(ctx context.Context, tenant, id string) {
	o, err := m.store.Find(ctx, id) // related `passed on by`
	if err != nil {
		return
	}
	o.Status = "open"
	if _, err := m.store.Keep(ctx, tenant, o); err != nil { // related `called by`
		return
	}
}

func serve(db *gorm.DB, r *http.Request, tenant string) {
	m := New(&Store{db})
	go m.Close(context.Background(), tenant, r.PathValue("id"))
	m.Reopen(r.Context(), tenant, r.PathValue("id"))
}
