package sqlread

import "strings"

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
