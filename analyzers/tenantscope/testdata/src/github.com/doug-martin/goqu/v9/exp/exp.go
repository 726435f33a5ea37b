// Package exp is what the cases need of github.com/doug-martin/goqu/v9/exp.
package exp

type (
	Expression interface {
		Clone() Expression
		Expression() Expression
	}
	BooleanExpression interface{ Expression }
	JoinCondition     interface{ IsEmpty() bool }
	ExpressionList    interface{ Expression }
	AliasedExpression interface {
		Expression
		Col(interface{}) IdentifierExpression
	}
	LiteralExpression interface {
		Expression
		Comparable
	}
	ConflictExpression       interface{ Expression }
	ConflictUpdateExpression interface {
		ConflictExpression
		Where(expressions ...Expression) ConflictUpdateExpression
	}
	Aliaseable interface {
		As(interface{}) AliasedExpression
	}
	Comparable interface {
		Eq(interface{}) BooleanExpression
		Neq(interface{}) BooleanExpression
	}
	Inable interface {
		In(...interface{}) BooleanExpression
	}
	Isable               interface{ IsNull() BooleanExpression }
	IdentifierExpression interface {
		Expression
		Aliaseable
		Comparable
		Inable
		Isable
		Col(interface{}) IdentifierExpression
	}
	Ex     map[string]interface{}
	ExOr   map[string]interface{}
	Op     map[string]interface{}
	Record map[string]interface{}
	Vals   []interface{}
)

func (e Ex) Clone() Expression        { return e }
func (e Ex) Expression() Expression   { return e }
func (e ExOr) Clone() Expression      { return e }
func (e ExOr) Expression() Expression { return e }
