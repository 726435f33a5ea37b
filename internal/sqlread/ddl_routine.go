package sqlread

import "strings"

// createTrigger reads what follows CREATE TRIGGER.
func (d *ddl) createTrigger(start int) {
	d.ifExists()
	n, ok := d.name()
	if !ok {
		return
	}
	t := &TriggerDef{Name: n.Name}
	switch {
	case d.word("BEFORE"):
		t.Before = true
	case d.word("AFTER"), d.word("INSTEAD", "OF"):
	}
	for !d.done() && !d.is("ON") {
		if e := d.oneOf("INSERT", "UPDATE", "DELETE", "TRUNCATE"); e != "" {
			t.Events = append(t.Events, e)
			if e == "UPDATE" && d.word("OF") {
				d.skipUntil(func(t *token) bool { return t.is("ON") || t.is("OR") })
			}
			continue
		}
		d.pos++
	}
	if !d.word("ON") {
		return
	}
	table, ok := d.name()
	if !ok {
		return
	}
	for !d.done() {
		switch {
		case d.word("FOR", "EACH", "ROW"), d.word("FOR", "ROW"):
			t.EachRow = true
		case d.word("EXECUTE"):
			d.oneOf("FUNCTION", "PROCEDURE")
			t.Function, _ = d.name()
			d.pos = d.end
		case d.is("BEGIN"), d.is("SET"):
			t.Assigns = assigned(d.toks[d.pos:d.end])
			d.pos = d.end
		case d.op("("):
			d.skipParens()
		default:
			d.pos++
		}
	}
	d.add(start, Change{Op: OpCreateTrigger, Table: table, Name: t.Name, Trigger: t})
}

// createFunction reads what follows CREATE FUNCTION: only the columns of NEW that the body assigns matter.
func (d *ddl) createFunction(start int) {
	d.ifExists()
	n, ok := d.name()
	if !ok {
		return
	}
	c := Change{Op: OpCreateFunction, Table: n}
	// The body is the string after AS, or the dollar-quoted one wherever it stands: LANGUAGE may come before
	// or after.
	for i := d.pos; i < d.end; i++ {
		if t := d.at(i); t.kind == tokString && len(t.text) > 8 && (d.at(i-1).is("AS") || t.quote == '$') {
			body := lex(t.text)
			c.Assigns = assigned(body.tokens)
		}
	}
	d.add(start, c)
}

// assigned lists the columns of NEW that a body assigns: NEW.c := x, NEW.c = x at the start of a statement or
// after SET, SELECT … INTO NEW.c. Whether every path reaches the assignment is not asked.
func assigned(toks []token) (cols []string) {
	for i := 0; i+3 < len(toks); i++ {
		if !toks[i].is("NEW") || !toks[i+1].op(".") || !toks[i+2].isName() {
			continue
		}
		name := toks[i+2].text
		starts := i == 0 || toks[i-1].op(";") || toks[i-1].is("BEGIN") || toks[i-1].is("THEN") || toks[i-1].is("ELSE") || toks[i-1].is("SET") || toks[i-1].is("LOOP") ||
			toks[i-1].op(",") && len(cols) > 0
		into := i > 0 && (toks[i-1].is("INTO") || toks[i-1].is("STRICT"))
		if into || starts && (toks[i+3].op(":=") || toks[i+3].op("=")) || toks[i+3].op(":=") {
			cols = append(cols, name)
		}
	}
	return cols
}

// block reads DO $$ … $$, as far as that goes: statements that change the schema wherever they stand in it,
// whatever condition they are under. A migration guards a change by asking whether it was made already, so
// the change counts as made.
func (d *ddl) block() {
	if d.depth >= maxDDLDepth {
		return
	}
	for ; !d.done(); d.pos++ {
		if t := d.peek(); t.kind == tokString {
			body := lex(t.text)
			offset := d.base + int(t.start)
			if t.quote == '$' {
				offset += (int(t.end-t.start) - len(t.text)) / 2
			}
			b := &ddl{out: d.out, text: t.text, base: offset, fixed: d.fixed, depth: d.depth + 1, toks: body.tokens}
			b.procedural()
			return
		}
	}
}

// procedural reads the statements of a PL/pgSQL body.
func (d *ddl) procedural() {
	names := d.loopNames()
	for i := 0; i < len(d.toks)-1; {
		end := i
		for end < len(d.toks)-1 && !d.toks[end].op(";") {
			end++
		}
		// What precedes the statement: BEGIN, IF … THEN, ELSE, LOOP, DECLARE ….
		start := i
		for j := i; j < end; j++ {
			if d.toks[j].is("BEGIN") || d.toks[j].is("THEN") || d.toks[j].is("ELSE") || d.toks[j].is("LOOP") {
				start = j + 1
			}
		}
		d.pos, d.end = start, end
		if d.word("EXECUTE") {
			d.execute(names)
		} else if !d.is("SELECT") && !d.is("DO") {
			d.statement()
		}
		i = end + 1
	}
}

// loopNames finds FOREACH t IN ARRAY ARRAY['a', 'b'] and FOR t IN SELECT unnest(ARRAY['a', 'b']): by
// variable, the constants it runs over. It is how one policy is put on many tables.
func (d *ddl) loopNames() map[string][]string {
	var names map[string][]string
	for i := 0; i < len(d.toks)-1; i++ {
		if !d.toks[i].is("FOREACH") && !d.toks[i].is("FOR") || !d.toks[i+1].isName() {
			continue
		}
		var values []string
		listed := false // a loop over a query runs over rows, not over the strings in it
		for j := i + 2; j < len(d.toks)-1 && !d.toks[j].is("LOOP") && !d.toks[j].op(";"); j++ {
			switch t := &d.toks[j]; {
			case t.is("ARRAY"), t.is("VALUES"):
				listed = true
			case t.kind == tokString:
				values = append(values, strings.Trim(t.text, "{}"))
			}
		}
		if listed && len(values) > 0 {
			if names == nil {
				names = map[string][]string{}
			}
			names[strings.ToLower(d.toks[i+1].text)] = values
		}
	}
	return names
}

// execute reads EXECUTE 'text', EXECUTE format('… %I …', t) and EXECUTE 'ALTER TABLE ' || quote_ident(t) || '
// …' over the values of a loop's variable.
func (d *ddl) execute(names map[string][]string) {
	start := d.pos
	var text strings.Builder
	var args []string // the variables that the holes of the text stand for
	if d.is("FORMAT") {
		d.pos++
		from, to := d.skipParens()
		first := true
		d.list(from, to, func() {
			t := d.peek()
			switch {
			case first && t.kind == tokString:
				text.WriteString(t.text)
			case !first:
				args = append(args, strings.ToLower(t.text))
			}
			first = false
		})
	} else {
		for ; !d.done() && !d.is("USING") && !d.is("INTO"); d.pos++ {
			switch t := d.peek(); {
			case t.kind == tokString:
				text.WriteString(t.text)
			case t.isName() && !d.at(d.pos+1).op("("):
				text.WriteString("%I")
				args = append(args, strings.ToLower(t.text))
			}
		}
	}
	// A variable whose values are not known leaves a hole, and a statement with a hole for its table's name
	// changes nothing.
	if text.Len() == 0 || text.Len() > MaxBytes {
		return
	}
	place := d.span(start, d.end)
	variable, values := "", []string{""}
	for _, a := range args {
		if v, ok := names[a]; ok {
			variable, values = a, v
			break
		}
	}
	for _, v := range values {
		d.script(fillFormat(text.String(), args, variable, v), &place, d.depth+1)
	}
}

// fillFormat replaces the verbs of Postgres' format(): one whose argument is the variable by value, any other
// by a hole.
func fillFormat(text string, args []string, variable, value string) string {
	var b strings.Builder
	n := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 >= len(text) {
			b.WriteByte(text[i])
			continue
		}
		// %2$I takes the second argument, and %I the one after the last taken.
		j := i + 1
		arg := n
		if k := strings.IndexByte(text[j:], '$'); k > 0 && k < 3 && text[j] >= '1' && text[j] <= '9' {
			arg = int(text[j]-'0') - 1
			j += k + 1
		}
		if j >= len(text) || text[j] != 'I' && text[j] != 's' && text[j] != 'L' {
			b.WriteByte(text[i])
			continue
		}
		if arg < len(args) && args[arg] == variable && variable != "" {
			b.WriteString(value)
		} else {
			b.WriteString(HoleMark)
		}
		n = arg + 1
		i = j
	}
	return b.String()
}
