package sqlread

// insert reads INSERT and REPLACE in all their forms. MySQL's INSERT … SET becomes columns and one row, so that whoever asks
// what is written into which column need not know of it.
func (p *parser) insert(st *Statement) {
	verb := p.advance()
	st.Replace = verb.kw == "REPLACE"
	p.insertModifiers(st)
	into := p.accept("INTO")
	p.acceptWord("OVERWRITE")
	p.accept("TABLE")
	if t := p.cur(); !t.isName() && !isHole(t) && t.kind != tokBind && t.kind != tokString || clauseStart(t.kw) && t.kw != "VALUES" {
		p.bad("a table is missing after INSERT INTO")
		p.skipStatement()
		return
	}
	st.Target = p.relation()
	if p.kw("PARTITION") && p.at(1).op("(") {
		p.advance()
		p.skipParens()
	}
	if p.accept("AS") {
		st.Target.Alias = p.advance().text
	} else if t := p.cur(); t.isName() && t.kw == "" && p.at(1).op("(") { // no dialect has it; PostgreSQL wants AS
		st.Target.Alias = p.advance().text
	}
	if p.op("(") && !queryStart(p.peel()) {
		st.Columns = p.columnList()
	}
	if p.accept("OVERRIDING") {
		p.advance()
		p.acceptWord("VALUE")
	}
	st.Kind = KindInsert
	if !p.insertSource(st) {
		if !into { // "insert coin"
			st.Kind = KindUnknown
			st.Target = nil
		}
		p.bad("VALUES, a query or SET is missing")
		p.skipToClause()
	}
	if p.accept("AS") { // MySQL's alias of the new row
		p.advance()
		if p.op("(") {
			p.nameList()
		}
	}
	p.takeTail(&st.Tail)
	p.conflict(st)
	p.takeTail(&st.Tail)
	if p.accept("RETURNING") {
		st.Returning = p.items()
	}
}

// insertModifiers reads the words between INSERT and INTO. OR REPLACE and REPLACE delete whatever row stands in the way,
// of whichever tenant, so they are kept apart from the modifiers that only change timing.
func (p *parser) insertModifiers(st *Statement) {
	for {
		switch p.cur().kw {
		case "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY":
			p.advance()
		case "IGNORE":
			p.advance()
			st.Ignore = true
		case "OR":
			p.advance()
			t := p.advance()
			st.Replace = st.Replace || t.kw == "REPLACE"
			st.Ignore = st.Ignore || t.kw == "IGNORE"
		default:
			return
		}
	}
}

// columnList reads (a, b, …). A hole among them is a column without a name.
func (p *parser) columnList() []*Column {
	columns := []*Column{}
	p.advance()
	for !p.op(")") && !p.atEnd() {
		start := p.start()
		t := p.cur()
		switch {
		case isHole(t), t.kind == tokBind, t.kind == tokQuoted && (t.hole != 0 || t.num > 0):
			p.advance()
			columns = append(columns, &Column{Span: t.span()})
		case t.isName(), t.kind == tokString:
			last := p.dotted()
			p.postfix(&Column{}, start) // UPDATE may set an element or a field
			columns = append(columns, &Column{Name: last.text, Quoted: last.kind == tokQuoted, Span: last.span()})
		default:
			p.bad("a column is missing")
			p.skipToClose()
			p.closeParen()
			return columns
		}
		for isHole(p.cur()) { // (a, b \x00): further columns
			columns = append(columns, &Column{Span: p.advance().span()})
		}
		if !p.more() {
			break
		}
	}
	p.closeParen()
	return columns
}

// insertSource reads where the rows come from, and reports whether it found any.
func (p *parser) insertSource(st *Statement) bool {
	switch t := p.cur(); {
	case t.kw == "DEFAULT" && p.at(1).kw == "VALUES":
		p.i += 2
	case t.kw == "VALUES", t.is("VALUE") && p.at(1).op("("):
		p.advance()
		st.Rows = p.valueRows()
	case t.kw == "SELECT", t.kw == "WITH", t.kw == "TABLE", t.op("("):
		st.Query = p.query()
	case t.kw == "SET":
		p.advance()
		var row []Expr
		for _, a := range p.assigns() {
			c := &Column{Span: a.Span}
			if len(a.Columns) == 1 {
				c = a.Columns[0]
			}
			st.Columns = append(st.Columns, c)
			row = append(row, a.Value)
		}
		st.Rows = [][]Expr{row}
	case isHole(t): // INSERT INTO t \x00
		h := p.takeHole()
		if p.kw("SELECT") || p.kw("VALUES") || p.kw("SET") || p.kw("DEFAULT") { // the text held the columns
			st.Columns = append(st.Columns, &Column{Span: h.Pos()})
			return p.insertSource(st)
		}
		st.Columns = append(st.Columns, &Column{Span: h.Pos()})
		st.Rows = [][]Expr{{h}}
	default:
		return false
	}
	return true
}
