package sqlread

import (
	"fmt"
	"strings"
)

// dump prints a script for tests: one line a statement, every clause that was read.
func dump(s *Script) string {
	var lines []string
	for _, st := range s.Statements {
		lines = append(lines, dumpStatement(st))
	}
	for _, p := range s.Problems {
		lines = append(lines, "PROBLEM "+p.Reason)
	}
	return strings.Join(lines, "\n")
}

func kindName(k Kind) string {
	return [...]string{"unknown", "select", "insert", "update", "delete", "merge", "truncate", "copy", "set", "ddl", "call", "util", "fragment"}[k]
}

func dumpStatement(st *Statement) string {
	var b strings.Builder
	b.WriteString(kindName(st.Kind))
	if st.Name != "" {
		fmt.Fprintf(&b, " %s:%s", st.Name, st.Command)
	}
	for _, f := range []struct {
		name string
		set  bool
	}{{"LOCAL", st.Local}, {"REPLACE", st.Replace}, {"IGNORE", st.Ignore}} {
		if f.set {
			b.WriteString(" " + f.name)
		}
	}
	dumpWith(&b, st.With)
	if len(st.Targets) > 0 {
		b.WriteString(" INTO")
		for _, t := range st.Targets {
			b.WriteString(" " + dumpTable(t))
		}
	} else if st.Target != nil {
		b.WriteString(" INTO " + dumpTable(st.Target))
	}
	if st.Columns != nil {
		b.WriteString(" (" + columnNames(st.Columns) + ")")
	}
	for _, row := range st.Rows {
		b.WriteString(" ROW " + exprList(row))
	}
	if st.Query != nil {
		b.WriteString(" " + dumpQuery(st.Query))
	}
	dumpAssigns(&b, st.Set)
	dumpFrom(&b, st.From)
	dumpClause(&b, "WHERE", st.Where)
	if c := st.Conflict; c != nil {
		fmt.Fprintf(&b, " CONFLICT[%s%s", strings.Join(c.Columns, ","), c.Constraint)
		if c.AnyKey {
			b.WriteString("any")
		}
		if c.DoNothing {
			b.WriteString(" NOTHING")
		}
		dumpAssigns(&b, c.Set)
		dumpClause(&b, "WHERE", c.Where)
		b.WriteString("]")
	}
	for _, m := range st.Merge {
		fmt.Fprintf(&b, " WHEN[%v", m.Matched)
		if m.BySource {
			b.WriteString(" BY SOURCE")
		}
		dumpClause(&b, "AND", m.And)
		b.WriteString(" " + kindName(m.Kind))
		if m.Columns != nil {
			b.WriteString(" (" + columnNames(m.Columns) + ")")
		}
		if m.Values != nil {
			b.WriteString(" ROW " + exprList(m.Values))
		}
		dumpAssigns(&b, m.Set)
		b.WriteString("]")
	}
	if st.Returning != nil {
		b.WriteString(" RETURNING " + itemList(st.Returning))
	}
	dumpList(&b, "ORDER", st.OrderBy)
	dumpClause(&b, "LIMIT", st.Limit)
	dumpList(&b, "TAIL", st.Tail)
	for _, p := range st.Problems {
		b.WriteString(" PROBLEM " + p.Reason)
	}
	return b.String()
}

func dumpWith(b *strings.Builder, with []*CTE) {
	for _, c := range with {
		b.WriteString(" WITH ")
		if c.Recursive {
			b.WriteString("RECURSIVE ")
		}
		b.WriteString(c.Name)
		if c.Columns != nil {
			b.WriteString("(" + strings.Join(c.Columns, ",") + ")")
		}
		b.WriteString("{" + dumpStatement(c.Body) + "}")
	}
}

func dumpQuery(q *Query) string {
	var b strings.Builder
	dumpWith(&b, q.With)
	if q.Op != NoSetOp {
		op := [...]string{"", "UNION", "INTERSECT", "EXCEPT"}[q.Op]
		if q.All {
			op += " ALL"
		}
		fmt.Fprintf(&b, "(%s %s %s)", dumpQuery(q.Left), op, dumpQuery(q.Right))
	}
	for _, row := range q.Values {
		b.WriteString(" VALUES " + exprList(row))
	}
	if q.Distinct {
		b.WriteString(" DISTINCT")
	}
	dumpList(&b, "ON", q.DistinctOn)
	if q.Items != nil {
		b.WriteString(" " + itemList(q.Items))
	}
	dumpFrom(&b, q.From)
	dumpClause(&b, "WHERE", q.Where)
	dumpList(&b, "GROUP", q.GroupBy)
	dumpClause(&b, "HAVING", q.Having)
	dumpList(&b, "WINDOW", q.Windows)
	dumpList(&b, "ORDER", q.OrderBy)
	dumpClause(&b, "LIMIT", q.Limit)
	dumpClause(&b, "OFFSET", q.Offset)
	if q.Locking {
		b.WriteString(" LOCK")
	}
	dumpList(&b, "TAIL", q.Tail)
	return strings.TrimSpace(b.String())
}

func dumpTable(t TableExpr) string {
	switch t := t.(type) {
	case *Relation:
		s := t.Name
		if t.Quoted {
			s = `"` + s + `"`
		}
		if t.Hole != 0 {
			s = fmt.Sprintf("hole%d", t.Hole)
		}
		if t.Bind != nil {
			s += "=" + show1(t.Bind)
		}
		if t.Schema != "" {
			s = strings.ReplaceAll(t.Schema, HoleMark, "hole") + "." + s
		}
		return s + aliasText(t.Alias, t.Columns)
	case *Join:
		kind := [...]string{"JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"}[t.Kind]
		if t.Natural {
			kind = "NATURAL " + kind
		}
		if t.Lateral {
			kind += " LATERAL"
		}
		left := "-"
		if t.Left != nil {
			left = dumpTable(t.Left)
		}
		s := "(" + left + " " + kind + " " + dumpTable(t.Right)
		if t.On != nil {
			s += " ON " + show1(t.On)
		}
		if t.Using != nil {
			s += " USING " + strings.Join(t.Using, ",")
		}
		return s + ")"
	case *Derived:
		s := "(" + dumpQuery(t.Query) + ")"
		if t.Lateral {
			s = "LATERAL " + s
		}
		return s + aliasText(t.Alias, t.Columns)
	case *FuncTable:
		s := show1(t.Func)
		if t.Lateral {
			s = "LATERAL " + s
		}
		return s + aliasText(t.Alias, t.Columns)
	}
	return "nil"
}

func aliasText(alias string, columns []string) string {
	s := ""
	if alias != "" {
		s = " AS " + alias
	}
	if columns != nil {
		s += "(" + strings.Join(columns, ",") + ")"
	}
	return s
}

func dumpFrom(b *strings.Builder, from []TableExpr) {
	for i, t := range from {
		sep := ", "
		if i == 0 {
			sep = " FROM "
		}
		b.WriteString(sep + dumpTable(t))
	}
}

func dumpClause(b *strings.Builder, name string, e Expr) {
	if e != nil {
		b.WriteString(" " + name + " " + show1(e))
	}
}

func dumpList(b *strings.Builder, name string, list []Expr) {
	if list != nil {
		b.WriteString(" " + name + " " + exprList(list))
	}
}

func dumpAssigns(b *strings.Builder, list []Assign) {
	for _, a := range list {
		b.WriteString(" SET " + columnNames(a.Columns) + "=" + show1(a.Value))
	}
}

func columnNames(columns []*Column) string {
	var names []string
	for _, c := range columns {
		n := c.Name
		if n == "" {
			n = "_"
		}
		if c.Table != "" {
			n = c.Table + "." + n
		}
		names = append(names, n)
	}
	return strings.Join(names, ",")
}

func itemList(items []SelectItem) string {
	var parts []string
	for _, it := range items {
		s := "*"
		switch {
		case it.Table != "":
			s = it.Table + ".*"
		case !it.Star:
			s = show1(it.Expr)
		}
		parts = append(parts, s+aliasText(it.Alias, nil))
	}
	return strings.Join(parts, ", ")
}

func exprList(list []Expr) string {
	var parts []string
	for _, e := range list {
		parts = append(parts, show1(e))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// show1 prints an expression with every grouping written out, so that precedence can be seen, and sub-selects in full.
func show1(e Expr) string {
	switch e := e.(type) {
	case nil:
		return "nil"
	case *Column:
		s := e.Name
		if e.Quoted {
			s = `"` + s + `"`
		}
		if e.Table != "" {
			s = strings.ReplaceAll(e.Table, HoleMark, "hole") + "." + s
		}
		if e.Schema != "" {
			s = e.Schema + "." + s
		}
		return s
	case *Bind:
		if e.Style == BindQuoted {
			return fmt.Sprintf("quoted%d", e.Hole)
		}
		s := [...]string{"$", "?", ":", "@", "%", "sqlc:", "go"}[e.Style] + e.Name
		if e.Index >= 0 {
			s += fmt.Sprint(e.Index)
		}
		if e.Nullable {
			s += "!null"
		}
		if e.Slice {
			s += "!slice"
		}
		return s
	case *Hole:
		return fmt.Sprintf("hole%d", e.Index)
	case *Raw:
		return "raw"
	case *Star:
		return "*"
	case *Literal:
		return [...]string{"'" + e.Text + "'", e.Text, e.Text, "null", "default", "<" + e.Text + ">"}[e.Kind]
	case *Binary:
		return "(" + show1(e.L) + " " + e.Op + " " + show1(e.R) + ")"
	case *Unary:
		return "(" + e.Op + " " + show1(e.X) + ")"
	case *Func:
		s := e.Name
		if e.Schema != "" {
			s = e.Schema + "." + s
		}
		switch {
		case e.Star:
			s += "(*)"
		case e.Distinct:
			s += "(distinct " + exprList(e.Args) + ")"
		default:
			s += exprList(e.Args)
		}
		if e.Filter != nil {
			s += "filter(" + show1(e.Filter) + ")"
		}
		if e.Window {
			s += "over"
		}
		if e.Extra != nil {
			s += exprList(e.Extra)
		}
		return s
	case *Cast:
		return show1(e.X) + "::" + e.Type
	case *Row:
		return "row" + exprList(e.Elems)
	case *Array:
		return "array" + exprList(e.Elems)
	case *In:
		s := "(" + show1(e.X)
		if e.Not {
			s += " not"
		}
		if e.Query != nil {
			return s + " in {" + dumpQuery(e.Query) + "})"
		}
		return s + " in " + exprList(e.List) + ")"
	case *Exists:
		return "exists{" + dumpQuery(e.Query) + "}"
	case *Sub:
		if e.Array {
			return "array{" + dumpQuery(e.Query) + "}"
		}
		return "{" + dumpQuery(e.Query) + "}"
	case *Quantified:
		q := " any "
		if e.All {
			q = " all "
		}
		s := "(" + show1(e.X) + " " + e.Op + q
		if e.Query != nil {
			return s + "{" + dumpQuery(e.Query) + "})"
		}
		return s + show1(e.Array) + ")"
	case *Between:
		not := ""
		if e.Not {
			not = " not"
		}
		return "(" + show1(e.X) + not + " between " + show1(e.Lo) + " " + show1(e.Hi) + ")"
	case *Case:
		s := "case"
		if e.Operand != nil {
			s += " " + show1(e.Operand)
		}
		for _, w := range e.Whens {
			s += " when " + show1(w.Cond) + " then " + show1(w.Then)
		}
		if e.Else != nil {
			s += " else " + show1(e.Else)
		}
		return s + " end"
	}
	return "?"
}
