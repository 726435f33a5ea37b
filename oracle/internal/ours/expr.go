package ours

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
)

func exprs(list []sqlread.Expr) []*canon.Node {
	var out []*canon.Node
	for _, e := range list {
		out = append(out, expr(e))
	}
	return out
}

func expr(e sqlread.Expr) *canon.Node {
	switch x := e.(type) {
	case nil:
		return nil
	case *sqlread.Column:
		if strings.Contains(x.Table+x.Name, "%") || x.Name == "" {
			return canon.Placed("bind", "", x.Span.Start) // a formatter's verb stands for a part of the name
		}
		return canon.Col(x.Schema, x.Table, x.Name)
	case *sqlread.Bind:
		return canon.Placed("bind", "", x.Span.Start)
	case *sqlread.Hole:
		return canon.Placed("bind", "", x.Span.Start)
	case *sqlread.Literal:
		return literal(x)
	case *sqlread.Binary:
		return binary(x)
	case *sqlread.Unary:
		return unary(x)
	case *sqlread.Func:
		return call(x)
	case *sqlread.Cast:
		return canon.New("cast", expr(x.X))
	case *sqlread.Row:
		return canon.New("row", exprs(x.Elems)...)
	case *sqlread.In:
		in := canon.New("in", expr(x.X))
		in.Add(exprs(x.List)...)
		in.Add(query(x.Query))
		return canon.NotIf(x.Not, in)
	case *sqlread.Exists:
		return canon.New("exists", query(x.Query))
	case *sqlread.Sub:
		if x.Array {
			return canon.New("arraysub", query(x.Query))
		}
		return canon.New("sub", query(x.Query))
	case *sqlread.Quantified:
		q := "any"
		if x.All {
			q = "all"
		}
		n := canon.Quantified(q, x.Op, expr(x.X), expr(x.Array))
		n.Add(query(x.Query))
		return n
	case *sqlread.Between:
		return canon.NotIf(x.Not, canon.New("between", expr(x.X), expr(x.Lo), expr(x.Hi)))
	case *sqlread.Case:
		n := canon.New("case", clause("operand", expr(x.Operand)))
		for _, w := range x.Whens {
			n.Add(canon.New("when", expr(w.Cond), expr(w.Then)))
		}
		n.Add(clause("else", expr(x.Else)))
		return n
	case *sqlread.Array:
		return canon.New("array", exprs(x.Elems)...)
	case *sqlread.Star:
		return canon.Leaf("star", strings.ToLower(x.Table))
	case *sqlread.Raw:
		return canon.Placed("raw", "", x.Span.Start)
	}
	return canon.Leaf("other", fmt.Sprintf("%T", e))
}

func literal(l *sqlread.Literal) *canon.Node {
	switch l.Kind {
	case sqlread.LitString:
		return canon.Leaf("str", l.Text)
	case sqlread.LitNumber:
		return canon.Num(l.Text)
	case sqlread.LitBool:
		return canon.Leaf("bool", strings.ToLower(l.Text))
	case sqlread.LitNull:
		return canon.New("null")
	case sqlread.LitDefault:
		return canon.New("default")
	}
	return canon.New("lit")
}

func binary(x *sqlread.Binary) *canon.Node {
	l, r := expr(x.L), expr(x.R)
	switch x.Op {
	case "AND":
		return canon.Logic("and", l, r)
	case "OR":
		return canon.Logic("or", l, r)
	case "[]", ".":
		return canon.New("part", l)
	}
	if rest, ok := strings.CutPrefix(x.Op, "NOT "); ok {
		return canon.Not(canon.Op(rest, l, r))
	}
	return canon.Op(x.Op, l, r)
}

func unary(x *sqlread.Unary) *canon.Node {
	v := expr(x.X)
	switch x.Op {
	case "NOT":
		return canon.Not(v)
	case "-":
		return canon.Negative(v)
	case "+":
		return v
	}
	if rest, ok := strings.CutPrefix(x.Op, "IS NOT "); ok {
		return canon.Not(canon.New("is"+strings.ToLower(rest), v))
	}
	if rest, ok := strings.CutPrefix(x.Op, "IS "); ok {
		return canon.New("is"+strings.ToLower(rest), v)
	}
	return canon.Op(x.Op, v)
}

func call(f *sqlread.Func) *canon.Node {
	if f == nil {
		return nil
	}
	n := canon.Func(f.Name)
	if f.Distinct {
		n.Add(canon.New("distinct"))
	}
	if f.Star {
		n.Add(canon.Leaf("star", ""))
	}
	n.Add(canon.List("args", exprs(f.Args)), clause("filter", expr(f.Filter)))
	if f.Window {
		n.Add(canon.New("over"))
	}
	return n
}
