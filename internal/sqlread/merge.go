package sqlread

// merge reads MERGE INTO t USING s ON c WHEN …. From holds the source, Where the ON condition: it decides which target rows
// are matched, as a WHERE does, and narrower conditions stand with each action.
func (p *parser) merge(st *Statement) {
	p.advance()
	p.accept("INTO")
	p.accept("ONLY")
	if !p.cur().isName() && !isHole(p.cur()) && p.cur().kind != tokBind {
		p.bad("a table is missing after MERGE INTO")
		p.skipStatement()
		return
	}
	st.Target = p.relation()
	p.tableTail(st.Target)
	from := p.start()
	if !p.accept("USING") {
		st.Target = nil
		p.bad("MERGE without USING")
		p.skipStatement()
		return
	}
	st.Kind = KindMerge
	if t := p.tableExpr(&st.Tail); t != nil {
		st.From = []TableExpr{t}
	}
	st.FromSpan = p.since(from)
	on := p.start()
	if p.accept("ON") {
		st.Where = p.expr()
		st.WhereSpan = p.since(on)
	}
	for p.kw("WHEN") {
		st.Merge = append(st.Merge, p.mergeAction())
	}
	p.takeTail(&st.Tail)
	if p.accept("RETURNING") {
		st.Returning = p.items()
	}
}

// mergeAction reads WHEN [NOT] MATCHED [BY SOURCE|TARGET] [AND c] THEN action. BY SOURCE matters to who judges it: such an
// action reaches target rows that the ON condition did not match.
func (p *parser) mergeAction() MergeAction {
	start := p.start()
	p.advance()
	a := MergeAction{Matched: !p.accept("NOT"), Kind: KindUtil}
	if !p.accept("MATCHED") {
		p.bad("MATCHED is missing")
	}
	if p.accept("BY") {
		a.BySource = p.acceptWord("SOURCE")
		p.acceptWord("TARGET")
	}
	if p.accept("AND") {
		a.And = p.expr()
	}
	p.accept("THEN")
	switch {
	case p.accept("UPDATE"):
		a.Kind = KindUpdate
		p.accept("SET")
		a.Set = p.assigns()
	case p.accept("DELETE"):
		a.Kind = KindDelete
	case p.accept("INSERT"):
		a.Kind = KindInsert
		if p.op("(") {
			a.Columns = p.columnList()
		}
		if p.accept("OVERRIDING") {
			p.advance()
			p.acceptWord("VALUE")
		}
		if p.accept("VALUES") {
			if rows := p.valueRows(); len(rows) > 0 {
				a.Values = rows[0]
			}
		} else {
			p.accept("DEFAULT", "VALUES")
		}
	case p.accept("DO", "NOTHING"):
	default:
		p.bad("an action is missing")
		for !p.atEnd() && !p.kw("WHEN") && !p.op(")") {
			p.advance()
		}
	}
	a.Span = p.since(start)
	return a
}
