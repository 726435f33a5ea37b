// Package postgres has the shapes of jet's dialect for PostgreSQL.
package postgres

import "github.com/go-jet/jet/v2/internal/jet"

type (
	Statement       = jet.Statement
	Expression      = jet.Expression
	BoolExpression  = jet.BoolExpression
	Projection      = jet.Projection
	Column          = jet.ColumnExpression
	ColumnString    = jet.ColumnString
	ColumnInteger   = jet.ColumnInteger
	ColumnList      = jet.ColumnList
	ColumnAssigment = jet.ColumnAssigment
	RowExpression   = jet.RowExpression
	RawArgs         = map[string]interface{}
)

var (
	AND           = jet.AND
	OR            = jet.OR
	NOT           = jet.NOT
	EXISTS        = jet.EXISTS
	UUID          = jet.UUID
	Int           = jet.Int
	LOWER         = jet.LOWER
	COUNT         = jet.COUNT
	StringColumn  = jet.StringColumn
	IntegerColumn = jet.IntegerColumn
	STAR          jet.Expression
)

func Bool(value bool) BoolExpression                                          { return nil }
func String(value string) jet.StringExpression                                { return nil }
func SELECT(projection Projection, projections ...Projection) SelectStatement { return nil }
func RawStatement(rawQuery string, named ...RawArgs) jet.SerializerStatement  { return nil }
func SET(assigments ...ColumnAssigment) conflictAction                        { return nil }
func UNION(lhs, rhs jet.SerializerStatement, selects ...jet.SerializerStatement) setStatement {
	return nil
}

// COPY is none of jet's: it stands for what a later version may bring.
func COPY(table Table) Statement { return nil }

func WITH(cte ...CommonTableExpression) func(statement jet.Statement) Statement           { return nil }
func WITH_RECURSIVE(cte ...CommonTableExpression) func(statement jet.Statement) Statement { return nil }
func CTE(name string, columns ...jet.ColumnExpression) CommonTableExpression              { return nil }
func LATERAL(selectStmt SelectStatement) lateralImpl                                      { return lateralImpl{} }
func VALUES(rows ...RowExpression) values                                                 { return values{} }
func WRAP(expressions ...Expression) RowExpression                                        { return nil }
func NewTable(schemaName, name, alias string, columns ...jet.ColumnExpression) Table {
	return nil
}

type Table interface {
	readableTable
	writableTable
	jet.SerializerTable
}

type readableTable interface {
	SELECT(projection Projection, projections ...Projection) SelectStatement
	INNER_JOIN(table ReadableTable, onCondition BoolExpression) ReadableTable
	LEFT_JOIN(table ReadableTable, onCondition BoolExpression) ReadableTable
	CROSS_JOIN(table ReadableTable) ReadableTable
}

type writableTable interface {
	INSERT(columns ...jet.Column) InsertStatement
	UPDATE(columns ...jet.Column) UpdateStatement
	DELETE() DeleteStatement
}

type ReadableTable interface {
	readableTable
	jet.Serializer
}

type SelectTable interface {
	readableTable
	jet.SelectTable
}

type SelectStatement interface {
	Statement
	jet.HasProjections
	Expression
	DISTINCT(on ...jet.ColumnExpression) SelectStatement
	FROM(tables ...ReadableTable) SelectStatement
	WHERE(expression BoolExpression) SelectStatement
	ORDER_BY(orderByClauses ...jet.OrderByClause) SelectStatement
	LIMIT(limit int64) SelectStatement
	UNION(rhs SelectStatement) setStatement
	AsTable(alias string) SelectTable
}

type CommonTableExpression interface {
	SelectTable
	AS(statement jet.SerializerHasProjections) CommonTableExpression
	AS_NOT_MATERIALIZED(statement jet.SerializerStatement) CommonTableExpression
	ALIAS(alias string) SelectTable
}

type lateralImpl struct{}

func (lateralImpl) AS(alias string) SelectTable { return nil }

type values struct{}

func (values) AS(alias string, columns ...Column) SelectTable { return nil }

type setStatement interface {
	setOperators
	LIMIT(limit int64) setStatement
}

type setOperators interface {
	Statement
	jet.HasProjections
	Expression
	UNION(rhs SelectStatement) setStatement
}

type InsertStatement interface {
	jet.SerializerStatement
	VALUES(value interface{}, values ...interface{}) InsertStatement
	MODEL(data interface{}) InsertStatement
	MODELS(data interface{}) InsertStatement
	QUERY(selectStatement SelectStatement) InsertStatement
	ON_CONFLICT(indexExpressions ...jet.ColumnExpression) onConflict
	RETURNING(projections ...Projection) InsertStatement
}

type onConflict interface {
	WHERE(indexPredicate BoolExpression) conflictTarget
	conflictTarget
}

type conflictTarget interface {
	DO_NOTHING() InsertStatement
	DO_UPDATE(action conflictAction) InsertStatement
}

type conflictAction interface {
	jet.Serializer
	WHERE(condition BoolExpression) conflictAction
}

type UpdateStatement interface {
	jet.SerializerStatement
	SET(value interface{}, values ...interface{}) UpdateStatement
	MODEL(data interface{}) UpdateStatement
	FROM(tables ...ReadableTable) UpdateStatement
	WHERE(expression BoolExpression) UpdateStatement
	RETURNING(projections ...Projection) UpdateStatement
}

type DeleteStatement interface {
	jet.SerializerStatement
	USING(tables ...ReadableTable) DeleteStatement
	WHERE(expression BoolExpression) DeleteStatement
	RETURNING(projections ...Projection) DeleteStatement
}
