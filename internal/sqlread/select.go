package sqlread

// selectCore reads one SELECT up to, not including, what belongs to the whole compound: in "a UNION b ORDER BY c" the order
// is the union's. PostgreSQL allows no items at all, which EXISTS sub-selects make use of.
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
