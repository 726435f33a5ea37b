package sqlread

// expr reads an expression, and text that the program adds behind it. Such text has no operator that could be read and binds
// most weakly of all: what stands before it stays whole, and what follows goes on from there. Of "a = 1 \x00 AND b = 2"
// the last comparison is a conjunct only if the text does not begin with OR; whoever splits it must look for OpHole first.
func (p *parser) expr() Expr {
	start := p.start()
	e := p.binary(precAssign)
	for isHole(p.cur()) {
		hole := p.takeHole()
		e = &Binary{Op: OpHole, L: e, R: hole, Span: p.since(start)}
		e = p.operators(e, precAssign, start)
	}
	return e
}

// binary reads an operand and the operators behind it that bind at least as strongly as least.
func (p *parser) binary(least int) Expr {
	start := p.start()
	return p.operators(p.prefix(), least, start)
}

// operators climbs: it recurses only into a right side that binds more strongly, so a chain of any length is a loop, and
// the tree leans left.
func (p *parser) operators(left Expr, least, start int) Expr {
	for {
		op, prec := p.operator()
		if prec == 0 {
			op, prec = p.unknownOperator(left)
		}
		if prec == 0 || prec < least {
			return left
		}
		switch op {
		case "IS":
			left = p.is(left, start)
		case "ISNULL", "NOTNULL":
			p.advance()
			if op = "IS NULL"; p.toks[p.i-1].kw == "NOTNULL" {
				op = "IS NOT NULL"
			}
			left = &Unary{Op: op, X: left, Span: p.since(start)}
		case "LIKE":
			left = p.like(left, start)
		case "OPERATOR":
			left = p.compare(p.namedOperator(), precOther, left, start)
		case OpHole:
			hole := p.takeHole()
			left = &Binary{Op: OpHole, L: left, R: hole, Span: p.since(start)}
			left = p.compare(op, prec, left, start)
		default:
			p.advance()
			left = p.compare(op, prec, left, start)
		}
	}
}

// compare reads the right side of op, which was consumed, including ANY, SOME and ALL.
func (p *parser) compare(op string, prec int, left Expr, start int) Expr {
	if k := p.cur().kw; k == "ANY" || k == "SOME" || k == "ALL" {
		if n := p.at(1); n.op("(") || n.kind == tokBind || n.kind == tokHole {
			return p.quantified(op, left, start)
		}
	}
	if prec == precAssign {
		prec-- // := leans right, and its right side may be anything
	}
	right := p.binary(prec + 1)
	return &Binary{Op: op, L: left, R: right, Span: p.since(start)}
}

// is reads what follows IS.
func (p *parser) is(left Expr, start int) Expr {
	p.advance()
	op := "IS "
	if p.accept("NOT") {
		op = "IS NOT "
	}
	switch t := p.cur(); t.kw {
	case "NULL", "TRUE", "FALSE", "UNKNOWN":
		p.advance()
		return &Unary{Op: op + t.kw, X: left, Span: p.since(start)}
	case "DISTINCT":
		if p.accept("DISTINCT", "FROM") {
			right := p.binary(precIs + 1)
			return &Binary{Op: op + "DISTINCT FROM", L: left, R: right, Span: p.since(start)}
		}
	case "OF":
		p.advance()
		p.skipParens()
		return &Unary{Op: op + "OF", X: left, Span: p.since(start)}
	case "":
		for _, w := range [...]string{"JSON", "DOCUMENT", "NORMALIZED"} {
			if p.acceptWord(w) {
				for p.cur().kind == tokWord && !p.atEnd() && (p.cur().is("OBJECT") || p.cur().is("SCALAR") || p.cur().is("VALUE") || p.cur().kw == "ARRAY") {
					p.advance()
				}
				return &Unary{Op: op + w, X: left, Span: p.since(start)}
			}
		}
	}
	right := p.binary(precIs + 1)
	return &Binary{Op: op[:len(op)-1], L: left, R: right, Span: p.since(start)}
}

// like reads [NOT] IN, BETWEEN, LIKE and the other pattern operators.
func (p *parser) like(left Expr, start int) Expr {
	not := p.accept("NOT")
	t := p.advance()
	op := t.kw
	switch op {
	case "NULL": // SQLite's x NOT NULL
		return &Unary{Op: "IS NOT NULL", X: left, Span: p.since(start)}
	case "IN":
		return p.in(left, not, start)
	case "BETWEEN":
		p.acceptAny("SYMMETRIC", "ASYMMETRIC")
		lo := p.binary(precLike + 1)
		if !p.accept("AND") {
			p.bad("BETWEEN without AND")
		}
		hi := p.binary(precLike + 1)
		return &Between{X: left, Lo: lo, Hi: hi, Not: not, Span: p.since(start)}
	case "SIMILAR":
		p.accept("TO")
		op = "SIMILAR TO"
	case "SOUNDS":
		p.accept("LIKE")
		op = "SOUNDS LIKE"
	case "": // MEMBER
		p.accept("OF")
		op = "MEMBER OF"
	}
	if not {
		op = "NOT " + op
	}
	outer := p.plainVerbs
	p.plainVerbs = true // '%x' is a pattern here
	e := p.compare(op, precLike, left, start)
	p.plainVerbs = outer
	if p.accept("ESCAPE") {
		p.binary(precLike + 1)
		if b, ok := e.(*Binary); ok {
			b.Span = p.since(start)
		}
	}
	return e
}

// in reads what follows IN: a list, a query, or one placeholder that stands for a list.
func (p *parser) in(left Expr, not bool, start int) Expr {
	e := &In{X: left, Not: not}
	switch {
	case p.op("("):
		p.advance()
		if p.op(")") { // IN (): false in SQLite, refused elsewhere
			break
		}
		x := p.inner()
		if s, ok := x.(*Sub); ok && !s.Array && !p.op(",") {
			e.Query = s.Query
			break
		}
		e.List = []Expr{x}
		for p.more() {
			e.List = append(e.List, p.expr())
		}
	case p.cur().isName() && !p.callAhead() && !p.looksLikeString(p.cur()):
		// SQLite's IN table: all that it holds.
		r := p.relation()
		e.Query = &Query{Span: r.Span, Items: []SelectItem{{Star: true, Span: r.Span}}, From: []TableExpr{r}}
		e.Span = p.since(start)
		return e
	default:
		// IN ? and IN hole are lists that the driver or the program expands.
		e.List = []Expr{p.binary(precLike + 1)}
		e.Span = p.since(start)
		return e
	}
	p.closeParen()
	e.Span = p.since(start)
	return e
}

// more consumes the comma before another item. Three dots are the mark of a list that a driver expands: (?...).
func (p *parser) more() bool {
	for p.op(".") && p.at(1).op(".") {
		p.advance()
		for p.acceptOp(".") {
		}
	}
	return p.acceptOp(",")
}

// quantified reads ANY|SOME|ALL (…) behind op.
func (p *parser) quantified(op string, left Expr, start int) Expr {
	q := &Quantified{X: left, Op: op, All: p.advance().kw == "ALL"}
	if !p.acceptOp("(") {
		q.Array = p.primary()
		q.Span = p.since(start)
		return q
	}
	x := p.inner()
	if s, ok := x.(*Sub); ok && !s.Array {
		q.Query = s.Query
	} else {
		q.Array = x
	}
	p.closeParen()
	q.Span = p.since(start)
	return q
}
