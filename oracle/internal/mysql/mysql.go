// Package mysql brings what tidb's MySQL grammar says of a statement into the canonical form.
package mysql

import (
	"fmt"
	"strings"

	"github.com/pingcap/tidb/pkg/parser"
	"github.com/pingcap/tidb/pkg/parser/ast"
	mysqlmode "github.com/pingcap/tidb/pkg/parser/mysql"
	_ "github.com/pingcap/tidb/pkg/parser/test_driver" // the value types that the grammar needs

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// Read reads a statement whose placeholders were rewritten.
func Read(text *placeholder.Text) (*canon.Node, error) {
	trees, err := parse(text.SQL)
	if err != nil {
		return nil, err
	}
	places, err := locate(text.SQL, trees)
	if err != nil {
		return nil, err
	}
	r := &reader{text: text, places: places}
	root := canon.New("stmts")
	for _, tree := range trees {
		n, err := r.statement(tree)
		if err != nil {
			return nil, err
		}
		root.Add(n)
	}
	return root, nil
}

func parse(sql string) ([]ast.StmtNode, error) {
	p := parser.New()
	p.EnableWindowFunc(true)
	// The reader takes a || b for a concatenation in every dialect, and says so; this mode has MySQL do the same.
	p.SetSQLMode(mysqlmode.ModePipesAsConcat)
	trees, _, err := p.ParseSQL(sql)
	if err != nil {
		return nil, fmt.Errorf("mysql grammar: %w", err)
	}
	return trees, nil
}

type reader struct {
	text   *placeholder.Text
	places map[*ast.TableName]int
}

func (r *reader) statement(n ast.Node) (*canon.Node, error) {
	switch s := n.(type) {
	case *ast.SelectStmt:
		return r.query(s), nil
	case *ast.SetOprStmt:
		return r.query(s), nil
	case *ast.InsertStmt:
		return r.insert(s), nil
	case *ast.UpdateStmt:
		return r.update(s), nil
	case *ast.DeleteStmt:
		return r.delete(s), nil
	}
	return nil, fmt.Errorf("mysql grammar: %T is no statement on rows", n)
}

func (r *reader) with(w *ast.WithClause) *canon.Node {
	if w == nil {
		return nil
	}
	out := canon.New("with")
	for _, c := range w.CTEs {
		n := canon.New("cte", r.query(c.Query.Query))
		n.Text = c.Name.L
		out.Add(n)
	}
	return out
}

func (r *reader) query(n ast.Node) *canon.Node {
	q := r.queryExpr(n)
	// An arm in parentheses is a list of one arm to this grammar.
	if len(q.Kids) == 1 && q.Kids[0].Op == "query" {
		return q.Kids[0]
	}
	return q
}

func (r *reader) queryExpr(n ast.Node) *canon.Node {
	switch s := n.(type) {
	case *ast.SelectStmt:
		return r.selectStmt(s)
	case *ast.SetOprStmt:
		q := canon.New("query", r.with(s.With))
		q.Add(r.setOps(s.SelectList))
		q.Add(canon.List("order", r.order(s.OrderBy)), r.limit(s.Limit))
		return q
	case *ast.SetOprSelectList:
		q := canon.New("query", r.with(s.With))
		q.Add(r.setOps(s))
		q.Add(canon.List("order", r.order(s.OrderBy)), r.limit(s.Limit))
		return q
	case *ast.SubqueryExpr:
		return r.query(s.Query)
	case *ast.TableSource:
		return r.query(s.Source)
	}
	return canon.Leaf("query", fmt.Sprintf("%T", n))
}

// setOps folds the flat list of arms, each of which names the operation before it, into a tree that leans to the left.
func (r *reader) setOps(list *ast.SetOprSelectList) *canon.Node {
	var left *canon.Node
	for i, arm := range list.Selects {
		q := r.query(arm)
		if i == 0 {
			left = q
			continue
		}
		op := "union"
		if before := after(arm); before != nil {
			switch *before {
			case ast.Intersect, ast.IntersectAll:
				op = "intersect"
			case ast.Except, ast.ExceptAll:
				op = "except"
			}
		}
		if i > 1 {
			left = canon.New("query", left)
		}
		left = canon.New(op, left, q)
	}
	return left
}

func after(n ast.Node) *ast.SetOprType {
	switch s := n.(type) {
	case *ast.SelectStmt:
		return s.AfterSetOperator
	case *ast.SetOprSelectList:
		return s.AfterSetOperator
	}
	return nil
}

func (r *reader) selectStmt(s *ast.SelectStmt) *canon.Node {
	q := canon.New("query", r.with(s.With))
	if s.Kind == ast.SelectStmtKindValues {
		rows := canon.New("rows")
		for _, row := range s.Lists {
			rows.Add(canon.New("row", r.exprs(row.Values)...))
		}
		q.Add(rows)
	} else {
		q.Add(canon.List("items", r.items(s.Fields)))
		if s.From != nil {
			q.Add(canon.List("from", canon.FromItems(r.table(s.From.TableRefs))))
		}
		q.Add(clause("where", r.expr(s.Where)))
		if s.GroupBy != nil {
			q.Add(canon.List("group", r.by(s.GroupBy.Items)))
		}
		if s.Having != nil {
			q.Add(clause("having", r.expr(s.Having.Expr)))
		}
	}
	q.Add(canon.List("order", r.order(s.OrderBy)), r.limit(s.Limit))
	return q
}

func (r *reader) items(fields *ast.FieldList) []*canon.Node {
	if fields == nil {
		return nil
	}
	var out []*canon.Node
	for _, f := range fields.Fields {
		item := canon.New("item")
		if w := f.WildCard; w != nil {
			star := w.Table.L
			if w.Schema.L != "" {
				star = w.Schema.L + "." + star
			}
			item.Add(canon.Leaf("star", star))
		} else {
			item.Add(r.expr(f.Expr))
		}
		item.Text = placeholder.Known(f.AsName.L)
		out = append(out, item)
	}
	return out
}

func (r *reader) order(o *ast.OrderByClause) []*canon.Node {
	if o == nil {
		return nil
	}
	return r.by(o.Items)
}

func (r *reader) by(items []*ast.ByItem) []*canon.Node {
	var out []*canon.Node
	for _, i := range items {
		out = append(out, r.expr(i.Expr))
	}
	return out
}

func (r *reader) limit(l *ast.Limit) *canon.Node {
	if l == nil {
		return nil
	}
	return clause("limit", r.expr(l.Count))
}

func (r *reader) insert(s *ast.InsertStmt) *canon.Node {
	n := canon.New("insert")
	n.Add(canon.FromItems(r.table(s.Table.TableRefs))...)
	var cols []*canon.Node
	for _, c := range s.Columns {
		cols = append(cols, canon.Col(placeholder.Known(c.Name.L)))
	}
	n.Add(canon.List("columns", cols))
	if s.Select != nil {
		n.Add(r.query(s.Select))
	} else if len(s.Lists) > 0 {
		rows := canon.New("rows")
		for _, l := range s.Lists {
			rows.Add(canon.New("row", r.exprs(l)...))
		}
		n.Add(rows)
	}
	if len(s.OnDuplicate) > 0 {
		n.Add(canon.New("conflict", canon.Leaf("key", "*"), canon.List("set", r.assigns(s.OnDuplicate))))
	}
	return n
}

func (r *reader) update(s *ast.UpdateStmt) *canon.Node {
	n := canon.New("update", r.with(s.With))
	n.Add(canon.FromItems(r.table(s.TableRefs.TableRefs))...)
	n.Add(canon.List("set", r.assigns(s.List)), clause("where", r.expr(s.Where)))
	n.Add(canon.List("order", r.order(s.Order)), r.limit(s.Limit))
	return n
}

func (r *reader) delete(s *ast.DeleteStmt) *canon.Node {
	n := canon.New("delete", r.with(s.With))
	if s.IsMultiTable {
		// The targets repeat names or aliases of the FROM list; they are not references of their own.
		for _, t := range s.Tables.Tables {
			n.Add(canon.Leaf("target", t.Name.L))
		}
	}
	n.Add(canon.FromItems(r.table(s.TableRefs.TableRefs))...)
	n.Add(clause("where", r.expr(s.Where)), canon.List("order", r.order(s.Order)), r.limit(s.Limit))
	return n
}

func (r *reader) assigns(list []*ast.Assignment) []*canon.Node {
	var out []*canon.Node
	for _, a := range list {
		out = append(out, canon.New("assign", canon.Col(a.Column.Schema.L, a.Column.Table.L, placeholder.Known(a.Column.Name.L)), r.expr(a.Expr)))
	}
	return out
}

func (r *reader) table(n ast.Node) *canon.Node {
	switch t := n.(type) {
	case *ast.TableName:
		return r.relation(t, "")
	case *ast.TableSource:
		if name, ok := t.Source.(*ast.TableName); ok {
			return r.relation(name, t.AsName.L)
		}
		if j, ok := t.Source.(*ast.Join); ok {
			return r.table(j)
		}
		d := canon.New("derived", r.query(t.Source))
		d.Text = t.AsName.L
		if t.Lateral {
			d.Text = strings.TrimSpace("lateral " + d.Text)
		}
		return d
	case *ast.Join:
		return r.join(t)
	}
	return canon.Leaf("table", fmt.Sprintf("%T", n))
}

func (r *reader) relation(t *ast.TableName, alias string) *canon.Node {
	at, ok := r.places[t]
	if !ok {
		at = -1
	} else {
		at = r.text.Original(at)
	}
	return canon.Rel(placeholder.Known(t.Schema.O), placeholder.Known(t.Name.O), placeholder.Known(alias), at)
}

func (r *reader) join(j *ast.Join) *canon.Node {
	if j.Right == nil {
		return r.table(j.Left)
	}
	n := canon.New("join", r.table(j.Left), r.table(j.Right))
	if j.On != nil {
		n.Add(clause("on", r.expr(j.On.Expr)))
	}
	switch j.Tp {
	case ast.LeftJoin:
		n.Text = "left"
	case ast.RightJoin:
		n.Text = "right"
	default:
		n.Text = "inner"
		if j.On == nil && len(j.Using) == 0 && !j.NaturalJoin {
			n.Text = "cross"
		}
	}
	if j.NaturalJoin {
		n.Text += " natural"
	}
	var using []*canon.Node
	for _, u := range j.Using {
		using = append(using, canon.Col(placeholder.Known(u.Name.L)))
	}
	n.Add(canon.List("using", using))
	return n
}

func clause(op string, x *canon.Node) *canon.Node {
	if x == nil {
		return nil
	}
	return canon.New(op, x)
}
