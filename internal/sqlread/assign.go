package sqlread

// assigns reads the list behind SET.
func (p *parser) assigns() []Assign {
	var list []Assign
	for {
		list = append(list, p.assign())
		for isHole(p.cur()) { // SET a = 1 \x00: further assignments; the value's own hole was read with it
			list = append(list, Assign{Value: p.takeHole(), Span: p.since(int(p.toks[p.i-1].start))})
		}
		if !p.acceptOp(",") {
			return list
		}
	}
}

// assign reads one SET item. What the program adds whole (SET \x00) is an Assign without columns: it may set any column,
// the tenant key among them, so it is kept rather than skipped. A column whose value could not be read keeps its name and
// has no Value: that it is written is known, and for the tenant key that alone matters.
func (p *parser) assign() Assign {
	start := p.start()
	var a Assign
	t := p.cur()
	switch {
	case t.op("("):
		a.Columns = p.columnList()
	case (isHole(t) || t.kind == tokBind) && !p.at(1).op("=") && !p.at(1).op("."):
		if isHole(t) {
			a.Value = p.takeHole()
		} else {
			a.Value = bindOf(p.advance())
		}
		a.Span = p.since(start)
		return a
	case t.isName(), t.kind == tokString, isHole(t), t.kind == tokBind:
		a.Columns = []*Column{p.assigned()}
	default:
		p.bad("a column is missing")
		p.skipToClause()
		a.Span = p.since(start)
		return a
	}
	if !p.acceptOp("=") && !p.acceptOp(":=") && !p.acceptOp("==") {
		p.bad("= is missing")
		for !p.atEnd() && !p.op(",") && !p.op(")") && !clauseStart(p.cur().kw) {
			p.advance()
		}
		a.Span = p.since(start)
		return a
	}
	a.Value = p.expr()
	a.Span = p.since(start)
	return a
}

// assigned reads the column that a SET item sets, without its subscripts and fields.
func (p *parser) assigned() *Column {
	start := p.start()
	c := &Column{}
	for {
		t := p.advance()
		c.Schema, c.Table = c.Table, c.Name
		c.Name, c.Quoted = t.text, t.kind == tokQuoted
		if isHole(t) || t.kind == tokQuoted && (t.hole != 0 || t.num > 0) {
			c.Name = ""
		}
		if !p.op(".") || !p.at(1).isName() && !isHole(p.at(1)) {
			break
		}
		p.advance()
	}
	c.Span = p.since(start)
	for p.op("[") {
		p.subscript(c, start)
		for p.op(".") {
			p.advance()
			p.advance()
		}
	}
	return c
}
