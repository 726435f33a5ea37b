// Package store wraps the database for other packages.
package store

import (
	"context"
	"database/sql"
)

// DBTX is what a pool and a transaction have in common.
type DBTX interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

type Store struct{ db DBTX }

func New(db DBTX) *Store { return &Store{db: db} }

// One runs a query for one row: its text is the caller's.
func (s *Store) One(ctx context.Context, query string, args ...any) *sql.Row {
	return s.db.QueryRowContext(ctx, query, args...)
}

// Get scans one value.
func Get[T any](ctx context.Context, s *Store, query string, args ...any) (T, error) {
	var v T
	err := s.One(ctx, query, args...).Scan(&v)
	return v, err
}

// Find completes the statement that the caller begins.
func (s *Store) Find(ctx context.Context, where string, args ...any) (*sql.Rows, error) {
	return s.db.QueryContext(ctx, "SELECT id FROM orders WHERE "+where, args...)
}

func (s *Store) direct(ctx context.Context, id string) {
	s.db.ExecContext(ctx, "UPDATE orders SET status = 'open'") // want `orders`
}
