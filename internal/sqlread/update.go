package sqlread

// update reads UPDATE in all its forms: one table with PostgreSQL's FROM, or MySQL's joined tables before SET. Both may have
// ORDER BY and LIMIT behind them. A text in which a hole stands where SET would is still an UPDATE of that table.
func (p *parser) update(st *Statement) {
	p.advance()
	p.accept("LOW_PRIORITY")
	st.Ignore = p.accept("IGNORE")
	if p.accept("OR") {
		t := p.advance()
		st.Replace = t.kw == "REPLACE"
		st.Ignore = st.Ignore || t.kw == "IGNORE"
	}
	start := p.start()
	tables := p.fromList(&st.Tail)
	written := p.since(start)
	p.takeTail(&st.Tail)
	if p.accept("SET") {
		st.Set = p.assigns()
	} else if len(st.Tail) == 0 { // "update failed"
		p.bad("UPDATE without SET")
		p.skipStatement()
		return
	}
	st.Kind = KindUpdate
	p.targetsOf(st, tables, written)
	p.takeTail(&st.Tail)
	if p.kw("FROM") {
		from := p.start()
		p.advance()
		st.From = append(st.From, p.fromList(&st.Tail)...)
		st.FromSpan = p.since(from)
	}
	p.rowTail(st)
}

// rowTail reads WHERE, ORDER BY, LIMIT and RETURNING of UPDATE and DELETE.
func (p *parser) rowTail(st *Statement) {
	p.takeTail(&st.Tail)
	st.Where, st.WhereSpan = p.where(&st.Tail)
	q := Query{}
	for {
		at := p.i
		p.queryTail(&q)
		if p.accept("RETURNING") {
			st.Returning = p.items()
		}
		if p.i == at {
			break
		}
	}
	st.OrderBy, st.Limit = q.OrderBy, q.Limit
	st.Tail = append(st.Tail, q.Tail...)
}
