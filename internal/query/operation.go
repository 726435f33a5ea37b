// Package query turns Go calls into database operations: which statement runs, with which values, read into which variable.
//
// What a library function means is a row of a table (row.go, lib_*.go); the algorithm knows no library by name.
package query

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Operation is one call that runs a statement.
type Operation struct {
	Fn   *ssa.Function
	Call ssa.CallInstruction // the hand-written call that supplies the statement
	Row  *Row                // nil when a template was instantiated
	// Template is the generated or wrapping function that was called, nil for a direct call into a library.
	Template *Template
	// Alternatives are all statements that the call may run. A text of several statements gives one alternative each.
	Alternatives []Alternative
	// Unresolved says why there may be statements that Alternatives does not hold; empty when there are none.
	Unresolved string
	// Open is true when a caller of Fn supplies a part of the text: the operation is judged there.
	Open bool
	// Aside is why a call that runs a statement owes nothing itself, "" when it may.
	Aside string
	// Awaits are methods of interfaces of the user's that give what the statement wraps, where nothing else of it is unread. What they
	// give is judged where the methods behind them build it, if they do.
	Awaits []string
	// With are the names of the common table expressions around what is awaited: a query that is handed out may read them.
	With []string
}

// Alternative is one statement that an operation may run.
type Alternative struct {
	Stmt *sqlread.Statement
	Text string // empty when the statement was built from a chain
	// Partial is true when Text had parts that were not read; they are holes of the statement.
	Partial bool
	Holes   []flow.Ref
	Binds   Binds
	// Source is where the text stands when it is not in the Go file of the call: "orders.sql:12".
	Source string
	// Row names the command of a sqlc query: "one", "many", "exec" …
	Command string
	// Literal is the position of the text's literal for the suggested fix, when the text is one literal.
	Chain *Chain
}

// Binds are the values for a statement's placeholders.
type Binds struct {
	// Lists are the positional values, one list for each way the arguments may have been put together.
	Lists    [][]Bound
	Complete bool
	// Named are values by name, lower-case.
	Named map[string]Bound
	// NamedFrom is the struct or map whose fields give the named values.
	NamedFrom *flow.Ref
}

// Bound is a value bound to a placeholder: a Go value at the call, or, for the argument of a template, what its text says.
type Bound struct {
	Ref     flow.Ref
	Const   string // the text of a constant when IsConst
	IsConst bool
	Name    string
	Spread  bool // stands for all further values, which are the elements of Ref
}

// Known reports whether the value is anything at all.
func (b Bound) Known() bool { return b.Ref.V != nil || b.IsConst }

// Values are the Go values that may be bound to a placeholder; none when it is not known.
func (a *Alternative) Values(b *sqlread.Bind) []Bound {
	var out []Bound
	if b.Style == sqlread.BindQuoted {
		if b.Hole <= len(a.Holes) {
			out = append(out, Bound{Ref: a.Holes[b.Hole-1]})
		}
		return out
	}
	if b.Name != "" {
		if v, ok := a.Binds.Named[strings.ToLower(b.Name)]; ok {
			return []Bound{v}
		}
		if from := a.Binds.NamedFrom; from != nil {
			if f := fieldFor(from.V.Type(), from.Path, b.Name); f != "" {
				return []Bound{{Ref: from.Field(f), Name: f}}
			}
		}
		if b.Index < 0 {
			return nil
		}
	}
	for _, list := range a.Binds.Lists {
		if b.Index >= 0 && b.Index < len(list) && list[b.Index].Known() && !list[b.Index].Spread {
			out = append(out, list[b.Index])
		}
	}
	return out
}

// fieldFor finds the field of a struct that a named placeholder stands for: by its db tag, else by its name.
func fieldFor(t types.Type, path []string, name string) string {
	if len(path) > 0 {
		return ""
	}
	st := flow.Struct(t)
	if st == nil {
		return ""
	}
	for i := range st.NumFields() {
		if tagName(st.Tag(i), "db") == name {
			return st.Field(i).Name()
		}
	}
	for i := range st.NumFields() {
		if strings.EqualFold(st.Field(i).Name(), name) {
			return st.Field(i).Name()
		}
	}
	return ""
}
