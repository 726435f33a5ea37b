package sqlread

// tableConstraint reads a constraint or key that stands as an item of its own. ok is false when a column
// begins here.
func (d *ddl) tableConstraint() (cons []ConstraintDef, ok bool) {
	start := d.pos
	name := ""
	if d.is("CONSTRAINT") {
		d.pos++
		// MySQL allows CONSTRAINT without a name.
		if !d.is("PRIMARY") && !d.is("UNIQUE") && !d.is("FOREIGN") && !d.is("CHECK") {
			name = d.ident()
		}
	}
	c := ConstraintDef{Name: name}
	switch {
	case d.word("PRIMARY", "KEY"):
		c.Kind = ConstraintPrimaryKey
		if !d.keyColumns(&c) {
			return nil, true
		}
	case d.is("UNIQUE"):
		d.pos++
		c.Kind = ConstraintUnique
		d.oneOf("KEY", "INDEX")
		d.word("NULLS", "NOT", "DISTINCT")
		d.word("NULLS", "DISTINCT")
		if !d.op("(") && !d.is("USING") {
			if n := d.ident(); c.Name == "" {
				c.Name = n
			}
		}
		if !d.keyColumns(&c) {
			return nil, true
		}
	case d.word("FOREIGN", "KEY"):
		c.Kind = ConstraintForeignKey
		if !d.op("(") { // MySQL: FOREIGN KEY name (…)
			if n := d.ident(); c.Name == "" {
				c.Name = n
			}
		}
		var plain bool
		if c.Columns, plain = d.columnList(); !plain || !d.references(&c) {
			return nil, true
		}
	case d.is("CHECK"):
		return d.check(name), true
	case d.is("NOT", "NULL") && name != "": // Postgres 18
		d.pos += 2
		c.Kind, c.Columns = ConstraintNotNull, []string{d.ident()}
		c.NotValid = d.word("NOT", "VALID")
	case d.is("EXCLUDE"), d.is("PERIOD", "FOR"):
		return nil, d.at(d.pos+1).is("USING") || d.at(d.pos+1).op("(") || d.is("PERIOD")
	case d.is("KEY"), d.is("INDEX"), d.is("FULLTEXT"), d.is("SPATIAL"):
		return nil, d.atKey()
	default:
		return nil, name != ""
	}
	c.Span = d.span(start, d.pos)
	return []ConstraintDef{c}, true
}

// atKey tells MySQL's KEY name (col) from a column that is named key: its type is no name followed by names
// in parentheses.
func (d *ddl) atKey() bool {
	i := d.pos + 1
	if d.is("FULLTEXT") || d.is("SPATIAL") {
		if d.at(i).is("KEY") || d.at(i).is("INDEX") {
			i++
		}
	}
	if d.at(i).isName() {
		i++
	}
	if d.at(i).is("USING") {
		return true
	}
	return d.at(i).op("(") && (d.at(i+1).isName() || d.at(i+1).op("("))
}

// keyColumns reads the columns of a key; a key over an expression guarantees nothing about columns and is
// left out.
func (d *ddl) keyColumns(c *ConstraintDef) bool {
	if d.word("USING", "INDEX") { // the columns are those of an index that exists
		c.UsingIndex = d.ident()
		return c.UsingIndex != ""
	}
	if d.word("USING") {
		d.pos++
	}
	d.word("CLUSTERED")
	d.word("NONCLUSTERED")
	if !d.op("(") {
		return false
	}
	var plain bool
	c.Columns, plain = d.columnList()
	return plain && len(c.Columns) > 0
}

// check reads CHECK (…): only c IS NOT NULL, alone or joined by AND, says something here.
func (d *ddl) check(name string) (cons []ConstraintDef) {
	start := d.pos
	d.word("CHECK")
	from, to := d.skipParens()
	notValid := d.word("NOT", "VALID")
	d.sub(from, to, func() {
		for !d.done() {
			first := d.pos
			d.skipUntil(func(t *token) bool { return t.is("AND") || t.is("OR") })
			term := d.pos
			// a IS NOT NULL OR b IS NOT NULL guarantees neither.
			if d.peek().is("OR") {
				cons = nil
				return
			}
			d.sub(first, term, func() {
				for d.op("(") && d.at(d.end-1).op(")") {
					d.pos++
					d.end--
				}
				if d.end-d.pos == 4 && d.at(d.pos).isName() && d.at(d.pos+1).is("IS") && d.at(d.pos+2).is("NOT") && d.at(d.pos+3).is("NULL") {
					cons = append(cons, ConstraintDef{Kind: ConstraintNotNull, Name: name, Columns: []string{d.peek().text}, NotValid: notValid})
				}
			})
			d.pos = term + 1
		}
	})
	for i := range cons {
		cons[i].Span = d.span(start, d.pos)
	}
	return cons
}
