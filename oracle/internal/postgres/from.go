package postgres

import (
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v6"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

func fold(s string) string { return strings.ToLower(s) }

func clause(op string, x *canon.Node) *canon.Node {
	if x == nil {
		return nil
	}
	return canon.New(op, x)
}

// from reads a FROM list. A cross join at the top of an item is the same as a comma.
func (r *reader) from(list []*pgquery.Node) []*canon.Node {
	var out []*canon.Node
	for _, n := range list {
		if n == nil {
			continue
		}
		out = append(out, canon.FromItems(r.table(n))...)
	}
	return out
}

func (r *reader) table(n *pgquery.Node) *canon.Node {
	switch x := n.GetNode().(type) {
	case *pgquery.Node_RangeVar:
		return r.relation(x.RangeVar)
	case *pgquery.Node_RangeTableSample:
		return r.table(x.RangeTableSample.GetRelation())
	case *pgquery.Node_RangeSubselect:
		d := canon.New("derived", r.query(x.RangeSubselect.GetSubquery().GetSelectStmt()))
		d.Text = derivedText(x.RangeSubselect.GetLateral(), x.RangeSubselect.GetAlias())
		return d
	case *pgquery.Node_RangeFunction:
		if rel := r.userTable(x.RangeFunction); rel != nil {
			return rel
		}
		f := canon.New("functable")
		f.Text = derivedText(x.RangeFunction.GetLateral(), x.RangeFunction.GetAlias())
		for _, item := range x.RangeFunction.GetFunctions() {
			if l := item.GetList().GetItems(); len(l) > 0 {
				f.Add(r.expr(l[0]))
			}
		}
		return f
	case *pgquery.Node_JoinExpr:
		return r.join(x.JoinExpr)
	}
	return canon.Leaf("table", "unread")
}

func derivedText(lateral bool, alias *pgquery.Alias) string {
	text := fold(alias.GetAliasname())
	if lateral {
		text = strings.TrimSpace("lateral " + text)
	}
	return text
}

func (r *reader) join(j *pgquery.JoinExpr) *canon.Node {
	n := canon.New("join", r.table(j.GetLarg()), r.table(j.GetRarg()), clause("on", r.expr(j.GetQuals())))
	switch j.GetJointype() {
	case pgquery.JoinType_JOIN_LEFT:
		n.Text = "left"
	case pgquery.JoinType_JOIN_RIGHT:
		n.Text = "right"
	case pgquery.JoinType_JOIN_FULL:
		n.Text = "full"
	default:
		n.Text = "inner"
		if j.GetQuals() == nil && len(j.GetUsingClause()) == 0 && !j.GetIsNatural() {
			n.Text = "cross"
		}
	}
	if j.GetIsNatural() {
		n.Text += " natural"
	}
	var using []*canon.Node
	for _, u := range j.GetUsingClause() {
		using = append(using, canon.Col(placeholder.Known(u.GetString_().GetSval())))
	}
	n.Add(canon.List("using", using))
	return n
}

// userTable reads FROM user. To this grammar it is a function that gives the role's name; in SQLite and MySQL, whose
// statements it is lent to, it is a table, and nobody selects from that function.
func (r *reader) userTable(f *pgquery.RangeFunction) *canon.Node {
	for _, item := range f.GetFunctions() {
		for _, fn := range item.GetList().GetItems() {
			if v := fn.GetSqlvalueFunction(); v != nil && v.GetOp() == pgquery.SQLValueFunctionOp_SVFOP_USER {
				return canon.Rel("", "user", f.GetAlias().GetAliasname(), r.at(v.GetLocation()))
			}
		}
	}
	return nil
}
