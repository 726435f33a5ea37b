package query

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Print writes a statement that was built from a chain as one line of SQL, sub-selects in full: for the identity of statements, for
// messages and for tests. It is never sent to a database.
func Print(st *sqlread.Statement) string {
	var p chainPrinter
	p.statement(st)
	return p.String()
}

type chainPrinter struct{ strings.Builder }

func (p *chainPrinter) statement(st *sqlread.Statement) {
	switch st.Kind {
	case sqlread.KindSelect:
		if st.Query != nil && len(st.Query.With) == 0 {
			p.with(st.With)
		}
		p.query(st.Query)
	case sqlread.KindInsert:
		p.with(st.With)
		p.WriteString("INSERT INTO ")
		p.table(st.Target)
		p.insert(st)
	case sqlread.KindUpdate:
		p.with(st.With)
		p.WriteString("UPDATE ")
		p.table(st.Target)
		p.sets(" SET ", st.Set)
		p.tables(" FROM ", st.From)
		p.clause(" WHERE ", st.Where)
	case sqlread.KindDelete:
		p.with(st.With)
		p.WriteString("DELETE FROM ")
		p.table(st.Target)
		p.tables(" USING ", st.From)
		p.clause(" WHERE ", st.Where)
	default:
		p.WriteString(st.Verb)
		if st.Target != nil {
			p.WriteByte(' ')
			p.table(st.Target)
		}
	}
	p.items(" RETURNING ", st.Returning)
}

func (p *chainPrinter) insert(st *sqlread.Statement) {
	p.WriteString(" (")
	for i, c := range st.Columns {
		p.comma(i)
		p.WriteString(columnName(c.Name))
	}
	p.WriteByte(')')
	if st.Query != nil {
		p.WriteByte(' ')
		p.query(st.Query)
	}
	for i, row := range st.Rows {
		if i == 0 {
			p.WriteString(" VALUES ")
		} else {
			p.WriteString(", ")
		}
		p.list(row)
	}
	if c := st.Conflict; c != nil {
		p.WriteString(" ON CONFLICT (" + strings.Join(c.Columns, ", ") + ") DO ")
		if c.DoNothing {
			p.WriteString("NOTHING")
			return
		}
		p.sets("UPDATE SET ", c.Set)
		p.clause(" WHERE ", c.Where)
	}
}

func columnName(name string) string {
	if name == "" {
		return "?"
	}
	return name
}

func (p *chainPrinter) comma(i int) {
	if i > 0 {
		p.WriteString(", ")
	}
}

func (p *chainPrinter) list(list []sqlread.Expr) {
	p.WriteByte('(')
	for i, e := range list {
		p.comma(i)
		p.expr(e)
	}
	p.WriteByte(')')
}

func (p *chainPrinter) with(list []*sqlread.CTE) {
	for i, c := range list {
		if i == 0 {
			p.WriteString("WITH ")
		} else {
			p.WriteString(", ")
		}
		p.WriteString(c.Name + " AS (")
		p.statement(c.Body)
		p.WriteByte(')')
	}
	if len(list) > 0 {
		p.WriteByte(' ')
	}
}

func (p *chainPrinter) sets(word string, list []sqlread.Assign) {
	for i, a := range list {
		if i == 0 {
			p.WriteString(word)
		} else {
			p.WriteString(", ")
		}
		for k, c := range a.Columns {
			p.comma(k)
			p.WriteString(columnName(c.Name))
		}
		p.WriteString(" = ")
		p.expr(a.Value)
	}
}

func (p *chainPrinter) items(word string, list []sqlread.SelectItem) {
	for i, it := range list {
		if i == 0 {
			p.WriteString(word)
		} else {
			p.WriteString(", ")
		}
		switch {
		case it.Star && it.Table != "":
			p.WriteString(it.Table + ".*")
		case it.Star:
			p.WriteByte('*')
		default:
			p.expr(it.Expr)
		}
		if it.Alias != "" {
			p.WriteString(" AS " + it.Alias)
		}
	}
}

func (p *chainPrinter) clause(word string, e sqlread.Expr) {
	if e != nil {
		p.WriteString(word)
		p.expr(e)
	}
}

func (p *chainPrinter) tables(word string, list []sqlread.TableExpr) {
	for i, t := range list {
		if i == 0 {
			p.WriteString(word)
		} else {
			p.WriteString(", ")
		}
		p.table(t)
	}
}

var joinWords = map[sqlread.JoinKind]string{
	sqlread.JoinInner: " JOIN ", sqlread.JoinLeft: " LEFT JOIN ", sqlread.JoinRight: " RIGHT JOIN ", sqlread.JoinFull: " FULL JOIN ", sqlread.JoinCross: " CROSS JOIN ",
}

func (p *chainPrinter) table(t sqlread.TableExpr) {
	switch t := t.(type) {
	case *sqlread.Relation:
		if t.Schema != "" {
			p.WriteString(strings.ReplaceAll(t.Schema, sqlread.HoleMark, "{?}") + ".")
		}
		if t.Hole != 0 {
			p.WriteString("{?}")
		} else {
			p.WriteString(t.Name)
		}
		if t.Alias != "" {
			p.WriteString(" AS " + t.Alias)
		}
	case *sqlread.Join:
		if t.Left != nil {
			p.table(t.Left)
		}
		p.WriteString(joinWords[t.Kind])
		p.table(t.Right)
		p.clause(" ON ", t.On)
	case *sqlread.Derived:
		if t.Lateral {
			p.WriteString("LATERAL ")
		}
		p.WriteByte('(')
		p.query(t.Query)
		p.WriteString(") AS " + t.Alias)
	case *sqlread.FuncTable:
		p.WriteString(sqlread.String(t.Func))
	}
}

func (p *chainPrinter) query(q *sqlread.Query) {
	if q == nil {
		return
	}
	p.with(q.With)
	if q.Op != sqlread.NoSetOp {
		p.query(q.Left)
		p.WriteString([...]string{"", " UNION ", " INTERSECT ", " EXCEPT "}[q.Op])
		p.query(q.Right)
		return
	}
	if len(q.Values) > 0 {
		p.WriteString("VALUES …") // rows of nobody's table
	}
	p.items("SELECT ", q.Items)
	p.tables(" FROM ", q.From)
	p.clause(" WHERE ", q.Where)
	p.clause(" HAVING ", q.Having)
}

// expr prints what holds a sub-select itself and leaves the rest to sqlread.
func (p *chainPrinter) expr(e sqlread.Expr) {
	if !hasQuery(e) {
		if e == nil {
			p.WriteString("NULL")
			return
		}
		p.WriteString(strings.ReplaceAll(sqlread.String(e), sqlread.HoleMark, "{?}"))
		return
	}
	switch e := e.(type) {
	case *sqlread.Binary:
		p.operand(e.L, e.Op)
		p.WriteString(" " + e.Op + " ")
		p.operand(e.R, e.Op)
	case *sqlread.Unary:
		p.WriteString(e.Op + " (")
		p.expr(e.X)
		p.WriteByte(')')
	case *sqlread.In:
		p.expr(e.X)
		if e.Not {
			p.WriteString(" NOT")
		}
		p.WriteString(" IN (")
		p.query(e.Query)
		p.WriteByte(')')
	case *sqlread.Exists:
		p.WriteString("EXISTS (")
		p.query(e.Query)
		p.WriteByte(')')
	case *sqlread.Sub:
		p.WriteByte('(')
		p.query(e.Query)
		p.WriteByte(')')
	case *sqlread.Quantified:
		p.expr(e.X)
		p.WriteString(" " + e.Op + " ANY (")
		p.query(e.Query)
		p.WriteByte(')')
	default:
		p.WriteString(sqlread.String(e))
	}
}

func (p *chainPrinter) operand(e sqlread.Expr, op string) {
	if b, ok := e.(*sqlread.Binary); ok && b.Op != op && (b.Op == "OR" || b.Op == "AND") {
		p.WriteByte('(')
		p.expr(e)
		p.WriteByte(')')
		return
	}
	p.expr(e)
}

func hasQuery(e sqlread.Expr) bool {
	found := false
	if e == nil {
		return false
	}
	sqlread.InspectExpr(e, func(n any) bool {
		if _, ok := n.(*sqlread.Query); ok {
			found = true
		}
		return !found
	})
	return found
}
