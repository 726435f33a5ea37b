// Package ours brings what the reader under test says of a statement into the canonical form.
package ours

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
)

// Listed is what sqlread.Relations, which the rules use, says of a text, in the form of canon.Node.Relations.
func Listed(sql string) []string {
	root := canon.New("relations")
	for _, s := range sqlread.Read(sql).Statements {
		for _, r := range sqlread.Relations(s) {
			root.Add(relation(r.Relation))
		}
	}
	return root.Relations()
}

// Read reads a text as it stands.
func Read(sql string) (root *canon.Node, problems []string) {
	script := sqlread.Read(sql)
	root = canon.New("stmts")
	for _, p := range script.Problems {
		problems = append(problems, problem(p))
	}
	for _, s := range script.Statements {
		root.Add(statement(s))
		for _, p := range s.Problems {
			problems = append(problems, problem(p))
		}
	}
	return root, problems
}

func problem(p sqlread.Problem) string { return fmt.Sprintf("%d: %s", p.Span.Start, p.Reason) }

func statement(s *sqlread.Statement) *canon.Node {
	if s == nil {
		return nil
	}
	switch s.Kind {
	case sqlread.KindSelect:
		q := query(s.Query)
		if w := with(s.With); w != nil && q != nil {
			q.Kids = append([]*canon.Node{w}, q.Kids...)
		}
		return q
	case sqlread.KindInsert:
		return insert(s)
	case sqlread.KindUpdate:
		n := canon.New("update", with(s.With))
		n.Add(tables(s)...)
		n.Add(canon.List("set", assigns(s.Set)), clause("where", expr(s.Where)), canon.List("order", exprs(s.OrderBy)),
			clause("limit", expr(s.Limit)), canon.List("returning", items(s.Returning)))
		return n
	case sqlread.KindDelete:
		n := canon.New("delete", with(s.With))
		n.Add(deleted(s)...)
		n.Add(tables(s)...)
		n.Add(clause("where", expr(s.Where)), canon.List("order", exprs(s.OrderBy)), clause("limit", expr(s.Limit)), canon.List("returning", items(s.Returning)))
		return n
	case sqlread.KindMerge:
		return merge(s)
	}
	return canon.Leaf("statement", s.Verb)
}

// tables lists the target and the other tables. MySQL joins the target itself; then the join already holds it.
func tables(s *sqlread.Statement) []*canon.Node {
	if s.Target == nil {
		return from(s.From)
	}
	for _, t := range s.From {
		if holds(t, s.Target) {
			return from(s.From)
		}
	}
	return append([]*canon.Node{relation(s.Target)}, from(s.From)...)
}

// deleted lists what MySQL's multi-table DELETE deletes from: names or aliases of its FROM.
func deleted(s *sqlread.Statement) []*canon.Node {
	targets := s.Targets
	if len(targets) == 0 {
		targets = []*sqlread.Relation{s.Target}
	}
	var out []*canon.Node
	for _, t := range targets {
		for _, f := range s.From {
			if t == nil || !holds(f, t) {
				continue
			}
			name := t.Alias
			if name == "" {
				name = t.Name
			}
			out = append(out, canon.Leaf("target", strings.ToLower(name)))
			break
		}
	}
	return out
}

func holds(t sqlread.TableExpr, target *sqlread.Relation) bool {
	switch t := t.(type) {
	case *sqlread.Relation:
		return t.Span == target.Span
	case *sqlread.Join:
		return t.Left != nil && holds(t.Left, target) || t.Right != nil && holds(t.Right, target)
	}
	return false
}

func with(list []*sqlread.CTE) *canon.Node {
	var out []*canon.Node
	for _, c := range list {
		n := canon.New("cte", statement(c.Body))
		n.Text = strings.ToLower(c.Name)
		out = append(out, n)
	}
	return canon.List("with", out)
}

func query(q *sqlread.Query) *canon.Node {
	if q == nil {
		return nil
	}
	n := canon.New("query", with(q.With))
	switch {
	case q.Op == sqlread.Union:
		n.Add(canon.New("union", query(q.Left), query(q.Right)))
	case q.Op == sqlread.Intersect:
		n.Add(canon.New("intersect", query(q.Left), query(q.Right)))
	case q.Op == sqlread.Except:
		n.Add(canon.New("except", query(q.Left), query(q.Right)))
	case len(q.Values) > 0:
		n.Add(rows(q.Values))
	default:
		n.Add(canon.List("items", items(q.Items)), canon.List("from", from(q.From)), clause("where", expr(q.Where)),
			canon.List("group", exprs(q.GroupBy)), clause("having", expr(q.Having)))
	}
	n.Add(canon.List("order", exprs(q.OrderBy)), clause("limit", expr(q.Limit)))
	return n
}

func rows(list [][]sqlread.Expr) *canon.Node {
	n := canon.New("rows")
	for _, l := range list {
		n.Add(canon.New("row", exprs(l)...))
	}
	return n
}

func items(list []sqlread.SelectItem) []*canon.Node {
	var out []*canon.Node
	for _, i := range list {
		item := canon.New("item")
		if i.Star {
			item.Add(canon.Leaf("star", strings.ToLower(i.Table)))
		} else {
			item.Add(expr(i.Expr))
		}
		item.Text = strings.ToLower(i.Alias)
		out = append(out, item)
	}
	return out
}

func columns(list []*sqlread.Column) *canon.Node {
	var out []*canon.Node
	for _, c := range list {
		out = append(out, canon.Col(c.Name))
	}
	return canon.List("columns", out)
}

func insert(s *sqlread.Statement) *canon.Node {
	n := canon.New("insert", with(s.With), relation(s.Target), columns(s.Columns))
	if s.Query != nil {
		n.Add(query(s.Query))
	} else if len(s.Rows) > 0 {
		n.Add(rows(s.Rows))
	}
	if c := s.Conflict; c != nil {
		k := canon.New("conflict")
		if c.Constraint != "" {
			k.Add(canon.Leaf("constraint", strings.ToLower(c.Constraint)))
		}
		if c.AnyKey {
			k.Add(canon.Leaf("key", "*"))
		}
		for _, name := range c.Columns {
			k.Add(canon.Leaf("key", strings.ToLower(name)))
		}
		if c.Expressions {
			k.Add(canon.Leaf("key", "(…)"))
		}
		if c.DoNothing {
			k.Add(canon.New("nothing"))
		}
		k.Add(canon.List("set", assigns(c.Set)), clause("where", expr(c.Where)))
		n.Add(k)
	}
	n.Add(canon.List("returning", items(s.Returning)))
	return n
}

func merge(s *sqlread.Statement) *canon.Node {
	n := canon.New("merge", with(s.With), relation(s.Target))
	n.Add(from(s.From)...)
	n.Add(clause("where", expr(s.Where)))
	for _, m := range s.Merge {
		arm := canon.New("when", clause("and", expr(m.And)))
		switch m.Kind {
		case sqlread.KindInsert:
			arm.Text = "insert"
			arm.Add(columns(m.Columns), canon.List("rows", exprs(m.Values)))
		case sqlread.KindUpdate:
			arm.Text = "update"
			arm.Add(canon.List("set", assigns(m.Set)))
		case sqlread.KindDelete:
			arm.Text = "delete"
		default:
			arm.Text = "nothing"
		}
		n.Add(arm)
	}
	n.Add(canon.List("returning", items(s.Returning)))
	return n
}

func assigns(list []sqlread.Assign) []*canon.Node {
	var out []*canon.Node
	for _, a := range list {
		n := canon.New("assign")
		for _, c := range a.Columns {
			n.Add(canon.Col(c.Schema, c.Table, c.Name))
		}
		n.Add(expr(a.Value))
		out = append(out, n)
	}
	return out
}

func relation(r *sqlread.Relation) *canon.Node {
	if r == nil {
		return nil
	}
	name := r.Name
	if r.Hole != 0 || r.Bind != nil {
		name = ""
	}
	schema := r.Schema
	if strings.Contains(schema, "%") {
		schema = "" // a formatter's verb
	}
	return canon.Rel(schema, name, r.Alias, r.Span.Start)
}

func from(list []sqlread.TableExpr) []*canon.Node {
	var out []*canon.Node
	for _, t := range list {
		out = append(out, canon.FromItems(table(t))...)
	}
	return out
}

func table(t sqlread.TableExpr) *canon.Node {
	switch t := t.(type) {
	case *sqlread.Relation:
		return relation(t)
	case *sqlread.Derived:
		d := canon.New("derived", query(t.Query))
		d.Text = named(t.Lateral, t.Alias)
		return d
	case *sqlread.FuncTable:
		f := canon.New("functable", expr(t.Func))
		f.Text = named(t.Lateral, t.Alias)
		return f
	case *sqlread.Join:
		return join(t)
	}
	return canon.Leaf("table", fmt.Sprintf("%T", t))
}

func named(lateral bool, alias string) string {
	if lateral {
		return strings.TrimSpace("lateral " + strings.ToLower(alias))
	}
	return strings.ToLower(alias)
}

func join(j *sqlread.Join) *canon.Node {
	right := table(j.Right)
	n := canon.New("join", table(j.Left), right, clause("on", expr(j.On)))
	switch j.Kind {
	case sqlread.JoinLeft:
		n.Text = "left"
	case sqlread.JoinRight:
		n.Text = "right"
	case sqlread.JoinFull:
		n.Text = "full"
	case sqlread.JoinCross:
		n.Text = "cross"
	default:
		n.Text = "inner"
	}
	if (n.Text == "inner" || n.Text == "cross") && !j.Natural {
		n.Text = "cross"
		if j.On != nil || len(j.Using) > 0 {
			n.Text = "inner"
		}
	}
	if j.Natural {
		n.Text += " natural"
	}
	var using []*canon.Node
	for _, u := range j.Using {
		using = append(using, canon.Col(u))
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
