package query

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
)

// builtText stands for the text that a query builder gives of its statement: sql, args, err := q.ToSql(). The statement is judged at that
// call, so whoever runs the text owes nothing more. It is a statement that touches no table, which makes what is written around it readable.
const builtText = "SELECT 'judged where it was built'"

// Summaries is what is known of texts, those that this package's builders make among them.
func (f *Finder) Summaries() flow.Summaries { return built{f} }

// built adds the texts of builders to what is known of other packages.
type built struct{ f *Finder }

// VarText implements flow.Summaries.
func (b built) VarText(key string) (string, bool) {
	if b.f.Imports == nil {
		return "", false
	}
	return b.f.Imports.VarText(key)
}

// ResultText implements flow.Summaries.
func (b built) ResultText(key string, i int) ([]flow.Text, bool) {
	if b.f.Imports == nil {
		return nil, false
	}
	return b.f.Imports.ResultText(key, i)
}

// BuiltText implements flow.Builders.
func (b built) BuiltText(c *ssa.CallCommon, i int) (string, bool) {
	obj := flow.Callee(c)
	if obj == nil || i != 0 {
		return "", false
	}
	if row := b.f.Row(c, obj, flow.Key(obj)); row != nil && row.Clause == ClauseText && (row.Op == OpEnd || row.Op == OpCopy) {
		return builtText, true
	}
	return "", false
}

// isBuilt reports a text that is wholly a builder's.
func isBuilt(text string) bool { return strings.TrimSpace(text) == builtText }

// builtWithin reports a builder's text in a place where it says something about the rows of the statement around it, as a condition does. A
// derived table, a common table expression or an arm of a set operation touches what it touches by itself.
func builtWithin(text string) bool {
	for {
		before, after, found := strings.Cut(text, builtText)
		if !found {
			return false
		}
		before = strings.ToUpper(strings.TrimSpace(before))
		word := before[strings.LastIndexAny(strings.TrimRight(before, "( \t\r\n"), " \t\r\n(")+1:]
		switch strings.TrimRight(word, "( \t\r\n") {
		case "", "EXPLAIN", "ANALYZE", "UNION", "ALL", "EXCEPT", "INTERSECT", "FROM", "AS", "JOIN", "LATERAL", "MATERIALIZED":
		default:
			return true
		}
		text = after
	}
}

// neverRun reports the text of a builder that only leaves an unexported function which nothing in the package calls, and that no interface can
// reach: tests look at such a text, and no database does.
func (f *Finder) neverRun(fn *ssa.Function, call ssa.CallInstruction) bool {
	v := call.Value()
	if v == nil || v.Referrers() == nil || fn.Parent() != nil || fn.Object() == nil || reachable(fn) || len(f.P.Callers(fn)) > 0 {
		return false
	}
	if refs := fn.Referrers(); refs != nil && len(*refs) > 0 {
		return false
	}
	for _, ref := range *v.Referrers() {
		x, ok := ref.(*ssa.Extract)
		if !ok || x.Referrers() == nil {
			return false
		}
		for _, use := range *x.Referrers() {
			if _, returned := use.(*ssa.Return); !returned {
				return false
			}
		}
	}
	return true
}

// reachable reports a function that other packages can call, or that may stand behind an interface.
func reachable(fn *ssa.Function) bool {
	if fn.Object().Exported() {
		return true
	}
	recv := fn.Signature.Recv()
	if recv == nil {
		return false
	}
	// An interface of this package may have the method as well.
	scope := fn.Pkg.Pkg.Scope()
	for _, name := range scope.Names() {
		iface, ok := scope.Lookup(name).Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for i := range iface.NumMethods() {
			if iface.Method(i).Name() == fn.Name() {
				return true
			}
		}
	}
	return false
}

func isBuiltText(t flow.Text) bool {
	text, holes := t.Render("?")
	return len(holes) == 0 && isBuilt(text)
}
