package sqlread

// Binding strengths, weakest first: PostgreSQL's table, into which MySQL's and SQLite's own operators are fitted. The
// dialects differ only in comparisons of comparisons (a = b < c), which no predicate that is judged relies on.
const (
	precAssign = iota + 1 // :=
	precOr
	precXor
	precAnd
	precNot
	precIs
	precCompare
	precLike // LIKE, IN, BETWEEN and their kin
	precOther
	precAdd
	precMul
	precPow
	precUnary
)

// expr reads an expression, and text that the program adds behind it.
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

// operator gives the operator at the current token and how strongly it binds; 0 when there is none. Operators with a
// syntax of their own are given by one word: IS, LIKE (for all of that family, with or without NOT), OPERATOR.
func (p *parser) operator() (string, int) {
	t := p.cur()
	switch t.kind {
	case tokOp:
		return p.symbol(t.text)
	case tokWord:
		switch t.kw {
		case "":
			switch {
			case t.is("MEMBER") && p.at(1).kw == "OF":
				return "LIKE", precLike
			case t.is("OPERATOR") && p.at(1).op("("):
				return "OPERATOR", precOther
			case t.is("OVERLAPS"):
				return "OVERLAPS", precCompare
			}
		case "OR":
			return "OR", precOr
		case "XOR":
			return "XOR", precXor
		case "AND":
			return "AND", precAnd
		case "IS":
			return "IS", precIs
		case "ISNULL", "NOTNULL":
			return t.kw, precIs
		case "IN", "LIKE", "ILIKE", "BETWEEN", "REGEXP", "RLIKE", "GLOB":
			return "LIKE", precLike
		case "SIMILAR":
			if p.at(1).kw == "TO" {
				return "LIKE", precLike
			}
		case "SOUNDS":
			if p.at(1).kw == "LIKE" {
				return "LIKE", precLike
			}
		case "MATCH":
			if n := p.at(1); n.kind == tokString || n.kind == tokBind || n.kind == tokHole {
				return "LIKE", precLike
			}
		case "NOT":
			switch p.at(1).kw {
			case "IN", "LIKE", "ILIKE", "BETWEEN", "REGEXP", "RLIKE", "GLOB", "SIMILAR", "MATCH", "NULL":
				return "LIKE", precLike
			}
		case "DIV":
			return "DIV", precMul
		case "MOD":
			return "%", precMul
		}
	}
	return "", 0
}

// symbol gives the binding strength of a written operator, and its normal form.
func (p *parser) symbol(s string) (string, int) {
	switch s {
	case "(", ")", ",", ";", ".", "[", "]", "{", "}", ":", "=>", "!", "\\", "$", "::":
		return "", 0
	case "=", "<", ">", "<=", ">=", "<>":
		return s, precCompare
	case "==":
		return "=", precCompare
	case "!=":
		return "<>", precCompare
	case "<=>":
		return "IS NOT DISTINCT FROM", precCompare
	case ":=":
		return s, precAssign
	case "+", "-":
		return s, precAdd
	case "*", "/", "%":
		return s, precMul
	case "%%":
		return "%", precMul
	case "^":
		return s, precPow
	case "&&":
		if p.mysql {
			return "AND", precAnd
		}
	}
	return s, precOther
}

// namedOperator reads OPERATOR(schema.op) and gives the operator.
func (p *parser) namedOperator() string {
	p.i += 2
	op := ""
	for !p.atEnd() && !p.op(")") {
		op = p.advance().text
	}
	p.closeParen()
	return op
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
	e := p.compare(op, precLike, left, start)
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
	default:
		// IN ? and IN hole are lists that the driver or the program expands; IN name is SQLite's table or table function.
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

// prefix reads the operators before an operand, in a loop, then the operand, and builds outwards.
func (p *parser) prefix() Expr {
	first := p.i
	for p.prefixOp() {
		p.i++
	}
	if p.i == first {
		return p.primary()
	}
	if p.i-first > MaxDepth || !p.enter() {
		p.bad("nested too deep")
		return &Raw{p.since(int(p.toks[first].start))}
	}
	defer p.leave()
	last := p.i
	least := precUnary
	if p.toks[last-1].kw == "NOT" {
		least = precIs
	}
	e := p.binary(least)
	for n := last - 1; n >= first; n-- {
		t := &p.toks[n]
		switch {
		case t.kw == "BINARY": // MySQL's cast to a byte string changes how the operand is compared, not what it is
			continue
		case t.kw == "NOT" && n < last-1 && p.toks[n+1].kw != "NOT":
			// NOT -a = b: the sign was read first; what follows the signed operand belongs under NOT.
			e = p.operators(e, precIs, int(p.toks[n+1].start))
		}
		op := t.text
		if t.kw == "NOT" || op == "!" {
			op = "NOT"
		}
		e = &Unary{Op: op, X: e, Span: p.since(int(t.start))}
	}
	return e
}

// prefixOp reports whether an operator that takes its operand to the right stands here.
func (p *parser) prefixOp() bool {
	t := p.cur()
	switch t.kind {
	case tokOp:
		switch t.text {
		case "-", "+", "~", "!", "!!", "|/", "||/", "@", "@@":
			return true
		}
	case tokWord:
		switch t.kw {
		case "NOT":
			return true
		case "BINARY":
			n := p.at(1)
			return n.isName() && !clauseStart(n.kw) && n.kw != "AS" || n.kind == tokBind || n.kind == tokString
		}
	}
	return false
}
