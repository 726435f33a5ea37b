package sqlread

// with reads a WITH clause. A body may be any statement, for PostgreSQL lets one write; what follows the last item is the
// caller's to read. An item that is broken ends the clause, and what was read of it before is kept.
//
// The form is WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (statement), ….
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
		} else if isHole(t) || t.kind == tokBind {
			names = append(names, "") // a name that the program fills in
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
