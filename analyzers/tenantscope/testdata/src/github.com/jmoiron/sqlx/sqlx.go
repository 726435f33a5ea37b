// Package sqlx is what the cases need of github.com/jmoiron/sqlx.
package sqlx

import (
	"context"
	"database/sql"
)

const (
	UNKNOWN = iota
	QUESTION
	DOLLAR
)

type DB struct{ *sql.DB }

func (db *DB) Rebind(query string) string { return query }
func (db *DB) GetContext(ctx context.Context, dest interface{}, query string, args ...interface{}) error {
	return nil
}
func (db *DB) SelectContext(ctx context.Context, dest interface{}, query string, args ...interface{}) error {
	return nil
}
func (db *DB) Get(dest interface{}, query string, args ...interface{}) error    { return nil }
func (db *DB) Select(dest interface{}, query string, args ...interface{}) error { return nil }
func (db *DB) NamedExecContext(ctx context.Context, query string, arg interface{}) (sql.Result, error) {
	return nil, nil
}
func (db *DB) NamedExec(query string, arg interface{}) (sql.Result, error)    { return nil, nil }
func (db *DB) BeginTxx(ctx context.Context, opts *sql.TxOptions) (*Tx, error) { return nil, nil }
func (db *DB) QueryxContext(ctx context.Context, query string, args ...interface{}) (*Rows, error) {
	return nil, nil
}

type Tx struct{ *sql.Tx }

func (tx *Tx) GetContext(ctx context.Context, dest interface{}, query string, args ...interface{}) error {
	return nil
}
func (tx *Tx) NamedExecContext(ctx context.Context, query string, arg interface{}) (sql.Result, error) {
	return nil, nil
}

type Rows struct{ *sql.Rows }

func In(query string, args ...interface{}) (string, []interface{}, error) { return query, args, nil }
func Named(query string, arg interface{}) (string, []interface{}, error)  { return query, nil, nil }
func Rebind(bindType int, query string) string                            { return query }
