package sqlread

import "strings"

// create reads what follows CREATE.
func (d *ddl) create(start int) {
	replace := d.word("OR", "REPLACE")
	c := Change{}
	view := ViewDef{Replace: replace}
	table := CreateTable{}
	unique := false
	// The words between CREATE and the noun: TEMP, UNLOGGED, UNIQUE, FULLTEXT, CONSTRAINT TRIGGER, ALGORITHM
	// = x, DEFINER = `a`@`b`, SQL SECURITY x …
	for !d.done() {
		switch {
		case d.word("TEMP") || d.word("TEMPORARY"):
			table.Temp, view.Temp = true, true
		case d.word("UNIQUE"):
			unique = true
		case d.word("MATERIALIZED"):
			view.Materialized = true
		case d.word("TABLE"):
			d.createTable(start, c, table)
			return
		case d.word("INDEX"):
			d.createIndex(start, unique)
			return
		case d.word("VIEW"):
			d.createView(start, view)
			return
		case d.word("POLICY"):
			d.createPolicy(start)
			return
		case d.word("TRIGGER"):
			d.createTrigger(start)
			return
		case d.word("FUNCTION") || d.word("PROCEDURE"):
			d.createFunction(start)
			return
		case d.word("DOMAIN"):
			d.createDomain(start)
			return
		// Everything else makes no table. (CREATE SCHEMA with tables inside is standard SQL that no tool
		// writes.)
		case d.is("SCHEMA"), d.is("EXTENSION"), d.is("TYPE"), d.is("SEQUENCE"), d.is("ROLE"), d.is("USER"), d.is("DATABASE"), d.is("AGGREGATE"), d.is("OPERATOR"), d.is("CAST"),
			d.is("PUBLICATION"), d.is("SUBSCRIPTION"), d.is("STATISTICS"), d.is("RULE"), d.is("COLLATION"), d.is("SERVER"), d.is("EVENT"), d.is("TEXT"), d.is("LANGUAGE"):
			return
		default:
			d.pos++
		}
	}
}

// createTable reads what follows CREATE TABLE.
func (d *ddl) createTable(start int, c Change, t CreateTable) {
	c.Op, c.Create = OpCreateTable, &t
	c.Exists = d.ifExists()
	name, ok := d.name()
	if !ok {
		d.nameProblem(start)
		return
	}
	c.Table = name
	// SQLite's CREATE VIRTUAL TABLE … USING module(…): its arguments are columns for fts5 and nothing for
	// others.
	if d.word("USING") {
		d.add(start, c)
		return
	}
	if d.word("PARTITION", "OF") {
		t.PartitionOf, _ = d.name()
	}
	if d.word("LIKE") { // MySQL: CREATE TABLE a LIKE b
		if like, ok := d.name(); ok {
			t.Like, t.LikeKeys = append(t.Like, like), true
		}
	}
	// CREATE TABLE a (SELECT …) holds a query where columns are expected.
	if d.op("(") && !d.atQuery(d.pos+1) {
		from, to := d.skipParens()
		if to >= d.end || !d.at(to).op(")") {
			d.problem(start, "the list of columns is not closed")
		}
		d.sub(from, to, func() { d.tableItems(&t) })
	}
	d.tableTail(&t)
	d.add(start, c)
}

// nameProblem reports a name that cannot be read, unless the program fills it in: then there is nothing to be
// said about a table of that name.
func (d *ddl) nameProblem(start int) {
	reason := "the name of the table cannot be read"
	if k := d.at(d.pos - 1).kind; k == tokHole || k == tokBind || d.at(d.pos-1).hole != 0 {
		reason = "the name of the table is filled in by the program"
	}
	d.problem(start, reason)
}

// atQuery reports whether a query begins at token i.
func (d *ddl) atQuery(i int) bool {
	for d.at(i).op("(") {
		i++
	}
	t := d.at(i)
	return t.is("SELECT") || t.is("WITH") || t.is("VALUES") || t.is("TABLE") && d.at(i+1).isName()
}

// tableItems reads the items between the parentheses of CREATE TABLE.
func (d *ddl) tableItems(t *CreateTable) {
	d.list(d.pos, d.end, func() {
		if d.is("LIKE") && d.at(d.pos+1).isName() {
			d.pos++
			if like, ok := d.name(); ok && (d.done() || d.is("INCLUDING") || d.is("EXCLUDING")) {
				t.Like = append(t.Like, like)
				for ; !d.done(); d.pos++ {
					if d.is("INCLUDING", "ALL") || d.is("INCLUDING", "INDEXES") {
						t.LikeKeys = true
					}
				}
				return
			}
		}
		if cons, ok := d.tableConstraint(); ok {
			t.Constraints = append(t.Constraints, cons...)
			return
		}
		col, cons, ok := d.columnDef()
		if !ok {
			if !d.done() && d.peek().kind != tokHole && d.peek().kind != tokBind {
				d.problem(d.pos, "an item of the table cannot be read")
			}
			return
		}
		// In PARTITION OF and OF type lists a column may come without its type: only its constraints count.
		t.Columns = append(t.Columns, col)
		t.Constraints = append(t.Constraints, cons...)
	})
}

// tableTail reads what follows the closing parenthesis.
func (d *ddl) tableTail(t *CreateTable) {
	for !d.done() {
		switch {
		case d.word("INHERITS"):
			from, to := d.skipParens()
			d.list(from, to, func() {
				if n, ok := d.name(); ok {
					t.Inherits = append(t.Inherits, n)
				}
			})
		case d.word("PARTITION", "BY"):
			t.Partitioned = true
			return // MySQL lists the partitions here
		case d.word("FOR", "VALUES"): // the bounds of a partition
		case d.is("AS") || d.atQuery(d.pos):
			d.word("AS")
			d.word("MATERIALIZED")
			if d.atQuery(d.pos) {
				t.Query, t.QueryText = d.query()
			}
			return
		case d.op("("):
			d.skipParens()
		default:
			d.pos++
		}
	}
}

// query reads the rest of the statement as a query, less WITH [NO] DATA and WITH CHECK OPTION.
func (d *ddl) query() (*Statement, string) {
	end := d.end
	for i := end - 1; i > d.pos && i >= end-5; i-- {
		if d.at(i).is("WITH") && (d.at(i+1).is("NO") || d.at(i+1).is("DATA") || d.at(i+1).is("CHECK") || d.at(i+1).is("CASCADED") || d.at(i+1).is("LOCAL") ||
			d.at(i+1).is("READ")) {
			end = i
			break
		}
	}
	// The text is read by itself, so the positions in the query start from its own first byte.
	text := d.source(d.pos, end)
	d.pos = d.end
	script := Read(text)
	if script == nil || len(script.Statements) != 1 || len(script.Problems) > 0 || len(script.Statements[0].Problems) > 0 || script.Statements[0].Query == nil {
		return nil, text
	}
	return script.Statements[0], text
}

// createIndex reads what follows CREATE [UNIQUE] INDEX.
func (d *ddl) createIndex(start int, unique bool) {
	ix := &IndexDef{Unique: unique}
	c := Change{Op: OpCreateIndex, Index: ix}
	d.word("CONCURRENTLY")
	c.Exists = d.ifExists()
	if !d.is("ON") {
		n, _ := d.name()
		ix.Name = n.Name
	}
	if d.word("USING") {
		d.pos++
	}
	if !d.word("ON") {
		return
	}
	d.word("ONLY")
	name, ok := d.name()
	if !ok {
		if unique {
			d.nameProblem(start)
		}
		return
	}
	c.Table = name
	if d.word("USING") {
		d.pos++
	}
	if !d.op("(") {
		return
	}
	var plain bool
	ix.Columns, plain = d.columnList()
	ix.Expr = !plain
	d.skipUntil(func(t *token) bool { return t.is("WHERE") })
	if d.word("WHERE") {
		ix.Where = strings.TrimSpace(d.source(d.pos, d.end))
	}
	d.add(start, c)
}

// createView reads what follows CREATE [MATERIALIZED] VIEW.
func (d *ddl) createView(start int, v ViewDef) {
	c := Change{Op: OpCreateView, View: &v}
	c.Exists = d.ifExists()
	name, ok := d.name()
	if !ok {
		d.nameProblem(start)
		return
	}
	c.Table = name
	if d.op("(") {
		v.Columns, _ = d.columnList()
	}
	d.skipUntil(func(t *token) bool { return t.is("AS") })
	if !d.word("AS") {
		return
	}
	if v.Query, v.QueryText = d.query(); v.Query == nil {
		d.problem(start, "the query of the view cannot be read")
	}
	d.add(start, c)
}

// createDomain reads what follows CREATE DOMAIN: d AS type NOT NULL.
func (d *ddl) createDomain(start int) {
	n, ok := d.name()
	if !ok {
		return
	}
	d.word("AS")
	col := ColumnDef{Name: n.Name, Type: d.typeName()}
	d.columnTail(&col)
	d.add(start, Change{Op: OpCreateDomain, Table: n, Column: &col})
}
