package sqlread

// query reads a query expression with its WITH, set operations, ORDER BY and LIMIT.
func (p *parser) query() *Query {
	start := p.start()
	if !p.enter() {
		return &Query{Span: p.since(start)}
	}
	defer p.leave()
	var with []*CTE
	if p.kw("WITH") {
		with = p.with()
	}
	q := p.arm()
	q = p.queryAfter(q, start)
	if with != nil {
		if q.With == nil {
			q.With = with
		} else { // WITH … (WITH … SELECT …): the outer names are visible inside, and come first
			q.With = append(with, q.With...)
		}
	}
	q.Span = p.since(start)
	return q
}

// queryGoesOn reports whether what follows a parenthesised query still belongs to a query.
func (p *parser) queryGoesOn() bool {
	switch p.cur().kw {
	case "UNION", "EXCEPT", "INTERSECT", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR":
		return true
	}
	return p.cur().is("MINUS")
}

// queryAfter goes on with a query whose first arm was read: set operations, then the clauses of the whole.
// INTERSECT binds more strongly than the others. Both chains are loops, so any number of arms leans left.
func (p *parser) queryAfter(left *Query, start int) *Query {
	for {
		left = p.intersects(left, start)
		op := NoSetOp
		switch {
		case p.accept("UNION"):
			op = Union
		case p.accept("EXCEPT"), p.acceptWord("MINUS"):
			op = Except
		}
		if op != NoSetOp {
			all := p.setQuantifier()
			armStart := p.start()
			right := p.intersects(p.arm(), armStart)
			left = &Query{Op: op, All: all, Left: left, Right: right, Span: p.since(start)}
			continue
		}
		at := p.i
		p.queryTail(left)
		if p.i == at || !p.kw("UNION") && !p.kw("EXCEPT") && !p.kw("INTERSECT") {
			left.Span = p.since(start)
			return left
		}
	}
}

// intersects reads a chain of INTERSECT, which binds its arms before UNION and EXCEPT see them.
func (p *parser) intersects(left *Query, start int) *Query {
	for p.accept("INTERSECT") {
		all := p.setQuantifier()
		right := p.arm()
		left = &Query{Op: Intersect, All: all, Left: left, Right: right, Span: p.since(start)}
	}
	return left
}

// setQuantifier reads ALL or DISTINCT behind a set operation. Duplicates make no difference to whose rows they are; ALL is
// kept only because a message may want to show the query as it was.
func (p *parser) setQuantifier() bool {
	all := p.accept("ALL")
	p.accept("DISTINCT")
	if p.acceptWord("BY") { // DuckDB's UNION BY NAME
		p.acceptWord("NAME")
	}
	return all
}

// arm reads one arm of a compound query: SELECT, VALUES, TABLE t or a parenthesised query.
func (p *parser) arm() *Query {
	start := p.start()
	switch {
	case p.kw("SELECT"):
		return p.selectCore()
	case p.kw("VALUES"):
		p.advance()
		q := &Query{Values: p.valueRows()}
		q.Span = p.since(start)
		return q
	case p.kw("TABLE"):
		p.advance()
		q := &Query{Items: []SelectItem{{Star: true, Span: p.since(start)}}}
		p.accept("ONLY")
		q.From = []TableExpr{p.relation()}
		q.Span = p.since(start)
		return q
	case p.op("("):
		p.advance()
		q := p.query()
		p.closeParen()
		return q
	case p.kw("WITH"):
		return p.query()
	case isHole(p.cur()):
		q := &Query{Tail: []Expr{p.takeHole()}}
		q.Span = p.since(start)
		return q
	case p.cur().kind == tokBind: // bun and gorm pass a query for a placeholder
		t := p.advance()
		return &Query{Tail: []Expr{bindOf(t)}, Span: t.span()}
	}
	p.bad("a query is missing")
	return &Query{Span: p.since(start)}
}

// valueRows reads the rows behind VALUES.
func (p *parser) valueRows() [][]Expr {
	var rows [][]Expr
	for {
		switch {
		case p.op("("), p.kw("ROW"):
			p.accept("ROW")
			if !p.acceptOp("(") {
				p.bad("a row of values is missing")
				return rows
			}
			row := []Expr{}
			if !p.op(")") {
				row = append(row, p.expr())
				for p.more() {
					row = append(row, p.expr())
				}
			}
			p.closeParen()
			rows = append(rows, row)
		case isHole(p.cur()):
			rows = append(rows, []Expr{p.takeHole()})
		case p.cur().kind == tokBind:
			rows = append(rows, []Expr{bindOf(p.advance())})
		default:
			p.bad("a row of values is missing")
			return rows
		}
		for p.op(".") {
			p.advance()
		}
		if !p.acceptOp(",") && !p.op("(") { // a comma too few is forgiven
			return rows
		}
	}
}
