package sqlread

import "strings"

// call reads a call at its opening parenthesis; fn is the name's last part. Aggregates, window functions and ordinary
// functions are one node: which they are decides nothing here, except that what they read besides their arguments is
// kept in Extra, so that no sub-select hides there.
func (p *parser) call(schema string, fn *token, start int) Expr {
	name := lower(fn.text)
	if fn.kind == tokQuoted {
		name = strings.ToLower(fn.text)
	}
	if schema != "" {
		if e := p.macro(schema, name, start); e != nil {
			return e
		}
	}
	f := &Func{Schema: schema, Name: name}
	p.advance()
	outer := p.plainVerbs
	p.plainVerbs = formatsDates(name)
	if !p.op(")") {
		p.args(f)
	}
	p.closeParen()
	p.plainVerbs = outer
	p.callTail(f)
	f.Span = p.since(start)
	return f
}

// macro reads sqlc.arg(x), sqlc.narg(x), sqlc.slice(x) and sqlc.embed(t), and pggen.arg('x').
func (p *parser) macro(schema, name string, start int) Expr {
	if schema != "sqlc" && schema != "pggen" {
		return nil
	}
	arg := p.at(1)
	if !arg.isName() && arg.kind != tokString || !p.at(2).op(")") {
		return nil
	}
	b := &Bind{Style: BindSqlc, Name: arg.text, Index: -1}
	switch name {
	case "arg":
	case "narg":
		b.Nullable = true
	case "slice":
		b.Slice = true
	case "embed":
		p.i += 3
		return &Star{Table: arg.text, Span: p.since(start)}
	default:
		return nil
	}
	p.i += 3
	b.Span = p.since(start)
	return b
}

// args reads the arguments of a call, with the words that SQL puts between them for some functions:
// substring(a FROM b FOR c), position(a IN b), overlay(a PLACING b FROM c), trim(BOTH a FROM b), extract(f FROM a),
// convert(a USING cs), group_concat(DISTINCT a ORDER BY b SEPARATOR c), json_object(k : v), f(name => v).
func (p *parser) args(f *Func) {
	if p.accept("DISTINCT") {
		f.Distinct = true
	} else {
		p.acceptAny("ALL", "VARIADIC", "BOTH", "LEADING", "TRAILING")
	}
	if p.op("*") && p.at(1).op(")") {
		p.advance()
		f.Star = true
		return
	}
	if f.Name == "trim" && p.accept("FROM") {
		f.Args = append(f.Args, p.expr())
	} else {
		f.Args = append(f.Args, p.arg(f.Name))
	}
	for !p.op(")") && !p.atEnd() {
		switch {
		case p.more(), p.acceptAny("FROM", "FOR", "IN", "PLACING"), p.acceptOp(":"), p.acceptWord("VALUE"), p.acceptWord("SEPARATOR"):
			p.accept("VARIADIC")
			f.Args = append(f.Args, p.arg(f.Name))
		case p.accept("ORDER", "BY"):
			f.Extra = append(f.Extra, p.orderItems()...)
		case p.accept("LIMIT"):
			f.Extra = append(f.Extra, p.expr())
		case p.acceptAny("AS", "USING"), p.tableArgs(), p.accept("WITH"), p.accept("WITHOUT"), p.acceptWord("RETURNING"), p.cur().kw == "NULL",
			p.acceptWord("ABSENT"), p.acceptWord("RESPECT"), p.acceptWord("IGNORE"), p.accept("ON"), p.acceptWord("PASSING"), p.acceptWord("ERROR"), p.acceptWord("FORMAT"):
			// A type, a character set, or the options of JSON_TABLE, XMLTABLE and their kin: nothing there is a predicate.
			p.skipToClose()
			return
		default:
			return
		}
	}
}

// tableArgs reports the words that begin the column definitions of a table function.
func (p *parser) tableArgs() bool {
	return p.cur().is("COLUMNS") || p.cur().is("XMLNAMESPACES")
}

// arg reads one argument. The first one of position(a IN b) ends before IN.
func (p *parser) arg(fn string) Expr {
	if fn == "position" {
		return p.binary(precLike + 1)
	}
	if fn == "extract" && p.cur().kind == tokWord && p.at(1).kw == "FROM" {
		t := p.advance()
		return &Literal{Kind: LitOther, Text: t.text, Span: t.span()}
	}
	if p.cur().isName() && (p.at(1).op("=>") || p.at(1).op(":=")) {
		p.i += 2 // the argument's name
	}
	if p.kw("VALUES") {
		return p.expr() // MySQL's VALUES(column); a VALUES list would have parentheses of its own
	}
	return p.inner()
}

// callTail reads what may follow a call's parenthesis: WITHIN GROUP, FILTER, OVER, AGAINST.
func (p *parser) callTail(f *Func) {
	for {
		switch t := p.cur(); t.kw {
		case "WITHIN":
			if p.at(1).kw != "GROUP" || !p.at(2).op("(") {
				return
			}
			p.i += 3
			if p.accept("ORDER", "BY") {
				f.Extra = append(f.Extra, p.orderItems()...)
			}
			p.closeParen()
		case "FILTER":
			if !p.at(1).op("(") {
				return
			}
			p.i += 2
			p.accept("WHERE")
			f.Filter = p.expr()
			p.closeParen()
		case "OVER":
			if !p.at(1).op("(") && !p.at(1).isName() {
				return
			}
			p.advance()
			f.Window = true
			if p.op("(") {
				f.Extra = append(f.Extra, p.windowSpec()...)
			} else {
				p.advance()
			}
		case "AGAINST": // MySQL's MATCH (columns) AGAINST (words IN BOOLEAN MODE)
			if !p.at(1).op("(") {
				return
			}
			p.i += 2
			f.Args = append(f.Args, p.binary(precLike+1))
			p.skipToClose()
			p.closeParen()
		case "IGNORE":
			if p.at(1).kw != "NULLS" {
				return
			}
			p.i += 2
		case "":
			if !t.is("RESPECT") || p.at(1).kw != "NULLS" {
				return
			}
			p.i += 2
		default:
			return
		}
	}
}

// windowSpec reads ([name] [PARTITION BY …] [ORDER BY …] [frame]) and gives the expressions it reads.
func (p *parser) windowSpec() []Expr {
	p.advance()
	var read []Expr
	if p.cur().isName() && !p.at(1).op("(") && p.cur().kw != "PARTITION" && p.cur().kw != "ORDER" && p.cur().kw != "ROWS" && p.cur().kw != "RANGE" && p.cur().kw != "GROUPS" {
		p.advance()
	}
	if p.accept("PARTITION", "BY") {
		read = append(read, p.expr())
		for p.acceptOp(",") {
			read = append(read, p.expr())
		}
	}
	if p.accept("ORDER", "BY") {
		read = append(read, p.orderItems()...)
	}
	if p.acceptAny("ROWS", "RANGE", "GROUPS") {
		p.skipToClose() // the frame: numbers and keywords
	}
	p.closeParen()
	return read
}

// orderItems reads the list behind ORDER BY.
func (p *parser) orderItems() []Expr {
	var items []Expr
	for {
		start := p.start()
		e := p.expr()
		p.acceptAny("ASC", "DESC")
		if p.accept("USING") {
			p.advance()
		}
		if p.accept("NULLS") {
			p.acceptAny("FIRST", "LAST")
		}
		for isHole(p.cur()) { // ORDER BY a %s
			hole := p.takeHole()
			e = &Binary{Op: OpHole, L: e, R: hole, Span: p.since(start)}
		}
		items = append(items, e)
		if !p.acceptOp(",") {
			return items
		}
	}
}

// formatsDates names the functions whose patterns look like formatter verbs.
func formatsDates(fn string) bool {
	switch fn {
	case "strftime", "date_format", "str_to_date", "time_format", "from_unixtime", "format", "to_char", "to_date", "to_timestamp", "printf":
		return true
	}
	return false
}

// lower lower-cases an ASCII word without copying one that already is.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}
