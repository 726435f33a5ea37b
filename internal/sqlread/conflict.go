package sqlread

// conflict reads ON CONFLICT … and ON DUPLICATE KEY UPDATE. SQLite allows several ON CONFLICT clauses; the one that
// writes is kept.
func (p *parser) conflict(st *Statement) {
	for p.kw("ON") && (p.at(1).kw == "CONFLICT" || p.at(1).kw == "DUPLICATE") {
		start := p.start()
		p.advance()
		c := p.upsert(start)
		if st.Conflict == nil || st.Conflict.DoNothing {
			st.Conflict = c
		}
	}
}

// upsert reads what follows ON.
func (p *parser) upsert(start int) *Conflict {
	c := &Conflict{}
	if p.advance().kw == "DUPLICATE" {
		p.accept("KEY")
		p.accept("UPDATE")
		c.AnyKey = true
		if !p.atEnd() {
			c.Set = p.assigns()
		}
	} else {
		p.conflictTarget(c)
		p.conflictAction(c)
	}
	c.Span = p.since(start)
	return c
}

func (p *parser) conflictTarget(c *Conflict) {
	switch {
	case p.kw("ON") && p.at(1).kw == "CONSTRAINT":
		p.i += 2
		c.Constraint = p.dotted().text
	case p.op("("):
		p.advance()
		for !p.op(")") && !p.atEnd() {
			if col, ok := p.expr().(*Column); ok {
				c.Columns = append(c.Columns, col.Name)
			} else {
				c.Expressions = true
			}
			for p.cur().isName() { // an operator class, ASC, DESC
				p.advance()
			}
			if !p.acceptOp(",") {
				break
			}
		}
		p.closeParen()
		if p.accept("WHERE") {
			c.Target = p.expr()
		}
	}
}

func (p *parser) conflictAction(c *Conflict) {
	switch {
	case p.accept("DO", "NOTHING"):
		c.DoNothing = true
	case p.accept("DO", "UPDATE"):
		c.AnyKey = c.Columns == nil && c.Constraint == "" && !c.Expressions
		if p.accept("SET") {
			c.Set = p.assigns()
		} else if !p.partial || !p.atEnd() {
			p.bad("SET is missing")
			return
		}
		if p.accept("WHERE") {
			c.Where = p.expr()
		}
	case isHole(p.cur()):
		c.Set = []Assign{{Value: p.takeHole(), Span: p.since(int(p.toks[p.i-1].start))}}
	case p.partial && p.atEnd():
	default:
		p.bad("DO NOTHING or DO UPDATE is missing")
		p.skipToClause()
	}
}
