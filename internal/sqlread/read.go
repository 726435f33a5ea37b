package sqlread

// HoleMark stands in a text for a part that the Go program fills in and that could not be read.
// The n-th mark in the text is hole n (from 1).
const HoleMark = "\x00"

// MaxBytes and MaxDepth bound what is read; a longer or deeper text yields a Problem.
const (
	MaxBytes = 1 << 20
	MaxDepth = 1000
)

// Read reads a text of zero or more statements.
func Read(text string) *Script {
	s := &Script{}
	if len(text) > MaxBytes {
		s.Problems = []Problem{tooLong(text)}
		return s
	}
	l := lex(text)
	s.Comments = l.comments
	p := newParser(l)
	for p.cur().kind != tokEOF {
		if p.acceptOp(";") {
			continue
		}
		s.Statements = append(s.Statements, p.statement())
	}
	annotate(text, l.comments, s.Statements)
	s.Problems = l.hand(s.Statements)
	return s
}

// hand gives each of the lexer's problems to the statement that it lies in, and returns the others.
func (l *lexed) hand(statements []*Statement) []Problem {
	var rest []Problem
next:
	for _, pr := range l.problems {
		for _, st := range statements {
			if st.Span.Start <= pr.Span.Start && pr.Span.Start < st.Span.End {
				st.Problems = append(st.Problems, pr)
				continue next
			}
		}
		rest = append(rest, pr)
	}
	return rest
}

// tooLong is the one problem of a text beyond MaxBytes. Nothing of it is read: what was found in the first mebibyte would
// look like a whole answer.
func tooLong(text string) Problem { return Problem{Span{0, len(text)}, "longer than 1 MiB"} }

// part prepares the reading of a text that is no statement; done gives what could not be read in it.
func part(text string) (p *parser, done func() []Problem) {
	if len(text) > MaxBytes {
		return nil, func() []Problem { return []Problem{tooLong(text)} }
	}
	l := lex(text)
	p = newParser(l)
	p.partial = true
	return p, func() []Problem {
		if !p.atEnd() {
			p.bad("this could not be read")
		}
		return append(p.problems, l.problems...)
	}
}

// ReadCondition reads the text of a condition that a query builder receives: "a = ? AND b = ?", with or without a leading WHERE, AND, ON or HAVING.
// Trailing clauses (ORDER BY, LIMIT) end it. An empty text gives nil.
func ReadCondition(text string) (Expr, []Problem) {
	p, done := part(text)
	if p == nil {
		return nil, done()
	}
	p.acceptAny("WHERE", "AND", "OR", "ON", "HAVING")
	if p.atEnd() {
		return nil, done()
	}
	e := p.expr()
	p.skipTail()
	return e, done()
}

// skipTail reads past the clauses that may follow a condition or a table.
func (p *parser) skipTail() {
	q := &Query{}
	for !p.atEnd() {
		at := p.i
		p.clauses(q)
		p.queryTail(q)
		if p.accept("RETURNING") {
			p.items()
		}
		if p.i == at {
			return
		}
	}
}

// ReadFrom reads the text of a table reference that a query builder receives: "orders", "orders AS o", "a JOIN b ON …",
// "LEFT JOIN b ON …" (then Left is nil). Several tables with commas between them come back as cross joins.
func ReadFrom(text string) (TableExpr, []Problem) {
	p, done := part(text)
	if p == nil {
		return nil, done()
	}
	p.accept("FROM")
	if p.atEnd() {
		return nil, done()
	}
	start := p.start()
	var tail []Expr
	var t TableExpr
	if p.joinStart() {
		t = p.joins(nil, start, &tail)
	} else {
		t = p.tableExpr(&tail)
	}
	for p.acceptOp(",") {
		right := p.tableExpr(&tail)
		t = &Join{Kind: JoinCross, Left: t, Right: right, Span: p.since(start)}
	}
	p.takeTail(&tail)
	return t, done()
}

// ReadConflict reads what an insert builder receives for its upsert: "CONFLICT (id) DO UPDATE", with or without ON, with or
// without SET and what follows, which builders take apart from it.
func ReadConflict(text string) (*Conflict, []Problem) {
	p, done := part(text)
	if p == nil {
		return nil, done()
	}
	p.accept("ON")
	if p.atEnd() {
		return nil, done()
	}
	if !p.kw("CONFLICT") && !p.kw("DUPLICATE") {
		p.bad("CONFLICT or DUPLICATE KEY is missing")
		return nil, done()
	}
	c := p.upsert(p.start())
	return c, done()
}

// ReadSet reads the assignments that an update builder receives: "a = ?, b = b + 1", with or without SET.
func ReadSet(text string) ([]Assign, []Problem) {
	p, done := part(text)
	if p == nil {
		return nil, done()
	}
	p.accept("SET")
	if p.atEnd() {
		return nil, done()
	}
	set := p.assigns()
	return set, done()
}

// ReadOrder reads the list of an ORDER BY or GROUP BY that a builder receives: "created_at DESC, lower(name)".
func ReadOrder(text string) ([]Expr, []Problem) {
	p, done := part(text)
	if p == nil {
		return nil, done()
	}
	if p.acceptAny("ORDER", "GROUP") {
		p.accept("BY")
	}
	if p.atEnd() {
		return nil, done()
	}
	items := p.orderItems()
	return items, done()
}

// ReadItems reads a projection or column list: "id, o.total AS t, count(*)".
func ReadItems(text string) ([]SelectItem, []Problem) {
	p, done := part(text)
	if p == nil {
		return nil, done()
	}
	q := &Query{}
	p.accept("SELECT")
	p.selectModifiers(q)
	if p.atEnd() {
		return nil, done()
	}
	items := p.items()
	return items, done()
}
