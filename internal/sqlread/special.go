package sqlread

import "strings"

// caseExpr reads CASE … END.
func (p *parser) caseExpr() Expr {
	start := p.start()
	p.advance()
	c := &Case{}
	if !p.kw("WHEN") {
		c.Operand = p.expr()
	}
	for p.accept("WHEN") {
		w := When{Cond: p.expr()}
		if !p.accept("THEN") {
			p.bad("WHEN without THEN")
			p.skipToCase()
			if !p.accept("THEN") {
				at := p.since(p.start()).End
				w.Then = &Raw{Span{at, at}}
			}
		}
		if w.Then == nil {
			w.Then = p.expr()
		}
		c.Whens = append(c.Whens, w)
	}
	if p.accept("ELSE") {
		c.Else = p.expr()
	}
	if !p.accept("END") {
		p.bad("CASE without END")
		p.skipToCase()
		p.accept("END")
	}
	c.Span = p.since(start)
	return c
}

// skipToCase steps over balanced tokens up to a word of the enclosing CASE.
func (p *parser) skipToCase() {
	for !p.atEnd() && !p.op(")") {
		switch p.cur().kw {
		case "WHEN", "THEN", "ELSE", "END", "FROM", "WHERE":
			return
		}
		if p.op("(") {
			p.skipParens()
			continue
		}
		p.i++
	}
}

// cast reads CAST(x AS type).
func (p *parser) cast() Expr {
	start := p.start()
	p.i += 2
	c := &Cast{X: p.inner()}
	if p.accept("AS") {
		from := p.start()
		p.skipToClose()
		c.Type = strings.ToLower(strings.Join(strings.Fields(p.text[from:p.since(from).End]), " "))
	} else {
		p.bad("CAST without AS")
		p.skipToClose()
	}
	p.closeParen()
	c.Span = p.since(start)
	return c
}

// exists reads EXISTS (query). Where the query is a hole, it is read as a call whose argument is not known.
func (p *parser) exists() Expr {
	start := p.start()
	p.advance()
	if isHole(p.cur()) {
		f := &Func{Name: "exists", Args: []Expr{p.takeHole()}}
		f.Span = p.since(start)
		return f
	}
	p.advance()
	x := p.inner()
	p.closeParen()
	if s, ok := x.(*Sub); ok && !s.Array {
		return &Exists{Query: s.Query, Span: p.since(start)}
	}
	return &Func{Name: "exists", Args: []Expr{x}, Span: p.since(start)}
}

// interval reads INTERVAL '1 day', INTERVAL 1 DAY, INTERVAL ? HOUR. The amount may hold a bind, so it is kept as a call.
func (p *parser) interval() Expr {
	start := p.start()
	p.advance()
	if p.op("(") && p.at(1).kind == tokNumber && p.at(2).op(")") && p.at(3).kind == tokString {
		p.i += 3 // INTERVAL(6) '…'
	}
	amount := p.binary(precAdd)
	p.intervalUnit()
	if lit, ok := amount.(*Literal); ok {
		return &Literal{Kind: LitOther, Text: lit.Text, Span: p.since(start)}
	}
	return &Func{Name: "interval", Args: []Expr{amount}, Span: p.since(start)}
}

// intervalAmount reports whether t, behind the word INTERVAL, begins an amount; else the word names a column.
func (p *parser) intervalAmount(t *token) bool {
	switch t.kind {
	case tokString, tokNumber, tokBind, tokHole:
		return true
	case tokOp:
		return t.text == "(" || t.text == "-" && p.at(2).kind == tokNumber && intervalUnit(p.at(3))
	case tokWord:
		return t.kw == "CASE" || t.kw == "CAST" || t.kw == "" && !p.at(2).op(",")
	}
	return false
}

// intervalUnit steps over DAY, HOUR TO SECOND(3) and their kin.
func (p *parser) intervalUnit() {
	if !intervalUnit(p.cur()) {
		return
	}
	p.advance()
	p.skipParens()
	if p.kw("TO") && intervalUnit(p.at(1)) {
		p.i += 2
		p.skipParens()
	}
}

func intervalUnit(t *token) bool {
	if t.kind != tokWord {
		return false
	}
	switch lower(t.text) {
	case "microsecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "day_hour", "day_minute", "day_second",
		"hour_minute", "hour_second", "minute_second", "year_month", "day_microsecond", "second_microsecond":
		return true
	}
	return false
}

// arrayQuery reads ARRAY(SELECT …).
func (p *parser) arrayQuery() Expr {
	start := p.start()
	p.i += 2
	x := p.inner()
	p.closeParen()
	if s, ok := x.(*Sub); ok && !s.Array {
		return &Sub{Query: s.Query, Array: true, Span: p.since(start)}
	}
	return &Array{Elems: []Expr{x}, Span: p.since(start)}
}

// row reads ROW(a, b).
func (p *parser) row() Expr {
	start := p.start()
	p.i += 2
	r := &Row{}
	if !p.op(")") {
		r.Elems = append(r.Elems, p.expr())
		for p.more() {
			r.Elems = append(r.Elems, p.expr())
		}
	}
	p.closeParen()
	r.Span = p.since(start)
	return r
}

// typedLiteral reads DATE '2024-01-31' or MySQL's _utf8'x'.
func (p *parser) typedLiteral() Expr {
	t := p.cur()
	if t.text[0] == '_' {
		p.advance()
		return p.stringLit()
	}
	typ := p.typeName()
	x := p.stringLit()
	return &Cast{X: x, Type: typ, Span: p.since(int(t.start))}
}

// zonedLiteral reports whether timestamp with[out] time zone '…' stands here.
func (p *parser) zonedLiteral() bool {
	return (p.cur().is("TIMESTAMP") || p.cur().is("TIME")) && (p.at(1).kw == "WITH" || p.at(1).is("WITHOUT")) && p.at(2).is("TIME") &&
		p.at(3).is("ZONE") && p.at(4).kind == tokString
}

// typedLiteral reports whether the word before a string is a type. Any other word there has the string for its alias.
func typedLiteral(w string) bool {
	if w[0] == '_' {
		return true
	}
	switch lower(w) {
	case "date", "time", "timestamp", "timestamptz", "timetz", "json", "jsonb", "uuid", "inet", "cidr", "bytea", "text", "varchar", "numeric",
		"int", "integer", "bigint", "smallint", "int4", "int8", "float8", "bool", "boolean", "bit", "point", "box", "regclass", "tsquery", "tsvector", "xml", "datetime", "ltree":
		return true
	}
	return false
}

// typeName reads a type behind :: and gives it in lower case: text, numeric(10,2), timestamp with time zone, app.kind[].
func (p *parser) typeName() string {
	start := p.start()
	t := p.cur()
	if t.kind == tokHole || t.kind == tokBind {
		p.advance()
		return ""
	}
	if !t.isName() || clauseStart(t.kw) {
		p.bad("a type is missing")
		return ""
	}
	plain := t.kind == tokWord
	p.accept("SETOF")
	p.dotted()
	first := lower(t.text)
	switch first {
	case "double":
		p.acceptWord("PRECISION")
	case "character", "bit", "char", "national":
		p.acceptWord("CHARACTER")
		p.acceptWord("VARYING")
	}
	p.typeModifiers()
	switch first {
	case "timestamp", "time":
		if (p.cur().kw == "WITH" || p.cur().is("WITHOUT")) && p.at(1).is("TIME") && p.at(2).is("ZONE") {
			p.i += 3
		}
	case "interval":
		p.intervalUnit()
	}
	for p.op("[") {
		p.advance()
		if p.cur().kind == tokNumber {
			p.advance()
		}
		p.acceptOp("]")
	}
	if p.cur().kw == "ARRAY" {
		p.advance()
	}
	s := p.since(start)
	if plain && s.End == int(t.end) {
		return first
	}
	return strings.ToLower(p.text[s.Start:s.End])
}

// typeModifiers steps over (10, 2) behind a type.
func (p *parser) typeModifiers() {
	if p.op("(") && (p.at(1).kind == tokNumber || p.at(1).kind == tokString || p.at(1).kind == tokWord && p.at(2).op(",")) {
		p.skipParens()
	}
}

// dotted steps over a possibly qualified name and gives its last part.
func (p *parser) dotted() *token {
	t := p.advance()
	for p.op(".") && p.at(1).isName() {
		p.advance()
		t = p.advance()
	}
	return t
}
