package sqlread

import (
	"strconv"
	"strings"
)

// bind adds a placeholder that spans start to the current position.
func (l *lexer) bind(style BindStyle, start, index int, name string) {
	l.emit(token{kind: tokBind, style: style, start: int32(start), end: int32(l.pos), num: int32(index), text: name})
}

// digitsAt gives the end of the run of digits at byte i.
func (l *lexer) digitsAt(i int) int {
	for i < len(l.src) && isDigit(l.src[i]) {
		i++
	}
	return i
}

// nameAt gives the end of the name that begins at byte i; i itself when none does. A dot inside is kept when dotted is set:
// sqlx binds :user.name from a nested field.
func (l *lexer) nameAt(i int, dotted bool) int {
	if i >= len(l.src) || !isLetter(l.src[i]) {
		return i
	}
	for i < len(l.src) {
		c := l.src[i]
		if !isLetter(c) && !isDigit(c) && !(c == '.' && dotted && i+1 < len(l.src) && isLetter(l.src[i+1])) {
			break
		}
		i++
	}
	return i
}

// ordinal turns a written number into an argument index.
func ordinal(digits string, base int) int {
	n, err := strconv.Atoi(digits)
	if err != nil || n-base > 1<<20 {
		return -1 // more arguments than any driver takes
	}
	return max(n-base, -1)
}

// dollar reads $1, SQLite's $name, ${template} or a $tag$ … $tag$ string.
func (l *lexer) dollar() bool {
	start := l.pos
	if end := l.digitsAt(start + 1); end > start+1 {
		l.pos = end
		l.bind(BindDollar, start, ordinal(l.src[start+1:end], 1), "")
		return true
	}
	if l.peek(1) == '{' {
		return l.template("${", "}")
	}
	end := l.nameAt(start+1, false)
	if end < len(l.src) && l.src[end] == '$' {
		tag := l.src[start : end+1]
		body := end + 1
		n := strings.Index(l.src[body:], tag)
		if n < 0 {
			l.pos = len(l.src)
			l.openString = true
			l.problem(start, "dollar-quoted string is not closed")
			n = len(l.src) - body
		} else {
			l.pos = body + n + len(tag)
		}
		t := token{kind: tokString, quote: '$', start: int32(start), end: int32(l.pos), text: l.src[body : body+n]}
		if i := strings.IndexByte(t.text, HoleMark[0]); i >= 0 {
			t.hole = int32(l.holeAt(body + i))
		}
		l.countVerbs(t.text)
		l.emit(t)
		return true
	}
	if end > start+1 {
		l.pos = end
		l.bind(BindColon, start, -1, l.src[start+1:end])
		return true
	}
	return false
}

// question tells the placeholder ? (also ?1, and bun's ?0 and ?TableName) from the jsonb operators ?, ?| and ?&.
//
// No valid statement has two operands side by side. So after an operand ? can only be an operator, provided an operand
// follows; when a keyword, a closing sign or the end follows instead, the text is a fragment in which the operand's operator
// was cut off, and ? is a placeholder. Everywhere else it is a placeholder. A word counts as an operand unless it is a
// keyword that needs something to its right, so LIMIT ?, LIKE ? and INTERVAL ? read as placeholders.
func (l *lexer) question() bool {
	start := l.pos
	p := l.prev()
	afterOperand := p != nil && endsOperand(p)
	if c := l.peek(1); c == '|' && l.peek(2) != '|' || c == '&' && l.peek(2) != '&' {
		if afterOperand {
			return false
		}
	}
	if end := l.digitsAt(start + 1); end > start+1 {
		l.pos = end
		base := 1
		if l.bunNumbered() {
			base = 0
		}
		l.bind(BindQuestion, start, ordinal(l.src[start+1:end], base), "")
		return true
	}
	if afterOperand && l.operandAfter(start+1) {
		return false
	}
	if end := l.nameAt(start+1, true); end > start+1 && keyword(l.src[start+1:end]) == "" {
		l.pos = end
		l.bind(BindQuestion, start, -1, l.src[start+1:end])
		return true
	}
	l.pos++
	l.bind(BindQuestion, start, l.questions, "")
	l.questions++
	return true
}

// bunNumbered reports whether the text counts its ? arguments from zero, as bun does and SQLite never can.
func (l *lexer) bunNumbered() bool {
	if l.zeroBased == 0 {
		l.zeroBased = -1
		for i := 0; ; {
			n := strings.Index(l.src[i:], "?0")
			if n < 0 {
				break
			}
			if i += n + 2; i >= len(l.src) || !isDigit(l.src[i]) {
				l.zeroBased = 1
				break
			}
		}
	}
	return l.zeroBased == 1
}

// operandAfter reports whether what follows byte i, past space, begins an operand.
func (l *lexer) operandAfter(i int) bool {
	for i < len(l.src) && (l.src[i] == ' ' || l.src[i] == '\n' || l.src[i] == '\t' || l.src[i] == '\r') {
		i++
	}
	if i >= len(l.src) {
		return false
	}
	switch c := l.src[i]; {
	case isLetter(c):
		end := l.nameAt(i, false)
		kw := keyword(l.src[i:end])
		return kw == "" || kw == "ARRAY" || kw == "CASE" || kw == "CAST"
	case isDigit(c), c == '\'', c == '"', c == '`', c == '$', c == '@', c == '(', c == '?':
		return true
	case c == ':':
		return i+1 < len(l.src) && isLetter(l.src[i+1])
	}
	return false
}

// colon reads :name and :1. Not a placeholder are ::cast, := and the colon of an array slice.
func (l *lexer) colon() bool {
	start := l.pos
	if c := l.peek(1); c == ':' || c == '=' {
		return false
	}
	if p := l.prev(); l.brackets > 0 && p != nil && (endsOperand(p) || p.op("[")) {
		return false
	}
	if end := l.digitsAt(start + 1); end > start+1 {
		l.pos = end
		l.bind(BindColon, start, ordinal(l.src[start+1:end], 1), "")
		return true
	}
	if end := l.nameAt(start+1, true); end > start+1 {
		l.pos = end
		l.bind(BindColon, start, -1, l.src[start+1:end])
		return true
	}
	// psql's :'name' and :"name".
	if q := l.peek(1); q == '\'' || q == '"' {
		if end := l.nameAt(start+2, false); end > start+2 && end < len(l.src) && l.src[end] == q {
			l.pos = end + 1
			l.bind(BindColon, start, -1, l.src[start+2:end])
			return true
		}
	}
	return false
}

// at reads @name and @`name`, and MySQL's @@variable, which is a word and no placeholder.
func (l *lexer) at() bool {
	start := l.pos
	if l.peek(1) == '@' {
		p := l.prev()
		end := l.nameAt(start+2, true)
		if p != nil && endsOperand(p) || end == start+2 {
			return false
		}
		l.pos = end
		l.emitText(tokWord, start)
		return true
	}
	if end := l.nameAt(start+1, false); end > start+1 {
		l.pos = end
		l.bind(BindAt, start, -1, l.src[start+1:end])
		return true
	}
	if q := l.peek(1); q == '`' || q == '\'' || q == '"' {
		if end := l.nameAt(start+2, false); end > start+2 && end < len(l.src) && l.src[end] == q {
			l.pos = end + 1
			l.bind(BindAt, start, -1, l.src[start+2:end])
			return true
		}
	}
	return false
}

// percent reads a formatter's verb: %s, %d, %[1]s, %02d, and Python's %(name)s.
func (l *lexer) percent() bool {
	start := l.pos
	if n := verbLen(l.src[start:]); n > 0 {
		l.glued(start)
		return true
	}
	if l.peek(1) == '(' {
		if end := l.nameAt(start+2, false); end > start+2 && strings.HasPrefix(l.src[end:], ")s") {
			l.pos = end + 2
			l.bind(BindPercent, start, -1, l.src[start+2:end])
			return true
		}
	}
	return false
}

// verbLen gives the length of the formatter verb that s begins with, or 0. The space flag is not known here: "a % d" is a modulo.
func verbLen(s string) int {
	i := 1
	for i < len(s) && strings.IndexByte("+-#0123456789.*", s[i]) >= 0 {
		i++
	}
	if i < len(s) && s[i] == '[' {
		j := i + 1
		for j < len(s) && isDigit(s[j]) {
			j++
		}
		if j == i+1 || j >= len(s) || s[j] != ']' {
			return 0
		}
		i = j + 1
	}
	if i >= len(s) || strings.IndexByte("svdqtfxXeTgU", s[i]) < 0 {
		return 0
	}
	return i + 1
}

// verb gives the argument index of a verb and moves the counter behind it, as package fmt does.
func (l *lexer) verb(s string) int {
	if i := strings.IndexByte(s, '['); i >= 0 {
		l.verbs = max(ordinal(s[i+1:strings.IndexByte(s, ']')], 1), 0)
	}
	l.verbs += strings.Count(s, "*")
	l.verbs++
	return l.verbs - 1
}

// countVerbs moves the verb counter past the verbs of a comment or string: a formatter fills them too. It reports whether there was one.
func (l *lexer) countVerbs(s string) bool {
	found := false
	for {
		i := strings.IndexByte(s, '%')
		if i < 0 || i+1 >= len(s) {
			return found
		}
		s = s[i:]
		if s[1] == '%' {
			s = s[2:]
			continue
		}
		n := verbLen(s)
		if n == 0 {
			s = s[1:]
			continue
		}
		l.verb(s[:n])
		found = true
		s = s[n:]
	}
}
