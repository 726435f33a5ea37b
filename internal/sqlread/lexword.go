package sqlread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// wordTail moves past the bytes of a word. A dollar is one of them behind the first, as in Oracle's and PostgreSQL's views,
// unless the client's delimiter begins there (END$$).
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

// isLetter reports the ASCII bytes that may begin a word. Bytes beyond ASCII are looked at as runes where they matter.
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

// isDigit reports a decimal digit.
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isHex reports a hexadecimal digit.
func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// isSpaceRune reports the spaces beyond ASCII that editors leave in a text: no-break and zero-width space, byte-order mark.
func isSpaceRune(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}
