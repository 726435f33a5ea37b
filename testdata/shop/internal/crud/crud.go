// Package crud holds the few generic functions that the stores share.
package crud

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// DB is what a pool, a connection and a transaction have in common.
type DB interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// One reads the single row of a query into a T.
func One[T any](ctx context.Context, db DB, sql string, args ...any) (T, error) {
	rows, err := db.Query(ctx, sql, args...)
	if err != nil {
		var zero T
		return zero, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[T])
}

// Lookup is a generic repository of things that one query finds by one key.
type Lookup[T any] struct {
	db    DB
	query string
}

// NewLookup returns a repository on a query with one placeholder.
func NewLookup[T any](db DB, query string) *Lookup[T] { return &Lookup[T]{db: db, query: query} }

// By finds the row with the key.
func (l *Lookup[T]) By(ctx context.Context, key any) (T, error) {
	return One[T](ctx, l.db, l.query, key)
}

// Many reads all rows of a query.
func Many[T any](ctx context.Context, db DB, sql string, args ...any) ([]T, error) {
	rows, err := db.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByNameLax[T])
}
