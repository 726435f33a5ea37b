package sqlread

// set reads SET and RESET. Each setting becomes one Assign; a value list becomes a Row. What matters of it later is whether a
// statement pins a tenant for row-level security, and whether only for the transaction: SET LOCAL app.tenant_id = …. Its
// name is split at the dot like a column's. The function form, set_config(…), stays a call in a SELECT.
func (p *parser) set(st *Statement) {
	reset := p.advance().kw == "RESET"
	st.Local = p.kw("LOCAL") && p.at(1).isName()
	if st.Local {
		p.advance()
	} else if p.kw("SESSION") && p.at(1).isName() || p.kw("GLOBAL") || p.cur().is("PERSIST") {
		p.advance()
	}
	st.Kind = KindSet
	if reset || p.kw("TRANSACTION") || p.cur().is("CONSTRAINTS") || p.cur().is("CHARACTERISTICS") {
		p.skipStatement()
		return
	}
	for {
		start := p.start()
		var a Assign
		if t := p.cur(); !t.isName() && t.kind != tokBind && !isHole(t) {
			p.notSet(st)
			return
		}
		a.Columns = []*Column{p.assigned()}
		switch first := &p.toks[p.i-1]; {
		case p.acceptOp("="), p.acceptOp(":="), p.accept("TO"):
			a.Value = p.settingValue()
		case first.is("TIME") && p.acceptWord("ZONE"), first.is("ROLE"), first.is("NAMES"), first.kw == "SCHEMA", first.is("CHARSET"),
			first.is("AUTHORIZATION"), first.is("CHARACTER") && p.accept("SET"), first.is("PASSWORD"), first.is("XML"), first.kw == "DEFAULT":
			if !p.atEnd() {
				a.Value = p.settingValue()
			}
		default:
			p.notSet(st)
			return
		}
		a.Span = p.since(start)
		st.Set = append(st.Set, a)
		p.acceptOp(",")
		if p.atEnd() || p.op(")") || !p.cur().isName() && p.cur().kind != tokBind {
			return
		}
		p.acceptAny("SESSION", "LOCAL", "GLOBAL")
		if next := p.at(1); !next.op("=") && !next.op(":=") && !next.op(".") && !p.cur().is("NAMES") {
			return
		}
	}
}

// notSet gives up on a SET. "SET a.b = 1, c = 2" alone is also what an UPDATE's tail looks like; that is no case of its own.
func (p *parser) notSet(st *Statement) {
	st.Kind = KindUnknown
	p.bad("no statement begins like this")
	p.skipStatement()
}

// settingValue reads one value, or PostgreSQL's list of them.
func (p *parser) settingValue() Expr {
	start := p.start()
	if t := p.cur(); t.kw == "ON" {
		p.advance()
		return &Literal{Kind: LitBool, Text: t.text, Span: t.span()}
	}
	e := p.expr()
	if !p.op(",") || p.at(2).op("=") || p.at(2).op(":=") || p.at(2).op(".") || p.at(1).kw == "SESSION" || p.at(1).kw == "GLOBAL" || p.at(1).is("NAMES") {
		for p.cur().isName() { // SET NAMES utf8 COLLATE x, SET x TO a b
			p.advance()
		}
		return e
	}
	row := &Row{Elems: []Expr{e}}
	for p.acceptOp(",") {
		row.Elems = append(row.Elems, p.expr())
	}
	row.Span = p.since(start)
	return row
}
