package sqlread

// parser reads the tokens of one text by recursive descent. It goes forward only: every loop consumes a token or ends, so
// the work is linear in the text. What it cannot read it notes and steps over.
type parser struct {
	text     string
	toks     []token
	i        int
	mysql    bool
	depth    int
	gaveUp   bool // nested too deep: the rest of the statement was skipped
	problems []Problem
	lastBad  int // token index of the latest problem, so that one place is reported once

	peelFrom, peelTo int // a run of opening parentheses that was looked through
	intoTarget       *Relation
	partial          bool // the text is a part that a builder receives, not a statement
	plainVerbs       bool // inside a date formatter's arguments: '%s' is a pattern there
}

// maxProblems bounds the problems of one statement; after so many it is no SQL that anybody reads.
const maxProblems = 16

// newParser begins at the first token of a text.
func newParser(l *lexed) *parser {
	return &parser{text: l.text, toks: l.tokens, mysql: l.mysql, lastBad: -1}
}

// cur is the token to be read next; at the end it stays the tokEOF.
func (p *parser) cur() *token { return &p.toks[p.i] }

// at looks n tokens ahead.
func (p *parser) at(n int) *token { return &p.toks[min(p.i+n, len(p.toks)-1)] }

// advance consumes the current token. The tokEOF is never passed, so no look-ahead needs a bound.
func (p *parser) advance() *token {
	t := &p.toks[p.i]
	if t.kind != tokEOF {
		p.i++
	}
	return t
}

// kw reports whether the current token is the keyword w.
func (p *parser) kw(w string) bool { return p.toks[p.i].kw == w }

// op reports whether the current token is the operator s.
func (p *parser) op(s string) bool { return p.toks[p.i].op(s) }

// accept consumes the keywords ws when they all follow, and reports whether they did.
func (p *parser) accept(ws ...string) bool {
	for n, w := range ws {
		if p.at(n).kw != w {
			return false
		}
	}
	p.i += len(ws)
	return true
}

// acceptWord consumes the word w, keyword or not.
func (p *parser) acceptWord(w string) bool {
	if p.cur().is(w) {
		p.i++
		return true
	}
	return false
}

// acceptAny consumes one of the keywords ws.
func (p *parser) acceptAny(ws ...string) bool {
	kw := p.cur().kw
	if kw == "" {
		return false
	}
	for _, w := range ws {
		if kw == w {
			p.i++
			return true
		}
	}
	return false
}

// acceptOp consumes the operator s.
func (p *parser) acceptOp(s string) bool {
	if p.toks[p.i].op(s) {
		p.i++
		return true
	}
	return false
}

// start is the byte where the current token begins.
func (p *parser) start() int { return int(p.toks[p.i].start) }

// since is the span from byte start to the end of the last consumed token.
func (p *parser) since(start int) Span {
	end := start
	if p.i > 0 {
		end = max(start, int(p.toks[p.i-1].end))
	}
	return Span{start, end}
}

// atEnd reports whether the statement ends here.
func (p *parser) atEnd() bool {
	t := p.cur()
	return t.kind == tokEOF || t.op(";")
}

// bad notes that the current token could not be read.
func (p *parser) bad(reason string) {
	if p.gaveUp || p.i == p.lastBad || len(p.problems) >= maxProblems {
		return
	}
	p.lastBad = p.i
	p.problems = append(p.problems, Problem{p.cur().span(), reason})
}

// enter goes one level deeper. When that is too deep it notes so, skips the rest of the statement, and answers false.
func (p *parser) enter() bool {
	p.depth++
	if p.depth <= MaxDepth {
		return true
	}
	p.bad("nested too deep")
	p.gaveUp = true
	for !p.atEnd() {
		p.i++
	}
	return false
}

// leave takes enter back.
func (p *parser) leave() { p.depth-- }

// closeParen consumes the closing parenthesis; when something unreadable stands before it, that is stepped over.
func (p *parser) closeParen() {
	if p.acceptOp(")") {
		return
	}
	p.bad("missing )")
	p.skipToClose()
	p.acceptOp(")")
}

// skipToClose steps over balanced tokens up to the parenthesis that closes the current level, or to the end of the statement.
func (p *parser) skipToClose() {
	for level := 0; !p.atEnd(); p.i++ {
		switch {
		case p.op("("):
			level++
		case p.op(")"):
			if level == 0 {
				return
			}
			level--
		}
	}
}

// skipParens steps over a parenthesised group, when one begins here.
func (p *parser) skipParens() {
	if p.acceptOp("(") {
		p.skipToClose()
		p.acceptOp(")")
	}
}

// skipToClause steps over balanced tokens up to something that the enclosing clause list can go on from: a clause's
// keyword, a closing parenthesis or the end of the statement.
func (p *parser) skipToClause() {
	for !p.atEnd() && !p.op(")") && !clauseStart(p.cur().kw) {
		if p.op("(") {
			p.skipParens()
			continue
		}
		p.i++
	}
}

// peel looks through the parentheses that open here and gives the first token behind them. A run is walked once.
func (p *parser) peel() *token {
	if p.i < p.peelFrom || p.i >= p.peelTo {
		p.peelFrom = p.i
		for p.peelTo = p.i; p.toks[p.peelTo].op("("); p.peelTo++ {
		}
	}
	return &p.toks[p.peelTo]
}

// isHole reports whether t is text that the program fills in: a hole, a formatter's verb, bun's ?Name.
func isHole(t *token) bool {
	return t.kind == tokHole || t.kind == tokBind && (t.style == BindPercent || t.style == BindQuestion && t.text != "")
}

// takeHole consumes such a token as an expression.
func (p *parser) takeHole() Expr {
	t := p.advance()
	if t.kind == tokHole {
		return &Hole{Index: int(t.hole), Span: t.span()}
	}
	return bindOf(t)
}

// bindOf makes a placeholder of its token. A name is kept where it identifies the argument; a formatter's verb has none.
func bindOf(t *token) *Bind {
	b := &Bind{Style: t.style, Index: int(t.num), Span: t.span()}
	if b.Index < 0 || t.style == BindColon || t.style == BindAt {
		b.Name = t.text
	}
	return b
}

// takeTail consumes the holes that stand where a clause could.
func (p *parser) takeTail(tail *[]Expr) {
	for isHole(p.cur()) {
		*tail = append(*tail, p.takeHole())
	}
}

// clauseStart reports whether kw begins a clause, or goes on with one, so that no operand, alias or item can be it.
func clauseStart(kw string) bool {
	switch kw {
	case "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR", "UNION", "EXCEPT", "INTERSECT", "WINDOW",
		"RETURNING", "ON", "USING", "SET", "VALUES", "JOIN", "INNER", "CROSS", "NATURAL", "STRAIGHT_JOIN", "INTO", "WHEN", "THEN", "ELSE", "END":
		return true
	}
	return false
}

// joinStart reports whether a join begins at the current token. LEFT and RIGHT are functions too.
func (p *parser) joinStart() bool {
	switch p.cur().kw {
	case "JOIN", "INNER", "CROSS", "NATURAL", "STRAIGHT_JOIN":
		return true
	case "LEFT", "RIGHT", "FULL":
		next := p.at(1).kw
		return next == "JOIN" || next == "OUTER"
	}
	return false
}
