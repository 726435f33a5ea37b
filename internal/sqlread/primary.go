package sqlread

// primary reads an operand with what is written against it: casts, subscripts, fields, COLLATE, AT TIME ZONE.
func (p *parser) primary() Expr {
	if !p.enter() {
		return &Raw{p.since(p.start())}
	}
	defer p.leave()
	start := p.start()
	return p.postfix(p.operand(), start)
}

// operand reads an operand without what is written against it; the kind of its first token decides.
func (p *parser) operand() Expr {
	t := p.cur()
	switch t.kind {
	case tokNumber:
		p.advance()
		return &Literal{Kind: LitNumber, Text: t.text, Span: t.span()}
	case tokString:
		return p.stringLit()
	case tokBind:
		// A formatter's verb, or bun's placeholder for an identifier, may be a part of a name.
		if n := p.at(1); n.op(".") && (p.at(2).isName() || isHole(p.at(2))) || n.op("(") && t.style == BindPercent {
			return p.name()
		}
		p.advance()
		return bindOf(t)
	case tokHole:
		if n := p.at(1); n.op(".") || n.op("(") {
			return p.name()
		}
		return p.takeHole()
	case tokQuoted:
		return p.name()
	case tokWord:
		return p.word()
	case tokOp:
		switch t.text {
		case "(":
			return p.paren()
		case "*":
			p.advance()
			return &Star{Span: t.span()}
		case "[":
			return p.array(p.start())
		}
	}
	return p.unreadable()
}

// unreadable notes that no operand stands here. Signs that something around may wait for are left where they are.
func (p *parser) unreadable() Expr {
	start := p.start()
	p.bad("an expression is missing")
	t := p.cur()
	if !p.atEnd() && !t.op(")") && !t.op(",") && !t.op("]") && !clauseStart(t.kw) && t.kw != "AND" && t.kw != "OR" && t.kw != "AS" {
		p.advance()
		return &Raw{p.since(start)}
	}
	return &Raw{Span{start, start}}
}

// postfix reads what may follow an operand.
func (p *parser) postfix(e Expr, start int) Expr {
	for {
		t := p.cur()
		switch {
		case t.kind == tokOp:
			switch t.text {
			case "::":
				p.advance()
				typ := p.typeName()
				e = &Cast{X: e, Type: typ, Span: p.since(start)}
				continue
			case "[":
				e = p.subscript(e, start)
				continue
			case ".":
				// (x).field; a plain name has taken its own dots.
				n := p.at(1)
				if !n.isName() && !n.op("*") || n.op(".") {
					return e
				}
				p.advance()
				f := p.advance()
				var field Expr = &Column{Name: f.text, Quoted: f.kind == tokQuoted, Span: f.span()}
				if f.kind == tokOp {
					field = &Star{Span: f.span()}
				}
				e = &Binary{Op: ".", L: e, R: field, Span: p.since(start)}
				continue
			}
		case t.kw == "COLLATE":
			// The collation says how to compare, not what: the operand stays itself.
			p.advance()
			p.dotted()
			continue
		case t.kw == "AT":
			if p.at(1).is("TIME") && p.at(2).is("ZONE") {
				p.i += 3
				zone := p.primary()
				e = &Binary{Op: "AT TIME ZONE", L: e, R: zone, Span: p.since(start)}
				continue
			}
			if p.at(1).kw == "LOCAL" {
				p.i += 2
				e = &Unary{Op: "AT LOCAL", X: e, Span: p.since(start)}
				continue
			}
		}
		return e
	}
}

// subscript reads [i] or a slice [i:j].
func (p *parser) subscript(e Expr, start int) Expr {
	p.advance()
	from := p.start()
	var parts []Expr
	p.acceptOp(":") // [:j]
	for !p.atEnd() && !p.op("]") {
		parts = append(parts, p.expr())
		if !p.acceptOp(":") {
			break
		}
	}
	var index Expr = &Row{Elems: parts, Span: p.since(from)}
	if len(parts) == 1 {
		index = parts[0]
	}
	if !p.acceptOp("]") {
		p.bad("missing ]")
	}
	return &Binary{Op: "[]", L: e, R: index, Span: p.since(start)}
}

// array reads [a, b], at the bracket.
func (p *parser) array(start int) Expr {
	p.advance()
	a := &Array{}
	if !p.op("]") {
		a.Elems = append(a.Elems, p.expr())
		for p.more() {
			a.Elems = append(a.Elems, p.expr())
		}
	}
	if !p.acceptOp("]") {
		p.bad("missing ]")
	}
	a.Span = p.since(start)
	return a
}

// paren reads (…): a sub-select, a row, or one expression, which then is that expression.
func (p *parser) paren() Expr {
	start := p.start()
	p.advance()
	if p.acceptOp(")") {
		return &Row{Span: p.since(start)}
	}
	e := p.inner()
	if p.op(",") || p.op(".") {
		row := &Row{Elems: []Expr{e}}
		for p.more() {
			row.Elems = append(row.Elems, p.expr())
		}
		p.closeParen()
		if row.Span = p.since(start); len(row.Elems) > 1 {
			return row
		}
		return e
	}
	p.closeParen()
	widen(e, p.since(start))
	return e
}

// widen gives an operator's node the span of the parentheses around it, so that a span never cuts a pair in two.
// A name, a value or a call keeps the span of what was written.
func widen(e Expr, s Span) {
	switch e := e.(type) {
	case *Binary:
		e.Span = s
	case *Unary:
		e.Span = s
	case *In:
		e.Span = s
	case *Between:
		e.Span = s
	case *Quantified:
		e.Span = s
	case *Cast:
		e.Span = s
	case *Sub:
		e.Span = s
	}
}

// inner reads what stands behind an opening parenthesis: a query or an expression. When it begins with further
// parentheses only its end tells which: "((SELECT 1) + 1)" and "((SELECT 1) UNION (SELECT 2))" begin alike.
func (p *parser) inner() Expr {
	start := p.start()
	if queryStart(p.cur()) {
		q := p.query()
		return &Sub{Query: q, Span: p.since(start)}
	}
	e := p.expr()
	if s, ok := e.(*Sub); ok && !s.Array && p.queryGoesOn() {
		q := p.queryAfter(s.Query, start)
		return &Sub{Query: q, Span: p.since(start)}
	}
	return e
}

// queryStart reports whether a query begins with t.
func queryStart(t *token) bool {
	switch t.kw {
	case "SELECT", "WITH", "VALUES", "TABLE":
		return true
	}
	return false
}
