// Package bun has the shape of github.com/uptrace/bun, as far as the cases call it.
package bun

import (
	"context"
	"database/sql"

	"github.com/uptrace/bun/schema"
)

type (
	BaseModel = schema.BaseModel
	Ident     = schema.Ident
	Safe      = schema.Safe
	Query     interface{ Operation() string }
)

type IDB interface {
	NewSelect() *SelectQuery
	NewInsert() *InsertQuery
	NewUpdate() *UpdateQuery
	NewDelete() *DeleteQuery
	NewRaw(query string, args ...any) *RawQuery
	RunInTx(ctx context.Context, opts *sql.TxOptions, f func(ctx context.Context, tx Tx) error) error
}

type DB struct{}

type Tx struct{}

func In(slice any) schema.QueryAppender { return nil }

func (db *DB) RunInTx(ctx context.Context, opts *sql.TxOptions, f func(ctx context.Context, tx Tx) error) error {
	return nil
}
func (tx Tx) RunInTx(ctx context.Context, opts *sql.TxOptions, f func(ctx context.Context, tx Tx) error) error {
	return nil
}

type baseQuery struct{}

func (q *baseQuery) NewSelect() *SelectQuery { return nil }
func (q *baseQuery) Operation() string       { return "" }

type SelectQuery struct{ baseQuery }

type InsertQuery struct{ baseQuery }

type UpdateQuery struct{ baseQuery }

type DeleteQuery struct{ baseQuery }

type RawQuery struct{ baseQuery }

func (q *RawQuery) Exec(ctx context.Context, dest ...any) (sql.Result, error) { return nil, nil }
func (q *RawQuery) Scan(ctx context.Context, dest ...any) error               { return nil }

func (q *SelectQuery) ColumnExpr(query string, args ...any) *SelectQuery { return q }
func (q *SelectQuery) Relation(name string, apply ...func(*SelectQuery) *SelectQuery) *SelectQuery {
	return q
}
func (q *SelectQuery) Join(join string, args ...any) *SelectQuery          { return q }
func (q *SelectQuery) JoinOn(cond string, args ...any) *SelectQuery        { return q }
func (q *SelectQuery) Union(other *SelectQuery) *SelectQuery               { return q }
func (q *SelectQuery) Order(orders ...string) *SelectQuery                 { return q }
func (q *SelectQuery) Limit(n int) *SelectQuery                            { return q }
func (q *SelectQuery) For(s string, args ...any) *SelectQuery              { return q }
func (q *SelectQuery) Count(ctx context.Context) (int, error)              { return 0, nil }
func (q *SelectQuery) Exists(ctx context.Context) (bool, error)            { return false, nil }
func (q *InsertQuery) Value(column, expr string, args ...any) *InsertQuery { return q }
func (q *InsertQuery) On(s string, args ...any) *InsertQuery               { return q }
func (q *InsertQuery) Set(query string, args ...any) *InsertQuery          { return q }
func (q *UpdateQuery) Set(query string, args ...any) *UpdateQuery          { return q }
func (q *InsertQuery) Returning(query string, args ...any) *InsertQuery    { return q }
func (q *UpdateQuery) Returning(query string, args ...any) *UpdateQuery    { return q }
func (db *DB) NewSelect() *SelectQuery                                     { return nil }
func (db *DB) NewInsert() *InsertQuery                                     { return nil }
func (db *DB) NewUpdate() *UpdateQuery                                     { return nil }
func (db *DB) NewDelete() *DeleteQuery                                     { return nil }
func (db *DB) NewRaw(query string, args ...any) *RawQuery                  { return nil }
func (tx Tx) NewSelect() *SelectQuery                                      { return nil }
func (tx Tx) NewInsert() *InsertQuery                                      { return nil }
func (tx Tx) NewUpdate() *UpdateQuery                                      { return nil }
func (tx Tx) NewDelete() *DeleteQuery                                      { return nil }
func (tx Tx) NewRaw(query string, args ...any) *RawQuery                   { return nil }

func (q *SelectQuery) Model(model any) *SelectQuery                              { return q }
func (q *SelectQuery) ModelTableExpr(query string, args ...any) *SelectQuery     { return q }
func (q *SelectQuery) TableExpr(query string, args ...any) *SelectQuery          { return q }
func (q *SelectQuery) With(name string, query Query) *SelectQuery                { return q }
func (q *SelectQuery) Column(columns ...string) *SelectQuery                     { return q }
func (q *SelectQuery) ExcludeColumn(columns ...string) *SelectQuery              { return q }
func (q *SelectQuery) Where(query string, args ...any) *SelectQuery              { return q }
func (q *SelectQuery) WhereOr(query string, args ...any) *SelectQuery            { return q }
func (q *SelectQuery) Apply(fns ...func(*SelectQuery) *SelectQuery) *SelectQuery { return q }
func (q *SelectQuery) Exec(ctx context.Context, dest ...any) (sql.Result, error) { return nil, nil }
func (q *SelectQuery) Scan(ctx context.Context, dest ...any) error               { return nil }

func (q *SelectQuery) WherePK(cols ...string) *SelectQuery { return q }
func (q *SelectQuery) WhereGroup(sep string, fn func(*SelectQuery) *SelectQuery) *SelectQuery {
	return q
}

func (q *InsertQuery) Model(model any) *InsertQuery                              { return q }
func (q *InsertQuery) ModelTableExpr(query string, args ...any) *InsertQuery     { return q }
func (q *InsertQuery) TableExpr(query string, args ...any) *InsertQuery          { return q }
func (q *InsertQuery) With(name string, query Query) *InsertQuery                { return q }
func (q *InsertQuery) Column(columns ...string) *InsertQuery                     { return q }
func (q *InsertQuery) ExcludeColumn(columns ...string) *InsertQuery              { return q }
func (q *InsertQuery) Where(query string, args ...any) *InsertQuery              { return q }
func (q *InsertQuery) WhereOr(query string, args ...any) *InsertQuery            { return q }
func (q *InsertQuery) Apply(fns ...func(*InsertQuery) *InsertQuery) *InsertQuery { return q }
func (q *InsertQuery) Exec(ctx context.Context, dest ...any) (sql.Result, error) { return nil, nil }
func (q *InsertQuery) Scan(ctx context.Context, dest ...any) error               { return nil }

func (q *UpdateQuery) Model(model any) *UpdateQuery                              { return q }
func (q *UpdateQuery) ModelTableExpr(query string, args ...any) *UpdateQuery     { return q }
func (q *UpdateQuery) TableExpr(query string, args ...any) *UpdateQuery          { return q }
func (q *UpdateQuery) With(name string, query Query) *UpdateQuery                { return q }
func (q *UpdateQuery) Column(columns ...string) *UpdateQuery                     { return q }
func (q *UpdateQuery) ExcludeColumn(columns ...string) *UpdateQuery              { return q }
func (q *UpdateQuery) Where(query string, args ...any) *UpdateQuery              { return q }
func (q *UpdateQuery) WhereOr(query string, args ...any) *UpdateQuery            { return q }
func (q *UpdateQuery) Apply(fns ...func(*UpdateQuery) *UpdateQuery) *UpdateQuery { return q }
func (q *UpdateQuery) Exec(ctx context.Context, dest ...any) (sql.Result, error) { return nil, nil }
func (q *UpdateQuery) Scan(ctx context.Context, dest ...any) error               { return nil }

func (q *UpdateQuery) WherePK(cols ...string) *UpdateQuery { return q }
func (q *UpdateQuery) WhereGroup(sep string, fn func(*UpdateQuery) *UpdateQuery) *UpdateQuery {
	return q
}

func (q *DeleteQuery) Model(model any) *DeleteQuery                              { return q }
func (q *DeleteQuery) ModelTableExpr(query string, args ...any) *DeleteQuery     { return q }
func (q *DeleteQuery) TableExpr(query string, args ...any) *DeleteQuery          { return q }
func (q *DeleteQuery) With(name string, query Query) *DeleteQuery                { return q }
func (q *DeleteQuery) Column(columns ...string) *DeleteQuery                     { return q }
func (q *DeleteQuery) ExcludeColumn(columns ...string) *DeleteQuery              { return q }
func (q *DeleteQuery) Where(query string, args ...any) *DeleteQuery              { return q }
func (q *DeleteQuery) WhereOr(query string, args ...any) *DeleteQuery            { return q }
func (q *DeleteQuery) Apply(fns ...func(*DeleteQuery) *DeleteQuery) *DeleteQuery { return q }
func (q *DeleteQuery) Exec(ctx context.Context, dest ...any) (sql.Result, error) { return nil, nil }
func (q *DeleteQuery) Scan(ctx context.Context, dest ...any) error               { return nil }

func (q *DeleteQuery) WherePK(cols ...string) *DeleteQuery { return q }
func (q *DeleteQuery) WhereGroup(sep string, fn func(*DeleteQuery) *DeleteQuery) *DeleteQuery {
	return q
}
