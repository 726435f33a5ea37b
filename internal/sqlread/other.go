package sqlread

import "strings"

// merge reads MERGE INTO t USING s ON c WHEN …. From holds the source, Where the ON condition.
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

// truncate reads TRUNCATE [TABLE] [ONLY] t [*], ….
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

// copy reads COPY t [(columns)] FROM|TO … and COPY (query) TO ….
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

// set reads SET and RESET. Each setting becomes one Assign; a value list becomes a Row.
func (p *parser) set(st *Statement) {
	reset := p.advance().kw == "RESET"
	st.Local = p.kw("LOCAL") && p.at(1).isName()
	if st.Local {
		p.advance()
	} else if p.kw("SESSION") && p.at(1).isName() || p.kw("GLOBAL") || p.cur().is("PERSIST") {
		p.advance()
	}
	st.Kind = KindSet
	if reset || p.kw("TRANSACTION") || p.cur().is("CONSTRAINTS") || p.cur().is("CHARACTERISTICS") {
		p.skipStatement()
		return
	}
	for {
		start := p.start()
		var a Assign
		if t := p.cur(); !t.isName() && t.kind != tokBind && !isHole(t) {
			p.notSet(st)
			return
		}
		a.Columns = []*Column{p.assigned()}
		switch first := &p.toks[p.i-1]; {
		case p.acceptOp("="), p.acceptOp(":="), p.accept("TO"):
			a.Value = p.settingValue()
		case first.is("TIME") && p.acceptWord("ZONE"), first.is("ROLE"), first.is("NAMES"), first.kw == "SCHEMA", first.is("CHARSET"),
			first.is("AUTHORIZATION"), first.is("CHARACTER") && p.accept("SET"), first.is("PASSWORD"), first.is("XML"), first.kw == "DEFAULT":
			if !p.atEnd() {
				a.Value = p.settingValue()
			}
		default:
			p.notSet(st)
			return
		}
		a.Span = p.since(start)
		st.Set = append(st.Set, a)
		p.acceptOp(",")
		if p.atEnd() || p.op(")") || !p.cur().isName() && p.cur().kind != tokBind {
			return
		}
		p.acceptAny("SESSION", "LOCAL", "GLOBAL")
		if next := p.at(1); !next.op("=") && !next.op(":=") && !next.op(".") && !p.cur().is("NAMES") {
			return
		}
	}
}

// notSet gives up on a SET. "SET a.b = 1, c = 2" alone is also what an UPDATE's tail looks like; that is no case of its own.
func (p *parser) notSet(st *Statement) {
	st.Kind = KindUnknown
	p.bad("no statement begins like this")
	p.skipStatement()
}

// settingValue reads one value, or PostgreSQL's list of them.
func (p *parser) settingValue() Expr {
	start := p.start()
	if t := p.cur(); t.kw == "ON" {
		p.advance()
		return &Literal{Kind: LitBool, Text: t.text, Span: t.span()}
	}
	e := p.expr()
	if !p.op(",") || p.at(2).op("=") || p.at(2).op(":=") || p.at(2).op(".") || p.at(1).kw == "SESSION" || p.at(1).kw == "GLOBAL" || p.at(1).is("NAMES") {
		for p.cur().isName() { // SET NAMES utf8 COLLATE x, SET x TO a b
			p.advance()
		}
		return e
	}
	row := &Row{Elems: []Expr{e}}
	for p.acceptOp(",") {
		row.Elems = append(row.Elems, p.expr())
	}
	row.Span = p.since(start)
	return row
}

// ddl steps over a schema statement. The query of CREATE TABLE|VIEW … AS is read, for it reads rows.
func (p *parser) ddl(st *Statement) {
	first := p.i
	verb := p.cur().kw
	end := ddlEnd(p.toks, p.i)
	if !ddlObject(&p.toks[min(first+1, len(p.toks)-1)], verb) {
		p.bad("no statement begins like this")
		p.i = end
		return
	}
	st.Kind = KindDDL
	if verb == "CREATE" {
		p.createAs(st, end)
	}
	if p.i < end {
		p.i = end
	}
}

// ddlObject reports whether t can follow a schema verb: "create a user" and "drop the table" are English.
func ddlObject(t *token, verb string) bool {
	if t.kind != tokWord {
		return verb == "GRANT" || verb == "REVOKE" || isHole(t) || t.kind == tokQuoted
	}
	switch t.kw {
	case "TABLE", "VIEW", "INDEX", "UNIQUE", "SCHEMA", "DATABASE", "SEQUENCE", "FUNCTION", "PROCEDURE", "TRIGGER", "POLICY", "DOMAIN", "EXTENSION",
		"TEMP", "TEMPORARY", "UNLOGGED", "GLOBAL", "LOCAL", "MATERIALIZED", "OR", "FOREIGN", "EVENT", "RECURSIVE", "CONSTRAINT", "ON", "DEFAULT", "ALL",
		"SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE", "TRUNCATE", "REFERENCES", "CREATE", "CAST", "COLUMN", "IGNORE", "SET", "ANALYZE", "BINARY":
		return true
	}
	if verb == "GRANT" || verb == "REVOKE" {
		return true
	}
	switch strings.ToUpper(t.text) {
	case "TYPE", "ROLE", "USER", "RULE", "AGGREGATE", "OPERATOR", "COLLATION", "CONVERSION", "LANGUAGE", "SERVER", "PUBLICATION", "SUBSCRIPTION",
		"STATISTICS", "TABLESPACE", "TEXT", "ACCESS", "GROUP", "VIRTUAL", "FULLTEXT", "SPATIAL", "DEFINER", "ALGORITHM", "SQL", "LARGE", "SYSTEM",
		"TRANSFORM", "OWNED", "ROUTINE", "KEYSPACE", "STREAM", "DICTIONARY", "CLUSTERED", "INSTANCE", "LOGFILE", "PREPARE", "SETTING", "HYPERTABLE":
		return true
	}
	return false
}

// createAs finds the query of CREATE TABLE|VIEW … AS before token end, and reads it.
func (p *parser) createAs(st *Statement, end int) {
	object := false
	for p.i < end {
		switch t := p.cur(); {
		case t.kw == "FUNCTION", t.kw == "PROCEDURE", t.kw == "TRIGGER", t.kw == "POLICY", t.kw == "EVENT", t.kw == "INDEX", t.is("RULE"), t.is("TYPE"):
			return
		case t.kw == "TABLE", t.kw == "VIEW":
			p.advance()
			object = true
			if p.accept("IF") {
				p.accept("NOT")
				p.accept("EXISTS")
			}
			if p.cur().isName() || isHole(p.cur()) {
				st.Target = p.relation()
			}
		case t.op("(") && object && queryStart(p.at(1)): // MySQL: CREATE TABLE t (SELECT …)
			st.Query = p.query()
			return
		case t.op("("):
			p.skipParens()
		case object && (t.kw == "AS" && (queryStart(p.at(1)) || p.at(1).op("(")) || t.kw == "SELECT"):
			p.accept("AS")
			st.Query = p.query()
			p.intoTarget = nil
			return
		default:
			p.advance()
		}
	}
}

// foldEqual compares two identifiers without regard to case.
func foldEqual(a, b string) bool { return strings.EqualFold(a, b) }
