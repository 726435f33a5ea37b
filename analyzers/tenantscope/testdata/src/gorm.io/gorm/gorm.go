// Package gorm has the shape of gorm.io/gorm, as far as the cases call it.
package gorm

import (
	"context"
	"database/sql"
	"time"

	"gorm.io/gorm/clause"
)

type DB struct {
	Error        error
	RowsAffected int64
}

type Session struct {
	NewDB   bool
	DryRun  bool
	Context context.Context
}

type Model struct {
	ID        uint `gorm:"primarykey"`
	CreatedAt time.Time
	UpdatedAt time.Time
	DeletedAt DeletedAt `gorm:"index"`
}

type DeletedAt sql.NullTime

func (n *DeletedAt) Scan(value any) error { return nil }

type Association struct{ Error error }

func Open(dsn string) (*DB, error)                          { return nil, nil }
func Expr(expr string, args ...any) clause.Expr             { return clause.Expr{} }
func (db *DB) Model(value any) *DB                          { return db }
func (db *DB) Clauses(conds ...clause.Expression) *DB       { return db }
func (db *DB) Table(name string, args ...any) *DB           { return db }
func (db *DB) Distinct(args ...any) *DB                     { return db }
func (db *DB) Select(query any, args ...any) *DB            { return db }
func (db *DB) Omit(columns ...string) *DB                   { return db }
func (db *DB) Where(query any, args ...any) *DB             { return db }
func (db *DB) Not(query any, args ...any) *DB               { return db }
func (db *DB) Or(query any, args ...any) *DB                { return db }
func (db *DB) Joins(query string, args ...any) *DB          { return db }
func (db *DB) InnerJoins(query string, args ...any) *DB     { return db }
func (db *DB) Group(name string) *DB                        { return db }
func (db *DB) Having(query any, args ...any) *DB            { return db }
func (db *DB) Order(value any) *DB                          { return db }
func (db *DB) Limit(limit int) *DB                          { return db }
func (db *DB) Offset(offset int) *DB                        { return db }
func (db *DB) Scopes(funcs ...func(*DB) *DB) *DB            { return db }
func (db *DB) Preload(query string, args ...any) *DB        { return db }
func (db *DB) Attrs(attrs ...any) *DB                       { return db }
func (db *DB) Assign(attrs ...any) *DB                      { return db }
func (db *DB) Unscoped() *DB                                { return db }
func (db *DB) Raw(sql string, values ...any) *DB            { return db }
func (db *DB) Create(value any) *DB                         { return db }
func (db *DB) CreateInBatches(value any, batchSize int) *DB { return db }
func (db *DB) Save(value any) *DB                           { return db }
func (db *DB) First(dest any, conds ...any) *DB             { return db }
func (db *DB) Take(dest any, conds ...any) *DB              { return db }
func (db *DB) Last(dest any, conds ...any) *DB              { return db }
func (db *DB) Find(dest any, conds ...any) *DB              { return db }
func (db *DB) FirstOrInit(dest any, conds ...any) *DB       { return db }
func (db *DB) FirstOrCreate(dest any, conds ...any) *DB     { return db }
func (db *DB) Update(column string, value any) *DB          { return db }
func (db *DB) Updates(values any) *DB                       { return db }
func (db *DB) UpdateColumn(column string, value any) *DB    { return db }
func (db *DB) UpdateColumns(values any) *DB                 { return db }
func (db *DB) Delete(value any, conds ...any) *DB           { return db }
func (db *DB) Count(count *int64) *DB                       { return db }
func (db *DB) Row() *sql.Row                                { return nil }
func (db *DB) Rows() (*sql.Rows, error)                     { return nil, nil }
func (db *DB) Scan(dest any) *DB                            { return db }
func (db *DB) Pluck(column string, dest any) *DB            { return db }
func (db *DB) Transaction(fc func(tx *DB) error) error      { return nil }
func (db *DB) Begin(opts ...*sql.TxOptions) *DB             { return db }
func (db *DB) Commit() *DB                                  { return db }
func (db *DB) Rollback() *DB                                { return db }
func (db *DB) Exec(sql string, values ...any) *DB           { return db }
func (db *DB) Session(config *Session) *DB                  { return db }
func (db *DB) WithContext(ctx context.Context) *DB          { return db }
func (db *DB) Debug() *DB                                   { return db }
func (db *DB) Set(key string, value any) *DB                { return db }
func (db *DB) Association(column string) *Association       { return nil }
func (a *Association) Find(out any, conds ...any) error     { return nil }
func (a *Association) Append(values ...any) error           { return nil }
func (a *Association) Replace(values ...any) error          { return nil }
func (a *Association) Delete(values ...any) error           { return nil }
func (a *Association) Clear() error                         { return nil }
func (a *Association) Count() int64                         { return 0 }

type Interface[T any] interface {
	Raw(sql string, values ...any) ExecInterface[T]
	CreateInterface[T]
}

type CreateInterface[T any] interface {
	ExecInterface[T]
	Where(query any, args ...any) ChainInterface[T]
	Create(ctx context.Context, r *T) error
}

type ChainInterface[T any] interface {
	ExecInterface[T]
	Where(query any, args ...any) ChainInterface[T]
	Or(query any, args ...any) ChainInterface[T]
	Delete(ctx context.Context) (int, error)
}

type ExecInterface[T any] interface {
	First(ctx context.Context) (T, error)
	Find(ctx context.Context) ([]T, error)
}

func G[T any](db *DB, opts ...clause.Expression) Interface[T] { return nil }
