// Package tg06text writes statements for the helpers of sqlx and pgx.
package tg06text

import (
	"context"

	"github.com/acme/builder"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
)

type Store struct {
	db   *sqlx.DB
	pool *pgxpool.Pool
}

type order struct {
	ID       string `db:"id"`
	TenantID string `db:"tenant_id"`
	Status   string `db:"status"`
}

// TG-06: sqlx In
func (s *Store) in(ctx context.Context, ids []string) error {
	query, args, err := sqlx.In("SELECT id FROM orders WHERE id IN (?)", ids)
	if err != nil {
		return err
	}
	var out []order
	return s.db.SelectContext(ctx, &out, query, args...) // want `query on orders`
}

// TG-06: sqlx In, scoped, and Rebind
func (s *Store) inScoped(ctx context.Context, tenant string, ids []string) error {
	query, args, err := sqlx.In("SELECT id FROM orders WHERE tenant_id = ? AND id IN (?)", tenant, ids)
	if err != nil {
		return err
	}
	var out []order
	return s.db.SelectContext(ctx, &out, s.db.Rebind(query), args...)
}

// TG-06: sqlx Rebind
func (s *Store) rebind(ctx context.Context, status string) error {
	var out []order
	return s.db.SelectContext(ctx, &out, sqlx.Rebind(sqlx.DOLLAR, "SELECT id FROM orders WHERE status = ?"), status) // want `query on orders`
}

// TG-06: sqlx Named
func (s *Store) named(ctx context.Context, o order) error {
	query, args, err := sqlx.Named("SELECT id FROM orders WHERE status = :status", o)
	if err != nil {
		return err
	}
	var out []order
	return s.db.SelectContext(ctx, &out, query, args...) // want `query on orders`
}

// TG-06: sqlx Named, scoped
func (s *Store) namedScoped(ctx context.Context, o order) error {
	query, args, err := sqlx.Named("SELECT id FROM orders WHERE status = :status AND tenant_id = :tenant_id", o)
	if err != nil {
		return err
	}
	var out []order
	return s.db.SelectContext(ctx, &out, query, args...)
}

// TG-06: sqlx NamedExec
func (s *Store) namedExec(ctx context.Context, o order) error {
	_, err := s.db.NamedExecContext(ctx, "UPDATE orders SET status = :status WHERE id = :id", o) // want `update of orders`
	return err
}

// TG-06: sqlx NamedExec, scoped
func (s *Store) namedExecScoped(ctx context.Context, o order) error {
	_, err := s.db.NamedExecContext(ctx, "UPDATE orders SET status = :status WHERE id = :id AND tenant_id = :tenant_id", o)
	return err
}

// TG-06: pgx Batch.Queue
func (s *Store) batch(ctx context.Context, ids []string) error {
	b := &pgx.Batch{}
	for _, id := range ids {
		b.Queue("UPDATE orders SET status = 'paid' WHERE id = $1", id) // want `update of orders`
	}
	return s.pool.SendBatch(ctx, b).Close()
}

// TG-06: pgx Batch.Queue, scoped
func (s *Store) batchScoped(ctx context.Context, tenant string, ids []string) error {
	b := &pgx.Batch{}
	for _, id := range ids {
		b.Queue("UPDATE orders SET status = 'paid' WHERE id = $1 AND tenant_id = $2", id, tenant)
	}
	return s.pool.SendBatch(ctx, b).Close()
}

// TG-06: pgx CopyFrom without the key
func (s *Store) copyFrom(ctx context.Context, rows [][]any) error {
	_, err := s.pool.CopyFrom(ctx, pgx.Identifier{"jobs"}, []string{"id", "kind", "payload"}, pgx.CopyFromRows(rows)) // want `jobs`
	return err
}

// TG-06: pgx CopyFrom with the key
func (s *Store) copyFromScoped(ctx context.Context, tenant string, kinds []string) error {
	_, err := s.pool.CopyFrom(ctx, pgx.Identifier{"jobs"}, []string{"id", "tenant_id", "kind", "payload"}, pgx.CopyFromSlice(len(kinds), func(i int) ([]any, error) {
		return []any{i, tenant, kinds[i], "{}"}, nil
	}))
	return err
}

// TG-06: pgx NamedArgs
func (s *Store) namedArgs(ctx context.Context, status string) error {
	_, err := s.pool.Exec(ctx, "UPDATE orders SET total = 0 WHERE status = @status", pgx.NamedArgs{"status": status}) // want `update of orders`
	return err
}

// TG-06: pgx NamedArgs, scoped
func (s *Store) namedArgsScoped(ctx context.Context, tenant, status string) error {
	_, err := s.pool.Exec(ctx, "UPDATE orders SET total = 0 WHERE status = @status AND tenant_id = @tenant", pgx.NamedArgs{"status": status, "tenant": tenant})
	return err
}

// TG-06: pgx NamedArgs whose tenant is empty
func (s *Store) namedArgsEmpty(ctx context.Context, status string) error {
	_, err := s.pool.Exec(ctx, "UPDATE orders SET total = 0 WHERE status = @status AND tenant_id = @tenant", pgx.NamedArgs{"status": status, "tenant": ""}) // want `update of orders`
	return err
}

// TG-06: a builder that no row lists
func (s *Store) builder(ctx context.Context, status string) error {
	query, args, err := builder.From("orders").Where(map[string]any{"status": status}).ToSQL()
	if err != nil {
		return err
	}
	var out []order
	return s.db.SelectContext(ctx, &out, query, args...) // unresolved `statement not read`
}
