package sqlread

// Visitor is called for each node before its children: *Statement, *CTE, *Query, TableExpr, *Assign, *Conflict, *MergeAction,
// *SelectItem and Expr. When it returns false the node's children are left out.
type Visitor func(node any) bool

// Inspect walks a node and everything below it, in the order of the text as far as the tree keeps it. Nil nodes are skipped.
// A chain of operators, arms or joins, which leans left, is walked without recursion, so its length is no matter.
func Inspect(node any, visit Visitor) {
	switch n := node.(type) {
	case nil:
	case *Script:
		for _, st := range n.Statements {
			visit.statement(st)
		}
	case *Statement:
		visit.statement(n)
	case *CTE:
		visit.cte(n)
	case *Query:
		visit.query(n)
	case *Conflict:
		visit.conflict(n)
	case TableExpr:
		visit.table(n)
	case Expr:
		visit.expr(n)
	}
}

// InspectExpr walks an expression, its sub-selects included.
func InspectExpr(e Expr, visit Visitor) { visit.expr(e) }

// statement visits the parts of a statement. Clauses come in the order in which most statements have them; those that a
// kind does not have are empty.
func (v Visitor) statement(s *Statement) {
	if s == nil || !v(s) {
		return
	}
	for _, c := range s.With {
		v.cte(c)
	}
	v.target(s)
	v.query(s.Query)
	for _, c := range s.Columns {
		v.expr(c)
	}
	for _, row := range s.Rows {
		v.exprs(row)
	}
	v.assigns(s.Set)
	v.tables(s.From)
	v.exprs(s.Tail)
	v.expr(s.Where)
	v.conflict(s.Conflict)
	for i := range s.Merge {
		v.merge(&s.Merge[i])
	}
	v.items(s.Returning)
	v.exprs(s.OrderBy)
	v.expr(s.Limit)
}

// target visits the written tables, except those that From holds, which are visited there.
func (v Visitor) target(s *Statement) {
	targets := s.Targets
	if len(targets) == 0 && s.Target != nil {
		targets = []*Relation{s.Target}
	}
	joined := relationsOf(s.From)
next:
	for _, t := range targets {
		for _, r := range joined {
			if r == t {
				continue next
			}
		}
		v(t)
	}
}

// cte visits a WITH item and its body.
func (v Visitor) cte(c *CTE) {
	if c != nil && v(c) {
		v.statement(c.Body)
	}
}

// query visits a query, arms first, then what belongs to the compound.
func (v Visitor) query(q *Query) {
	// The arms of a chain of set operations lean left: go down to the first one, then come back up. What belongs to a
	// compound itself (WITH before its arms, ORDER BY behind them) is visited on the way.
	var spine []*Query
	for q != nil && v(q) {
		for _, c := range q.With {
			v.cte(c)
		}
		if q.Op == NoSetOp {
			v.core(q)
			break
		}
		spine = append(spine, q)
		q = q.Left
	}
	for i := len(spine) - 1; i >= 0; i-- {
		q := spine[i]
		v.query(q.Right)
		v.exprs(q.OrderBy)
		v.expr(q.Limit)
		v.expr(q.Offset)
		v.exprs(q.Tail)
	}
}

// core visits the clauses of a query without arms.
func (v Visitor) core(q *Query) {
	for _, row := range q.Values {
		v.exprs(row)
	}
	v.exprs(q.DistinctOn)
	v.items(q.Items)
	v.tables(q.From)
	v.exprs(q.Tail)
	v.expr(q.Where)
	v.exprs(q.GroupBy)
	v.expr(q.Having)
	v.exprs(q.Windows)
	v.exprs(q.OrderBy)
	v.expr(q.Limit)
	v.expr(q.Offset)
}

// items visits output columns.
func (v Visitor) items(items []SelectItem) {
	for i := range items {
		if v(&items[i]) {
			v.expr(items[i].Expr)
		}
	}
}

// tables visits the items of a FROM clause.
func (v Visitor) tables(list []TableExpr) {
	for _, t := range list {
		v.table(t)
	}
}

// table visits a table expression; a chain of joins leans left and is walked in a loop, like arms.
func (v Visitor) table(t TableExpr) {
	var spine []*Join
	for {
		j, ok := t.(*Join)
		if !ok || !v(j) {
			break
		}
		spine = append(spine, j)
		t = j.Left
	}
	switch t := t.(type) {
	case *Relation:
		v(t)
	case *Derived:
		if v(t) {
			v.query(t.Query)
		}
	case *FuncTable:
		if v(t) && t.Func != nil {
			v.expr(t.Func)
		}
	}
	for i := len(spine) - 1; i >= 0; i-- {
		v.table(spine[i].Right)
		v.expr(spine[i].On)
	}
}

// assigns visits SET items, columns before values.
func (v Visitor) assigns(list []Assign) {
	for i := range list {
		if v(&list[i]) {
			for _, c := range list[i].Columns {
				v.expr(c)
			}
			v.expr(list[i].Value)
		}
	}
}

// conflict visits an upsert. Its plain target columns are names, not expressions, and are not visited.
func (v Visitor) conflict(c *Conflict) {
	if c != nil && v(c) {
		v.expr(c.Target)
		v.assigns(c.Set)
		v.expr(c.Where)
	}
}

// merge visits one WHEN clause.
func (v Visitor) merge(m *MergeAction) {
	if !v(m) {
		return
	}
	v.expr(m.And)
	for _, c := range m.Columns {
		v.expr(c)
	}
	v.exprs(m.Values)
	v.assigns(m.Set)
}

// exprs visits a list of expressions.
func (v Visitor) exprs(list []Expr) {
	for _, e := range list {
		v.expr(e)
	}
}

// expr visits an expression: down the left spine of operators in a loop, then the right sides on the way back up.
func (v Visitor) expr(e Expr) {
	var spine []*Binary
	for e != nil && v(e) {
		b, ok := e.(*Binary)
		if !ok {
			v.children(e)
			break
		}
		spine = append(spine, b)
		e = b.L
	}
	for i := len(spine) - 1; i >= 0; i-- {
		v.expr(spine[i].R)
	}
}

// children visits what is below an expression that is no Binary.
func (v Visitor) children(e Expr) {
	switch e := e.(type) {
	case *Unary:
		v.expr(e.X)
	case *Func:
		v.exprs(e.Args)
		v.exprs(e.Extra)
		v.expr(e.Filter)
	case *Cast:
		v.expr(e.X)
	case *Row:
		v.exprs(e.Elems)
	case *In:
		v.expr(e.X)
		v.exprs(e.List)
		v.query(e.Query)
	case *Exists:
		v.query(e.Query)
	case *Sub:
		v.query(e.Query)
	case *Quantified:
		v.expr(e.X)
		v.expr(e.Array)
		v.query(e.Query)
	case *Between:
		v.expr(e.X)
		v.expr(e.Lo)
		v.expr(e.Hi)
	case *Case:
		v.expr(e.Operand)
		for _, w := range e.Whens {
			v.expr(w.Cond)
			v.expr(w.Then)
		}
		v.expr(e.Else)
	case *Array:
		v.exprs(e.Elems)
	}
}
