package sqlread

// fromList reads the comma-separated items of a FROM clause. Holes between them go to tail.
func (p *parser) fromList(tail *[]Expr) []TableExpr {
	var list []TableExpr
	for {
		if t := p.tableExpr(tail); t != nil {
			list = append(list, t)
		}
		if !p.acceptOp(",") {
			return list
		}
	}
}

// tableExpr reads one item of a FROM clause with the joins behind it.
func (p *parser) tableExpr(tail *[]Expr) TableExpr {
	start := p.start()
	left := p.tablePrimary()
	return p.joins(left, start, tail)
}

// joins reads the joins behind left; it is a loop, so that any number of joins leans left. Which side a join preserves
// decides what a predicate in its ON can scope, so the nesting must be the one that the database sees: see the later ON below.
func (p *parser) joins(left TableExpr, start int, tail *[]Expr) TableExpr {
	for {
		if tail != nil && isHole(p.cur()) { // FROM a \x00 JOIN b: the text may add joins, or an alias
			at := p.i
			for isHole(p.cur()) {
				p.i++
			}
			goesOn := p.joinStart()
			p.i = at
			if goesOn {
				p.takeTail(tail)
			}
		}
		if !p.joinStart() {
			return left
		}
		j := &Join{Left: left}
		p.joinKind(j)
		j.Lateral = p.kw("LATERAL")
		rightStart := p.start()
		j.Right = p.tablePrimary()
		if p.joinStart() && j.Kind != JoinCross && !j.Natural && p.enter() {
			// a JOIN b JOIN c ON … ON …: the later join is nested in the right side. MySQL also lets ON be left out, which
			// for inner joins comes to the same.
			j.Right = p.joins(j.Right, rightStart, tail)
			p.leave()
		}
		p.joinCondition(j)
		j.Span = p.since(start)
		left = j
	}
}

// joinKind reads the words up to and including JOIN.
func (p *parser) joinKind(j *Join) {
	j.Natural = p.accept("NATURAL")
	switch p.advance().kw {
	case "LEFT":
		j.Kind = JoinLeft
	case "RIGHT":
		j.Kind = JoinRight
	case "FULL":
		j.Kind = JoinFull
	case "CROSS":
		j.Kind = JoinCross
	case "JOIN", "STRAIGHT_JOIN":
		return
	}
	p.accept("OUTER")
	if !p.accept("JOIN") {
		p.bad("JOIN is missing")
	}
}

// joinCondition reads ON or USING. The ON of an upsert behind INSERT … SELECT is none of a join's.
func (p *parser) joinCondition(j *Join) {
	switch {
	case p.kw("ON") && p.at(1).kw != "CONFLICT" && p.at(1).kw != "DUPLICATE":
		p.advance()
		j.On = p.expr()
		if j.Kind == JoinCross { // MySQL: CROSS JOIN … ON is an inner join
			j.Kind = JoinInner
		}
	case p.kw("USING") && p.at(1).op("("):
		p.advance()
		j.Using = p.nameList()
		if p.kw("AS") {
			p.advance()
			p.advance()
		}
	}
}

// tablePrimary reads a table, a sub-select, a table function or a parenthesised join. A call is told from a table by its
// parenthesis alone: a table's column aliases only follow an alias.
func (p *parser) tablePrimary() TableExpr {
	lateral := p.accept("LATERAL")
	start := p.start()
	t := p.cur()
	switch {
	case t.op("("):
		if !p.enter() {
			return nil
		}
		defer p.leave()
		return p.parenTable(lateral)
	case t.kw == "ONLY" && (p.at(1).isName() || p.at(1).op("(")) && p.at(1).kw != "AS":
		p.advance()
		if p.acceptOp("(") {
			r := p.relation()
			p.closeParen()
			p.tableTail(r)
			return r
		}
	case t.kw == "ROWS" && p.at(1).kw == "FROM" && p.at(2).op("("):
		p.i += 3
		f := &FuncTable{Lateral: lateral, Func: &Func{Name: "rows from", Args: []Expr{p.expr()}}}
		for p.more() {
			f.Func.Args = append(f.Func.Args, p.expr())
		}
		p.closeParen()
		f.Func.Span = p.since(start)
		p.funcTail(f, start)
		return f
	case t.kind == tokString && t.hole == 0 && t.num == 0: // SQLite takes a string for a name
		p.advance()
		r := &Relation{Name: t.text, Quoted: true, Span: t.span()}
		p.tableTail(r)
		return r
	case !t.isName() && !isHole(t) && t.kind != tokBind && t.kind != tokString, clauseStart(t.kw) && !p.at(1).op("(") && !p.at(1).op("."):
		p.bad("a table is missing")
		return nil
	}
	if p.callAhead() {
		e := p.primary()
		f := &FuncTable{Lateral: lateral}
		switch e := e.(type) {
		case *Func:
			f.Func = e
		default: // a cast or sqlc macro around a call
			f.Func = &Func{Args: []Expr{e}, Span: p.since(start)}
		}
		p.funcTail(f, start)
		return f
	}
	r := p.relation()
	p.tableTail(r)
	return r
}

// callAhead reports whether a possibly qualified name here is followed by an opening parenthesis.
func (p *parser) callAhead() bool {
	n := 1
	for p.at(n).op(".") && p.at(n+1).isName() {
		n += 2
	}
	return p.at(n).op("(")
}

// parenTable reads (query) or (joined tables). Further parentheses at the front leave open which until they close.
func (p *parser) parenTable(lateral bool) TableExpr {
	start := p.start()
	p.advance()
	if queryStart(p.cur()) {
		d := &Derived{Query: p.query(), Lateral: lateral}
		p.closeParen()
		p.derivedTail(d, start)
		return d
	}
	inner := p.tableExpr(nil)
	if d, ok := inner.(*Derived); ok && d.Alias == "" && p.queryGoesOn() {
		d.Query = p.queryAfter(d.Query, start+1)
	}
	for p.acceptOp(",") { // MySQL: (a, b) joins like CROSS JOIN
		right := p.tableExpr(nil)
		inner = &Join{Kind: JoinCross, Left: inner, Right: right, Span: p.since(start)}
	}
	p.closeParen()
	switch t := inner.(type) {
	case *Derived:
		if t.Alias == "" {
			t.Lateral = t.Lateral || lateral
			p.derivedTail(t, start)
			return t
		}
	case *Join:
		t.Span = p.since(start)
		// An alias for a whole join hides the names inside; no dialect of ours lets tables be reached then but through it.
		p.alias()
	case *Relation:
		if t.Alias == "" {
			p.tableTail(t)
		}
	}
	return inner
}

// derivedTail reads the alias of a sub-select. MySQL and older PostgreSQL insist on one; others do not, nor do we.
func (p *parser) derivedTail(d *Derived, start int) {
	d.Alias, d.Columns = p.alias()
	d.Span = p.since(start)
}

// funcTail reads WITH ORDINALITY and the alias of a table function. The ordinal column is not kept: nobody binds a tenant to it.
func (p *parser) funcTail(f *FuncTable, start int) {
	if p.kw("WITH") && p.at(1).kw == "ORDINALITY" {
		p.i += 2
	}
	f.Alias, f.Columns = p.alias()
	f.Span = p.since(start)
}

// relation reads a possibly qualified name. Any part of it may be a hole or a placeholder. In the last part it makes the
// relation unknown, which is remembered; before it, it stands in Schema as it is written, signs included, and so never
// equals a real schema.
func (p *parser) relation() *Relation {
	start := p.start()
	r := &Relation{}
	var parts [4]*token
	n := 0
	for {
		t := p.cur()
		if !t.isName() && !isHole(t) && t.kind != tokBind && t.kind != tokString {
			p.bad("a table is missing")
			break
		}
		p.advance()
		if n == len(parts) {
			copy(parts[:], parts[1:])
			n--
		}
		parts[n] = t
		n++
		if next := p.at(1); !p.op(".") || !next.isName() && !isHole(next) && next.kind != tokBind && !next.op(".") {
			break
		}
		p.advance()
		if p.op(".") && p.at(1).isName() { // database..table
			p.advance()
		}
	}
	r.Span = p.since(start)
	if n == 0 {
		return r
	}
	if n > 1 {
		r.Schema = p.written(parts[n-2])
	}
	switch t := parts[n-1]; {
	case t.hole != 0:
		r.Hole = int(t.hole)
	case t.kind == tokBind, t.num > 0: // a formatter's verb, bare or inside quotes
		r.Hole = -1
		r.Bind = &Bind{Style: BindPercent, Index: int(t.num) - 1, Span: t.span()}
		if t.kind == tokBind {
			r.Bind = bindOf(t)
			if t.text != "" && t.style == BindQuestion {
				r.Bind.Name = t.text
			}
		}
	default:
		r.Name, r.Quoted = t.text, t.kind != tokWord
	}
	return r
}

// tableTail reads what may stand behind a table's name: *, partitions, sampling, alias, index hints.
func (p *parser) tableTail(r *Relation) {
	p.acceptOp("*")
	p.tableOptions()
	r.Alias, r.Columns = p.alias()
	p.tableOptions()
}

// tableOptions steps over hints, partitions and samples. They choose among a table's rows or its indexes for reasons of
// speed or statistics; none of them keeps another tenant's rows out, so none is evidence.
func (p *parser) tableOptions() {
	for {
		switch t := p.cur(); t.kw {
		case "PARTITION":
			if !p.at(1).op("(") {
				return
			}
			p.advance()
			p.skipParens()
		case "TABLESAMPLE":
			p.i++
			p.dotted()
			p.skipParens()
			if p.acceptWord("REPEATABLE") {
				p.skipParens()
			}
		case "USE", "FORCE", "IGNORE":
			if k := p.at(1).kw; k != "INDEX" && k != "KEY" {
				return
			}
			p.i += 2
			if p.accept("FOR") {
				p.acceptAny("JOIN", "ORDER", "GROUP")
				p.accept("BY")
			}
			p.skipParens()
			for p.op(",") && p.at(1).kw != "" && p.at(2).kw == "INDEX" {
				p.advance()
			}
		case "NOT":
			if !p.at(1).is("INDEXED") {
				return
			}
			p.i += 2
		case "WITH": // SQL Server's WITH (NOLOCK)
			if !p.at(1).op("(") {
				return
			}
			p.advance()
			p.skipParens()
		default:
			if !t.is("INDEXED") || p.at(1).kw != "BY" {
				return
			}
			p.i += 3
		}
	}
}

// alias reads [AS] alias [(columns)].
func (p *parser) alias() (string, []string) {
	t := p.cur()
	if t.kw == "AS" && p.at(1).kw == "OF" { // AS OF SYSTEM TIME …
		p.skipToClause()
		return "", nil
	}
	if p.accept("AS") {
		t = p.cur()
		if p.op("(") { // AS (a int, b text) behind a record function
			return "", p.nameList()
		}
		if !t.isName() && !isHole(t) && t.kind != tokString {
			p.bad("an alias is missing")
			return "", nil
		}
	} else if t.kind != tokQuoted && (t.kind != tokWord || clauseStart(t.kw) || p.joinStart() || p.aliasStop(t)) {
		if t.kw != "VALUES" || p.at(1).op("(") || isHole(p.at(1)) { // the only one of these words that may be a bare alias
			return "", nil
		}
	}
	p.advance()
	var columns []string
	if p.op("(") {
		columns = p.nameList()
	}
	return p.written(t), columns
}
