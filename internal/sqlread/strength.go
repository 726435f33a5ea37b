package sqlread

import "strings"

// strength gives how strongly an expression holds together, on the parser's scale.
func strength(e Expr) int {
	switch e := e.(type) {
	case *Binary:
		return binaryStrength(e.Op)
	case *Unary:
		switch {
		case e.Op == "NOT":
			return precNot
		case strings.HasPrefix(e.Op, "IS "):
			return precIs
		case e.Op == "AT LOCAL":
			return precUnary + 1
		}
		return precUnary
	case *In, *Between:
		return precLike
	case *Quantified:
		return binaryStrength(e.Op)
	}
	return precUnary + 1
}

// binaryStrength is strength by operator. Words that are not listed (LIKE and its kin) bind like LIKE, signs like ||.
func binaryStrength(op string) int {
	switch op {
	case OpHole, ":=":
		return precAssign
	case "OR":
		return precOr
	case "XOR":
		return precXor
	case "AND":
		return precAnd
	case "IS", "IS NOT", "IS DISTINCT FROM", "IS NOT DISTINCT FROM":
		return precIs
	case "=", "<", ">", "<=", ">=", "<>", "OVERLAPS":
		return precCompare
	case "+", "-":
		return precAdd
	case "*", "/", "%", "DIV":
		return precMul
	case "^":
		return precPow
	case "[]", ".", "AT TIME ZONE":
		return precUnary + 1
	}
	if 'A' <= op[0] && op[0] <= 'Z' {
		return precLike
	}
	return precOther
}
