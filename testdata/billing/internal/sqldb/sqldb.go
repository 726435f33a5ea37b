// Package sqldb wraps sqlx: every statement of the service passes through it and is timed.
package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/jmoiron/sqlx"
)

// DB is a timed database.
type DB struct {
	*sqlx.DB
	slow time.Duration
}

// Open wraps a database; statements slower than the given time are logged.
func Open(db *sqlx.DB, slow time.Duration) *DB { return &DB{DB: db, slow: slow} }

// One reads one row.
func (d *DB) One(ctx context.Context, dest any, query string, args ...any) error {
	defer d.timed(ctx, time.Now())
	return d.GetContext(ctx, dest, query, args...)
}

// Do executes a statement and demands that it changed something.
func (d *DB) Do(ctx context.Context, query string, args ...any) error {
	defer d.timed(ctx, time.Now())
	result, err := d.ExecContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("execute: %w", err)
	}
	if n, err := result.RowsAffected(); err == nil && n == 0 {
		return sql.ErrNoRows
	}
	return nil
}

// Many reads all rows of a query.
func Many[T any](ctx context.Context, d *DB, query string, args ...any) ([]T, error) {
	defer d.timed(ctx, time.Now())
	var rows []T
	if err := d.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("select: %w", err)
	}
	return rows, nil
}

// Lookup is a repository of things that are found by one key.
type Lookup[T any] struct {
	db    *DB
	query string
}

// NewLookup returns a repository on a query with one placeholder.
func NewLookup[T any](db *DB, query string) *Lookup[T] { return &Lookup[T]{db: db, query: query} }

// By finds the one row with the key.
func (l *Lookup[T]) By(ctx context.Context, key any) (T, error) {
	var row T
	err := l.db.One(ctx, &row, l.query, key)
	return row, err
}

func (d *DB) timed(ctx context.Context, start time.Time) {
	if took := time.Since(start); took > d.slow {
		slog.WarnContext(ctx, "slow statement", "took", took)
	}
}
