package postgres

import (
	"strconv"
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v6"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

func (r *reader) exprs(list []*pgquery.Node) []*canon.Node {
	var out []*canon.Node
	for _, n := range list {
		out = append(out, r.expr(n))
	}
	return out
}

func (r *reader) expr(n *pgquery.Node) *canon.Node {
	if n == nil || n.GetNode() == nil {
		return nil
	}
	switch x := n.GetNode().(type) {
	case *pgquery.Node_ColumnRef:
		return r.column(x.ColumnRef)
	case *pgquery.Node_ParamRef:
		return canon.Placed("bind", "", r.at(x.ParamRef.GetLocation()))
	case *pgquery.Node_AConst:
		return constant(x.AConst)
	case *pgquery.Node_BoolExpr:
		return r.logic(x.BoolExpr)
	case *pgquery.Node_AExpr:
		return r.operator(x.AExpr)
	case *pgquery.Node_NullTest:
		return canon.NotIf(x.NullTest.GetNulltesttype() == pgquery.NullTestType_IS_NOT_NULL, canon.New("isnull", r.expr(x.NullTest.GetArg())))
	case *pgquery.Node_BooleanTest:
		return r.boolTest(x.BooleanTest)
	case *pgquery.Node_SubLink:
		return r.subLink(x.SubLink)
	case *pgquery.Node_FuncCall:
		return r.call(x.FuncCall)
	case *pgquery.Node_CoalesceExpr:
		return canon.Func("coalesce", r.exprs(x.CoalesceExpr.GetArgs())...)
	case *pgquery.Node_MinMaxExpr:
		name := "greatest"
		if x.MinMaxExpr.GetOp() == pgquery.MinMaxOp_IS_LEAST {
			name = "least"
		}
		return canon.Func(name, r.exprs(x.MinMaxExpr.GetArgs())...)
	case *pgquery.Node_TypeCast:
		return r.cast(x.TypeCast)
	case *pgquery.Node_CaseExpr:
		return r.caseExpr(x.CaseExpr)
	case *pgquery.Node_RowExpr:
		return canon.New("row", r.exprs(x.RowExpr.GetArgs())...)
	case *pgquery.Node_AArrayExpr:
		return canon.New("array", r.exprs(x.AArrayExpr.GetElements())...)
	case *pgquery.Node_List:
		return canon.New("row", r.exprs(x.List.GetItems())...)
	case *pgquery.Node_CollateClause:
		return r.expr(x.CollateClause.GetArg())
	case *pgquery.Node_NamedArgExpr:
		return r.expr(x.NamedArgExpr.GetArg())
	case *pgquery.Node_SqlvalueFunction:
		return canon.New("lit")
	case *pgquery.Node_SetToDefault:
		return canon.New("default")
	case *pgquery.Node_AIndirection:
		return r.indirection(x.AIndirection)
	case *pgquery.Node_JsonParseExpr:
		return canon.Func("json", r.expr(x.JsonParseExpr.GetExpr().GetRawExpr()))
	case *pgquery.Node_JsonArrayConstructor:
		return canon.Func("json_array", r.jsonValues(x.JsonArrayConstructor.GetExprs())...)
	case *pgquery.Node_GroupingFunc:
		return canon.Func("grouping", r.exprs(x.GroupingFunc.GetArgs())...)
	case *pgquery.Node_GroupingSet:
		return r.groupingSet(x.GroupingSet)
	}
	return canon.Leaf("other", strings.TrimPrefix(strings.TrimPrefix(typeName(n), "*pg_query."), "Node_"))
}

func typeName(n *pgquery.Node) string {
	s := n.String()
	if i := strings.IndexByte(s, ':'); i > 0 {
		return s[:i]
	}
	return s
}

func (r *reader) column(c *pgquery.ColumnRef) *canon.Node {
	var parts []string
	star := false
	for _, f := range c.GetFields() {
		if f.GetAStar() != nil {
			star = true
			continue
		}
		parts = append(parts, f.GetString_().GetSval())
	}
	if star {
		return canon.Leaf("star", fold(strings.Join(parts, ".")))
	}
	if placeholder.Known(strings.Join(parts, ".")) == "" {
		return canon.Placed("bind", "", r.at(c.GetLocation()))
	}
	return canon.Col(parts...)
}

func constant(c *pgquery.A_Const) *canon.Node {
	if c.GetIsnull() {
		return canon.New("null")
	}
	switch v := c.GetVal().(type) {
	case *pgquery.A_Const_Ival:
		return canon.Num(strconv.Itoa(int(v.Ival.GetIval())))
	case *pgquery.A_Const_Fval:
		return canon.Num(v.Fval.GetFval())
	case *pgquery.A_Const_Boolval:
		return canon.Leaf("bool", strconv.FormatBool(v.Boolval.GetBoolval()))
	case *pgquery.A_Const_Sval:
		return canon.Leaf("str", v.Sval.GetSval())
	}
	return canon.New("lit") // bit and hexadecimal strings
}

func (r *reader) logic(b *pgquery.BoolExpr) *canon.Node {
	args := r.exprs(b.GetArgs())
	switch b.GetBoolop() {
	case pgquery.BoolExprType_AND_EXPR:
		return canon.Logic("and", args...)
	case pgquery.BoolExprType_OR_EXPR:
		return canon.Logic("or", args...)
	}
	return canon.Not(args[0])
}

func (r *reader) boolTest(b *pgquery.BooleanTest) *canon.Node {
	x := r.expr(b.GetArg())
	switch b.GetBooltesttype() {
	case pgquery.BoolTestType_IS_TRUE:
		return canon.New("istrue", x)
	case pgquery.BoolTestType_IS_NOT_TRUE:
		return canon.Not(canon.New("istrue", x))
	case pgquery.BoolTestType_IS_FALSE:
		return canon.New("isfalse", x)
	case pgquery.BoolTestType_IS_NOT_FALSE:
		return canon.Not(canon.New("isfalse", x))
	case pgquery.BoolTestType_IS_UNKNOWN:
		return canon.New("isunknown", x)
	}
	return canon.Not(canon.New("isunknown", x))
}

func opName(list []*pgquery.Node) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1].GetString_().GetSval()
}

func (r *reader) operator(a *pgquery.A_Expr) *canon.Node {
	l, rr := r.expr(a.GetLexpr()), r.expr(a.GetRexpr())
	name := opName(a.GetName())
	switch a.GetKind() {
	case pgquery.A_Expr_Kind_AEXPR_OP_ANY:
		return canon.Quantified("any", spelt(name), l, rr)
	case pgquery.A_Expr_Kind_AEXPR_OP_ALL:
		return canon.Quantified("all", spelt(name), l, rr)
	case pgquery.A_Expr_Kind_AEXPR_DISTINCT:
		return canon.Op("IS DISTINCT FROM", l, rr)
	case pgquery.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		return canon.Op("IS NOT DISTINCT FROM", l, rr)
	case pgquery.A_Expr_Kind_AEXPR_NULLIF:
		return canon.Func("nullif", l, rr)
	case pgquery.A_Expr_Kind_AEXPR_IN:
		in := canon.New("in", l)
		in.Add(rr.Kids...)
		return canon.NotIf(name == "<>", in)
	case pgquery.A_Expr_Kind_AEXPR_LIKE:
		return canon.NotIf(strings.HasPrefix(name, "!"), canon.Op("LIKE", l, unescape(rr, "like_escape")))
	case pgquery.A_Expr_Kind_AEXPR_ILIKE:
		return canon.NotIf(strings.HasPrefix(name, "!"), canon.Op("ILIKE", l, unescape(rr, "like_escape")))
	case pgquery.A_Expr_Kind_AEXPR_SIMILAR:
		return canon.NotIf(strings.HasPrefix(name, "!"), canon.Op("SIMILAR TO", l, unescape(rr, "similar_to_escape")))
	case pgquery.A_Expr_Kind_AEXPR_BETWEEN, pgquery.A_Expr_Kind_AEXPR_BETWEEN_SYM:
		return canon.New("between", l, rr.Kids[0], rr.Kids[1])
	case pgquery.A_Expr_Kind_AEXPR_NOT_BETWEEN, pgquery.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		return canon.Not(canon.New("between", l, rr.Kids[0], rr.Kids[1]))
	}
	if l == nil && name == "-" {
		return canon.Negative(rr)
	}
	if l == nil && name == "+" {
		return rr
	}
	return canon.Op(name, l, rr)
}

// spelt turns the operators behind LIKE ANY and its kin back into the words.
func spelt(op string) string {
	switch op {
	case "~~":
		return "LIKE"
	case "!~~":
		return "NOT LIKE"
	case "~~*":
		return "ILIKE"
	case "!~~*":
		return "NOT ILIKE"
	}
	return op
}

// unescape takes away the ESCAPE clause, which this grammar writes as a call around the pattern.
func unescape(x *canon.Node, name string) *canon.Node {
	if x != nil && x.Op == "func" && x.Text == name {
		return canon.Args(x)[0]
	}
	return x
}

func (r *reader) subLink(s *pgquery.SubLink) *canon.Node {
	q := r.query(s.GetSubselect().GetSelectStmt())
	test := r.expr(s.GetTestexpr())
	switch s.GetSubLinkType() {
	case pgquery.SubLinkType_EXISTS_SUBLINK:
		return canon.New("exists", q)
	case pgquery.SubLinkType_ANY_SUBLINK:
		if name := opName(s.GetOperName()); name != "" {
			return canon.Quantified("any", name, test, q)
		}
		return canon.New("in", test, q)
	case pgquery.SubLinkType_ALL_SUBLINK:
		return canon.Quantified("all", opName(s.GetOperName()), test, q)
	case pgquery.SubLinkType_ARRAY_SUBLINK:
		return canon.New("arraysub", q)
	}
	return canon.New("sub", q)
}

// call reads a function. Those that SQL gives a syntax of their own are called by another name and with their arguments in
// another order inside this grammar; they are turned back into the way they are written.
func (r *reader) call(f *pgquery.FuncCall) *canon.Node {
	name := fold(opName(f.GetFuncname()))
	args := r.exprs(f.GetArgs())
	if name == "embed" && len(f.GetFuncname()) == 2 && f.GetFuncname()[0].GetString_().GetSval() == "sqlc" && len(args) == 1 {
		return canon.Leaf("star", args[0].Text)
	}
	if f.GetFuncformat() == pgquery.CoercionForm_COERCE_SQL_SYNTAX {
		switch {
		case name == "substring" && len(args) == 3 && f.GetArgs()[1].GetAConst() != nil && f.GetArgs()[1].GetAConst().GetLocation() < 0:
			// FOR without FROM: neither the 1 nor the cast of the length is in the text.
			args = []*canon.Node{args[0], r.expr(f.GetArgs()[2].GetTypeCast().GetArg())}
		case name == "timezone" && len(args) == 2:
			return canon.Op("AT TIME ZONE", args[1], args[0])
		case name == "position" && len(args) == 2:
			args[0], args[1] = args[1], args[0]
		case name == "extract" && len(args) == 2:
			args = args[1:]
		case name == "btrim" || name == "ltrim" || name == "rtrim":
			name = "trim"
			if len(args) == 2 {
				args[0], args[1] = args[1], args[0]
			}
		case name == "overlaps" && len(args) == 4:
			return canon.Op("OVERLAPS", canon.New("row", args[0], args[1]), canon.New("row", args[2], args[3]))
		}
	}
	n := canon.Func(name)
	if f.GetAggDistinct() {
		n.Add(canon.New("distinct"))
	}
	if f.GetAggStar() {
		n.Add(canon.Leaf("star", ""))
	}
	n.Add(canon.List("args", args), clause("filter", r.expr(f.GetAggFilter())))
	if f.GetOver() != nil {
		n.Add(canon.New("over"))
	}
	return n
}

func (r *reader) cast(c *pgquery.TypeCast) *canon.Node {
	// A literal that begins with its type (INTERVAL '1 day', DATE '…') has no place of its own in this grammar.
	if c.GetLocation() < 0 {
		if c.GetArg().GetParamRef() != nil {
			// This build of the grammar reads "x $1" as a literal of type x. Two verbs beside each other are none.
			return canon.Leaf("unread", "two placeholders beside each other")
		}
		return canon.New("lit")
	}
	return canon.New("cast", r.expr(c.GetArg()))
}

func (r *reader) caseExpr(c *pgquery.CaseExpr) *canon.Node {
	n := canon.New("case", clause("operand", r.expr(c.GetArg())))
	for _, w := range c.GetArgs() {
		n.Add(canon.New("when", r.expr(w.GetCaseWhen().GetExpr()), r.expr(w.GetCaseWhen().GetResult())))
	}
	n.Add(clause("else", r.expr(c.GetDefresult())))
	return n
}

// indirection reads (x).field, (x).* and x[i]; only x matters to a predicate, and that something was taken of it.
func (r *reader) indirection(i *pgquery.A_Indirection) *canon.Node {
	return canon.New("part", r.expr(i.GetArg()))
}

// jsonValues unwraps the arguments of the JSON constructors, which are functions of other databases too.
func (r *reader) jsonValues(list []*pgquery.Node) []*canon.Node {
	var out []*canon.Node
	for _, n := range list {
		out = append(out, r.expr(n.GetJsonValueExpr().GetRawExpr()))
	}
	return out
}

// groupingSet reads ROLLUP, CUBE and GROUPING SETS; the empty set is an empty row.
func (r *reader) groupingSet(g *pgquery.GroupingSet) *canon.Node {
	args := r.exprs(g.GetContent())
	switch g.GetKind() {
	case pgquery.GroupingSetKind_GROUPING_SET_ROLLUP:
		return canon.Func("rollup", args...)
	case pgquery.GroupingSetKind_GROUPING_SET_CUBE:
		return canon.Func("cube", args...)
	case pgquery.GroupingSetKind_GROUPING_SET_SETS:
		return canon.Func("grouping sets", args...)
	}
	return canon.New("row", args...)
}
