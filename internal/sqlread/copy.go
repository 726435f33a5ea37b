package sqlread

// truncate reads TRUNCATE: it takes the rows of every tenant, whatever else the statement says.
//
// The form is TRUNCATE [TABLE] [ONLY] t [*], ….
func (p *parser) truncate(st *Statement) {
	p.advance()
	p.accept("TABLE")
	for {
		p.accept("ONLY")
		t := p.cur()
		if !t.isName() && !isHole(t) && t.kind != tokBind {
			p.bad("a table is missing after TRUNCATE")
			break
		}
		st.Kind = KindTruncate
		st.addTarget(p.relation())
		p.acceptOp("*")
		if !p.acceptOp(",") {
			break
		}
	}
	for p.acceptWord("RESTART") || p.acceptWord("CONTINUE") || p.acceptWord("IDENTITY") || p.acceptWord("CASCADE") || p.acceptWord("RESTRICT") {
	}
}

// copy reads COPY t [(columns)] FROM|TO … and COPY (query) TO …. A query is judged like any other; a table named alone is
// read or written whole. The rows behind FROM STDIN in a dump were skipped by the lexer.
func (p *parser) copy(st *Statement) {
	p.advance()
	p.acceptWord("BINARY")
	if p.op("(") {
		p.advance()
		body := p.body()
		p.closeParen()
		st.Query, st.With = body.Query, body.With
		if body.Kind != KindSelect { // COPY (DELETE … RETURNING …) TO: what it does is the inner statement's
			verb, start := st.Verb, st.Span.Start
			*st = *body
			st.Verb, st.Span.Start = verb, start
			p.skipStatement()
			return
		}
	} else {
		if !p.cur().isName() && !isHole(p.cur()) && p.cur().kind != tokBind {
			p.bad("a table is missing after COPY")
			p.skipStatement()
			return
		}
		st.Target = p.relation()
		if p.op("(") {
			st.Columns = p.columnList()
		}
	}
	if !p.accept("FROM") && !p.accept("TO") {
		st.Target = nil
		p.bad("FROM or TO is missing")
		p.skipStatement()
		return
	}
	st.Kind = KindCopy
	for !p.atEnd() && !p.op(")") {
		if p.kw("WHERE") {
			st.Where, st.WhereSpan = p.where(&st.Tail)
			return
		}
		if p.op("(") {
			p.skipParens()
			continue
		}
		p.advance()
	}
}
