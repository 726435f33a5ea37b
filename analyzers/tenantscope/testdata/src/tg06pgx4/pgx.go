// Package tg06pgx4 writes statements for pgx v4.
package tg06pgx4

import (
	"context"

	"github.com/jackc/pgconn"
	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
)

type Store struct {
	pool *pgxpool.Pool
	db   querier
}

// querier is an interface of the store's own.
type querier interface {
	Exec(ctx context.Context, sql string, arguments ...interface{}) (pgconn.CommandTag, error)
	QueryRow(ctx context.Context, sql string, args ...interface{}) pgx.Row
}

// TG-06: pgx v4 Query
func (s *Store) query(ctx context.Context, status string) {
	s.pool.Query(ctx, "SELECT id FROM orders WHERE status = $1 OR tenant_id = $2", status, status) // want `query on orders`
}

// TG-06: pgx v4 Query, scoped
func (s *Store) queryScoped(ctx context.Context, tenant, status string) {
	s.pool.Query(ctx, "SELECT id FROM orders WHERE status = $1 AND tenant_id = $2", status, tenant)
}

// TG-06: pgx v4 QueryRow through an interface, by id
func (s *Store) byID(ctx context.Context, id string) {
	s.db.QueryRow(ctx, "SELECT id FROM orders WHERE id = $1", id) // want `query on orders`
}

// TG-06: pgx v4 QueryRow through an interface, scoped
func (s *Store) byIDScoped(ctx context.Context, tenant, id string) {
	s.db.QueryRow(ctx, "SELECT id FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant)
}

// TG-06: pgx v4 QueryFunc
func (s *Store) queryFunc(ctx context.Context, tenant string) {
	s.pool.QueryFunc(ctx, "SELECT id FROM orders WHERE tenant_id = $1", []interface{}{""}, nil, func(pgx.QueryFuncRow) error { return nil }) // want `query on orders`
}

// TG-06: pgx v4 QueryFunc, scoped
func (s *Store) queryFuncScoped(ctx context.Context, tenant string) {
	s.pool.QueryFunc(ctx, "SELECT id FROM orders WHERE tenant_id = $1", []interface{}{tenant}, nil, func(pgx.QueryFuncRow) error { return nil })
}

// TG-06: pgx v4 options stand before the values
func (s *Store) option(ctx context.Context, tenant string) {
	s.pool.Exec(ctx, "UPDATE orders SET total = 0 WHERE tenant_id = $1", pgx.QuerySimpleProtocol(true), "") // want `update of orders`
}

// TG-06: pgx v4 options stand before the values, scoped
func (s *Store) optionScoped(ctx context.Context, tenant string) {
	s.pool.Exec(ctx, "UPDATE orders SET total = 0 WHERE tenant_id = $1", pgx.QuerySimpleProtocol(true), tenant)
}

// TG-06: pgx v4 transaction
func (s *Store) transaction(ctx context.Context, id string) error {
	return s.pool.BeginFunc(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM orders WHERE id = $1", id) // want `delete from orders`
		return err
	})
}

// TG-06: pgx v4 transaction, scoped
func (s *Store) transactionScoped(ctx context.Context, tenant, id string) error {
	return s.pool.BeginFunc(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant)
		return err
	})
}

// TG-06: pgx v4 Batch.Queue
func (s *Store) batch(ctx context.Context, ids []string) error {
	b := &pgx.Batch{}
	for _, id := range ids {
		b.Queue("UPDATE orders SET status = 'paid' WHERE id = $1", id) // want `update of orders`
	}
	return s.pool.SendBatch(ctx, b).Close()
}

// TG-06: pgx v4 Batch.Queue, scoped
func (s *Store) batchScoped(ctx context.Context, tenant string, ids []string) error {
	b := &pgx.Batch{}
	for _, id := range ids {
		b.Queue("UPDATE orders SET status = 'paid' WHERE id = $1 AND tenant_id = $2", id, tenant)
	}
	return s.pool.SendBatch(ctx, b).Close()
}

// TG-06: pgx v4 CopyFrom without the key
func (s *Store) copyFrom(ctx context.Context, rows [][]interface{}) {
	s.pool.CopyFrom(ctx, pgx.Identifier{"jobs"}, []string{"id", "kind", "payload"}, pgx.CopyFromRows(rows)) // want `jobs`
}

// TG-06: pgx v4 CopyFrom with the key
func (s *Store) copyFromScoped(ctx context.Context, tenant string) {
	s.pool.CopyFrom(ctx, pgx.Identifier{"jobs"}, []string{"id", "tenant_id"}, pgx.CopyFromRows([][]interface{}{{"1", tenant}}))
}
