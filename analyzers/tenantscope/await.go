package tenantscope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// namesOuter reports a relation that no table can be, in a query that is handed out: a statement around it may define the name.
func (j *judge) namesOuter(o *operation, r *reference) bool {
	return r.Verdict == verdict.Unresolved && r.Table == nil && r.Relation.Schema == "" && r.Relation.Name != "" && r.Relation.Hole == 0 &&
		slices.Contains(j.handed, flow.FuncKey(o.Fn))
}

// awaited are the statements that only wrap what methods of interfaces give, where a method behind one is not known to have been judged as
// it handed its query out, and the names in such queries that no statement around them defines. The others owe nothing of their own. Only
// a driver that sees the whole program knows all that is bound.
func (in *imports) awaited() []verdict.Entry {
	g := bind.New(in.fact.Edges)
	var out []verdict.Entry
	for i := range in.fact.Awaits {
		a := &in.fact.Awaits[i]
		if a.Name != "" && in.defined(g, a) {
			continue
		}
		if a.Name == "" && !slices.ContainsFunc(a.Methods, func(m string) bool { return !in.handed(g, m) }) {
			continue
		}
		out = append(out, a.Entry)
	}
	return out
}

// handed reports that every type which is converted to the interface of a method hands out judged queries in it.
func (in *imports) handed(g *bind.Bindings, method string) bool {
	impls := behind(g, method)
	return len(impls) > 0 && !slices.ContainsFunc(impls, func(impl string) bool { return !slices.Contains(in.fact.Handed, impl) })
}

// defined reports that a statement around what the method gives has a common table expression of the name.
func (in *imports) defined(g *bind.Bindings, a *Await) bool {
	return slices.ContainsFunc(in.fact.Awaits, func(w Await) bool {
		return slices.Contains(w.With, a.Name) && slices.ContainsFunc(w.Methods, func(m string) bool { return slices.Contains(behind(g, m), a.Func) })
	})
}

// behind are the methods that an interface's method reaches, on any type that is converted to the interface.
func behind(g *bind.Bindings, method string) []string {
	end := strings.LastIndex(method, ").")
	if end < 1 {
		return nil
	}
	var out []string
	for _, t := range g.Types([]string{bind.Pool(method[1:end])}) {
		out = append(out, g.Impls(t, method)...)
	}
	return out
}
