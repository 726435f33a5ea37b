package mysql

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pingcap/tidb/pkg/parser/ast"
	"github.com/pingcap/tidb/pkg/parser/opcode"
	driver "github.com/pingcap/tidb/pkg/parser/test_driver"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

func (r *reader) exprs(list []ast.ExprNode) []*canon.Node {
	var out []*canon.Node
	for _, e := range list {
		out = append(out, r.expr(e))
	}
	return out
}

func (r *reader) expr(e ast.ExprNode) *canon.Node {
	switch x := e.(type) {
	case nil:
		return nil
	case *ast.ParenthesesExpr:
		return r.expr(x.Expr)
	case *ast.ColumnNameExpr:
		if placeholder.Known(x.Name.Table.O+"."+x.Name.Name.O) == "" {
			return canon.Placed("bind", "", r.text.Original(x.OriginTextPosition()))
		}
		return canon.Col(x.Name.Schema.L, x.Name.Table.L, x.Name.Name.L)
	case *driver.ParamMarkerExpr:
		return canon.Placed("bind", "", r.text.Original(x.Offset))
	case *driver.ValueExpr:
		return value(x)
	case *ast.BinaryOperationExpr:
		return r.binary(x)
	case *ast.UnaryOperationExpr:
		return r.unary(x)
	case *ast.BetweenExpr:
		return canon.NotIf(x.Not, canon.New("between", r.expr(x.Expr), r.expr(x.Left), r.expr(x.Right)))
	case *ast.IsNullExpr:
		return canon.NotIf(x.Not, canon.New("isnull", r.expr(x.Expr)))
	case *ast.IsTruthExpr:
		if x.True != 0 {
			return canon.NotIf(x.Not, canon.New("istrue", r.expr(x.Expr)))
		}
		return canon.NotIf(x.Not, canon.New("isfalse", r.expr(x.Expr)))
	case *ast.PatternLikeOrIlikeExpr:
		name := "LIKE"
		if !x.IsLike {
			name = "ILIKE"
		}
		return canon.NotIf(x.Not, canon.Op(name, r.expr(x.Expr), r.expr(x.Pattern)))
	case *ast.PatternRegexpExpr:
		return canon.NotIf(x.Not, canon.Op("REGEXP", r.expr(x.Expr), r.expr(x.Pattern)))
	case *ast.PatternInExpr:
		in := canon.New("in", r.expr(x.Expr))
		if x.Sel != nil {
			in.Add(r.query(x.Sel))
		}
		in.Add(r.exprs(x.List)...)
		return canon.NotIf(x.Not, in)
	case *ast.ExistsSubqueryExpr:
		return canon.NotIf(x.Not, canon.New("exists", r.query(x.Sel)))
	case *ast.SubqueryExpr:
		if x.Exists {
			return canon.New("exists", r.query(x.Query))
		}
		return canon.New("sub", r.query(x.Query))
	case *ast.CompareSubqueryExpr:
		q := "any"
		if x.All {
			q = "all"
		}
		return canon.Quantified(q, operator(x.Op), r.expr(x.L), r.query(x.R))
	case *ast.RowExpr:
		return canon.New("row", r.exprs(x.Values)...)
	case *ast.CaseExpr:
		return r.caseExpr(x)
	case *ast.DefaultExpr:
		if x.Name != nil {
			return canon.Func("default", canon.Col(x.Name.Name.L))
		}
		return canon.New("default")
	case *ast.ValuesExpr:
		return canon.Func("values", r.expr(x.Column))
	case *ast.SetCollationExpr:
		return r.expr(x.Expr)
	case *ast.VariableExpr:
		if x.IsSystem {
			return canon.New("lit")
		}
		v := canon.Placed("bind", "", r.text.Original(x.OriginTextPosition()))
		if x.Value != nil {
			return canon.Op(":=", v, r.expr(x.Value))
		}
		return v
	case *ast.TimeUnitExpr, *ast.TrimDirectionExpr, *ast.GetFormatSelectorExpr:
		return canon.New("word")
	case *ast.FuncCallExpr, *ast.FuncCastExpr, *ast.AggregateFuncExpr, *ast.WindowFuncExpr:
		return r.call(x)
	case *ast.MatchAgainst:
		var args []*canon.Node
		for _, c := range x.ColumnNames {
			args = append(args, canon.Col(c.Schema.L, c.Table.L, c.Name.L))
		}
		return canon.Func("match", append(args, r.expr(x.Against))...)
	case *ast.PositionExpr:
		return canon.Num(strconv.Itoa(x.N))
	}
	return canon.Leaf("other", fmt.Sprintf("%T", e))
}

func value(x *driver.ValueExpr) *canon.Node {
	switch x.Kind() {
	case driver.KindNull:
		return canon.New("null")
	case driver.KindString:
		return canon.Leaf("str", x.GetString())
	case driver.KindInt64:
		// TRUE and FALSE are numbers to this grammar; only their type tells.
		if x.Type.GetFlen() == 1 && x.OriginalText() != "" && strings.EqualFold(x.OriginalText(), "true") {
			return canon.Leaf("bool", "true")
		}
		return canon.Num(strconv.FormatInt(x.GetInt64(), 10))
	case driver.KindUint64:
		return canon.Num(strconv.FormatUint(x.GetUint64(), 10))
	case driver.KindMysqlDecimal:
		return canon.Num(fmt.Sprint(x.GetValue()))
	}
	return canon.New("lit")
}

func operator(op opcode.Op) string {
	switch op {
	case opcode.EQ:
		return "="
	case opcode.NE:
		return "<>"
	case opcode.LT:
		return "<"
	case opcode.LE:
		return "<="
	case opcode.GT:
		return ">"
	case opcode.GE:
		return ">="
	case opcode.NullEQ:
		return "IS NOT DISTINCT FROM"
	}
	return strings.ToUpper(op.String())
}

// literal spells the operators whose name and sign differ.
func literal(op opcode.Op) string {
	var b strings.Builder
	op.Format(&b)
	return b.String()
}

func (r *reader) binary(x *ast.BinaryOperationExpr) *canon.Node {
	l, rr := r.expr(x.L), r.expr(x.R)
	switch x.Op {
	case opcode.LogicAnd:
		return canon.Logic("and", l, rr)
	case opcode.LogicOr:
		return canon.Logic("or", l, rr)
	case opcode.EQ, opcode.NE, opcode.LT, opcode.LE, opcode.GT, opcode.GE, opcode.NullEQ:
		return canon.Op(operator(x.Op), l, rr)
	}
	return canon.Op(literal(x.Op), l, rr)
}

func (r *reader) unary(x *ast.UnaryOperationExpr) *canon.Node {
	v := r.expr(x.V)
	switch x.Op {
	case opcode.Not, opcode.Not2:
		return canon.Not(v)
	case opcode.Minus:
		return canon.Negative(v)
	case opcode.Plus:
		return v
	}
	return canon.Op(literal(x.Op), v)
}

func (r *reader) caseExpr(x *ast.CaseExpr) *canon.Node {
	n := canon.New("case", clause("operand", r.expr(x.Value)))
	for _, w := range x.WhenClauses {
		n.Add(canon.New("when", r.expr(w.Expr), r.expr(w.Result)))
	}
	n.Add(clause("else", r.expr(x.ElseClause)))
	return n
}

// call reads functions of every kind.
func (r *reader) call(e ast.ExprNode) *canon.Node {
	switch x := e.(type) {
	case *ast.FuncCastExpr:
		if x.FunctionType == ast.CastBinaryOperator {
			return r.expr(x.Expr) // a collation, no value
		}
		return canon.New("cast", r.expr(x.Expr))
	case *ast.AggregateFuncExpr:
		n := canon.Func(x.F)
		if x.Distinct {
			n.Add(canon.New("distinct"))
		}
		args := r.exprs(x.Args)
		if strings.EqualFold(x.F, "group_concat") && len(args) > 1 {
			args = args[:len(args)-1] // the separator
		}
		n.Add(canon.List("args", args))
		return n
	case *ast.WindowFuncExpr:
		n := canon.Func(x.Name)
		args := r.exprs(x.Args)
		n.Add(canon.List("args", args), canon.New("over"))
		return n
	case *ast.FuncCallExpr:
		return r.funcCall(x)
	}
	return nil
}

func (r *reader) funcCall(x *ast.FuncCallExpr) *canon.Node {
	args := r.exprs(x.Args)
	var kept []*canon.Node
	for _, a := range args {
		if a != nil && a.Op != "word" {
			kept = append(kept, a)
		}
	}
	name := x.FnName.L
	if name == "convert" && len(kept) == 2 {
		return canon.Func("convert", kept[0]) // the other is the character set
	}
	if name == "char_func" {
		return canon.Func("char", kept[:len(kept)-1]...) // the last is the character set
	}
	switch name {
	case "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "utc_timestamp", "utc_date", "utc_time", "current_user":
		return canon.New("lit")
	}
	return canon.Func(name, kept...)
}
