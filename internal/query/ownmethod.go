package query

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// An interface of the user's own may stand before a wrapper of the user's own, and share neither name nor shape with a library's. What it is
// called with tells: text that is a statement, or a parameter that is named for one. A parameter with such a name that gets other text (a search
// term in "query") is none.

// own makes the row of a method of an interface of the user's own that runs the text it is given; nil when nothing speaks for it.
func (f *Finder) own(call ssa.CallInstruction) *Row {
	common := call.Common()
	obj := flow.Callee(common)
	if !common.IsInvoke() || obj == nil || obj.Pkg() == nil || f.Models.Library(obj.Pkg().Path()) != nil || !f.isOwn(obj) {
		return nil
	}
	sig := obj.Signature()
	params := sig.Params()
	at := params.Len() - 1
	if sig.Variadic() {
		at--
	}
	if at < 0 || !isString(params.At(at).Type()) {
		return nil
	}
	texts := f.P.Text(f.Summaries(), flow.Ref{V: common.Args[at]})
	read := func(t flow.Text) bool {
		text, _ := t.Render(sqlread.HoleMark)
		return f.isStatement(text)
	}
	switch {
	case slices.ContainsFunc(texts.Alts, read):
	case slices.ContainsFunc(texts.Alts, func(t flow.Text) bool { return !t.Open() && !holesOnly(t) }):
		return nil // text of another kind
	case !namedForSQL(params.At(at).Name(), sig.Variadic()):
		return nil
	}
	row := &Row{Func: flow.Key(obj), Op: OpSQL, Args: strings.Repeat("_ ", at) + "sql"}
	if sig.Variadic() {
		row.Args += " args..."
	}
	return row
}

// holesOnly reports text of which nothing is known.
func holesOnly(t flow.Text) bool {
	return !slices.ContainsFunc(t, func(p flow.Piece) bool { return p.Hole == nil && strings.TrimSpace(p.Text) != "" })
}

// isStatement reports text that reads as a statement on a table.
func (f *Finder) isStatement(text string) bool {
	script := f.parse(text)
	return len(script.Problems) == 0 && slices.ContainsFunc(script.Statements, func(s *sqlread.Statement) bool {
		return s.Kind >= sqlread.KindSelect && s.Kind <= sqlread.KindCopy && len(s.Problems) == 0 && namesTable(s)
	})
}

// isOwn reports an interface that is declared in a package which is analysed: this one, or one that facts may come from. The standard
// library's first elements have no dot.
func (f *Finder) isOwn(obj *types.Func) bool {
	if obj.Pkg() == f.P.Types {
		return true
	}
	first, _, _ := strings.Cut(obj.Pkg().Path(), "/")
	own, _, _ := strings.Cut(f.P.Types.Path(), "/")
	return first == own || strings.Contains(first, ".")
}

// namedForSQL reports a parameter that is named for a statement. A query without values may as well be a search term.
func namedForSQL(name string, variadic bool) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "sql") || strings.Contains(name, "stmt") || strings.Contains(name, "statement") || variadic && strings.Contains(name, "query")
}
