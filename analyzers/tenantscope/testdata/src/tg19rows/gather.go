package tg19rows

import (
	"context"
	"sync"
)

// shop is put together by goroutines, each of which fills one field.
type shop struct {
	ID     string
	Orders []*Order
}

func (s *Store) shop(tenant string) (*shop, error) {
	var sh shop
	if err := s.db.QueryRow("SELECT id FROM tenants WHERE id = $1", tenant).Scan(&sh.ID); err != nil {
		return nil, err
	}
	return &sh, nil
}

// TG-19: ids that a goroutine collects from the rows that another one read scoped
func (s *Store) gather(ctx context.Context, tenant string) error {
	sh, err := s.shop(tenant)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	failed := make(chan error, 2)
	wg.Add(1)
	go func() {
		defer wg.Done()
		orders, err := s.list(tenant)
		if err != nil {
			failed <- err
			return
		}
		sh.Orders = orders
	}()
	wg.Wait()
	var ids []string
	for _, o := range sh.Orders {
		ids = append(ids, o.ID)
	}
	wg.Add(1)
	go func() {
		defer wg.Done()
		if err := s.itemsOf(ctx, ids); err != nil {
			failed <- err
		}
	}()
	wg.Wait()
	return nil
}

func (s *Store) itemsOf(ctx context.Context, ids []string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE order_items SET quantity = 0 WHERE order_id = ANY($1)", ids) // met `read scoped by the caller`
	return err
}

// TG-19: ids that a goroutine collects from the rows that another one read without a tenant
func (s *Store) gatherAll(ctx context.Context, tenant string) error {
	sh, err := s.shop(tenant)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		sh.Orders, _ = s.listAll()
	}()
	wg.Wait()
	var ids []string
	for _, o := range sh.Orders {
		ids = append(ids, o.ID)
	}
	wg.Add(1)
	go func() {
		defer wg.Done()
		s.itemsOfAll(ctx, ids) // related `comes from a row that was read unscoped`
	}()
	wg.Wait()
	return nil
}

func (s *Store) itemsOfAll(ctx context.Context, ids []string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE order_items SET quantity = 0 WHERE order_id = ANY($1)", ids) // want `order_items`
	return err
}

func (s *Store) listAll() ([]*Order, error) {
	rows, err := s.db.Query("SELECT id, tenant_id, status FROM orders") // want `orders`
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var orders []*Order
	for rows.Next() {
		var o Order
		if err := rows.Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
			return nil, err
		}
		orders = append(orders, &o)
	}
	return orders, rows.Err()
}
