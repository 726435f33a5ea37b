package tenantscope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Orphans are the obligations that no call was found for in the whole program: what leaves and reaches no end is broken. Only a driver
// that sees the whole program can know; facts are those of all its packages.
func Orphans(facts []*Fact) ([]verdict.Entry, error) {
	all, err := mergeFacts(facts)
	if err != nil {
		return nil, err
	}
	unbound := map[string]*Call{} // methods that a call through a slot which nothing loaded binds may reach, with the call
	g := bind.New(all.fact.Edges)
	for i := range all.fact.Calls {
		c := &all.fact.Calls[i]
		end := strings.LastIndex(c.Callee, ").")
		if end < 0 || len(c.Slots) == 0 || len(g.Types(c.Slots)) > 0 {
			continue
		}
		// Any type that is converted to the interface somewhere may be what the slot holds.
		for _, t := range g.Types([]string{bind.Pool(c.Callee[1:end])}) {
			for _, impl := range g.Impls(t, c.Callee) {
				unbound[impl] = c
			}
		}
	}
	settled := map[string]bool{}
	for _, s := range all.fact.Settled {
		settled[s] = true
	}
	ends := newEnds(all.fact.Passes, settled)
	out := append(all.awaited(), all.fact.unasked(settled)...)
	late, waits := waiting(&all.fact, all, g, settled)
	out = append(out, late...)
	circles := map[string]bool{}
	for i := range all.fact.Open {
		o := &all.fact.Open[i]
		key := mark(o.key())
		if o.Generated && unbound[o.Func] != nil && o.Entry.Verdict != verdict.Met {
			e, c := o.Entry, unbound[o.Func]
			e.Verdict, e.Origin, e.Symbol, e.Reason = verdict.Unresolved, c.Pos, c.Symbol, "binding not loaded: "+c.Slots[0]
			out = append(out, e)
		}
		if o.Ask || o.Generated || !o.asksCallers() || waits[o] || settled[key] && (circles[o.ID] || ends.reached(key)) {
			continue
		}
		if settled[key] {
			circles[o.ID] = true // functions that only call each other are one cause
		}
		if o.Claim != "" {
			out = append(out, o.unshown())
			continue
		}
		e := o.Entry
		if n := len(e.Related); n > 0 {
			// It was passed on; the last function that had it is where the evidence should stand.
			gap := e.Related[n-1].Position
			e.Gap, e.GapSymbol = &gap, o.Func
		}
		call := unbound[o.Func]
		switch {
		case len(all.fact.Broken) > 0:
			e.Verdict, e.Reason = verdict.Unresolved, "package broken: "+all.fact.Broken[0]
		case call != nil:
			e.Verdict, e.Reason = verdict.Unresolved, "binding not loaded: "+call.Slots[0]
		default:
			e.Why = append(slices.Clone(e.Why), "no caller of "+o.Func+" was found in the loaded packages")
		}
		out = append(out, e)
	}
	return out, nil
}

// ends answers where obligations ended up.
type ends struct {
	passes  map[string][]Pass
	settled map[string]bool // marks of those that a call was found for
}

func newEnds(passes []Pass, settled map[string]bool) *ends {
	e := &ends{passes: map[string][]Pass{}, settled: settled}
	for _, p := range passes {
		e.passes[p.Of] = append(e.passes[p.Of], p)
	}
	return e
}

// reached reports that an obligation was judged at a call somewhere, or went on to one that has no caller and is told there. One that only
// goes round in functions which call each other was not.
func (e *ends) reached(key string) bool {
	return slices.ContainsFunc(e.closure(key), func(k string) bool {
		return !e.settled[k] || slices.ContainsFunc(e.passes[k], func(p Pass) bool { return p.To == "" })
	})
}

// traced reports that a question was answered at every call it came to, and each time with the authenticated tenant.
func (e *ends) traced(key string) bool {
	answered := false
	for _, k := range e.closure(key) {
		if len(e.passes[k]) == 0 {
			return false
		}
		for _, p := range e.passes[k] {
			if p.To != "" {
				continue
			}
			if !p.Traced {
				return false
			}
			answered = true
		}
	}
	return answered
}

// closure lists the obligations that one went on to, itself included.
func (e *ends) closure(key string) []string {
	out := []string{key}
	for i := 0; i < len(out); i++ {
		for _, p := range e.passes[out[i]] {
			if p.To != "" && !slices.Contains(out, p.To) {
				out = append(out, p.To)
			}
		}
	}
	return out
}

// Traces answers, from the facts of a whole program, whether the tenant of a statement that its function's callers supply is the
// authenticated one in each of them. Only a driver that sees the whole program can know.
func Traces(facts []*Fact) (func(*verdict.Entry) bool, error) {
	all, err := mergeFacts(facts)
	if err != nil {
		return nil, err
	}
	e := newEnds(all.fact.Passes, nil)
	known := map[string]bool{}
	traced := func(ask string) bool {
		is, ok := known[ask]
		if !ok {
			is = e.traced(ask)
			known[ask] = is
		}
		return is
	}
	return func(entry *verdict.Entry) bool {
		return len(entry.Asks) > 0 && !slices.ContainsFunc(entry.Asks, func(ask string) bool { return !traced(ask) })
	}, nil
}

// waiting are the obligations that a call would settle whose key a method of an interface gave that nothing loaded binds. Where no type is
// converted to that interface anywhere, no package with queries implements it: what it gives is no scoped row.
func waiting(k *Knowledge, all *imports, g *bind.Bindings, settled map[string]bool) (out []verdict.Entry, waits map[*Open]bool) {
	results := &resolver{imported: all, bound: g, reads: all.reads}
	calls := reached(k.Calls, g)
	waits = map[*Open]bool{}
	for i := range k.Open {
		o := &k.Open[i]
		for _, c := range calls[o.Func] {
			a := results.waitsFor(o, c)
			if o.Ask || o.Generated || o.Claim != "" || a == nil || settled[pairMark(o, c.Pos)] {
				continue
			}
			waits[o] = true
			e := brokenAt(o.Entry, c.Pos, c.Symbol, "nothing here ties the row to the tenant")
			iface, _, _ := strings.Cut(strings.TrimPrefix(a.Via, "("), ").")
			switch {
			case len(k.Broken) > 0:
				e.Verdict, e.Reason = verdict.Unresolved, "package broken: "+k.Broken[0]
			case len(g.Types([]string{bind.Pool(iface)})) > 0:
				e.Verdict, e.Reason = verdict.Unresolved, "binding not loaded: "+a.ViaSlot
			default:
				e.Why = append(slices.Clone(e.Why), "nothing loaded binds "+iface+", which gave the key")
			}
			out = append(out, e)
		}
	}
	return out, waits
}
