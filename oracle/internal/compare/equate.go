package compare

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/oracle/internal/canon"
	"github.com/bailiwick-dev/bailiwick/oracle/internal/placeholder"
)

// equate takes out of a reading what two grammars say differently without meaning anything else. Every line is a statement of
// ours that the two forms are one; nothing that bears on which row a statement touches may be among them.
func equate(n *canon.Node, grammar placeholder.Dialect) *canon.Node {
	if n == nil {
		return nil
	}
	out := &canon.Node{Op: n.Op, Text: n.Text, At: n.At}
	for _, k := range n.Kids {
		if k = equate(k, grammar); k != nil {
			out.Kids = append(out.Kids, k)
		}
	}
	switch out.Op {
	case "cast":
		// DATE '2020-01-01', '2020-01-01'::date: a value either way.
		if len(out.Kids) == 1 && (out.Kids[0].Op == "str" || out.Kids[0].Op == "lit") {
			return canon.New("lit")
		}
	case "func":
		out = equateCall(out)
	case "op":
		if out.Text == "RLIKE" {
			out.Text = "REGEXP"
		}
	}
	if grammar == placeholder.MySQL {
		return equateMySQL(out)
	}
	return out
}

func equateCall(n *canon.Node) *canon.Node {
	args := canon.Args(n)
	switch n.Text {
	case "current_schema", "current_user", "current_date", "current_time", "current_timestamp", "session_user", "localtime", "localtimestamp":
		// With and without parentheses.
		return canon.New("lit")
	case "extract":
		// EXTRACT(epoch FROM x): the field is a word to one grammar and a string to the other.
		if len(args) == 2 && (args[0].Op == "lit" || args[0].Op == "str") {
			return canon.Func("extract", args[1])
		}
	}
	return n
}

// equateMySQL is what holds for MySQL's grammar only.
func equateMySQL(n *canon.Node) *canon.Node {
	switch n.Op {
	case "bool":
		// TRUE is 1.
		if n.Text == "true" {
			return canon.Num("1")
		}
		return canon.Num("0")
	case "str":
		return canon.Leaf("str", unescape(n.Text))
	case "num":
		// 0x1F is bytes as much as a number.
		if strings.HasPrefix(n.Text, "0x") {
			return canon.New("lit")
		}
	case "op":
		return equateMySQLOp(n)
	case "func":
		return equateMySQLCall(n)
	case "from":
		return innerJoins(n)
	case "rel":
		// FROM DUAL is no table.
		if strings.HasPrefix(n.Text, "dual") {
			return nil
		}
	}
	return n
}

func equateMySQLOp(n *canon.Node) *canon.Node {
	switch n.Text {
	case "->":
		return canon.Func("json_extract", n.Kids...)
	case "->>":
		return canon.Func("json_unquote", canon.Func("json_extract", n.Kids...))
	case "||":
		return concat(n)
	case "+", "-":
		// x + INTERVAL n DAY is DATE_ADD(x, INTERVAL n DAY).
		if len(n.Kids) == 2 && (n.Kids[1].Op == "func" && n.Kids[1].Text == "interval" || n.Kids[1].Op == "lit") {
			name := "date_add"
			if n.Text == "-" {
				name = "date_sub"
			}
			return equateMySQLCall(canon.Func(name, n.Kids...))
		}
	}
	return n
}

func equateMySQLCall(n *canon.Node) *canon.Node {
	args := canon.Args(n)
	switch n.Text {
	case "concat":
		return concat(n)
	case "count":
		// count(*) is count(1) to this grammar.
		if len(n.Kids) == 1 && len(args) == 1 && args[0].Op == "num" {
			return canon.Leaf("func", "count").With(canon.Leaf("star", ""))
		}
	case "group_concat":
		// The separator is an argument to one grammar, a clause to the other.
		if len(args) > 1 && args[len(args)-1].Op == "str" {
			kids := append([]*canon.Node{}, n.Kids...)
			for i, k := range kids {
				if k.Op == "args" {
					kids[i] = canon.New("args", args[:len(args)-1]...)
				}
			}
			return &canon.Node{Op: n.Op, Text: n.Text, At: n.At, Kids: kids}
		}
	case "date_add", "date_sub":
		// An interval of a constant is one literal to one grammar and its number to the other.
		if len(args) != 2 {
			return n
		}
		by := args[1]
		if by.Op == "func" && by.Text == "interval" && len(canon.Args(by)) > 0 {
			by = canon.Args(by)[0]
		}
		if by.Op == "num" || by.Op == "str" {
			by = canon.New("lit")
		}
		return canon.Func(n.Text, args[0], by)
	}
	return n
}

// innerJoins takes the inner joins at the top of FROM apart: "a JOIN b JOIN c ON x" may be nested either way, and means the same.
func innerJoins(from *canon.Node) *canon.Node {
	var tables, conditions []*canon.Node
	var split func(n *canon.Node)
	split = func(n *canon.Node) {
		if n.Op != "join" || n.Text != "inner" && n.Text != "cross" {
			tables = append(tables, n)
			return
		}
		for _, k := range n.Kids {
			if k.Op == "on" || k.Op == "using" {
				conditions = append(conditions, k)
				continue
			}
			split(k)
		}
	}
	for _, k := range from.Kids {
		split(k)
	}
	return canon.List("from", append(tables, conditions...))
}

// unescape decodes the escapes of MySQL's strings, which the reader, knowing no dialect, leaves as they are written.
func unescape(s string) string {
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r", `\0`, "\x00", `\'`, "'", `\"`, `"`, `\\`, `\`).Replace(s)
}

// concat flattens a || b || c and CONCAT(a, b, c).
func concat(n *canon.Node) *canon.Node {
	kids := n.Kids
	if n.Op == "func" {
		kids = canon.Args(n)
	}
	out := canon.Func("concat")
	var flat []*canon.Node
	for _, k := range kids {
		if k.Op == "func" && k.Text == "concat" {
			flat = append(flat, canon.Args(k)...)
			continue
		}
		flat = append(flat, k)
	}
	out.Add(canon.List("args", flat))
	return out
}
