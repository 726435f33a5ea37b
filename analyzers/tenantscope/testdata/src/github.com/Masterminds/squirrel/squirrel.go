// Package squirrel stands for github.com/Masterminds/squirrel: the builders that the cases use, with their real signatures.
package squirrel

import (
	"context"
	"database/sql"
)

type (
	Sqlizer interface {
		ToSql() (string, []interface{}, error)
	}
	Execer interface {
		Exec(query string, args ...interface{}) (sql.Result, error)
	}
	Queryer interface {
		Query(query string, args ...interface{}) (*sql.Rows, error)
	}
	BaseRunner interface {
		Execer
		Queryer
	}
	ExecerContext interface {
		ExecContext(ctx context.Context, query string, args ...interface{}) (sql.Result, error)
	}
	RowScanner interface {
		Scan(...interface{}) error
	}
	PlaceholderFormat interface {
		ReplacePlaceholders(sql string) (string, error)
	}
	questionFormat struct{}
	dollarFormat   struct{}
)

func (questionFormat) ReplacePlaceholders(sql string) (string, error) { return sql, nil }
func (dollarFormat) ReplacePlaceholders(sql string) (string, error)   { return sql, nil }

var (
	Question         = questionFormat{}
	Dollar           = dollarFormat{}
	StatementBuilder = StatementBuilderType{}.PlaceholderFormat(Question)
)

type (
	builder              struct{ parts []interface{} }
	StatementBuilderType builder
	SelectBuilder        builder
	InsertBuilder        builder
	UpdateBuilder        builder
	DeleteBuilder        builder
)

func Select(columns ...string) SelectBuilder { return StatementBuilder.Select(columns...) }
func Insert(into string) InsertBuilder       { return StatementBuilder.Insert(into) }
func Replace(into string) InsertBuilder      { return StatementBuilder.Replace(into) }
func Update(table string) UpdateBuilder      { return StatementBuilder.Update(table) }
func Delete(from string) DeleteBuilder       { return StatementBuilder.Delete(from) }

func (b StatementBuilderType) Select(columns ...string) SelectBuilder { return SelectBuilder(b) }
func (b StatementBuilderType) Insert(into string) InsertBuilder       { return InsertBuilder(b) }
func (b StatementBuilderType) Replace(into string) InsertBuilder      { return InsertBuilder(b) }
func (b StatementBuilderType) Update(table string) UpdateBuilder      { return UpdateBuilder(b) }
func (b StatementBuilderType) Delete(from string) DeleteBuilder       { return DeleteBuilder(b) }
func (b StatementBuilderType) PlaceholderFormat(f PlaceholderFormat) StatementBuilderType {
	return b
}
func (b StatementBuilderType) RunWith(runner BaseRunner) StatementBuilderType { return b }
func (b StatementBuilderType) Where(pred interface{}, args ...interface{}) StatementBuilderType {
	return b
}

func (b SelectBuilder) PlaceholderFormat(f PlaceholderFormat) SelectBuilder            { return b }
func (b SelectBuilder) RunWith(runner BaseRunner) SelectBuilder                        { return b }
func (b SelectBuilder) Query() (*sql.Rows, error)                                      { return nil, nil }
func (b SelectBuilder) QueryContext(ctx context.Context) (*sql.Rows, error)            { return nil, nil }
func (b SelectBuilder) QueryRowContext(ctx context.Context) RowScanner                 { return nil }
func (b SelectBuilder) ScanContext(ctx context.Context, dest ...interface{}) error     { return nil }
func (b SelectBuilder) ToSql() (string, []interface{}, error)                          { return "", nil, nil }
func (b SelectBuilder) MustSql() (string, []interface{})                               { return "", nil }
func (b SelectBuilder) Prefix(sql string, args ...interface{}) SelectBuilder           { return b }
func (b SelectBuilder) Suffix(sql string, args ...interface{}) SelectBuilder           { return b }
func (b SelectBuilder) Columns(columns ...string) SelectBuilder                        { return b }
func (b SelectBuilder) Column(column interface{}, args ...interface{}) SelectBuilder   { return b }
func (b SelectBuilder) From(from string) SelectBuilder                                 { return b }
func (b SelectBuilder) FromSelect(from SelectBuilder, alias string) SelectBuilder      { return b }
func (b SelectBuilder) JoinClause(pred interface{}, args ...interface{}) SelectBuilder { return b }
func (b SelectBuilder) Join(join string, rest ...interface{}) SelectBuilder            { return b }
func (b SelectBuilder) LeftJoin(join string, rest ...interface{}) SelectBuilder        { return b }
func (b SelectBuilder) Where(pred interface{}, args ...interface{}) SelectBuilder      { return b }
func (b SelectBuilder) OrderBy(orderBys ...string) SelectBuilder                       { return b }
func (b SelectBuilder) Limit(limit uint64) SelectBuilder                               { return b }

func (b InsertBuilder) RunWith(runner BaseRunner) InsertBuilder                    { return b }
func (b InsertBuilder) ExecContext(ctx context.Context) (sql.Result, error)        { return nil, nil }
func (b InsertBuilder) ToSql() (string, []interface{}, error)                      { return "", nil, nil }
func (b InsertBuilder) Into(from string) InsertBuilder                             { return b }
func (b InsertBuilder) Columns(columns ...string) InsertBuilder                    { return b }
func (b InsertBuilder) Values(values ...interface{}) InsertBuilder                 { return b }
func (b InsertBuilder) Suffix(sql string, args ...interface{}) InsertBuilder       { return b }
func (b InsertBuilder) SetMap(clauses map[string]interface{}) InsertBuilder        { return b }
func (b InsertBuilder) Select(sb SelectBuilder) InsertBuilder                      { return b }
func (b InsertBuilder) ScanContext(ctx context.Context, dest ...interface{}) error { return nil }

func (b UpdateBuilder) RunWith(runner BaseRunner) UpdateBuilder                   { return b }
func (b UpdateBuilder) ExecContext(ctx context.Context) (sql.Result, error)       { return nil, nil }
func (b UpdateBuilder) ToSql() (string, []interface{}, error)                     { return "", nil, nil }
func (b UpdateBuilder) Set(column string, value interface{}) UpdateBuilder        { return b }
func (b UpdateBuilder) SetMap(clauses map[string]interface{}) UpdateBuilder       { return b }
func (b UpdateBuilder) From(from string) UpdateBuilder                            { return b }
func (b UpdateBuilder) Where(pred interface{}, args ...interface{}) UpdateBuilder { return b }
func (b UpdateBuilder) Suffix(sql string, args ...interface{}) UpdateBuilder      { return b }

func (b DeleteBuilder) RunWith(runner BaseRunner) DeleteBuilder                   { return b }
func (b DeleteBuilder) ExecContext(ctx context.Context) (sql.Result, error)       { return nil, nil }
func (b DeleteBuilder) ToSql() (string, []interface{}, error)                     { return "", nil, nil }
func (b DeleteBuilder) Where(pred interface{}, args ...interface{}) DeleteBuilder { return b }

type (
	Eq    map[string]interface{}
	NotEq Eq
	Gt    map[string]interface{}
	And   []Sqlizer
	Or    []Sqlizer
	expr  struct{}
)

func (Eq) ToSql() (string, []interface{}, error)    { return "", nil, nil }
func (NotEq) ToSql() (string, []interface{}, error) { return "", nil, nil }
func (Gt) ToSql() (string, []interface{}, error)    { return "", nil, nil }
func (And) ToSql() (string, []interface{}, error)   { return "", nil, nil }
func (Or) ToSql() (string, []interface{}, error)    { return "", nil, nil }
func (expr) ToSql() (string, []interface{}, error)  { return "", nil, nil }

func Expr(sql string, args ...interface{}) Sqlizer { return expr{} }
func Alias(e Sqlizer, alias string) expr           { return expr{} }

func ExecContextWith(ctx context.Context, db ExecerContext, s Sqlizer) (sql.Result, error) {
	return nil, nil
}
