package sqlread

import "strings"

// statement reads one statement up to its semicolon, which it leaves. Whatever is left over when the grammar is done is one
// problem, not many: the first token says where reading went wrong, the rest would only repeat it.
func (p *parser) statement() *Statement {
	p.problems, p.lastBad, p.gaveUp, p.depth = nil, -1, false, 0
	st := p.body()
	if !p.atEnd() {
		p.bad("the statement goes on with something that could not be read")
		for !p.atEnd() {
			p.i++
		}
	}
	st.Span = p.since(st.Span.Start)
	st.Problems = p.problems
	if st.Kind == KindSelect && len(st.Problems) > 0 && !readsSomething(st) {
		st.Kind = KindUnknown // "select a job to run"
	}
	return st
}

// readsSomething reports whether a select that has problems shows a sign of being one: a FROM clause or a WITH item.
func readsSomething(st *Statement) bool {
	found := false
	Inspect(st, func(n any) bool {
		switch n := n.(type) {
		case *CTE:
			found = true
		case *Query:
			found = found || n.FromSpan.End > 0 || len(n.Values) > 0
		case *Hole:
			found = true
		}
		return !found
	})
	return found
}

// body reads a statement where it may also end with a closing parenthesis (a WITH item).
func (p *parser) body() *Statement {
	start := p.start()
	st := &Statement{Span: Span{start, start}}
	if !p.enter() {
		return st
	}
	defer p.leave()
	outerInto := p.intoTarget
	p.intoTarget = nil
	p.leadingHoles(st)
	if p.cur().kind == tokWord {
		st.Verb = strings.ToUpper(p.cur().text)
	}
	if p.kw("WITH") {
		with := p.with()
		switch p.cur().kw {
		case "INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE":
			st.With = with
			st.Verb = p.cur().kw
			p.verb(st)
		default:
			st.Kind = KindSelect
			st.Verb = "SELECT"
			if len(with) == 0 && len(p.problems) > 0 { // "with love"
				st.Kind = KindUnknown
				p.skipStatement()
				break
			}
			st.Query = p.queryAfter(p.arm(), p.start())
			st.Query.With = append(with, st.Query.With...)
			st.Query.Span = p.since(start)
		}
	} else {
		p.verb(st)
	}
	if st.Target == nil {
		st.Target = p.intoTarget
	}
	p.intoTarget = outerInto
	p.takeTail(&st.Tail)
	st.Span = p.since(start)
	return st
}

// leadingHoles steps over text that stands before the verb (a comment, a hint, a WITH clause), when a verb follows.
func (p *parser) leadingHoles(st *Statement) {
	n := 0
	for isHole(p.at(n)) {
		n++
	}
	if n == 0 {
		return
	}
	switch p.at(n).kw {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES", "MERGE", "REPLACE":
		p.takeTail(&st.Tail)
	}
}

// verb reads a statement by its first word. Every branch either reads the whole statement or notes why it cannot; a word that
// only English begins a sentence with ends in notStatement, cheaply.
func (p *parser) verb(st *Statement) {
	t := p.cur()
	switch t.kw {
	case "SELECT", "VALUES":
		st.Kind = KindSelect
		st.Query = p.query()
	case "TABLE":
		if !p.at(1).isName() || !p.ends(2) && !p.at(2).op(".") && !p.at(2).op("*") && p.at(2).kw != "ORDER" && p.at(2).kw != "LIMIT" && p.at(2).kw != "UNION" {
			p.notStatement()
			return
		}
		st.Kind = KindSelect
		st.Query = p.query()
	case "INSERT", "REPLACE":
		p.insert(st)
	case "UPDATE":
		p.update(st)
	case "DELETE":
		p.delete(st)
	case "MERGE":
		p.merge(st)
	case "TRUNCATE":
		p.truncate(st)
	case "COPY":
		p.copy(st)
	case "SET", "RESET":
		p.set(st)
	case "CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "REFRESH", "RENAME":
		p.ddl(st)
	case "CALL":
		p.callStatement(st)
	case "DO", "EXECUTE":
		n := p.at(1)
		if n.kind != tokString && !n.is("LANGUAGE") && !n.is("IMMEDIATE") && !(n.isName() && (p.ends(2) || p.at(2).op("(") || p.at(2).kw == "USING")) {
			p.notStatement()
			return
		}
		st.Kind = KindCall
		p.skipStatement()
	case "FETCH":
		if n := p.at(2); (p.at(1).kw == "FIRST" || p.at(1).kw == "NEXT") && (n.kind == tokNumber || n.kind == tokBind || isHole(n) || n.kw == "ROW" || n.kw == "ROWS") {
			p.fragment(st)
			return
		}
		p.utility(st)
	case "EXPLAIN", "DESCRIBE", "DESC":
		p.explain(st)
	case "PREPARE", "DECLARE":
		p.prepared(st)
	case "WHERE", "FROM", "JOIN", "LEFT", "RIGHT", "INNER", "CROSS", "AND", "OR", "ON", "HAVING", "GROUP", "ORDER", "LIMIT", "OFFSET",
		"FULL", "NATURAL", "UNION", "INTERSECT", "EXCEPT", "RETURNING", "FOR":
		p.fragment(st)
	case "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "END", "ABORT", "LOCK", "UNLOCK", "VACUUM", "ANALYZE", "ANALYSE", "PRAGMA",
		"NOTIFY", "LISTEN", "DISCARD", "SHOW", "USE", "KILL", "LOAD", "CLUSTER", "REINDEX", "CLOSE", "DEALLOCATE", "CHECK":
		p.utility(st)
	default:
		switch {
		case t.op("(") && (queryStart(p.peel()) || isHole(p.peel())):
			st.Kind = KindSelect
			st.Verb = "SELECT"
			st.Query = p.query()
		case isHole(t):
			p.fragment(st)
		case t.kind == tokBind && p.depth > 1 && p.at(1).op(")"): // WITH x AS (?): the builder passes a query for it
			st.Kind = KindFragment
			st.Query = &Query{Tail: []Expr{bindOf(p.advance())}, Span: t.span()}
		case t.kind == tokWord && t.kw == "":
			p.utility(st)
		default:
			p.notStatement()
		}
	}
}

// skipStatement steps over the rest of the statement. A closing parenthesis that was not opened ends it too.
func (p *parser) skipStatement() {
	for !p.atEnd() {
		p.skipToClose()
		if p.depth > 1 {
			return
		}
		p.acceptOp(")")
	}
}

// explain reads EXPLAIN [options] statement as that statement: EXPLAIN ANALYZE runs it, and a plan shows estimates of rows
// that are somebody's. DESCRIBE t and EXPLAIN t are utilities.
func (p *parser) explain(st *Statement) {
	p.advance()
	for {
		switch {
		case p.acceptAny("ANALYZE", "ANALYSE"), p.acceptWord("VERBOSE"), p.acceptWord("EXTENDED"), p.acceptWord("PARTITIONS"), p.accept("PARTITION"):
			continue
		case p.acceptWord("QUERY"):
			p.acceptWord("PLAN")
			p.accept("FOR")
			continue
		case p.acceptWord("FORMAT"):
			p.acceptOp("=")
			p.advance()
			continue
		case p.op("(") && !queryStart(p.peel()):
			p.skipParens()
			continue
		}
		break
	}
	p.innerStatement(st)
}

// innerStatement reads the statement that an outer one names, into st; the outer verb stays.
func (p *parser) innerStatement(st *Statement) {
	switch p.cur().kw {
	case "SELECT", "VALUES", "TABLE", "WITH", "INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE", "CREATE", "EXECUTE", "DECLARE":
	default:
		if !p.op("(") {
			st.Kind = KindUtil
			p.skipStatement()
			return
		}
	}
	verb, start := st.Verb, st.Span.Start
	*st = *p.body()
	st.Verb, st.Span.Start = verb, start
}

// prepared reads PREPARE name [(types)] AS statement and DECLARE name … CURSOR … FOR query. MySQL's PREPARE … FROM is a utility.
func (p *parser) prepared(st *Statement) {
	for !p.atEnd() && !p.kw("AS") && !p.kw("FOR") && !p.kw("FROM") {
		if p.op("(") {
			p.skipParens()
			continue
		}
		p.advance()
	}
	if p.acceptAny("AS", "FOR") {
		p.innerStatement(st)
		return
	}
	if p.atEnd() {
		p.i-- // point at the last word; DECLARE and PREPARE alone say nothing
		p.bad("no statement begins like this")
		p.i++
		return
	}
	st.Kind = KindUtil
	p.skipStatement()
}

// callStatement reads CALL f(…).
func (p *parser) callStatement(st *Statement) {
	start := p.start()
	p.advance()
	if !p.cur().isName() && !isHole(p.cur()) {
		p.bad("a procedure is missing after CALL")
		p.skipStatement()
		return
	}
	st.Kind = KindCall
	from := p.start()
	e := p.primary()
	if _, ok := e.(*Func); !ok && !p.atEnd() {
		st.Kind = KindUnknown
		p.notStatement()
		return
	}
	st.Query = &Query{Items: []SelectItem{{Expr: e, Span: p.since(from)}}, Span: p.since(start)}
}

// fragment reads clauses without the statement that they belong to. Builders and concatenations hand them over: their
// relations and predicates are as real as a statement's, only the verb is somewhere else.
func (p *parser) fragment(st *Statement) {
	start := p.start()
	st.Kind = KindFragment
	q := &Query{}
	st.Query = q
	if isHole(p.cur()) {
		q.Tail = append(q.Tail, p.takeHole())
		if n := p.cur(); !p.atEnd() && !p.op(")") && !clauseStart(n.kw) && !p.joinStart() && n.kw != "AND" && n.kw != "OR" && n.kw != "AS" {
			st.Kind = KindUnknown
			p.bad("the statement begins with text that is not known")
			p.skipStatement()
			q.Span = p.since(start)
			return
		}
	}
	switch {
	case p.joinStart():
		if t := p.joins(nil, start, &q.Tail); t != nil {
			q.From = []TableExpr{t}
		}
		q.FromSpan = p.since(start)
	case p.acceptAny("AND", "OR", "ON"):
		q.Where, q.WhereSpan = p.expr(), p.since(start)
	}
	p.clauses(q)
	p.queryTail(q)
	if p.accept("RETURNING") {
		st.Returning = p.items()
	}
	if o := p.cur(); o.kw == "UNION" || o.kw == "EXCEPT" || o.kw == "INTERSECT" {
		q.Span = p.since(start)
		q = p.queryAfter(q, start)
		st.Query = q
	}
	p.conflict(st)
	q.Span = p.since(start)
}
