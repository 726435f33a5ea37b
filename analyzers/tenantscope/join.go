package tenantscope

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// join settles obligations of methods at calls through the interfaces that their types are bound to. A pair that an imported package
// has judged already is left alone.
func (j *judge) join() {
	judged := map[string]bool{}
	for _, s := range j.imported.fact.Settled {
		judged[s] = true
	}
	if len(j.fact.Open) == 0 {
		return
	}
	g := bind.New(j.fact.Edges)
	byCallee := reached(j.fact.Calls, g)
	reads := j.reads
	results := j.resolver(g)
	queue := make([]*Open, len(j.fact.Open))
	seen := make(map[string]bool, len(queue))
	for i := range queue {
		queue[i] = &j.fact.Open[i]
		seen[queue[i].key()] = true
	}
	for len(queue) > 0 {
		o := queue[0]
		queue = queue[1:]
		if !o.asksCallers() {
			continue
		}
		for _, c := range byCallee[o.Func] {
			pair := pairMark(o, c.Pos)
			if judged[pair] || o.Generated && !j.reachesQuery(c) {
				continue
			}
			settle := func() {
				judged[pair] = true
				j.fact.Settled = append(j.fact.Settled, pair)
			}
			if c.Callee == o.Func && len(c.Slots) == 0 && j.settledStatically(o, c) {
				settle()
				continue // with the call in hand; importers know less of it
			}
			before := len(j.ledger.Entries)
			next, done := j.joinOne(o, c, g, results, reads)
			if !done {
				continue
			}
			settle()
			if !o.Ask {
				j.fact.Settled = append(j.fact.Settled, mark(o.key()))
			}
			j.locate(j.ledger.Entries[before:], o, c, g)
			j.passed(o, next)
			if next != nil && !seen[next.key()] {
				next.remember()
				seen[next.key()] = true
				j.fact.Open = append(j.fact.Open, *next)
				queue = append(queue, next)
			}
		}
	}
}

// pairMark stands for an open obligation at one call.
func pairMark(o *Open, at verdict.Position) string { return mark(o.key() + "@" + at.String()) }

// reached lists calls by what they reach: the function itself, and the methods of the types that are bound to their slots.
func reached(calls []Call, g *bind.Bindings) map[string][]*Call {
	byCallee := map[string][]*Call{}
	for i := range calls {
		c := &calls[i]
		byCallee[c.Callee] = append(byCallee[c.Callee], c)
		if len(c.Slots) == 0 {
			continue
		}
		for _, t := range g.Types(c.Slots) {
			if key, ok := strings.CutPrefix(t, bind.FuncValue); ok {
				byCallee[key] = append(byCallee[key], c)
				continue
			}
			if c.Callee == bind.FuncValue {
				continue
			}
			for _, impl := range g.Impls(t, c.Callee) {
				if !slices.Contains(byCallee[impl], c) {
					byCallee[impl] = append(byCallee[impl], c)
				}
			}
		}
	}
	return byCallee
}

// settledStatically reports a call of this package that atCall has judged with the obligation in hand.
func (j *judge) settledStatically(o *Open, c *Call) bool {
	return c.Pos.Package() == j.pass.Pkg.Path() && slices.Contains(j.atCalls[o.key()], c.Pos)
}

// joinOne judges an open obligation at a recorded call; done is false where that takes a binding which nothing here makes.
func (j *judge) joinOne(o *Open, c *Call, g *bind.Bindings, results *resolver, reads func(string) []ReadSummary) (next *Open, done bool) {
	if o.Generated {
		return j.joinGenerated(o, c, func(at *Open) *Open { next, _ := j.joinAt(at, c, g, results, reads, false); return next }), true
	}
	return j.joinAt(o, c, g, results, reads, true)
}

func (j *judge) joinAt(o *Open, c *Call, g *bind.Bindings, results *resolver, reads func(string) []ReadSummary, mayWait bool) (next *Open, done bool) {
	if o.Ask {
		return j.askedBy(o, c, g, reads), true
	}
	e := o.Entry
	met := func(why string) (*Open, bool) {
		gap := &c.Pos
		if c.Pos == e.Origin {
			gap = nil
		}
		j.ledger.Entries = append(j.ledger.Entries, o.metBy(byCaller(why, o, c), gap, c.Symbol))
		return nil, true
	}
	if o.Verify && c.Verified {
		return met("the row's tenant is compared before any use")
	}
	next = &Open{ID: o.ID, Func: c.Func, Verify: o.Verify && c.Returns, Claim: o.Claim}
	what, waits := "nothing here ties the row to the tenant", false
	var held []Key
	field := ""
	for _, k := range o.Keys {
		for _, a := range c.Args {
			if a.Param != k.Param || a.Path != k.Path {
				continue
			}
			if a.readBefore(k.Table, g, reads) || k.Parent != "" && a.readBefore(k.Parent, g, reads) {
				return met("the same " + k.Column + " was read scoped or verified before")
			}
			if k.Own && a.Class == ClassPrincipal {
				return met(k.Column + " is the authenticated principal's own")
			}
			class, bound := results.of(a)
			waits = waits || !bound || a.unboundPrior(g, reads) != nil
			if a.Field != "" && field == "" {
				field, held = a.Field, []Key{{Column: k.Column, Table: k.Table, Own: k.Own, Parent: k.Parent}}
			}
			switch class {
			case ClassScopedRow:
				if a.Table == contextTable {
					return met(scopedRow(a.Name, a.Table))
				}
				return met(scopedRow(a.Name, ""))
			case ClassFresh:
				return met(quoteName(a.Name) + " was made by it")
			case ClassParam:
				next.Keys = append(next.Keys, Key{Param: a.From, Path: a.FPath, Column: k.Column, Table: k.Table, Own: k.Own, Parent: k.Parent})
			case ClassRequest, ClassBody:
				what = quoteName(a.Name) + " comes from the request"
			case ClassRow:
				what = quoteName(a.Name) + " comes from a row that was read unscoped"
			}
		}
	}
	if waits && mayWait {
		return nil, false
	}
	if len(next.Keys) == 0 && field != "" {
		next = &Open{ID: o.ID, Func: field, Keys: held, Claim: o.Claim}
	}
	if len(next.Keys) > 0 || next.Verify {
		next.Entry = e
		if c.Pos != e.Origin {
			next.Entry = trail(e, c.Pos, c.Symbol)
		}
		return next, true
	}
	if o.Verify && c.HandedOver {
		j.ledger.Entries = append(j.ledger.Entries, unknownReader(e, c.Pos, c.Symbol))
		return nil, true
	}
	j.ledger.Entries = append(j.ledger.Entries, o.brokenBy(c.Pos, c.Symbol, what))
	return nil, true
}

// brokenImports notes the imports that were not analysed because they have errors: each call into one may have been an operation, or may
// have carried an obligation, so the package that makes it does not look clean.
func (j *judge) brokenImports() {
	if j.site.BrokenImports == nil {
		return
	}
	for _, file := range j.pass.Files {
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil || !j.site.BrokenImports(path) {
				continue
			}
			if !slices.Contains(j.fact.Broken, path) && !j.tested.imports(path) {
				j.fact.Broken = append(j.fact.Broken, path)
			}
			if !j.owes(spec.Pos()) {
				continue
			}
			j.ledger.Entries = append(j.ledger.Entries, verdict.Entry{
				Rule: Name, Verdict: verdict.Unresolved, Category: "package-broken", Pos: spec.Pos(), End: spec.End(), Origin: j.position(spec.Pos()),
				Symbol: j.pass.Pkg.Path(), Relation: path, Reason: "package broken: " + path,
				Message: "what is called in " + path + " is not known: the package has errors",
			})
		}
	}
}
