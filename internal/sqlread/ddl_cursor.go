package sqlread

import "strings"

// ddl reads schema statements. It walks a token slice with one index; reading past the end gives tokEOF.
type ddl struct {
	out   *DDL
	text  string
	base  int   // offset of text in the outermost text
	depth int   // of texts inside texts: DO blocks, EXECUTE strings
	fixed *Span // the place of a text that is put together, whose own offsets lead nowhere
	toks  []token
	pos   int
	end   int // the statement ends before this token
}

func (d *ddl) at(i int) *token {
	if i < 0 || i >= d.end {
		return &token{kind: tokEOF}
	}
	return &d.toks[i]
}

func (d *ddl) peek() *token     { return d.at(d.pos) }
func (d *ddl) next() *token     { t := d.at(d.pos); d.pos++; return t }
func (d *ddl) done() bool       { return d.pos >= d.end }
func (d *ddl) op(s string) bool { return d.peek().op(s) }

// is reports whether the next tokens are these words.
func (d *ddl) is(words ...string) bool {
	for i, w := range words {
		if !d.at(d.pos + i).is(w) {
			return false
		}
	}
	return true
}

// word takes the words when they come next.
func (d *ddl) word(words ...string) bool {
	if !d.is(words...) {
		return false
	}
	d.pos += len(words)
	return true
}

// oneOf takes the next word when it is one of these, and returns it.
func (d *ddl) oneOf(words ...string) string {
	for _, w := range words {
		if d.peek().is(w) {
			d.pos++
			return w
		}
	}
	return ""
}

// take takes an operator.
func (d *ddl) take(s string) bool {
	if d.op(s) {
		d.pos++
		return true
	}
	return false
}

// skipParens takes a parenthesised group that begins here and returns the token range inside it.
func (d *ddl) skipParens() (from, to int) {
	if !d.take("(") {
		return d.pos, d.pos
	}
	from = d.pos
	for depth := 1; !d.done(); d.pos++ {
		switch t := d.peek(); {
		case t.op("("):
			depth++
		case t.op(")"):
			if depth--; depth == 0 {
				d.pos++
				return from, d.pos - 1
			}
		}
	}
	return from, d.pos
}

// skipUntil moves to the next token at this depth of parentheses for which stop holds, or to the end.
func (d *ddl) skipUntil(stop func(*token) bool) {
	for !d.done() && !stop(d.peek()) {
		if d.op("(") {
			d.skipParens()
			continue
		}
		d.pos++
	}
}

func isComma(t *token) bool { return t.op(",") }

// sub runs read over the tokens [from, to) and restores the position.
func (d *ddl) sub(from, to int, read func()) {
	pos, end := d.pos, d.end
	d.pos, d.end = from, to
	read()
	d.pos, d.end = pos, end
}

// list runs read over each comma-separated item of the tokens [from, to).
func (d *ddl) list(from, to int, read func()) {
	d.sub(from, to, func() {
		for !d.done() {
			start := d.pos
			d.skipUntil(isComma)
			if d.pos > start {
				d.sub(start, d.pos, read)
			}
			d.take(",")
		}
	})
}

// span gives the byte range of the tokens [from, to) in the outermost text.
func (d *ddl) span(from, to int) Span {
	if d.fixed != nil {
		return *d.fixed
	}
	to = min(to, d.end)
	if from >= to {
		return Span{d.base, d.base}
	}
	return Span{d.base + int(d.toks[from].start), d.base + int(d.toks[to-1].end)}
}

// source gives the text of the tokens [from, to).
func (d *ddl) source(from, to int) string {
	if from >= to || from >= len(d.toks) {
		return ""
	}
	return d.text[d.toks[from].start:d.toks[to-1].end]
}

func (d *ddl) problem(from int, reason string) {
	d.out.Problems = append(d.out.Problems, Problem{d.span(from, d.end), reason})
}

func (d *ddl) add(from int, c Change) {
	c.Span = d.span(from, d.end)
	d.out.Changes = append(d.out.Changes, c)
}

// part reads one identifier. hole is true when the program or a template fills it in. A string stands for a
// name in SQLite and in hand-written dumps; keywords may be names in every dialect.
func (d *ddl) part() (name string, hole, ok bool) {
	switch t := d.peek(); t.kind {
	case tokWord, tokQuoted, tokString:
		d.pos++
		return t.text, t.hole != 0 || t.num > 0, t.text != ""
	case tokHole, tokBind:
		d.pos++
		return "", true, true
	case tokNumber: // MySQL: 2fa_codes
		if strings.IndexFunc(t.text, func(r rune) bool { return r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }) >= 0 {
			d.pos++
			return t.text, false, true
		}
	}
	return "", false, false
}

// name reads a possibly qualified name; ok is false when there is none or when its last part is filled in by
// the program.
func (d *ddl) name() (n TableName, ok bool) {
	name, hole, ok := d.part()
	if !ok {
		return TableName{}, false
	}
	for d.op(".") {
		d.pos++
		n.Schema = ""
		if !hole {
			n.Schema = name
		}
		if name, hole, ok = d.part(); !ok {
			return TableName{}, false
		}
	}
	n.Name = name
	return n, !hole
}

// ident reads one unqualified identifier, empty when there is none or it is filled in.
func (d *ddl) ident() string {
	name, hole, ok := d.part()
	if !ok || hole {
		return ""
	}
	return name
}

// ifExists takes IF EXISTS and IF NOT EXISTS.
func (d *ddl) ifExists() bool { return d.word("IF", "NOT", "EXISTS") || d.word("IF", "EXISTS") }

// columnList reads ( a, b DESC, c(10) ). plain is false when an item is an expression.
func (d *ddl) columnList() (cols []string, plain bool) {
	from, to := d.skipParens()
	plain = true
	d.list(from, to, func() {
		name, hole, ok := d.part()
		switch {
		case !ok || hole || d.op("."):
			plain = false
			return
		case d.op("("):
			// MySQL's prefix length is a number; anything else is a call. A unique prefix is stricter than
			// the column: still a key.
			if inside, end := d.skipParens(); end != inside+1 || d.toks[inside].kind != tokNumber {
				plain = false
				return
			}
		}
		// What may follow a column: COLLATE x, an operator class, ASC, DESC, NULLS FIRST, WITH op. An
		// operator makes it an expression.
		for !d.done() {
			if d.word("WITH") {
				break
			}
			if t := d.next(); t.kind == tokOp && !t.op(".") && !t.op("(") && !t.op(")") {
				plain = false
				return
			}
		}
		cols = append(cols, name)
	})
	return cols, plain
}
