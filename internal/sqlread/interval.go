package sqlread

// interval reads INTERVAL '1 day', INTERVAL 1 DAY, INTERVAL ? HOUR. The amount may hold a bind, so it is kept as a call.
func (p *parser) interval() Expr {
	start := p.start()
	p.advance()
	if p.op("(") && p.at(1).kind == tokNumber && p.at(2).op(")") && p.at(3).kind == tokString {
		p.i += 3 // INTERVAL(6) '…'
	}
	var amount Expr
	if p.cur().kind == tokString {
		amount = p.operand() // INTERVAL '1 day' - x: the string is all of it
	} else {
		amount = p.binary(precAdd)
	}
	p.intervalUnit()
	if lit, ok := amount.(*Literal); ok {
		return &Literal{Kind: LitOther, Text: lit.Text, Span: p.since(start)}
	}
	return &Func{Name: "interval", Args: []Expr{amount}, Span: p.since(start)}
}

// intervalAmount reports whether t, behind the word INTERVAL, begins an amount; else the word names a column.
func (p *parser) intervalAmount(t *token) bool {
	switch t.kind {
	case tokString, tokNumber, tokBind, tokHole:
		return true
	case tokOp:
		return t.text == "(" || t.text == "-" && p.at(2).kind == tokNumber && intervalUnit(p.at(3))
	case tokWord:
		return t.kw == "CASE" || t.kw == "CAST" || t.kw == "" && !p.at(2).op(",")
	}
	return false
}

// intervalUnit steps over DAY, HOUR TO SECOND(3) and their kin.
func (p *parser) intervalUnit() {
	if !intervalUnit(p.cur()) {
		return
	}
	p.advance()
	p.skipParens()
	if p.kw("TO") && intervalUnit(p.at(1)) {
		p.i += 2
		p.skipParens()
	}
}

// intervalUnit reports whether t is a unit of time as MySQL and PostgreSQL write it behind an amount.
func intervalUnit(t *token) bool {
	if t.kind != tokWord {
		return false
	}
	switch lower(t.text) {
	case "microsecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "day_hour", "day_minute", "day_second",
		"hour_minute", "hour_second", "minute_second", "year_month", "day_microsecond", "second_microsecond":
		return true
	}
	return false
}
