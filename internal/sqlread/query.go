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

func (p *parser) intersects(left *Query, start int) *Query {
	for p.accept("INTERSECT") {
		all := p.setQuantifier()
		right := p.arm()
		left = &Query{Op: Intersect, All: all, Left: left, Right: right, Span: p.since(start)}
	}
	return left
}

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

// selectCore reads one SELECT up to, not including, what belongs to the whole compound.
func (p *parser) selectCore() *Query {
	start := p.start()
	p.advance()
	q := &Query{}
	p.selectModifiers(q)
	if !p.kw("FROM") && !p.atEnd() && !p.op(")") && !p.kw("WHERE") {
		q.Items = p.items()
	}
	if p.kw("INTO") {
		p.into()
	}
	p.clauses(q)
	q.Span = p.since(start)
	return q
}

// selectModifiers reads DISTINCT [ON (…)], ALL and MySQL's words behind SELECT.
func (p *parser) selectModifiers(q *Query) {
	for {
		switch t := p.cur(); t.kw {
		case "ALL", "HIGH_PRIORITY", "STRAIGHT_JOIN":
			p.advance()
		case "DISTINCT", "DISTINCTROW":
			p.advance()
			q.Distinct = true
			if p.kw("ON") && p.at(1).op("(") {
				p.i += 2
				q.DistinctOn = append(q.DistinctOn, p.expr())
				for p.more() {
					q.DistinctOn = append(q.DistinctOn, p.expr())
				}
				p.closeParen()
			}
		case "":
			if t.is("SQL_CALC_FOUND_ROWS") || t.is("SQL_NO_CACHE") || t.is("SQL_CACHE") || t.is("SQL_SMALL_RESULT") || t.is("SQL_BIG_RESULT") || t.is("SQL_BUFFER_RESULT") {
				p.advance()
				continue
			}
			return
		default:
			return
		}
	}
}

// items reads a projection.
func (p *parser) items() []SelectItem {
	var items []SelectItem
	for {
		if (p.kw("FROM") || p.atEnd()) && len(items) > 0 {
			p.bad("an item is missing after the comma")
			return items
		}
		items = append(items, p.item())
		if !p.acceptOp(",") {
			return items
		}
	}
}

// item reads one output column.
func (p *parser) item() SelectItem {
	start := p.start()
	e := p.expr()
	var it SelectItem
	if s, ok := e.(*Star); ok {
		it.Star, it.Table = true, s.Table
		if p.accept("EXCEPT") || p.acceptWord("EXCLUDE") {
			p.skipParens()
		}
	} else {
		it.Expr = e
	}
	it.Alias = p.itemAlias()
	it.Span = p.since(start)
	return it
}

// itemAlias reads [AS] alias. Without AS every word is one that no clause or operator begins with.
func (p *parser) itemAlias() string {
	if p.accept("AS") {
		t := p.cur()
		if t.isName() || t.kind == tokString || isHole(t) || t.kind == tokBind {
			p.advance()
			return p.written(t)
		}
		p.bad("an alias is missing")
		return ""
	}
	t := p.cur()
	if t.kind == tokQuoted || t.kind == tokString || t.kind == tokWord && !clauseStart(t.kw) && !p.joinStart() && !p.aliasStop(t) {
		p.advance()
		return t.text
	}
	return ""
}

// aliasStop reports the words, beside clauseStart's, that cannot be an alias without AS.
func (p *parser) aliasStop(t *token) bool {
	switch t.kw {
	case "AND", "OR", "NOT", "IS", "IN", "LIKE", "ILIKE", "BETWEEN", "AS", "ASC", "DESC", "BY", "LATERAL", "COLLATE", "DO", "WITH", "CASE", "SIMILAR",
		"LOCK", "TABLESAMPLE", "ESCAPE", "DEFAULT", "NULL", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "OVERRIDING":
		return true
	case "FORCE", "IGNORE", "USE":
		return p.at(1).kw == "INDEX" || p.at(1).kw == "KEY"
	case "PARTITION":
		return p.at(1).op("(")
	case "":
		return t.is("QUALIFY") || t.is("INDEXED") && p.at(1).kw == "BY" || t.is("MINUS") && p.at(1).kw == "SELECT"
	}
	return false
}

// into reads SELECT … INTO: a new table, which the statement remembers, or MySQL's variables and files, which are nothing to us.
func (p *parser) into() {
	p.advance()
	if p.acceptWord("OUTFILE") || p.acceptWord("DUMPFILE") {
		p.advance()
		p.skipToClause()
		return
	}
	if p.cur().kind == tokBind && p.cur().style == BindAt {
		p.advance()
		for p.acceptOp(",") {
			p.advance()
		}
		return
	}
	p.acceptAny("TEMPORARY", "TEMP", "UNLOGGED", "STRICT")
	p.accept("TABLE")
	if !p.cur().isName() && !isHole(p.cur()) {
		p.bad("a table is missing after INTO")
		return
	}
	r := p.relation()
	for p.acceptOp(",") { // INTO a, b inside a function body
		p.dotted()
	}
	p.intoTarget = r
}

// clauses reads FROM … WHERE … GROUP BY … HAVING … WINDOW, each with the holes behind it.
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

// queryTail reads ORDER BY, LIMIT, OFFSET, FETCH and locking clauses, in any order.
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

// with reads WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (statement), ….
func (p *parser) with() []*CTE {
	p.advance()
	recursive := p.accept("RECURSIVE")
	var ctes []*CTE
	for {
		if isHole(p.cur()) && !p.at(1).op("(") && p.at(1).kw != "AS" {
			p.advance() // text that holds whole items
			if p.acceptOp(",") {
				continue
			}
			return ctes
		}
		start := p.start()
		t := p.cur()
		if !t.isName() && !isHole(t) {
			p.bad("the name of a WITH item is missing")
			return ctes
		}
		p.advance()
		c := &CTE{Name: t.text, Recursive: recursive}
		if p.op("(") {
			c.Columns = p.nameList()
		}
		if !p.accept("AS") {
			p.bad("WITH item without AS")
			return ctes
		}
		p.accept("NOT")
		p.accept("MATERIALIZED")
		if !p.acceptOp("(") {
			p.bad("WITH item without a body")
			return ctes
		}
		c.Body = p.body()
		p.closeParen()
		p.searchCycle()
		c.Span = p.since(start)
		ctes = append(ctes, c)
		p.accept("RECURSIVE")
		if !p.acceptOp(",") && !(p.cur().isName() && p.at(1).kw == "AS" && p.at(2).op("(")) {
			return ctes
		}
	}
}

// searchCycle steps over SEARCH … SET c and CYCLE … SET c [TO v DEFAULT w] USING p behind a recursive WITH item.
func (p *parser) searchCycle() {
	for p.cur().is("SEARCH") || p.cur().is("CYCLE") {
		for !p.atEnd() && !p.op(")") && !p.kw("SELECT") && !p.kw("INSERT") && !p.kw("UPDATE") && !p.kw("DELETE") && !(p.op(",") && p.at(2).kw == "AS") {
			p.advance()
			if p.cur().is("CYCLE") {
				break
			}
		}
	}
}

// nameList reads (a, b, c) and gives the names; whatever else stands there (types, holes) is stepped over.
func (p *parser) nameList() []string {
	var names []string
	p.advance()
	for !p.op(")") && !p.atEnd() {
		if t := p.cur(); t.isName() {
			names = append(names, t.text)
		}
		for !p.op(",") && !p.op(")") && !p.atEnd() {
			if p.op("(") {
				p.skipParens()
				continue
			}
			p.advance()
		}
		p.acceptOp(",")
	}
	p.closeParen()
	return names
}
