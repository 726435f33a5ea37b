package sqlread

// insert reads INSERT and REPLACE in all their forms.
func (p *parser) insert(st *Statement) {
	verb := p.advance()
	st.Replace = verb.kw == "REPLACE"
	p.insertModifiers(st)
	into := p.accept("INTO")
	p.acceptWord("OVERWRITE")
	p.accept("TABLE")
	if t := p.cur(); !t.isName() && !isHole(t) && t.kind != tokBind && t.kind != tokString || clauseStart(t.kw) && t.kw != "VALUES" {
		p.bad("a table is missing after INSERT INTO")
		p.skipStatement()
		return
	}
	st.Target = p.relation()
	if p.kw("PARTITION") && p.at(1).op("(") {
		p.advance()
		p.skipParens()
	}
	if p.accept("AS") {
		st.Target.Alias = p.advance().text
	} else if t := p.cur(); t.isName() && t.kw == "" && p.at(1).op("(") { // no dialect has it; PostgreSQL wants AS
		st.Target.Alias = p.advance().text
	}
	if p.op("(") && !queryStart(p.peel()) {
		st.Columns = p.columnList()
	}
	if p.accept("OVERRIDING") {
		p.advance()
		p.acceptWord("VALUE")
	}
	st.Kind = KindInsert
	if !p.insertSource(st) {
		if !into { // "insert coin"
			st.Kind = KindUnknown
			st.Target = nil
		}
		p.bad("VALUES, a query or SET is missing")
		p.skipToClause()
	}
	if p.accept("AS") { // MySQL's alias of the new row
		p.advance()
		if p.op("(") {
			p.nameList()
		}
	}
	p.takeTail(&st.Tail)
	p.conflict(st)
	p.takeTail(&st.Tail)
	if p.accept("RETURNING") {
		st.Returning = p.items()
	}
}

func (p *parser) insertModifiers(st *Statement) {
	for {
		switch p.cur().kw {
		case "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY":
			p.advance()
		case "IGNORE":
			p.advance()
			st.Ignore = true
		case "OR":
			p.advance()
			t := p.advance()
			st.Replace = st.Replace || t.kw == "REPLACE"
			st.Ignore = st.Ignore || t.kw == "IGNORE"
		default:
			return
		}
	}
}

// columnList reads (a, b, …). A hole among them is a column without a name.
func (p *parser) columnList() []*Column {
	columns := []*Column{}
	p.advance()
	for !p.op(")") && !p.atEnd() {
		start := p.start()
		t := p.cur()
		switch {
		case isHole(t), t.kind == tokBind, t.kind == tokQuoted && (t.hole != 0 || t.num > 0):
			p.advance()
			columns = append(columns, &Column{Span: t.span()})
		case t.isName(), t.kind == tokString:
			last := p.dotted()
			p.postfix(&Column{}, start) // UPDATE may set an element or a field
			columns = append(columns, &Column{Name: last.text, Quoted: last.kind == tokQuoted, Span: last.span()})
		default:
			p.bad("a column is missing")
			p.skipToClose()
			p.closeParen()
			return columns
		}
		for isHole(p.cur()) { // (a, b \x00): further columns
			columns = append(columns, &Column{Span: p.advance().span()})
		}
		if !p.more() {
			break
		}
	}
	p.closeParen()
	return columns
}

// insertSource reads where the rows come from, and reports whether it found any.
func (p *parser) insertSource(st *Statement) bool {
	switch t := p.cur(); {
	case t.kw == "DEFAULT" && p.at(1).kw == "VALUES":
		p.i += 2
	case t.kw == "VALUES", t.is("VALUE") && p.at(1).op("("):
		p.advance()
		st.Rows = p.valueRows()
	case t.kw == "SELECT", t.kw == "WITH", t.kw == "TABLE", t.op("("):
		st.Query = p.query()
	case t.kw == "SET":
		p.advance()
		var row []Expr
		for _, a := range p.assigns() {
			c := &Column{Span: a.Span}
			if len(a.Columns) == 1 {
				c = a.Columns[0]
			}
			st.Columns = append(st.Columns, c)
			row = append(row, a.Value)
		}
		st.Rows = [][]Expr{row}
	case isHole(t): // INSERT INTO t \x00
		h := p.takeHole()
		if p.kw("SELECT") || p.kw("VALUES") || p.kw("SET") || p.kw("DEFAULT") { // the text held the columns
			st.Columns = append(st.Columns, &Column{Span: h.Pos()})
			return p.insertSource(st)
		}
		st.Columns = append(st.Columns, &Column{Span: h.Pos()})
		st.Rows = [][]Expr{{h}}
	default:
		return false
	}
	return true
}

// conflict reads ON CONFLICT … and ON DUPLICATE KEY UPDATE. SQLite allows several ON CONFLICT clauses; the one that
// writes is kept.
func (p *parser) conflict(st *Statement) {
	for p.kw("ON") && (p.at(1).kw == "CONFLICT" || p.at(1).kw == "DUPLICATE") {
		start := p.start()
		c := &Conflict{}
		p.advance()
		if p.advance().kw == "DUPLICATE" {
			p.accept("KEY")
			p.accept("UPDATE")
			c.AnyKey = true
			c.Set = p.assigns()
		} else {
			p.conflictTarget(c)
			p.conflictAction(c)
		}
		c.Span = p.since(start)
		if st.Conflict == nil || st.Conflict.DoNothing {
			st.Conflict = c
		}
	}
}

func (p *parser) conflictTarget(c *Conflict) {
	switch {
	case p.kw("ON") && p.at(1).kw == "CONSTRAINT":
		p.i += 2
		c.Constraint = p.dotted().text
	case p.op("("):
		p.advance()
		for !p.op(")") && !p.atEnd() {
			if col, ok := p.expr().(*Column); ok {
				c.Columns = append(c.Columns, col.Name)
			}
			for p.cur().isName() { // an operator class, ASC, DESC
				p.advance()
			}
			if !p.acceptOp(",") {
				break
			}
		}
		p.closeParen()
		if p.accept("WHERE") { // of a partial index
			p.expr()
		}
	}
}

func (p *parser) conflictAction(c *Conflict) {
	switch {
	case p.accept("DO", "NOTHING"):
		c.DoNothing = true
	case p.accept("DO", "UPDATE"):
		c.AnyKey = c.Columns == nil && c.Constraint == ""
		if !p.accept("SET") {
			p.bad("SET is missing")
			return
		}
		c.Set = p.assigns()
		if p.accept("WHERE") {
			c.Where = p.expr()
		}
	case isHole(p.cur()):
		c.Set = []Assign{{Value: p.takeHole(), Span: p.since(int(p.toks[p.i-1].start))}}
	default:
		p.bad("DO NOTHING or DO UPDATE is missing")
		p.skipToClause()
	}
}

// assigns reads the list behind SET.
func (p *parser) assigns() []Assign {
	var list []Assign
	for {
		list = append(list, p.assign())
		for isHole(p.cur()) { // SET a = 1 \x00: further assignments; the value's own hole was read with it
			list = append(list, Assign{Value: p.takeHole(), Span: p.since(int(p.toks[p.i-1].start))})
		}
		if !p.acceptOp(",") {
			return list
		}
	}
}

func (p *parser) assign() Assign {
	start := p.start()
	var a Assign
	t := p.cur()
	switch {
	case t.op("("):
		a.Columns = p.columnList()
	case (isHole(t) || t.kind == tokBind) && !p.at(1).op("=") && !p.at(1).op("."):
		if isHole(t) {
			a.Value = p.takeHole()
		} else {
			a.Value = bindOf(p.advance())
		}
		a.Span = p.since(start)
		return a
	case t.isName(), t.kind == tokString, isHole(t), t.kind == tokBind:
		a.Columns = []*Column{p.assigned()}
	default:
		p.bad("a column is missing")
		p.skipToClause()
		a.Span = p.since(start)
		return a
	}
	if !p.acceptOp("=") && !p.acceptOp(":=") && !p.acceptOp("==") {
		p.bad("= is missing")
		for !p.atEnd() && !p.op(",") && !p.op(")") && !clauseStart(p.cur().kw) {
			p.advance()
		}
		a.Span = p.since(start)
		return a
	}
	a.Value = p.expr()
	a.Span = p.since(start)
	return a
}

// assigned reads the column that a SET item sets, without its subscripts and fields.
func (p *parser) assigned() *Column {
	start := p.start()
	c := &Column{}
	for {
		t := p.advance()
		c.Schema, c.Table = c.Table, c.Name
		c.Name, c.Quoted = t.text, t.kind == tokQuoted
		if isHole(t) || t.kind == tokQuoted && (t.hole != 0 || t.num > 0) {
			c.Name = ""
		}
		if !p.op(".") || !p.at(1).isName() && !isHole(p.at(1)) {
			break
		}
		p.advance()
	}
	c.Span = p.since(start)
	for p.op("[") {
		p.subscript(c, start)
		for p.op(".") {
			p.advance()
			p.advance()
		}
	}
	return c
}

// update reads UPDATE in all its forms.
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
	p.takeTail(&st.Tail)
	if p.accept("SET") {
		st.Set = p.assigns()
	} else if len(st.Tail) == 0 { // "update failed"
		p.bad("UPDATE without SET")
		p.skipStatement()
		return
	}
	st.Kind = KindUpdate
	p.targetsOf(st, tables, start)
	p.takeTail(&st.Tail)
	if p.kw("FROM") {
		from := p.start()
		p.advance()
		st.From = append(st.From, p.fromList(&st.Tail)...)
		st.FromSpan = p.since(from)
	}
	p.rowTail(st)
}

// targetsOf says which of an UPDATE's tables are written. One plain table is the target. Of several (MySQL) it is those
// whose names qualify the columns that are set; without a qualifier the first one.
func (p *parser) targetsOf(st *Statement, tables []TableExpr, start int) {
	if len(tables) == 1 {
		if r, ok := tables[0].(*Relation); ok {
			st.Target = r
			return
		}
	}
	st.From = tables
	st.FromSpan = Span{start, start}
	if all := relationsOf(tables); len(all) > 0 {
		for _, a := range st.Set {
			for _, c := range a.Columns {
				if r := named(all, c.Table); r != nil {
					st.addTarget(r)
				}
			}
		}
		if st.Target == nil {
			st.Target = all[0]
		}
	}
}

// addTarget adds a target once. Targets stays empty while there is only one.
func (st *Statement) addTarget(r *Relation) {
	if st.Target == nil {
		st.Target = r
		return
	}
	if st.Targets == nil {
		if st.Target == r {
			return
		}
		st.Targets = []*Relation{st.Target}
	}
	for _, t := range st.Targets {
		if t == r {
			return
		}
	}
	st.Targets = append(st.Targets, r)
}

// relationsOf lists the plain relations of a FROM list, joins looked into, from left to right.
func relationsOf(list []TableExpr) []*Relation {
	var all []*Relation
	var visit func(TableExpr)
	visit = func(t TableExpr) {
		switch t := t.(type) {
		case *Relation:
			all = append(all, t)
		case *Join:
			visit(t.Left)
			visit(t.Right)
		}
	}
	for _, t := range list {
		visit(t)
	}
	return all
}

// named finds the relation that a qualifier refers to: by alias, else by name.
func named(all []*Relation, qualifier string) *Relation {
	if qualifier == "" {
		return nil
	}
	for _, r := range all {
		if r.Alias == "" && foldEqual(r.Name, qualifier) || r.Alias != "" && foldEqual(r.Alias, qualifier) {
			return r
		}
	}
	return nil
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

// delete reads DELETE in all its forms.
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

// targetNames reads the list before MySQL's FROM: a, b.*, c.
func (p *parser) targetNames() []*Relation {
	var names []*Relation
	for {
		start := p.start()
		r := &Relation{}
		for {
			t := p.advance()
			if t.op("*") {
				break
			}
			r.Schema, r.Name, r.Quoted = r.Name, t.text, t.kind == tokQuoted
			if !p.acceptOp(".") {
				break
			}
		}
		r.Span = p.since(start)
		names = append(names, r)
		if !p.acceptOp(",") || !p.cur().isName() {
			return names
		}
	}
}

// deleteTargets resolves the named targets against the joined tables; a name that is none of theirs is a table of its own.
func (p *parser) deleteTargets(st *Statement, names, tables []*Relation) {
	for _, n := range names {
		ref := n.Name
		if n.Alias != "" {
			ref = n.Alias
		}
		if r := named(tables, ref); r != nil {
			n = r
		}
		st.addTarget(n)
	}
}
