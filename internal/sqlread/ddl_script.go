package sqlread

import "strings"

// maxDDLDepth bounds texts inside texts: a DO block that executes a string that is a DO block.
const maxDDLDepth = 4

// script reads a text of statements. fixed is the place of a text that is put together, nil for the outermost
// one.
func (d *ddl) script(text string, fixed *Span, depth int) {
	l := lex(text)
	inner := &ddl{out: d.out, text: text, fixed: fixed, depth: depth, toks: l.tokens}
	if depth == 0 {
		d.out.Problems = append(d.out.Problems, l.problems...)
	}
	for i := 0; i < len(l.tokens)-1; {
		end := statementEnd(l.tokens, i)
		inner.pos, inner.end = i, end
		inner.statement()
		i = end + 1
	}
}

// statementEnd gives the index of the semicolon (or of the tokEOF) that ends the statement at i. Bodies that
// are written in place, BEGIN … END of MySQL's and SQLite's triggers and of standard SQL functions, hold
// semicolons of their own.
func statementEnd(toks []token, i int) int {
	// The noun stands near the front: CREATE OR REPLACE DEFINER = `a`@`b` TRIGGER.
	routine := false
	for j := i; j < len(toks) && j < i+8; j++ {
		if toks[j].is("TRIGGER") || toks[j].is("PROCEDURE") || toks[j].is("FUNCTION") || toks[j].is("EVENT") {
			routine = toks[i].is("CREATE")
			break
		}
	}
	depth := 0
	for ; i < len(toks)-1; i++ {
		t := &toks[i]
		switch {
		case t.op(";") && (depth == 0 || t.end-t.start > 1):
			// A semicolon that stands for a DELIMITER ends the statement whatever is open.
			return i
		case !routine:
		case t.is("BEGIN"):
			depth++
		case t.is("CASE") && depth > 0 && !toks[i-1].is("END"):
			depth++
		case t.is("END") && depth > 0:
			if n := &toks[i+1]; !n.is("IF") && !n.is("LOOP") && !n.is("WHILE") && !n.is("REPEAT") && !n.is("FOR") {
				depth--
			}
		}
	}
	return i
}

// statement reads one statement.
func (d *ddl) statement() {
	// Statements that read or write rows, and those that speak of rights, change no schema.
	start := d.pos
	switch {
	case d.word("CREATE"):
		d.create(start)
	case d.word("ALTER"):
		d.alter(start)
	case d.word("DROP"):
		d.drop(start)
	case d.is("RENAME", "TABLE") || d.is("RENAME", "TABLES"):
		d.pos += 2
		d.renameTables(start)
	case d.word("SET"):
		d.set(start)
	case d.word("SELECT"):
		d.selectConfig(start)
	case d.word("DO"):
		d.block()
	case d.word("USE"):
		if n := d.ident(); n != "" {
			d.add(start, Change{Op: OpSearchPath, Name: n})
		}
	}
}

// set reads SET [LOCAL] search_path = a, b.
func (d *ddl) set(start int) {
	d.oneOf("LOCAL", "SESSION")
	if !d.word("SEARCH_PATH") {
		return
	}
	if !d.take("=") && !d.word("TO") {
		return
	}
	// Only the first schema counts: that is where unqualified tables are made. "$user" and DEFAULT name none.
	name, hole, ok := d.part()
	if !ok || hole || strings.HasPrefix(name, "$") || strings.EqualFold(name, "DEFAULT") {
		name = ""
	}
	d.add(start, Change{Op: OpSearchPath, Name: name})
}

// selectConfig reads SELECT pg_catalog.set_config('search_path', ”, false), with which a dump begins.
func (d *ddl) selectConfig(start int) {
	d.word("PG_CATALOG")
	d.take(".")
	if !d.word("SET_CONFIG") || !d.take("(") || d.next().text != "search_path" || !d.take(",") {
		return
	}
	t := d.next()
	if t.kind == tokString && t.hole == 0 {
		first, _, _ := strings.Cut(t.text, ",")
		d.add(start, Change{Op: OpSearchPath, Name: strings.TrimSpace(first)})
	}
}

// drop reads DROP ….
func (d *ddl) drop(start int) {
	d.oneOf("TEMPORARY", "TEMP")
	switch {
	case d.word("TABLE") || d.word("TABLES"):
		d.dropAll(start, OpDropTable)
	case d.word("VIEW") || d.word("MATERIALIZED", "VIEW"):
		d.dropAll(start, OpDropView)
	case d.word("INDEX"):
		d.word("CONCURRENTLY")
		exists := d.ifExists()
		for {
			n, ok := d.name()
			if !ok {
				return
			}
			c := Change{Op: OpDropIndex, Name: n.Name, Exists: exists}
			if d.word("ON") { // MySQL names the table
				c.Table, _ = d.name()
			}
			d.add(start, c)
			if !d.take(",") {
				return
			}
		}
	case d.word("POLICY"), d.word("TRIGGER"):
		op := OpDropPolicy
		if d.at(d.pos - 1).is("TRIGGER") {
			op = OpDropTrigger
		}
		c := Change{Op: op, Exists: d.ifExists()}
		n, ok := d.name()
		if c.Name = n.Name; !ok {
			return
		}
		if d.word("ON") {
			if c.Table, ok = d.name(); !ok {
				return
			}
		}
		d.add(start, c)
	case d.word("SCHEMA") || d.word("DATABASE"):
		d.ifExists()
		if n := d.ident(); n != "" {
			d.add(start, Change{Op: OpDropSchema, Name: n})
		}
	}
}

// dropAll reads the names of DROP TABLE and DROP VIEW. CASCADE is not followed: what depended on a dropped
// table refers to nothing.
func (d *ddl) dropAll(start int, op ChangeOp) {
	exists := d.ifExists()
	for {
		n, ok := d.name()
		if ok {
			d.add(start, Change{Op: op, Table: n, Exists: exists})
		}
		if !d.take(",") {
			return
		}
	}
}

// renameTables reads MySQL's RENAME TABLE a TO b, c TO d.
func (d *ddl) renameTables(start int) {
	for {
		from, ok := d.name()
		if !ok || !d.word("TO") {
			return
		}
		to, ok := d.name()
		if !ok {
			return
		}
		d.add(start, Change{Op: OpRenameTable, Table: from, To: to})
		if !d.take(",") {
			return
		}
	}
}
