package sqlread

import "strings"

// punctuation reads whatever begins with neither letter, digit, quote nor space. The signs that may begin a placeholder, a
// comment or a name in brackets are tried first; each of those answers false when it is an operator after all.
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
