package permguard

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/guard"
)

// What is the caller's may be looked up by their id and something else: the bookmark of a user on a page. The row is the caller's whatever the page is. By which of its parameters
// a function looks up its row, only its body says, which may stand in another package and behind an interface.

// keyedBy are the parameters of a function by which the row that it returns first is looked up. Each way on which it returns one must agree.
func keyedBy(fn *ssa.Function) []string {
	if res := fn.Signature.Results(); res.Len() == 0 || flow.Struct(res.At(0).Type()) == nil || fn.Parent() != nil {
		return nil
	}
	var keys []string
	for i, ret := range flow.Returns(fn) {
		if c, ok := ret.Results[0].(*ssa.Const); ok && c.Value == nil {
			continue
		}
		found := lookedUpBy(ret.Results[0])
		if i > 0 && keys != nil {
			found = slices.DeleteFunc(found, func(k string) bool { return !slices.Contains(keys, k) })
		}
		if keys = found; len(keys) == 0 {
			return nil
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// lookedUpBy are the parameters that the condition of the lookup is bound by which fills a row.
func lookedUpBy(row ssa.Value) []string {
	alloc, ok := flow.Strip(row).(*ssa.Alloc)
	if !ok {
		return nil
	}
	filling := guard.Fillers(alloc)
	if len(filling) != 1 {
		return nil
	}
	var out []string
	for _, alternative := range boundBy(filling[0], "") {
		if len(alternative) == 1 && isParameter(alternative[0]) {
			out = append(out, alternative[0])
		}
	}
	return out
}

func isParameter(source string) bool {
	n, ok := strings.CutPrefix(source, "p")
	_, err := strconv.Atoi(n)
	return ok && err == nil
}

// settled is a step in which a lookup by several arguments is told by the one that is the caller's, where one is enough.
func (g *graph) settled(s *Step, own ownings) *Step {
	looks := func(from []string) bool { return slices.ContainsFunc(from, guard.IsLookup) }
	if !slices.ContainsFunc(s.Bound, looks) && !slices.ContainsFunc(s.Given, func(g Given) bool { return looks(g.From) }) {
		return s
	}
	out := *s
	out.Bound = slices.Clone(s.Bound)
	for i, from := range out.Bound {
		out.Bound[i] = g.settledSources(from, own)
	}
	out.Given = slices.Clone(s.Given)
	for i := range out.Given {
		out.Given[i].From = g.settledSources(out.Given[i].From, own)
	}
	return &out
}

func (g *graph) settledSources(from []string, own ownings) []string {
	var out []string
	for _, s := range from {
		if l, ok := guard.ParseLookup(s); ok {
			out = append(out, g.keySources(&l, own)...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// keySources are where the argument comes from that is the caller's, of those by which a lookup is keyed in each function that it may be: each narrows the others. Where there is none,
// or the body does not tell, all arguments count.
func (g *graph) keySources(l *guard.Lookup, own ownings) []string {
	keys, known := g.reached(l.Func)
	var common []string
	for i, k := range keys {
		f := g.fn(k)
		if f == nil {
			known = false
			break
		}
		if i == 0 {
			common = slices.Clone(f.Keyed)
			continue
		}
		common = slices.DeleteFunc(common, func(p string) bool { return !slices.Contains(f.Keyed, p) })
	}
	if known {
		for _, p := range common {
			if n, _ := strconv.Atoi(p[1:]); n < len(l.Args) && own.all(l.Args[n]) {
				return l.Args[n]
			}
		}
	}
	return slices.Concat(l.Args...)
}
