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
