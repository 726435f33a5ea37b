package query

import (
	"strconv"
	"strings"
)

// Template is a function that runs a statement of which its caller supplies a part: a wrapper of the user's own that receives
// the text, or a generated query that receives the values. It travels to other packages in a fact, so it holds no Go value.
type Template struct {
	Func string
	// Generated templates owe nothing themselves: each hand-written call of one is judged.
	Generated bool
	Texts     []TemplateText
	// Unresolved says why there may be further texts.
	Unresolved string
	// Source names the file and line of the statement: "queries/orders.sql:12".
	Source string
	// Command is sqlc's ":one", ":many", ":exec" … without the colon.
	Command string
}

// TemplateText is one text of a template with the values that its placeholders get.
type TemplateText struct {
	// Pieces is the text; a piece "\x00<n>" stands for the text that parameter n supplies, "\x00?" for a part that was not read.
	Pieces []string
	Args   []TemplateArg
	// Complete is false when the values are put together in a way that was not read.
	Complete bool
	// NamedParam is the parameter (from 1) whose fields or keys give the named values; 0 when there is none.
	NamedParam int
	// NamedPath leads from that parameter to the struct or map.
	NamedPath []string
	Named     []NamedArg
}

// NamedArg is a named value.
type NamedArg struct {
	Name string
	Arg  TemplateArg
}

// TemplateArg is the value of one placeholder: a parameter or a field below it, a constant, or not known.
type TemplateArg struct {
	Param   int // from 0; -1 when the value is no parameter's
	Path    []string
	Spread  bool // all further values are the elements of the parameter
	Const   string
	IsConst bool
	Name    string
}

// Open reports whether the caller supplies text.
func (t *Template) Open() bool {
	for _, x := range t.Texts {
		for _, p := range x.Pieces {
			if n, ok := pieceParam(p); ok && n >= 0 {
				return true
			}
		}
	}
	return false
}

func pieceParam(p string) (int, bool) {
	if !strings.HasPrefix(p, "\x00") {
		return 0, false
	}
	n, err := strconv.Atoi(p[1:])
	if err != nil {
		return -1, true
	}
	return n, true
}

// String describes the template for tests of facts.
func (t *Template) String() string {
	var b strings.Builder
	b.WriteString(t.Func)
	for _, x := range t.Texts {
		b.WriteString(" ")
		b.WriteString(strconv.Quote(strings.Join(x.Pieces, "|")))
		for _, a := range x.Args {
			b.WriteString(" ")
			b.WriteString(a.String())
		}
	}
	return b.String()
}

// String describes the value.
func (a TemplateArg) String() string {
	switch {
	case a.IsConst:
		return strconv.Quote(a.Const)
	case a.Param < 0:
		return "?"
	}
	s := "#" + strconv.Itoa(a.Param)
	if len(a.Path) > 0 {
		s += "." + strings.Join(a.Path, ".")
	}
	if a.Spread {
		s += "..."
	}
	return s
}
