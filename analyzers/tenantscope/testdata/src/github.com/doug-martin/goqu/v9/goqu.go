// Package goqu is what the cases need of github.com/doug-martin/goqu/v9.
package goqu

import (
	"context"

	"github.com/doug-martin/goqu/v9/exec"
	"github.com/doug-martin/goqu/v9/exp"
)

type (
	Ex     = exp.Ex
	ExOr   = exp.ExOr
	Op     = exp.Op
	Record = exp.Record
	Vals   = exp.Vals
)

type (
	Database       struct{ dialect string }
	TxDatabase     struct{ dialect string }
	DialectWrapper struct{ dialect string }
	SelectDataset  struct{ clauses string }
	InsertDataset  struct{ clauses string }
	UpdateDataset  struct{ clauses string }
	DeleteDataset  struct{ clauses string }
)

func Dialect(dialect string) DialectWrapper                                   { return DialectWrapper{} }
func From(table ...interface{}) *SelectDataset                                { return nil }
func Insert(table interface{}) *InsertDataset                                 { return nil }
func C(col string) exp.IdentifierExpression                                   { return nil }
func I(ident string) exp.IdentifierExpression                                 { return nil }
func T(table string) exp.IdentifierExpression                                 { return nil }
func L(sql string, args ...interface{}) exp.LiteralExpression                 { return nil }
func And(expressions ...exp.Expression) exp.ExpressionList                    { return nil }
func Or(expressions ...exp.Expression) exp.ExpressionList                     { return nil }
func On(expressions ...exp.Expression) exp.JoinCondition                      { return nil }
func DoNothing() exp.ConflictExpression                                       { return nil }
func DoUpdate(target string, update interface{}) exp.ConflictUpdateExpression { return nil }

func (d DialectWrapper) From(table ...interface{}) *SelectDataset { return nil }

func (d *Database) From(from ...interface{}) *SelectDataset   { return nil }
func (d *Database) Insert(table interface{}) *InsertDataset   { return nil }
func (d *Database) Update(table interface{}) *UpdateDataset   { return nil }
func (d *Database) Delete(table interface{}) *DeleteDataset   { return nil }
func (d *Database) WithTx(fn func(*TxDatabase) error) error   { return nil }
func (d *TxDatabase) Delete(table interface{}) *DeleteDataset { return nil }

func (d *Database) ScanStructsContext(ctx context.Context, i interface{}, query string, args ...interface{}) error {
	return nil
}

func (sd *SelectDataset) Clone() exp.Expression                              { return sd }
func (sd *SelectDataset) Expression() exp.Expression                         { return sd }
func (sd *SelectDataset) As(alias string) *SelectDataset                     { return sd }
func (sd *SelectDataset) From(from ...interface{}) *SelectDataset            { return sd }
func (sd *SelectDataset) Select(selects ...interface{}) *SelectDataset       { return sd }
func (sd *SelectDataset) Where(expressions ...exp.Expression) *SelectDataset { return sd }
func (sd *SelectDataset) ClearWhere() *SelectDataset                         { return sd }
func (sd *SelectDataset) FromSelf() *SelectDataset                           { return sd }
func (sd *SelectDataset) Join(table exp.Expression, condition exp.JoinCondition) *SelectDataset {
	return sd
}
func (sd *SelectDataset) LeftJoin(table exp.Expression, condition exp.JoinCondition) *SelectDataset {
	return sd
}
func (sd *SelectDataset) Union(other *SelectDataset) *SelectDataset                { return sd }
func (sd *SelectDataset) With(name string, subquery exp.Expression) *SelectDataset { return sd }
func (sd *SelectDataset) ToSQL() (sql string, params []interface{}, err error)     { return "", nil, nil }
func (sd *SelectDataset) Count() (int64, error)                                    { return 0, nil }
func (sd *SelectDataset) ScanStructs(i interface{}) error                          { return nil }
func (sd *SelectDataset) Delete() *DeleteDataset                                   { return nil }

func (id *InsertDataset) Rows(rows ...interface{}) *InsertDataset                   { return id }
func (id *InsertDataset) Cols(cols ...interface{}) *InsertDataset                   { return id }
func (id *InsertDataset) Vals(vals ...[]interface{}) *InsertDataset                 { return id }
func (id *InsertDataset) FromQuery(from exp.Expression) *InsertDataset              { return id }
func (id *InsertDataset) OnConflict(conflict exp.ConflictExpression) *InsertDataset { return id }
func (id *InsertDataset) Executor() exec.QueryExecutor                              { return exec.QueryExecutor{} }

func (ud *UpdateDataset) Set(values interface{}) *UpdateDataset              { return ud }
func (ud *UpdateDataset) Where(expressions ...exp.Expression) *UpdateDataset { return ud }
func (ud *UpdateDataset) Executor() exec.QueryExecutor                       { return exec.QueryExecutor{} }

func (dd *DeleteDataset) Where(expressions ...exp.Expression) *DeleteDataset { return dd }
func (dd *DeleteDataset) Executor() exec.QueryExecutor                       { return exec.QueryExecutor{} }
