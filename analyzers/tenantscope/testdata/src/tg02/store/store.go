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

// Reader is what Store is handed around as.
type Reader interface {
	Rows(ctx context.Context, query string, args ...any) error
}

type Store struct{ db DBTX }

func New(db DBTX) *Store { return &Store{db: db} }

// Open hands a store out as what it is used as.
func Open(db *sql.DB) Reader { return New(db) }

// One runs a query for one row: its text is the caller's.
func (s *Store) One(ctx context.Context, query string, args ...any) *sql.Row {
	return s.db.QueryRowContext(ctx, query, args...)
}

// Rows looks at all rows.
func (s *Store) Rows(ctx context.Context, query string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	return rows.Close()
}

// Slice takes its arguments in one piece.
func (s *Store) Slice(ctx context.Context, query string, args []any) error {
	_, err := s.db.ExecContext(ctx, query, args...)
	return err
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

// TG-02: interface such as DBTX, in the package that declares it
func (s *Store) direct(ctx context.Context) {
	s.db.ExecContext(ctx, "UPDATE orders SET status = 'open'") // want `update of orders`
}

// TG-02: interface such as DBTX, in the package that declares it, scoped
func (s *Store) directScoped(ctx context.Context, tenant string) {
	s.db.ExecContext(ctx, "UPDATE orders SET status = 'open' WHERE tenant_id = $1", tenant)
}
