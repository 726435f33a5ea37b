package sqlread

import "strings"

// lineComment reads to the end of the line. PostgreSQL and SQLite begin one at any --, MySQL only where a space follows; a--1
// is so rare, and a comment without a space so common, that the former is taken.
func (l *lexer) lineComment() {
	start := l.pos
	if n := strings.IndexByte(l.src[start:], '\n'); n >= 0 {
		l.pos = start + n
	} else {
		l.pos = len(l.src)
	}
	l.countVerbs(l.src[start:l.pos])
	if l.pos > start {
		l.comments = append(l.comments, Span{start, l.pos})
	}
}

// blockComment reads /* … */. MySQL executes the inside of /*! … */, so only its signs are skipped.
func (l *lexer) blockComment() {
	start := l.pos
	if l.peek(2) == '!' && !l.executable {
		l.executable = true
		for l.pos += 3; isDigit(l.peek(0)); l.pos++ {
		}
		return
	}
	end := -1
	if !l.flat {
		if end = nestedEnd(l.src, start); end < 0 {
			l.flat = true // one open comment shows that they do not nest here; nobody scans to the end again
		}
	}
	if end < 0 {
		if n := strings.Index(l.src[start+2:], "*/"); n >= 0 {
			end = start + 2 + n + 2
		} else {
			end = len(l.src)
			l.problem(start, "comment is not closed")
		}
	}
	l.pos = end
	l.countVerbs(l.src[start:end])
	l.comments = append(l.comments, Span{start, end})
}

// nestedEnd gives the end of the nesting comment that begins at start, or -1.
func nestedEnd(s string, start int) int {
	depth := 1
	for i := start + 2; i+1 < len(s); i++ {
		switch {
		case s[i] == '*' && s[i+1] == '/':
			i++
			if depth--; depth == 0 {
				return i + 1
			}
		case s[i] == '/' && s[i+1] == '*':
			i++
			depth++
		}
	}
	return -1
}

// stringLit reads a '…' string whose prefix, if any, began at start.
func (l *lexer) stringLit(start int, prefix byte) {
	quote := byte('\'')
	if prefix != 0 {
		quote = prefix
	}
	body := l.pos + 1
	end, plain := l.quoteEnd(body, '\'', prefix == 'E' || prefix == 0 && l.escapes)
	t := token{kind: tokString, quote: quote, start: int32(start), text: l.src[body:end]}
	if !plain {
		t.text = unquote(t.text, '\'', prefix == 'E' || prefix == 0 && l.escapes)
	}
	l.closeQuote(&t, start, body, end)
}

// quotedName reads "…" or `…`. MySQL's "string" is told apart by the parser, which knows what may stand where.
func (l *lexer) quotedName(quote byte) {
	start := l.pos
	body := start + 1
	escapes := l.escapes && quote == '"'
	end, plain := l.quoteEnd(body, quote, escapes)
	t := token{kind: tokQuoted, quote: quote, start: int32(start), text: l.src[body:end]}
	if !plain {
		t.text = unquote(t.text, quote, escapes)
	}
	l.closeQuote(&t, start, body, end)
}

// quoteEnd finds the closing quote of a body; plain is true when nothing in it needs to be unquoted.
func (l *lexer) quoteEnd(body int, quote byte, escapes bool) (end int, plain bool) {
	plain = true
	for i := body; i < len(l.src); i++ {
		switch l.src[i] {
		case quote:
			if i+1 < len(l.src) && l.src[i+1] == quote {
				plain = false
				i++
				continue
			}
			return i, plain
		case '\\':
			if escapes {
				plain = false
				i++
			}
		}
	}
	return len(l.src), plain
}

// closeQuote finishes a quoted token whose body is [body, end), noting holes and formatter verbs in it.
func (l *lexer) closeQuote(t *token, start, body, end int) {
	l.pos = end + 1
	if end >= len(l.src) {
		l.pos = len(l.src)
		l.openString = true
		l.problem(start, "string or quoted name is not closed")
	}
	t.end = int32(l.pos)
	raw := l.src[body:min(end, len(l.src))]
	if i := strings.IndexByte(raw, HoleMark[0]); i >= 0 {
		t.hole = int32(l.holeAt(body + i))
	} else if strings.Contains(raw, "{{") || strings.Contains(raw, "${") {
		t.hole = -1
	}
	if strings.IndexByte(raw, '%') >= 0 {
		first := l.verbs
		if l.countVerbs(raw) && t.hole == 0 && len(raw) > 0 && verbLen(raw) == len(raw) {
			t.num = int32(max(first, l.verbs-1)) + 1
		} else if t.kind == tokQuoted && t.hole == 0 && l.verbs == first+1 && strings.Count(raw, "%") == 1 && !strings.ContainsAny(raw, " '") {
			t.num = int32(first) + 1 // "events_%s"; a second percent is a pattern's, in a MySQL string
		}
	}
	l.emit(*t)
}

// unquote resolves doubled quotes and, where they count, backslash escapes. Escapes of control characters keep only their
// letter's meaning where a comparison of constants could see it; the rest stand for themselves.
func unquote(s string, quote byte, escapes bool) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == quote && i+1 < len(s) && s[i+1] == quote:
			i++
		case c == '\\' && escapes && i+1 < len(s):
			i++
			switch c = s[i]; c {
			case 'n':
				c = '\n'
			case 't':
				c = '\t'
			case 'r':
				c = '\r'
			case '%', '_':
				b.WriteByte('\\') // keeps its backslash for LIKE
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// bracketName reads [name], which SQLite accepts, when no subscript or array constructor can stand here.
func (l *lexer) bracketName() bool {
	if p := l.prev(); p == nil || l.brackets > 0 || p.op("[") || p.is("ARRAY") || endsOperand(p) {
		return false
	}
	start, i := l.pos, l.pos+1
	if i >= len(l.src) || !isLetter(l.src[i]) {
		return false
	}
	for ; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == ']':
			l.emit(token{kind: tokQuoted, quote: '[', start: int32(start), end: int32(i + 1), text: l.src[start+1 : i]})
			l.pos = i + 1
			return true
		case !isLetter(c) && !isDigit(c) && c != ' ' || i-start > 128:
			return false
		}
	}
	return false
}

// template reads a part that another template engine fills in, {{ … }} or ${…}, as a hole without a number.
func (l *lexer) template(open, shut string) bool {
	rest := l.src[l.pos+len(open):]
	n := strings.Index(rest[:min(len(rest), 4096)], shut) // bounded, so that a run of open signs stays linear
	if n < 0 {
		return false
	}
	start := l.pos
	l.pos += len(open) + n + len(shut)
	l.emit(token{kind: tokHole, start: int32(start), end: int32(l.pos), hole: -1, text: l.src[start:l.pos]})
	return true
}

// setDelimiter obeys the MySQL client's DELIMITER line.
func (l *lexer) setDelimiter() {
	start := l.pos
	l.lineComment()
	l.delimiter = strings.TrimSpace(l.src[start:l.pos])
	if l.delimiter == ";" {
		l.delimiter = ""
	}
}

// copyData skips the rows that follow COPY … FROM STDIN; in a dump: everything up to a line that holds only \.
func (l *lexer) copyData() {
	if l.statement >= len(l.tokens) || !l.tokens[l.statement].is("COPY") {
		return
	}
	for i := l.statement + 1; i < len(l.tokens); i++ {
		if l.tokens[i].is("STDIN") {
			if n := strings.Index(l.src[l.pos:], "\n\\."); n >= 0 {
				l.pos += n + 1
			}
			return
		}
	}
}
