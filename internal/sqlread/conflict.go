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

// upsert reads what follows ON. The key that a conflict is judged by decides whose row is overwritten, so the plain columns
// are kept, and whether there is anything beside them.
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

// conflictTarget reads what a conflict is judged by: ON CONSTRAINT name, or a list of columns and expressions. Operator
// classes and sort orders say how the index compares, not what it holds, and are stepped over.
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

// conflictAction reads DO NOTHING or DO UPDATE. A builder may hand over the first half alone ("CONFLICT (id) DO UPDATE",
// the SET comes from another call), so in a part of a statement the rest may be missing.
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
