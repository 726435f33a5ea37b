package sqlread

import (
	"strings"
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

// newLexer makes room for a token every three bytes, which real statements stay just below.
func newLexer(text string, escapes bool) *lexer {
	return &lexer{src: text, escapes: escapes, tokens: make([]token, 0, len(text)/3+8)}
}

// run reads to the end and closes the slice, so that no reader has to check a bound.
func (l *lexer) run() {
	for l.next() {
	}
	l.emit(token{kind: tokEOF, start: int32(len(l.src)), end: int32(len(l.src))})
}

// emit adds a token.
func (l *lexer) emit(t token) { l.tokens = append(l.tokens, t) }

// emitText adds a token whose text is the source between start and the current position.
func (l *lexer) emitText(kind tokenKind, start int) {
	l.emit(token{kind: kind, start: int32(start), end: int32(l.pos), text: l.src[start:l.pos]})
}

// problem notes something that begins at byte start and is never closed; it reaches to the end of the text.
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

// holeAt gives the number of the mark at byte pos. Positions are asked in rising order, so the marks are counted once.
func (l *lexer) holeAt(pos int) int {
	if pos > l.holesAt {
		l.holes += strings.Count(l.src[l.holesAt:pos], HoleMark)
		l.holesAt = pos
	}
	return l.holes + 1
}
