// Package postgres brings what Postgres' own grammar says of a statement into the canonical form.
package postgres

import (
	"fmt"

	pgquery "github.com/pganalyze/pg_query_go/v6"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// Read reads a statement whose placeholders were rewritten.
func Read(text *placeholder.Text) (*canon.Node, error) {
	tree, err := parse(text.SQL)
	if err != nil {
		return nil, fmt.Errorf("postgres grammar: %w", err)
	}
	r := &reader{text: text}
	root := canon.New("stmts")
	for _, raw := range tree.GetStmts() {
		n, err := r.statement(raw.GetStmt())
		if err != nil {
			return nil, err
		}
		root.Add(n)
	}
	var unread string
	root.Walk(func(n *canon.Node) {
		if n.Op == "unread" {
			unread = n.Text
		}
	})
	if unread != "" {
		return nil, fmt.Errorf("postgres grammar: %s", unread)
	}
	return root, nil
}

type reader struct{ text *placeholder.Text }

// statement reads a statement on rows; others are named only, the reader's view of DDL is the catalog's matter.
func (r *reader) statement(n *pgquery.Node) (*canon.Node, error) {
	switch x := n.GetNode().(type) {
	case *pgquery.Node_SelectStmt:
		return r.query(x.SelectStmt), nil
	case *pgquery.Node_InsertStmt:
		return r.insert(x.InsertStmt), nil
	case *pgquery.Node_UpdateStmt:
		return r.update(x.UpdateStmt), nil
	case *pgquery.Node_DeleteStmt:
		return r.delete(x.DeleteStmt), nil
	case *pgquery.Node_MergeStmt:
		return r.merge(x.MergeStmt), nil
	}
	return nil, fmt.Errorf("postgres grammar: %T is no statement on rows", n.GetNode())
}

func (r *reader) body(n *pgquery.Node) *canon.Node {
	s, err := r.statement(n)
	if err != nil {
		return canon.Leaf("unread", err.Error())
	}
	return s
}

func (r *reader) at(loc int32) int {
	if loc < 0 {
		return -1
	}
	return r.text.Original(int(loc))
}

func (r *reader) with(w *pgquery.WithClause) *canon.Node {
	if w == nil {
		return nil
	}
	out := canon.New("with")
	for _, c := range w.GetCtes() {
		cte := c.GetCommonTableExpr()
		n := canon.New("cte", r.body(cte.GetCtequery()))
		n.Text = fold(cte.GetCtename())
		out.Add(n)
	}
	return out
}

func (r *reader) query(s *pgquery.SelectStmt) *canon.Node {
	q := canon.New("query", r.with(s.GetWithClause()))
	switch s.GetOp() {
	case pgquery.SetOperation_SETOP_UNION:
		q.Add(canon.New("union", r.query(s.GetLarg()), r.query(s.GetRarg())))
	case pgquery.SetOperation_SETOP_INTERSECT:
		q.Add(canon.New("intersect", r.query(s.GetLarg()), r.query(s.GetRarg())))
	case pgquery.SetOperation_SETOP_EXCEPT:
		q.Add(canon.New("except", r.query(s.GetLarg()), r.query(s.GetRarg())))
	default:
		if len(s.GetValuesLists()) > 0 {
			q.Add(r.rows(s.GetValuesLists()))
			break
		}
		q.Add(canon.List("items", r.items(s.GetTargetList())), canon.List("from", r.from(s.GetFromClause())),
			clause("where", r.expr(s.GetWhereClause())), canon.List("group", r.exprs(s.GetGroupClause())),
			clause("having", r.expr(s.GetHavingClause())))
	}
	q.Add(canon.List("order", r.sorts(s.GetSortClause())), clause("limit", r.expr(s.GetLimitCount())))
	return q
}

func (r *reader) rows(lists []*pgquery.Node) *canon.Node {
	rows := canon.New("rows")
	for _, l := range lists {
		rows.Add(canon.New("row", r.exprs(l.GetList().GetItems())...))
	}
	return rows
}

func (r *reader) items(list []*pgquery.Node) []*canon.Node {
	var out []*canon.Node
	for _, n := range list {
		t := n.GetResTarget()
		item := canon.New("item", r.expr(t.GetVal()))
		item.Text = fold(placeholder.Known(t.GetName()))
		out = append(out, item)
	}
	return out
}

func (r *reader) sorts(list []*pgquery.Node) []*canon.Node {
	var out []*canon.Node
	for _, n := range list {
		out = append(out, r.expr(n.GetSortBy().GetNode()))
	}
	return out
}

func (r *reader) insert(s *pgquery.InsertStmt) *canon.Node {
	n := canon.New("insert", r.with(s.GetWithClause()), r.relation(s.GetRelation()))
	n.Add(canon.List("columns", names(s.GetCols())))
	if q := s.GetSelectStmt().GetSelectStmt(); q != nil {
		// VALUES is a query of its own to this grammar; a plain one is the statement's rows.
		if plain := len(q.GetValuesLists()) > 0 && q.GetWithClause() == nil && q.GetSortClause() == nil && q.GetLimitCount() == nil; plain {
			n.Add(r.rows(q.GetValuesLists()))
		} else {
			n.Add(r.query(q))
		}
	}
	n.Add(r.conflict(s.GetOnConflictClause()), canon.List("returning", r.items(s.GetReturningList())))
	return n
}

func (r *reader) conflict(c *pgquery.OnConflictClause) *canon.Node {
	if c == nil {
		return nil
	}
	n := canon.New("conflict")
	if in := c.GetInfer(); in != nil {
		if in.GetConname() != "" {
			n.Add(canon.Leaf("constraint", fold(in.GetConname())))
		}
		expressions := false
		for _, e := range in.GetIndexElems() {
			name := placeholder.Known(e.GetIndexElem().GetName())
			if expressions = expressions || name == ""; name != "" {
				n.Add(canon.Leaf("key", fold(name)))
			}
		}
		if expressions {
			n.Add(canon.Leaf("key", "(…)"))
		}
	}
	if c.GetInfer() == nil && c.GetAction() == pgquery.OnConflictAction_ONCONFLICT_UPDATE {
		n.Add(canon.Leaf("key", "*")) // only SQLite has it
	}
	if c.GetAction() == pgquery.OnConflictAction_ONCONFLICT_NOTHING {
		n.Add(canon.New("nothing"))
	}
	n.Add(canon.List("set", r.assigns(c.GetTargetList())), clause("where", r.expr(c.GetWhereClause())))
	return n
}

func (r *reader) update(s *pgquery.UpdateStmt) *canon.Node {
	n := canon.New("update", r.with(s.GetWithClause()), r.relation(s.GetRelation()))
	n.Add(r.from(s.GetFromClause())...)
	n.Add(canon.List("set", r.assigns(s.GetTargetList())), clause("where", r.expr(s.GetWhereClause())), canon.List("returning", r.items(s.GetReturningList())))
	return n
}

func (r *reader) delete(s *pgquery.DeleteStmt) *canon.Node {
	n := canon.New("delete", r.with(s.GetWithClause()), r.relation(s.GetRelation()))
	n.Add(r.from(s.GetUsingClause())...)
	n.Add(clause("where", r.expr(s.GetWhereClause())), canon.List("returning", r.items(s.GetReturningList())))
	return n
}

func (r *reader) merge(s *pgquery.MergeStmt) *canon.Node {
	n := canon.New("merge", r.with(s.GetWithClause()), r.relation(s.GetRelation()))
	n.Add(r.from([]*pgquery.Node{s.GetSourceRelation()})...)
	n.Add(clause("where", r.expr(s.GetJoinCondition())))
	for _, w := range s.GetMergeWhenClauses() {
		m := w.GetMergeWhenClause()
		arm := canon.New("when", clause("and", r.expr(m.GetCondition())))
		switch m.GetCommandType() {
		case pgquery.CmdType_CMD_INSERT:
			arm.Text = "insert"
			arm.Add(canon.List("columns", names(m.GetTargetList())), canon.List("rows", r.exprs(m.GetValues())))
		case pgquery.CmdType_CMD_UPDATE:
			arm.Text = "update"
			arm.Add(canon.List("set", r.assigns(m.GetTargetList())))
		case pgquery.CmdType_CMD_DELETE:
			arm.Text = "delete"
		default:
			arm.Text = "nothing"
		}
		n.Add(arm)
	}
	n.Add(canon.List("returning", r.items(s.GetReturningList())))
	return n
}

// assigns reads SET. A row assigned to several columns arrives as one target per column that shares its source.
func (r *reader) assigns(list []*pgquery.Node) []*canon.Node {
	var out []*canon.Node
	for i := 0; i < len(list); i++ {
		t := list[i].GetResTarget()
		a := canon.New("assign", canon.Col(placeholder.Known(t.GetName())))
		value := t.GetVal()
		if m := value.GetMultiAssignRef(); m != nil {
			for k := 1; k < int(m.GetNcolumns()) && i+1 < len(list); k++ {
				i++
				a.Add(canon.Col(list[i].GetResTarget().GetName()))
			}
			value = m.GetSource()
		}
		a.Add(r.expr(value))
		out = append(out, a)
	}
	return out
}

func (r *reader) relation(v *pgquery.RangeVar) *canon.Node {
	return canon.Rel(placeholder.Known(v.GetSchemaname()), placeholder.Known(v.GetRelname()), placeholder.Known(v.GetAlias().GetAliasname()), r.at(v.GetLocation()))
}

func names(list []*pgquery.Node) []*canon.Node {
	var out []*canon.Node
	for _, n := range list {
		out = append(out, canon.Col(placeholder.Known(n.GetResTarget().GetName())))
	}
	return out
}
