package sqlread

// delete reads DELETE in all its forms. The two dialects use the same words for different things: PostgreSQL's USING adds
// tables beside the target, MySQL's USING and FROM hold all the tables and the target is one of them by name or alias. A
// target that the joined tables do not name is PostgreSQL's, so the names decide and no dialect need be known.
func (p *parser) delete(st *Statement) {
	p.advance()
	for p.acceptAny("LOW_PRIORITY", "IGNORE") || p.acceptWord("QUICK") {
	}
	var names []*Relation // MySQL: DELETE a, b FROM …
	if !p.kw("FROM") && (p.cur().isName() || isHole(p.cur())) && (p.at(1).kw == "FROM" || p.at(1).op(",") || p.at(1).op(".")) {
		names = p.targetNames()
	}
	start := p.start()
	if !p.accept("FROM") {
		p.bad("DELETE without FROM")
		p.skipStatement()
		return
	}
	st.Kind = KindDelete
	tables := p.fromList(&st.Tail)
	switch all := relationsOf(tables); {
	case names != nil:
		st.From, st.FromSpan = tables, p.since(start)
		p.deleteTargets(st, names, all)
	case len(tables) == 1 && len(all) == 1 && tables[0] == TableExpr(all[0]):
		st.Target = all[0]
	default: // DELETE FROM a, b USING …
		names = all
	}
	p.takeTail(&st.Tail)
	if p.kw("USING") {
		from := p.start()
		p.advance()
		st.From = p.fromList(&st.Tail)
		st.FromSpan = p.since(from)
		if st.Target != nil {
			names = []*Relation{st.Target}
			st.Target = nil
		}
		p.deleteTargets(st, names, relationsOf(st.From))
	} else if st.Target == nil {
		st.From, st.FromSpan = tables, p.since(start)
		p.deleteTargets(st, names, names)
	}
	p.rowTail(st)
}
