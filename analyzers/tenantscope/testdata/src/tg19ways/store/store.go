// Package store acts by id. Each statement has a caller of its own in package app.
package store

import (
	"context"
	"database/sql"
	"slices"

	"tg19ways/model"
)

type Order struct{ ID, TenantID, Status string }

type Orders struct{ db *sql.DB }

func (s *Orders) Scoped(ctx context.Context, tenant, id string) (*Order, error) {
	var o Order
	err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&o.ID, &o.TenantID, &o.Status)
	if err != nil {
		return nil, err
	}
	return &o, nil
}

func (s *Orders) List(ctx context.Context, tenant string) ([]Order, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE tenant_id = $1", tenant)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Order
	for rows.Next() {
		var o Order
		if err := rows.Scan(&o.ID, &o.TenantID, &o.Status); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

// InTx runs a function in a transaction.
func (s *Orders) InTx(ctx context.Context, run func(context.Context) error) error { return run(ctx) }

func (s *Orders) Captured(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'captured' WHERE id = $1", id) // met `by the caller`
	return err
}

func (s *Orders) CapturedRequest(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'captured' WHERE id = $1", id) // want `update of orders`
	return err
}

func (s *Orders) Mapped(ctx context.Context, ids []string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'mapped' WHERE id = ANY($1)", ids) // met `by the caller`
	return err
}

func (s *Orders) MappedRequest(ctx context.Context, ids []string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'mapped' WHERE id = ANY($1)", ids) // want `update of orders`
	return err
}

func (s *Orders) Each(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'each' WHERE id = $1", id) // met `by the caller`
	return err
}

func (s *Orders) EachRequest(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'each' WHERE id = $1", id) // want `update of orders`
	return err
}

func (s *Orders) Wrapped(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'wrapped' WHERE id = $1", id) // met `by the caller`
	return err
}

func (s *Orders) WrappedRequest(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'wrapped' WHERE id = $1", id) // want `update of orders`
	return err
}

func (s *Orders) Fresh(ctx context.Context, o Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // met `was made`
	return err
}

func (s *Orders) FreshRequest(ctx context.Context, o Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // want `update of orders`
	return err
}

func (s *Orders) Copied(ctx context.Context, o *model.Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // met `by the caller`
	return err
}

func (s *Orders) CopiedRequest(ctx context.Context, o *model.Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // want `update of orders`
	return err
}

func (s *Orders) Made(ctx context.Context, o *model.Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // met `was made`
	return err
}

func (s *Orders) MadeRequest(ctx context.Context, o *model.Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // want `update of orders`
	return err
}

// Get maps the row to what the services know.
func (s *Orders) Get(ctx context.Context, tenant, id string) (model.View, error) {
	o, err := s.Scoped(ctx, tenant, id)
	if err != nil {
		return model.View{}, err
	}
	return model.View{Order: model.Order{ID: o.ID, Status: o.Status}}, nil
}

// Find does not ask for the tenant.
func (s *Orders) Find(ctx context.Context, id string) (model.View, error) {
	var o Order
	err := s.db.QueryRowContext(ctx, "SELECT id, tenant_id, status FROM orders WHERE id = $1", id).Scan(&o.ID, &o.TenantID, &o.Status) // want `query on orders`
	if err != nil {
		return model.View{}, err
	}
	return model.View{Order: model.Order{ID: o.ID, Status: o.Status}}, nil
}

func (s *Orders) Close(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'closed' WHERE id = $1", id) // met `by the caller`
	return err
}

func (s *Orders) Reopen(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'open' WHERE id = $1", id) // want `update of orders`
	return err
}

func (s *Orders) Archive(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'archived' WHERE id = $1", id) // met `by the caller`
	return err
}

func (s *Orders) ArchiveAny(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'archived' WHERE id = $1", id) // want `update of orders`
	return err
}

// Batch names rows.
type Batch struct{ IDs []string }

func (s *Orders) Picked(ctx context.Context, b Batch) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'picked' WHERE id = ANY($1)", b.IDs) // met `by the caller`
	return err
}

// Open picks the orders that are open.
func Open(orders []Order) []Order {
	picked := append([]Order(nil), orders...)
	return slices.DeleteFunc(picked, func(o Order) bool { return o.Status != "open" })
}

func (s *Orders) Fetched(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = 'fetched' WHERE id = $1", id) // orphan `update of orders.*nothing loaded binds tg19ways/service.Remote, which gave the key`
	return err
}

func (s *Orders) KeptAnew(ctx context.Context, o *model.Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // met `by the caller`
	return err
}

func (s *Orders) KeptAsGiven(ctx context.Context, o *model.Order) error {
	_, err := s.db.ExecContext(ctx, "UPDATE orders SET status = $2 WHERE id = $1", o.ID, o.Status) // want `update of orders`
	return err
}
