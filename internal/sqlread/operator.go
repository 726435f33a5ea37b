package sqlread

// Binding strengths, weakest first: PostgreSQL's table, into which MySQL's and SQLite's own operators are fitted. The
// dialects differ only in comparisons of comparisons (a = b < c), which no predicate that is judged relies on.
const (
	precAssign = iota + 1 // :=
	precOr
	precXor
	precAnd
	precNot
	precIs
	precCompare
	precLike // LIKE, IN, BETWEEN and their kin
	precOther
	precAdd
	precMul
	precPow
	precUnary
)

// unknownOperator recognises an operator that the program fills in: "created_at \x00 $1". With a value, or behind a column
// a parenthesis, on its right, the text can hardly be anything but a comparison; before a name it may as well be AND.
func (p *parser) unknownOperator(left Expr) (string, int) {
	if !isHole(p.cur()) {
		return "", 0
	}
	switch n := p.at(1); n.kind {
	case tokBind:
		if isHole(n) {
			return "", 0
		}
	case tokNumber, tokString:
	case tokOp:
		if _, column := left.(*Column); !column || n.text != "(" {
			return "", 0
		}
	default:
		return "", 0
	}
	return OpHole, precCompare
}

// operator gives the operator at the current token and how strongly it binds; 0 when there is none. Operators with a
// syntax of their own are given by one word: IS, LIKE (for all of that family, with or without NOT), OPERATOR.
func (p *parser) operator() (string, int) {
	t := p.cur()
	switch t.kind {
	case tokOp:
		return p.symbol(t.text)
	case tokWord:
		switch t.kw {
		case "":
			switch {
			case t.is("MEMBER") && p.at(1).kw == "OF":
				return "LIKE", precLike
			case t.is("OPERATOR") && p.at(1).op("("):
				return "OPERATOR", precOther
			case t.is("OVERLAPS"):
				return "OVERLAPS", precCompare
			}
		case "OR":
			return "OR", precOr
		case "XOR":
			return "XOR", precXor
		case "AND":
			return "AND", precAnd
		case "IS":
			return "IS", precIs
		case "ISNULL", "NOTNULL":
			return t.kw, precIs
		case "IN", "LIKE", "ILIKE", "BETWEEN", "REGEXP", "RLIKE", "GLOB":
			return "LIKE", precLike
		case "SIMILAR":
			if p.at(1).kw == "TO" {
				return "LIKE", precLike
			}
		case "SOUNDS":
			if p.at(1).kw == "LIKE" {
				return "LIKE", precLike
			}
		case "MATCH":
			if n := p.at(1); n.kind == tokString || n.kind == tokBind || n.kind == tokHole {
				return "LIKE", precLike
			}
		case "NOT":
			switch p.at(1).kw {
			case "IN", "LIKE", "ILIKE", "BETWEEN", "REGEXP", "RLIKE", "GLOB", "SIMILAR", "MATCH", "NULL":
				return "LIKE", precLike
			}
		case "DIV":
			return "DIV", precMul
		case "MOD":
			return "%", precMul
		}
	}
	return "", 0
}

// symbol gives the binding strength of a written operator, and its normal form.
func (p *parser) symbol(s string) (string, int) {
	switch s {
	case "(", ")", ",", ";", ".", "[", "]", "{", "}", ":", "=>", "!", "\\", "$", "::":
		return "", 0
	case "=", "<", ">", "<=", ">=", "<>":
		return s, precCompare
	case "==":
		return "=", precCompare
	case "!=":
		return "<>", precCompare
	case "<=>":
		return "IS NOT DISTINCT FROM", precCompare
	case ":=":
		return s, precAssign
	case "+", "-":
		return s, precAdd
	case "*", "/", "%":
		return s, precMul
	case "%%":
		return "%", precMul
	case "^":
		return s, precPow
	case "&&":
		if p.mysql {
			return "AND", precAnd
		}
	}
	return s, precOther
}

// namedOperator reads OPERATOR(schema.op) and gives the operator.
func (p *parser) namedOperator() string {
	p.i += 2
	op := ""
	for !p.atEnd() && !p.op(")") {
		op = p.advance().text
	}
	p.closeParen()
	return op
}
