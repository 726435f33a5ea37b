package sqlread

import "strings"

// stringLit reads one string, or several side by side, which SQL joins.
func (p *parser) stringLit() Expr {
	t := p.advance()
	if t.hole > 0 && t.quote == '\'' && t.text == HoleMark {
		return &Bind{Style: BindQuoted, Index: -1, Hole: int(t.hole), Span: t.span()}
	}
	if t.hole != 0 {
		return &Hole{Index: int(t.hole), Span: t.span()}
	}
	if t.num > 0 && !p.plainVerbs && t.kind == tokString {
		return &Bind{Style: BindPercent, Index: int(t.num) - 1, Span: t.span()}
	}
	if t.quote == 'X' || t.quote == 'B' { // x'00ff' is bytes, b'101' bits: not the string of their digits
		return &Literal{Kind: LitOther, Text: t.text, Span: t.span()}
	}
	lit := &Literal{Kind: LitString, Text: t.text, Span: t.span()}
	if n := p.cur(); n.kind == tokString && n.hole == 0 {
		var b strings.Builder
		b.WriteString(lit.Text)
		for p.cur().kind == tokString && p.cur().hole == 0 {
			b.WriteString(p.advance().text)
		}
		lit.Text, lit.Span = b.String(), p.since(int(t.start))
	}
	return lit
}

// looksLikeString reports whether a double-quoted token is MySQL's (or SQLite's lenient) string. In a text that shows
// MySQL's signs it is one unless a dot ties it to another name; elsewhere only when no identifier looks like that.
func (p *parser) looksLikeString(t *token) bool {
	if t.quote != '"' || p.at(1).op(".") || p.at(1).op("(") || p.i > 0 && p.toks[p.i-1].op(".") {
		return false
	}
	return p.mysql || t.text == "" || strings.ContainsAny(t.text, "%@:/,;=")
}

// name reads a possibly qualified name and decides what it names: a column, a call, t.* or a sqlc macro. Of a name with four
// parts the database's is dropped: one connection has one database, or the tables are somebody else's.
func (p *parser) name() Expr {
	t := p.cur()
	start := p.start()
	if t.kind == tokQuoted {
		switch {
		case t.hole != 0 && !p.at(1).op("."):
			p.advance()
			return &Hole{Index: int(t.hole), Span: t.span()}
		case t.num > 0 && !p.at(1).op("."):
			p.advance()
			return &Bind{Style: BindPercent, Index: int(t.num) - 1, Span: t.span()}
		case p.looksLikeString(t):
			p.advance()
			return &Literal{Kind: LitString, Text: t.text, Span: t.span()}
		}
	}
	var parts [4]*token
	n := 0
	for {
		t := p.cur()
		if t.op("*") && n > 0 {
			p.advance()
			return &Star{Table: p.written(parts[n-1]), Span: p.since(start)}
		}
		p.advance()
		if n == len(parts) { // no name has more parts; keep the last ones
			copy(parts[:], parts[1:])
			n--
		}
		parts[n] = t
		n++
		if !p.op(".") {
			break
		}
		if next := p.at(1); !next.isName() && next.kind != tokHole && next.kind != tokBind && !next.op("*") {
			break
		}
		p.advance()
	}
	last := parts[n-1]
	if p.op("(") {
		schema := ""
		if n > 1 {
			schema = p.written(parts[n-2])
		}
		return p.call(schema, last, start)
	}
	if n > 1 { // t.<hole>: some column of t, or t.*
		switch {
		case last.hole != 0:
			return &Hole{Index: int(last.hole), Span: p.since(start)}
		case last.kind == tokBind:
			b := bindOf(last)
			b.Span = p.since(start)
			return b
		case last.num > 0:
			return &Bind{Style: BindPercent, Index: int(last.num) - 1, Span: p.since(start)}
		}
	}
	c := &Column{Name: last.text, Quoted: last.kind == tokQuoted, Span: p.since(start)}
	if n > 1 {
		c.Table = p.written(parts[n-2])
	}
	if n > 2 {
		c.Schema = p.written(parts[n-3])
	}
	return c
}

// written gives a part of a name: unquoted, but a placeholder with its sign, so that it is never taken for a name.
func (p *parser) written(t *token) string {
	if t.kind == tokBind {
		return p.text[t.start:t.end]
	}
	return t.text
}

// word reads an operand that begins with an unquoted word. Most keywords are column names in some dialect, so only those that
// would make an operand of the next clause are refused, and even they stand for a name where a dot follows.
func (p *parser) word() Expr {
	t := p.cur()
	next := p.at(1)
	switch t.kw {
	case "":
		if t.text[0] == '@' { // MySQL's @@variable
			p.advance()
			return &Literal{Kind: LitOther, Text: t.text, Span: t.span()}
		}
		if next.kind == tokString && typedLiteral(t.text) || p.zonedLiteral() {
			return p.typedLiteral()
		}
		return p.name()
	case "NULL":
		p.advance()
		return &Literal{Kind: LitNull, Text: t.text, Span: t.span()}
	case "TRUE", "FALSE":
		p.advance()
		return &Literal{Kind: LitBool, Text: t.text, Span: t.span()}
	case "DEFAULT":
		if !next.op("(") {
			p.advance()
			return &Literal{Kind: LitDefault, Text: t.text, Span: t.span()}
		}
	case "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "CURRENT_ROLE", "CURRENT_SCHEMA", "CURRENT_CATALOG",
		"SESSION_USER", "LOCALTIME", "LOCALTIMESTAMP":
		if next.op(".") {
			return p.name()
		}
		p.advance()
		p.skipParens() // a precision, or MySQL's empty pair
		return &Literal{Kind: LitOther, Text: t.text, Span: p.since(int(t.start))}
	case "NEXT":
		if next.is("VALUE") && p.at(2).kw == "FOR" && p.at(3).isName() {
			p.i += 3
			seq := p.dotted()
			return &Func{Name: "nextval", Args: []Expr{&Literal{Kind: LitString, Text: seq.text, Span: seq.span()}}, Span: p.since(int(t.start))}
		}
	case "CASE":
		return p.caseExpr()
	case "CAST":
		if next.op("(") {
			return p.cast()
		}
	case "EXISTS":
		if next.op("(") || isHole(next) {
			return p.exists()
		}
	case "INTERVAL":
		if p.intervalAmount(next) {
			return p.interval()
		}
	case "ARRAY":
		switch {
		case next.op("["):
			p.advance()
			return p.array(int(t.start))
		case next.op("("):
			return p.arrayQuery()
		}
	case "ROW":
		if next.op("(") {
			return p.row()
		}
	case "SELECT", "WITH":
		// EXISTS SELECT … and ANY SELECT … without their parentheses are no SQL; read on all the same to find the relations.
		start := p.start()
		p.bad("a sub-select without parentheses")
		q := p.query()
		return &Sub{Query: q, Span: p.since(start)}
	case "LEFT", "RIGHT", "VALUES", "SET":
		if !next.op("(") {
			return p.unreadable()
		}
	case "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "RETURNING", "ON", "USING", "JOIN", "INNER",
		"CROSS", "INTO", "WHEN", "THEN", "ELSE", "AND", "OR", "AS", "IN", "BETWEEN", "DISTINCT":
		if !next.op(".") {
			return p.unreadable()
		}
	case "IS", "LIKE", "ILIKE":
		// PostgreSQL lets these name a function: pgTAP's is(have, want).
		if !next.op(".") && !next.op("(") {
			return p.unreadable()
		}
	case "BY":
		// No dialect reserves it as a column's name in a condition: by = ?.
		if _, prec := p.operatorAt(1); prec == 0 && !next.op(".") {
			return p.unreadable()
		}
	case "END", "FETCH", "WINDOW", "OFFSET", "FOR", "NATURAL", "FULL", "TABLE":
		// Words that some dialect lets a column have for a name.
		if n := next; n.kind == tokNumber || n.kind == tokBind || n.kind == tokString || n.isName() && n.kw != "AS" && n.kw != "FROM" && !clauseStart(n.kw) {
			if _, prec := p.operatorAt(1); prec == 0 {
				return p.unreadable()
			}
		}
	case "UNKNOWN":
		if !next.op(".") && !next.op("(") {
			p.advance()
			return &Literal{Kind: LitNull, Text: t.text, Span: t.span()}
		}
	}
	if next.kind == tokString && typedLiteral(t.text) {
		return p.typedLiteral()
	}
	return p.name()
}

// operatorAt gives the operator n tokens ahead.
func (p *parser) operatorAt(n int) (string, int) {
	p.i += n
	defer func() { p.i -= n }()
	return p.operator()
}
