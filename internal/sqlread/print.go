package sqlread

import (
	"strconv"
	"strings"
)

// String prints an expression as compact SQL for messages: keywords in upper case, one space between words, parentheses
// only where the tree needs them. Sub-selects are shortened to (SELECT …), for a message wants the condition, not the query.
// It prints what was understood; it is not meant to be sent to a database.
func String(e Expr) string {
	var p printer
	p.expr(e, 0)
	return p.String()
}

// Equal reports whether two expressions are the same apart from spelling: spans, letter case of unquoted names and redundant
// parentheses do not matter. Two sub-selects are equal only when they are the same node.
func Equal(a, b Expr) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	p, q := printer{fold: true}, printer{fold: true}
	p.expr(a, 0)
	q.expr(b, 0)
	if p.String() != q.String() || len(p.queries) != len(q.queries) {
		return false
	}
	for i := range p.queries {
		if p.queries[i] != q.queries[i] {
			return false
		}
	}
	return true
}

// printer collects the text. Sub-selects are noted as they are met, for Equal compares them by identity.
type printer struct {
	strings.Builder
	fold    bool // print unquoted names in lower case, and everything in full
	queries []*Query
}

// expr prints e, in parentheses when it holds together less strongly than least asks for.
func (p *printer) expr(e Expr, least int) {
	if e == nil {
		return
	}
	if strength(e) < least {
		p.WriteByte('(')
		p.expr(e, 0)
		p.WriteByte(')')
		return
	}
	switch e := e.(type) {
	case *Column:
		p.column(e)
	case *Bind:
		p.bind(e)
	case *Hole:
		p.WriteString("{…}")
	case *Raw:
		p.WriteString("…")
	case *Star:
		if e.Table != "" {
			p.WriteString(e.Table + ".")
		}
		p.WriteByte('*')
	case *Literal:
		p.literal(e)
	case *Binary:
		p.binary(e)
	case *Unary:
		p.unary(e)
	case *Func:
		p.call(e)
	case *Cast:
		p.expr(e.X, precUnary+1)
		p.WriteString("::" + e.Type)
	case *Row:
		p.list("(", e.Elems, ")")
	case *Array:
		p.list("ARRAY[", e.Elems, "]")
	case *In:
		p.expr(e.X, precLike+1)
		p.not(e.Not)
		p.WriteString(" IN ")
		if e.Query != nil {
			p.query(e.Query)
		} else {
			p.list("(", e.List, ")")
		}
	case *Exists:
		p.WriteString("EXISTS ")
		p.query(e.Query)
	case *Sub:
		if e.Array {
			p.WriteString("ARRAY")
		}
		p.query(e.Query)
	case *Quantified:
		p.expr(e.X, binaryStrength(e.Op))
		quantifier := " ANY "
		if e.All {
			quantifier = " ALL "
		}
		p.WriteString(" " + e.Op + quantifier)
		if e.Query != nil {
			p.query(e.Query)
		} else {
			p.list("(", []Expr{e.Array}, ")")
		}
	case *Between:
		p.expr(e.X, precLike+1)
		p.not(e.Not)
		p.WriteString(" BETWEEN ")
		p.expr(e.Lo, precLike+1)
		p.WriteString(" AND ")
		p.expr(e.Hi, precLike+1)
	case *Case:
		p.caseExpr(e)
	}
}

// not prints the NOT of IN and BETWEEN.
func (p *printer) not(not bool) {
	if not {
		p.WriteString(" NOT")
	}
}

// query prints a sub-select, shortened.
func (p *printer) query(q *Query) {
	p.queries = append(p.queries, q)
	p.WriteString("(SELECT …)")
}

// list prints expressions with commas, between two signs.
func (p *printer) list(open string, elems []Expr, shut string) {
	p.WriteString(open)
	for i, e := range elems {
		if i > 0 {
			p.WriteString(", ")
		}
		p.expr(e, 0)
	}
	p.WriteString(shut)
}

// column prints a column with its qualifiers.
func (p *printer) column(c *Column) {
	for _, part := range [...]string{c.Schema, c.Table} {
		if part != "" {
			p.name(part, false)
			p.WriteByte('.')
		}
	}
	p.name(c.Name, c.Quoted)
}

// name prints one part of a name. A quoted one keeps its quotes only where it needs them.
func (p *printer) name(s string, quoted bool) {
	if quoted && !plainName(s) {
		p.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
		return
	}
	if p.fold {
		s = strings.ToLower(s)
	}
	p.WriteString(strings.ReplaceAll(s, HoleMark, "{…}"))
}

// plainName reports whether a name means the same without quotes: lower case, no keyword.
func plainName(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && !('a' <= c && c <= 'z') && !(isDigit(c) && i > 0) {
			return false
		}
	}
	return s != "" && keyword(s) == ""
}

// bind prints a placeholder as it was written, where that says which argument it is. Under fold a plain ? carries its
// number: two of them are different arguments.
func (p *printer) bind(b *Bind) {
	switch {
	case b.Style == BindQuoted && p.fold:
		p.WriteString("'{" + strconv.Itoa(b.Hole) + "}'")
	case b.Style == BindQuoted:
		p.WriteString("'{…}'")
	case b.Style == BindSqlc && b.Nullable:
		p.WriteString("sqlc.narg(" + b.Name + ")")
	case b.Style == BindSqlc && b.Slice:
		p.WriteString("sqlc.slice(" + b.Name + ")")
	case b.Style == BindSqlc, b.Style == BindAt:
		p.WriteString("@" + b.Name)
	case b.Style == BindColon && b.Name != "":
		p.WriteString(":" + b.Name)
	case b.Name != "":
		p.WriteString("?" + b.Name)
	case b.Style == BindQuestion && !p.fold:
		p.WriteByte('?')
	default:
		p.WriteString("$" + strconv.Itoa(b.Index+1))
	}
}

// literal prints a constant.
func (p *printer) literal(l *Literal) {
	if l.Kind != LitString {
		p.WriteString(strings.ToUpper(l.Text))
		return
	}
	p.WriteString("'" + strings.ReplaceAll(l.Text, "'", "''") + "'")
}

// binary prints a chain of operators, which leans left, without recursing into it.
func (p *printer) binary(e *Binary) {
	var spine []*Binary
	var first Expr = e
	for {
		b, ok := first.(*Binary)
		if !ok || len(spine) > 0 && strength(b) < strength(spine[len(spine)-1]) {
			break
		}
		spine = append(spine, b)
		first = b.L
	}
	if _, name := first.(*Column); name && spine[len(spine)-1].Op == "." { // (a).b is a field of a, a.b would be another column
		p.list("(", []Expr{first}, ")")
	} else {
		p.expr(first, strength(spine[len(spine)-1]))
	}
	for i := len(spine) - 1; i >= 0; i-- {
		b := spine[i]
		switch b.Op {
		case "[]":
			p.WriteByte('[')
			p.expr(b.R, 0)
			p.WriteByte(']')
			continue
		case ".":
			p.WriteByte('.')
		case OpHole:
			p.WriteByte(' ')
		default:
			p.WriteString(" " + b.Op + " ")
		}
		p.expr(b.R, min(strength(b), precUnary)+1)
	}
}

// unary prints a prefix or postfix operator.
func (p *printer) unary(e *Unary) {
	switch {
	case e.Op == "NOT":
		p.WriteString("NOT ")
		p.expr(e.X, precNot)
	case 'A' <= e.Op[0] && e.Op[0] <= 'Z':
		p.expr(e.X, strength(e))
		p.WriteString(" " + e.Op)
	default:
		p.WriteString(e.Op)
		if u, ok := e.X.(*Unary); ok && u.Op == e.Op { // - -a is no comment
			p.WriteByte(' ')
		}
		p.expr(e.X, precUnary)
	}
}

// call prints a call. The window is shortened for people and printed in full for Equal.
func (p *printer) call(f *Func) {
	if f.Schema != "" {
		p.name(f.Schema, false)
		p.WriteByte('.')
	}
	p.name(f.Name, false)
	open := "("
	switch {
	case f.Star:
		open = "(*"
	case f.Distinct:
		open = "(DISTINCT "
	}
	p.list(open, f.Args, ")")
	if f.Filter != nil {
		p.WriteString(" FILTER (WHERE ")
		p.expr(f.Filter, 0)
		p.WriteByte(')')
	}
	if f.Window {
		p.WriteString(" OVER (")
		if p.fold {
			p.list("", f.Extra, "")
		} else if len(f.Extra) > 0 {
			p.WriteString("…")
		}
		p.WriteByte(')')
	}
}

// caseExpr prints CASE.
func (p *printer) caseExpr(c *Case) {
	p.WriteString("CASE")
	if c.Operand != nil {
		p.WriteByte(' ')
		p.expr(c.Operand, 0)
	}
	for _, w := range c.Whens {
		p.WriteString(" WHEN ")
		p.expr(w.Cond, 0)
		p.WriteString(" THEN ")
		p.expr(w.Then, 0)
	}
	if c.Else != nil {
		p.WriteString(" ELSE ")
		p.expr(c.Else, 0)
	}
	p.WriteString(" END")
}
