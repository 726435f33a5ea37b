package sqlread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexed is a text cut into tokens. The token slice always ends with one tokEOF.
type lexed struct {
	text     string
	tokens   []token
	comments []Span // every comment, for annotations and waivers
	problems []Problem
	mysql    bool // a backtick or backslash escapes were seen: && is AND, "…" may be a string
}

// lex cuts a text into tokens in one pass. No dialect is named, so three questions are answered by the text itself:
//
//   - a backslash escapes inside '…' when the text has a backtick anywhere (only MySQL has both); when one of the two
//     readings leaves a string open at the end of the text, the other one is taken;
//   - comments nest until one of them does not close, then they stop nesting;
//   - # begins a comment unless it begins a Postgres operator (#>, #>>, #-) after an operand.
//
// It never fails: an unclosed string or comment is a Problem and reaches to the end of the text.
func lex(text string) *lexed {
	escapes := strings.IndexByte(text, '`') >= 0
	l := newLexer(text, escapes)
	l.run()
	if l.openString && strings.Contains(text, `\'`) {
		other := newLexer(text, !escapes)
		other.run()
		if !other.openString {
			l = other
		}
	}
	return &lexed{text: text, tokens: l.tokens, comments: l.comments, problems: l.problems, mysql: l.escapes}
}

// lexer is the state of one pass.
type lexer struct {
	src      string
	pos      int
	tokens   []token
	comments []Span
	problems []Problem

	escapes    bool // a backslash escapes inside '…'
	flat       bool // comments do not nest
	openString bool // a string reached the end of the text
	executable bool // inside /*! … */
	brackets   int  // depth of subscript brackets
	statement  int  // index of the first token of the current statement
	delimiter  string

	questions int  // number of ? placeholders so far
	verbs     int  // index of the next formatter verb
	zeroBased int8 // whether ?0 occurs, so that ?1 is the second argument: 0 not asked yet, 1 yes, -1 no

	holes, holesAt int // marks before byte holesAt
}

func newLexer(text string, escapes bool) *lexer {
	return &lexer{src: text, escapes: escapes, tokens: make([]token, 0, len(text)/3+8)}
}

func (l *lexer) run() {
	for l.next() {
	}
	l.emit(token{kind: tokEOF, start: int32(len(l.src)), end: int32(len(l.src))})
}

func (l *lexer) emit(t token) { l.tokens = append(l.tokens, t) }

// emitText adds a token whose text is the source between start and the current position.
func (l *lexer) emitText(kind tokenKind, start int) {
	l.emit(token{kind: kind, start: int32(start), end: int32(l.pos), text: l.src[start:l.pos]})
}

func (l *lexer) problem(start int, reason string) {
	l.problems = append(l.problems, Problem{Span{start, len(l.src)}, reason})
}

// peek gives the byte n places ahead, 0 past the end. A zero byte in the text is a HoleMark, which no caller looks for this way.
func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.src) {
		return l.src[l.pos+n]
	}
	return 0
}

// prev gives the last token, or nil at the start of the text.
func (l *lexer) prev() *token {
	if len(l.tokens) == 0 {
		return nil
	}
	return &l.tokens[len(l.tokens)-1]
}

// next reads one token or one stretch of space or comment; it reports whether there may be more.
func (l *lexer) next() bool {
	if l.pos >= len(l.src) {
		return false
	}
	if l.delimiter != "" && strings.HasPrefix(l.src[l.pos:], l.delimiter) {
		l.emit(token{kind: tokOp, start: int32(l.pos), end: int32(l.pos + len(l.delimiter)), text: ";"})
		l.pos += len(l.delimiter)
		l.statement = len(l.tokens)
		return true
	}
	c := l.src[l.pos]
	switch {
	case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
		l.pos++
	case isLetter(c):
		l.word()
	case isDigit(c) || c == '.' && isDigit(l.peek(1)):
		l.number()
	case c == '\'':
		l.stringLit(l.pos, 0)
	case c == '"' || c == '`':
		l.quotedName(c)
	case c == HoleMark[0]:
		l.glued(l.pos)
	case c >= utf8.RuneSelf:
		if r, n := utf8.DecodeRuneInString(l.src[l.pos:]); isSpaceRune(r) {
			l.pos += n
		} else {
			l.word()
		}
	default:
		l.punctuation(c)
	}
	return true
}

// punctuation reads whatever begins with neither letter, digit, quote nor space.
func (l *lexer) punctuation(c byte) {
	start := l.pos
	switch c {
	case '-':
		if l.peek(1) == '-' {
			l.lineComment()
			return
		}
	case '#':
		if !l.hashOperator() {
			l.lineComment()
			return
		}
	case '/':
		if l.peek(1) == '*' {
			l.blockComment()
			return
		}
	case '*':
		if l.executable && l.peek(1) == '/' {
			l.executable = false
			l.pos += 2
			return
		}
	case '\\':
		// A psql meta-command (\connect, \.) takes its line.
		if l.lineStart() && (isLetter(l.peek(1)) || l.peek(1) == '.') {
			l.lineComment()
			return
		}
	case '$':
		if l.dollar() {
			return
		}
	case '?':
		if l.question() {
			return
		}
	case ':':
		if l.colon() {
			return
		}
	case '@':
		if l.at() {
			return
		}
	case '%':
		if l.percent() {
			return
		}
	case '{':
		if l.peek(1) == '{' && l.template("{{", "}}") {
			return
		}
	case '[':
		if l.bracketName() {
			return
		}
		l.brackets++
	case ']':
		l.brackets = max(0, l.brackets-1)
	}
	l.pos += operatorLen(l.src[start:])
	l.emitText(tokOp, start)
	if c == ';' {
		l.copyData()
		l.statement, l.brackets = len(l.tokens), 0
	}
}

// lineStart reports whether only space stands before the current position on its line.
func (l *lexer) lineStart() bool {
	i := l.pos - 1
	for i >= 0 && (l.src[i] == ' ' || l.src[i] == '\t') {
		i--
	}
	return i < 0 || l.src[i] == '\n'
}

// operators lists, by first byte, the operators of more than one byte, longest first.
var operators = [128][]string{
	'!': {"!~~*", "!~~", "!~*", "!=", "!~", "!!"},
	'#': {"#>>", "#>", "#-"},
	'&': {"&<|", "&&", "&<", "&>"},
	'*': {"**"},
	'-': {"->>", "-|-", "->"},
	':': {"::", ":="},
	'<': {"<=>", "<->", "<#>", "<+>", "<<|", "<<=", "<@", "<=", "<>", "<<", "<^", "<%"},
	'=': {"==", "=>"},
	'>': {">>=", ">=", ">>", ">^"},
	'?': {"?|", "?&"},
	'@': {"@-@", "@@@", "@>", "@@", "@?"},
	'^': {"^@", "^="},
	'|': {"||/", "|>>", "|&>", "||", "|/"},
	'~': {"~~*", "~~", "~*", "~="},
	'%': {"%%", "%>"},
}

// operatorLen gives the length of the operator that s begins with. An operator never swallows the sign of a placeholder
// written against it: =@p, <@p and >=:p end before the sign.
func operatorLen(s string) int {
	if s[0] >= 128 {
		return 1
	}
	for _, op := range operators[s[0]] {
		if !strings.HasPrefix(s, op) {
			continue
		}
		if op[len(op)-1] == '@' && len(s) > len(op) && isLetter(s[len(op)]) && op != "@@" && op != "@@@" {
			continue
		}
		return len(op)
	}
	return 1
}

// hashOperator tells a Postgres operator that begins with # from a MySQL comment: only after an operand, and only in the
// three spellings of the jsonb path operators.
func (l *lexer) hashOperator() bool {
	if p := l.prev(); p == nil || !endsOperand(p) {
		return false
	}
	return l.peek(1) == '>' || l.peek(1) == '-' && l.peek(2) != '-'
}

// word reads an unquoted word, or a string with a prefix letter (E'…').
func (l *lexer) word() {
	start := l.pos
	if isLetter(l.src[start]) {
		switch l.peek(1) {
		case '\'':
			switch p := l.src[start] &^ 0x20; p {
			case 'E', 'B', 'X', 'N':
				l.pos++
				l.stringLit(start, p)
				return
			}
		case '&':
			if l.src[start]&^0x20 == 'U' && l.peek(2) == '\'' {
				l.pos += 2
				l.stringLit(start, 'U')
				return
			}
		}
	}
	l.wordTail()
	text := l.src[start:l.pos]
	kw := keyword(text)
	if kw == "" && l.pos < len(l.src) && (l.src[l.pos] == HoleMark[0] || l.src[l.pos] == '%' && verbLen(l.src[l.pos:]) > 0) {
		l.glued(start)
		return
	}
	if len(text) == 9 && len(l.tokens) == l.statement && strings.EqualFold(text, "DELIMITER") {
		l.setDelimiter()
		return
	}
	l.emit(token{kind: tokWord, start: int32(start), end: int32(l.pos), text: text, kw: kw})
}

// wordTail moves past the bytes of a word.
func (l *lexer) wordTail() {
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		switch {
		case l.delimiter != "" && strings.HasPrefix(l.src[l.pos:], l.delimiter): // END$$
			return
		case isLetter(c) || isDigit(c) || c == '$':
			l.pos++
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(l.src[l.pos:])
			if isSpaceRune(r) {
				return
			}
			l.pos += n
		default:
			return
		}
	}
}

// glued reads a hole together with the word bytes written against it (events_\x00, \x00_2024, tenant_%s): one name that is
// not known. A keyword against a hole stays a word of its own, for the hole's text may end in a space.
func (l *lexer) glued(start int) {
	hole, verb := 0, -1
	for l.pos < len(l.src) {
		if l.src[l.pos] == HoleMark[0] {
			if hole == 0 {
				hole = l.holeAt(l.pos)
			}
			l.pos++
			continue
		}
		if n := verbLen(l.src[l.pos:]); l.src[l.pos] == '%' && n > 0 {
			v := l.verb(l.src[l.pos : l.pos+n])
			if verb < 0 {
				verb = v
			}
			l.pos += n
			continue
		}
		from := l.pos
		l.wordTail()
		if from == l.pos {
			break
		}
		if keyword(l.src[from:l.pos]) != "" {
			l.pos = from
			break
		}
	}
	t := token{kind: tokHole, start: int32(start), end: int32(l.pos), hole: int32(hole), text: l.src[start:l.pos]}
	if hole == 0 {
		t.kind, t.style, t.num = tokBind, BindPercent, int32(verb)
	}
	l.emit(t)
}

// number reads a number. A word may begin with digits (MySQL: 2fa_codes), unless the rest is a keyword (1AND).
func (l *lexer) number() {
	start := l.pos
	digits := func() {
		for l.pos < len(l.src) && (isDigit(l.src[l.pos]) || l.src[l.pos] == '_' && isDigit(l.peek(1))) {
			l.pos++
		}
	}
	if l.src[start] == '0' && (l.peek(1)|0x20 == 'x' || l.peek(1)|0x20 == 'b' || l.peek(1)|0x20 == 'o') && isHex(l.peek(2)) {
		l.pos += 2
		for l.pos < len(l.src) && (isHex(l.src[l.pos]) || l.src[l.pos] == '_') {
			l.pos++
		}
		l.emitText(tokNumber, start)
		return
	}
	digits()
	if l.peek(0) == '.' && l.peek(1) != '.' {
		l.pos++
		digits()
	}
	if l.peek(0)|0x20 == 'e' && (isDigit(l.peek(1)) || (l.peek(1) == '-' || l.peek(1) == '+') && isDigit(l.peek(2))) {
		l.pos += 2
		digits()
	} else if l.pos < len(l.src) && isLetter(l.src[l.pos]) && !strings.Contains(l.src[start:l.pos], ".") {
		from := l.pos
		l.wordTail()
		if keyword(l.src[from:l.pos]) == "" {
			l.emitText(tokWord, start)
			return
		}
		l.pos = from
	}
	l.emitText(tokNumber, start)
}

// holeAt gives the number of the mark at byte pos. Positions are asked in rising order, so the marks are counted once.
func (l *lexer) holeAt(pos int) int {
	if pos > l.holesAt {
		l.holes += strings.Count(l.src[l.holesAt:pos], HoleMark)
		l.holesAt = pos
	}
	return l.holes + 1
}

// endsOperand reports whether an operand may end with t, so that an operator and no placeholder is expected after it.
// A word counts as an operand unless it is a keyword that needs something to its right.
func endsOperand(t *token) bool {
	switch t.kind {
	case tokQuoted, tokString, tokNumber, tokBind, tokHole:
		return true
	case tokOp:
		return t.text == ")" || t.text == "]"
	case tokWord:
		switch t.kw {
		case "", "NULL", "TRUE", "FALSE", "END", "DEFAULT", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER",
			"SESSION_USER", "CURRENT_ROLE", "CURRENT_SCHEMA", "CURRENT_CATALOG", "LOCALTIME", "LOCALTIMESTAMP", "KEY", "POSITION", "UNKNOWN":
			return true
		}
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// isSpaceRune reports the spaces beyond ASCII that editors leave in a text: no-break and zero-width space, byte-order mark.
func isSpaceRune(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}
