// Package jet has the shapes of jet's inner package, which declares most of what its dialects export.
package jet

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/go-jet/jet/v2/qrm"
)

type Statement interface {
	Sql() (query string, args []interface{})
	DebugSql() (query string)
	Query(db qrm.Queryable, destination interface{}) error
	QueryContext(ctx context.Context, db qrm.Queryable, destination interface{}) error
	Exec(db qrm.Executable) (sql.Result, error)
	ExecContext(ctx context.Context, db qrm.Executable) (sql.Result, error)
}

type (
	Serializer    interface{ serialize() }
	Projection    interface{ projection() }
	GroupByClause interface{ group() }
	OrderByClause interface{ order() }

	SerializerStatement interface {
		Serializer
		Statement
	}
	SerializerHasProjections interface {
		Serializer
		HasProjections
	}
	HasProjections  interface{ projections() }
	SerializerTable interface {
		Serializer
		SchemaName() string
	}
	SelectTable interface {
		Serializer
		Alias() string
	}
	ColumnAssigment interface{ assign() }
)

type Expression interface {
	Serializer
	Projection
	GroupByClause
	OrderByClause
	IS_NULL() BoolExpression
	IS_NOT_NULL() BoolExpression
	IN(expressions ...Expression) BoolExpression
	NOT_IN(expressions ...Expression) BoolExpression
	AS(alias string) Projection
	DESC() OrderByClause
}

type BoolExpression interface {
	Expression
	EQ(rhs BoolExpression) BoolExpression
	IS_TRUE() BoolExpression
	IS_FALSE() BoolExpression
	IS_NOT_TRUE() BoolExpression
	AND(rhs BoolExpression) BoolExpression
	OR(rhs BoolExpression) BoolExpression
}

type RowExpression interface {
	Expression
}

type StringExpression interface {
	Expression
	BETWEEN(min, max StringExpression) BoolExpression
	NOT_BETWEEN(min, max StringExpression) BoolExpression
	EQ(rhs StringExpression) BoolExpression
	NOT_EQ(rhs StringExpression) BoolExpression
	LIKE(pattern StringExpression) BoolExpression
}

type IntegerExpression interface {
	Expression
	EQ(rhs IntegerExpression) BoolExpression
	GT(rhs IntegerExpression) BoolExpression
	ADD(rhs IntegerExpression) IntegerExpression
}

type Column interface {
	Name() string
	TableName() string
}

type ColumnExpression interface {
	Column
	Expression
}

type ColumnString interface {
	StringExpression
	Column
	From(subQuery SelectTable) ColumnString
	SET(stringExp StringExpression) ColumnAssigment
}

type ColumnInteger interface {
	IntegerExpression
	Column
	SET(intExp IntegerExpression) ColumnAssigment
}

// ColumnList can stand for its columns.
type ColumnList []ColumnExpression

func (ColumnList) Name() string      { return "" }
func (ColumnList) TableName() string { return "" }
func (ColumnList) projection()       {}

func AND(expressions ...BoolExpression) BoolExpression { return nil }
func OR(expressions ...BoolExpression) BoolExpression  { return nil }
func NOT(exp BoolExpression) BoolExpression            { return nil }
func EXISTS(subQuery Expression) BoolExpression        { return nil }
func UUID(value fmt.Stringer) StringExpression         { return nil }
func Int(value int64) IntegerExpression                { return nil }
func LOWER(value StringExpression) StringExpression    { return nil }
func COUNT(expression Expression) IntegerExpression    { return nil }
func StringColumn(name string) ColumnString            { return nil }
func IntegerColumn(name string) ColumnInteger          { return nil }
