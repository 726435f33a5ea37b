package sqlread

import "strings"

// columnDef reads one column's definition: a name, a type unless the next word begins a constraint, and
// constraints in any order.
func (d *ddl) columnDef() (col ColumnDef, cons []ConstraintDef, ok bool) {
	start := d.pos
	name, hole, ok := d.part()
	if !ok || hole {
		return col, nil, false
	}
	col.Name = name
	col.Type = d.typeName()
	cons = d.columnTail(&col)
	col.Span = d.span(start, d.pos)
	return col, cons, true
}

// endsType reports a token that ends a column's type, and with it a default expression: the words that begin
// a column constraint or option.
func endsType(t *token) bool {
	switch t.kw {
	case "NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK", "CONSTRAINT", "COLLATE", "COMMENT", "KEY", "AS", "ON", "USING", "FIRST", "WITH":
		return true
	}
	for _, w := range [...]string{"GENERATED", "AUTO_INCREMENT", "AUTOINCREMENT", "AFTER", "STORAGE", "COMPRESSION", "VIRTUAL", "STORED", "INVISIBLE", "VISIBLE", "IDENTITY",
		"DEFERRABLE", "INITIALLY", "ENCODE", "CODEC", "TTL", "SRID"} {
		if t.is(w) {
			return true
		}
	}
	return false
}

// typeName reads a type: everything up to the first constraint.
func (d *ddl) typeName() string {
	var b strings.Builder
	for !d.done() && !endsType(d.peek()) && !d.op(",") {
		// MySQL's CHARACTER SET x says nothing here.
		if d.word("CHARACTER", "SET") || d.word("CHARSET") {
			d.pos++
			continue
		}
		from := d.pos
		if d.op("(") {
			d.skipParens()
		} else {
			d.pos++
		}
		text := d.source(from, d.pos)
		if b.Len() > 0 && text[0] != '(' && text[0] != '[' && text[0] != ']' && text[0] != '.' && d.toks[from-1].end < d.toks[from].start {
			b.WriteByte(' ')
		}
		b.WriteString(text)
		if d.is("WITH", "TIME", "ZONE") || d.is("WITH", "LOCAL", "TIME") {
			b.WriteString(" with time zone")
			d.pos += 3
		}
	}
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(b.String(), `"`, "")), " "))
}

// isSerial reports the types whose column the database numbers and that imply NOT NULL.
func isSerial(typ string) bool {
	switch typ {
	case "serial", "bigserial", "smallserial", "serial2", "serial4", "serial8":
		return true
	}
	return false
}

// columnTail reads the constraints and options of a column.
func (d *ddl) columnTail(col *ColumnDef) (cons []ConstraintDef) {
	// The name of a constraint holds for the next constraint only.
	if isSerial(col.Type) {
		col.NotNull, col.Generated = true, true
	}
	name := ""
	for !d.done() {
		start := d.pos
		key := func(kind ConstraintKind) {
			c := ConstraintDef{Kind: kind, Name: name, Columns: []string{col.Name}}
			c.Span = d.span(start, d.pos)
			cons = append(cons, c)
		}
		switch {
		case d.word("CONSTRAINT"):
			name = d.ident()
			continue
		case d.word("NOT", "NULL"):
			col.NotNull = true
		case d.word("NULL"):
		case d.word("DEFAULT"):
			col.Default = d.defaultExpr()
		case d.word("PRIMARY", "KEY"), d.word("PRIMARY"), d.word("KEY"):
			key(ConstraintPrimaryKey)
		case d.word("UNIQUE"):
			d.word("KEY")
			key(ConstraintUnique)
		case d.is("REFERENCES"):
			c := ConstraintDef{Kind: ConstraintForeignKey, Name: name, Columns: []string{col.Name}}
			if d.references(&c) {
				c.Span = d.span(start, d.pos)
				cons = append(cons, c)
			}
		case d.is("CHECK"):
			cons = append(cons, d.check(name)...)
		case d.word("GENERATED"):
			// GENERATED ALWAYS AS (expression) may compute NULL; AS IDENTITY never is.
			col.Generated = true
			if d.word("ALWAYS") || d.word("BY", "DEFAULT") {
				if d.word("AS", "IDENTITY") {
					col.NotNull = true
				}
			}
		case d.word("AUTO_INCREMENT"), d.word("AUTOINCREMENT"), d.word("IDENTITY"):
			col.Generated = true
		case d.word("AS"):
			col.Generated = true
		case d.word("ON", "UPDATE"), d.word("ON", "CONFLICT"), d.word("COLLATE"), d.word("COMMENT"), d.word("STORAGE"), d.word("COMPRESSION"):
			d.pos++ // the action, the collation, the comment
		case d.op("("):
			d.skipParens()
			continue
		default:
			// Dialects' options without number: VISIBLE, CODEC(ZSTD), ON CONFLICT FAIL. None of them speaks
			// of NULL or keys.
			d.pos++
			continue
		}
		name = ""
	}
	return cons
}

// defaultExpr reads the expression after DEFAULT. Its first operand may be a word that ends a type elsewhere
// (DEFAULT NULL).
func (d *ddl) defaultExpr() string {
	start := d.pos
	if d.op("(") {
		d.skipParens()
	} else {
		d.pos++
	}
	d.skipUntil(func(t *token) bool { return t.op(",") || endsType(t) })
	// now() AT TIME ZONE 'utc' and casts to a type with words stay inside; "WITH TIME ZONE" of a cast does
	// too.
	for d.is("WITH", "TIME", "ZONE") {
		d.pos += 3
		d.skipUntil(func(t *token) bool { return t.op(",") || endsType(t) })
	}
	return strings.Join(strings.Fields(d.source(start, d.pos)), " ")
}

// references reads REFERENCES t (a, b) ON DELETE x ….
func (d *ddl) references(c *ConstraintDef) bool {
	if !d.word("REFERENCES") {
		return false
	}
	n, ok := d.name()
	if !ok {
		return false
	}
	c.RefTable = n
	if d.op("(") {
		c.RefColumns, _ = d.columnList()
	}
	for {
		switch {
		case d.word("ON", "DELETE"):
			if d.word("SET") || d.word("NO") {
				c.OnDelete = strings.ToUpper(d.at(d.pos-1).text + " " + d.next().text)
				if d.op("(") {
					d.skipParens()
				}
			} else {
				c.OnDelete = strings.ToUpper(d.next().text)
			}
		case d.word("ON", "UPDATE"):
			if !d.word("SET") {
				d.word("NO")
			}
			d.pos++
		case d.word("MATCH"):
			d.pos++
		case d.word("NOT", "VALID"):
			c.NotValid = true
		case d.word("NOT", "DEFERRABLE"), d.word("DEFERRABLE"), d.word("INITIALLY", "DEFERRED"), d.word("INITIALLY", "IMMEDIATE"):
		default:
			return true
		}
	}
}
