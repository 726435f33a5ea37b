package sqlread

// clauses reads FROM … WHERE … GROUP BY … HAVING … WINDOW, each with the holes behind it. A hole between two clauses goes to
// the tail: it may add joins, a predicate, or end the clause before it, and nobody can tell which.
func (p *parser) clauses(q *Query) {
	p.takeTail(&q.Tail)
	if p.kw("FROM") {
		start := p.start()
		p.advance()
		q.From = p.fromList(&q.Tail)
		q.FromSpan = p.since(start)
	}
	p.takeTail(&q.Tail)
	if w, span := p.where(&q.Tail); w != nil {
		q.Where, q.WhereSpan = w, span
	}
	p.takeTail(&q.Tail)
	if p.accept("GROUP", "BY") {
		p.acceptAny("ALL", "DISTINCT")
		q.GroupBy = p.groupItems()
		p.takeTail(&q.Tail)
	}
	if p.accept("HAVING") {
		q.Having = p.expr()
	}
	for p.accept("WINDOW") {
		for {
			p.advance()
			p.accept("AS")
			if !p.op("(") {
				p.bad("a window definition is missing")
				break
			}
			q.Windows = append(q.Windows, p.windowSpec()...)
			if !p.acceptOp(",") {
				break
			}
		}
	}
	if p.kw("INTO") {
		p.into()
	}
}

// where reads the WHERE clause. Text that the program adds may hold the keyword itself: "FROM t \x00 AND b = 1" has its
// condition begin with that text, which then is no longer in the tail.
func (p *parser) where(tail *[]Expr) (Expr, Span) {
	start := p.start()
	if p.accept("WHERE") {
		if p.cur().is("CURRENT") && p.at(1).kw == "OF" { // the row under a cursor, which was judged where the cursor was declared
			p.i += 3
			s := p.since(start)
			return &Raw{s}, s
		}
		e := p.expr()
		return e, p.since(start)
	}
	if n := len(*tail); n > 0 && (p.kw("AND") || p.kw("OR")) {
		hole := (*tail)[n-1]
		if *tail = (*tail)[: n-1 : n-1]; n == 1 {
			*tail = nil
		}
		start = hole.Pos().Start
		e := p.operators(hole, precAssign, start)
		for isHole(p.cur()) {
			h := p.takeHole()
			e = p.operators(&Binary{Op: OpHole, L: e, R: h, Span: p.since(start)}, precAssign, start)
		}
		return e, p.since(start)
	}
	return nil, Span{}
}

// groupItems reads the list behind GROUP BY, with GROUPING SETS, ROLLUP and CUBE.
func (p *parser) groupItems() []Expr {
	var items []Expr
	for {
		if p.kw("GROUPING") && p.at(1).is("SETS") {
			start := p.start()
			p.i += 2
			f := &Func{Name: "grouping sets"}
			if p.enter() && p.acceptOp("(") {
				f.Args = p.groupItems()
				p.closeParen()
			}
			p.leave()
			f.Span = p.since(start)
			items = append(items, f)
		} else {
			items = append(items, p.expr())
		}
		p.acceptAny("ASC", "DESC")
		if p.kw("WITH") && p.at(1).is("ROLLUP") {
			p.i += 2
		}
		if !p.acceptOp(",") {
			return items
		}
	}
}

// queryTail reads ORDER BY, LIMIT, OFFSET, FETCH and locking clauses, in any order: the dialects disagree about it, and a text
// that is put together from parts often has one that only the database would refuse. None of them narrows whose rows are read.
func (p *parser) queryTail(q *Query) {
	for {
		switch t := p.cur(); {
		case isHole(t):
			q.Tail = append(q.Tail, p.takeHole())
		case t.kw == "ORDER" && p.at(1).kw == "BY":
			p.i += 2
			q.OrderBy = append(q.OrderBy, p.orderItems()...)
		case t.kw == "LIMIT":
			p.advance()
			q.Limit = p.limit()
			if p.acceptOp(",") { // MySQL: LIMIT offset, count
				q.Offset = q.Limit
				q.Limit = p.expr()
			}
			if p.cur().kw == "BY" { // ClickHouse's LIMIT n BY columns
				p.advance()
				p.expr()
			}
		case t.kw == "OFFSET":
			p.advance()
			q.Offset = p.limit()
			p.acceptRows()
		case t.kw == "FETCH" && (p.at(1).kw == "FIRST" || p.at(1).kw == "NEXT"):
			p.i += 2
			if !p.acceptRows() {
				q.Limit = p.primary()
				p.acceptRows()
			}
			if !p.accept("ONLY") && p.accept("WITH") {
				p.acceptWord("TIES")
			}
		case t.kw == "FOR":
			p.advance()
			q.Locking = true
			p.locking()
		case t.kw == "LOCK" && p.at(1).kw == "IN":
			p.i += 2
			p.acceptWord("SHARE")
			p.acceptWord("MODE")
			q.Locking = true
		case t.kw == "INTO":
			p.into()
		case t.kw == "WHERE" && q.Where == nil && len(q.Tail) > 0:
			q.Where, q.WhereSpan = p.where(&q.Tail)
		default:
			return
		}
	}
}

// limit reads a count; ALL and NULL are no limit.
func (p *parser) limit() Expr {
	if t := p.cur(); t.kw == "ALL" {
		p.advance()
		return &Literal{Kind: LitNull, Text: t.text, Span: t.span()}
	}
	return p.expr()
}

// acceptRows consumes ROW or ROWS, which OFFSET and FETCH allow behind their count.
func (p *parser) acceptRows() bool { return p.acceptAny("ROW", "ROWS") }

// locking reads what follows FOR: UPDATE, SHARE, NO KEY UPDATE, KEY SHARE, [OF alias, …] [NOWAIT|SKIP LOCKED]. The names
// behind OF are aliases, not relations.
func (p *parser) locking() {
	for p.acceptAny("NO", "KEY", "UPDATE", "SHARE") || p.acceptWord("READ") || p.acceptWord("ONLY") {
	}
	if p.accept("OF") {
		p.dotted()
		for p.acceptOp(",") {
			p.dotted()
		}
	}
	if !p.accept("NOWAIT") && p.accept("SKIP") {
		p.acceptWord("LOCKED")
	}
	if p.acceptWord("WAIT") {
		p.advance()
	}
}
