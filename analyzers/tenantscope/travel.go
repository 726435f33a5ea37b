package tenantscope

import (
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// leave hands an obligation to the callers of the function that holds it.
func (j *judge) leave(d demand, e verdict.Entry) {
	if len(e.Fixes) > 0 {
		if j.ledger.Mends == nil {
			j.ledger.Mends = map[string][]verdict.Fix{}
		}
		j.ledger.Mends[e.Reference()] = e.Fixes
	}
	owner, keys, verify := j.offer(d)
	o := &Open{Func: flow.FuncKey(owner), Keys: keys, Verify: verify, Temp: d.temp, Entry: portable(e)}
	o.ID = openID(o)
	j.open = append(j.open, o)
}

// portable strips what means nothing in another package.
func portable(e verdict.Entry) verdict.Entry {
	e.Pos, e.End, e.Fixes, e.Claims, e.Asks = 0, 0, nil, nil, nil
	return e
}

func openID(o *Open) string {
	e := o.Entry
	return fmt.Sprintf("%s|%s#%d|%s:%d:%d|%s|%s", e.Category, e.Relation, e.Ordinal, e.Origin.File, e.Origin.Line, e.Origin.Column, e.Origin.Module, e.Statement)
}

// travel judges open obligations at the calls that this package sees: its own and those of its imports, directly and through interfaces.
func (j *judge) travel() {
	calls := j.callIndex()
	seen := map[string]bool{}
	var queue []*Open
	push := func(o *Open) {
		if k := o.key(); !seen[k] {
			seen[k] = true
			queue = append(queue, o)
		}
	}
	for _, o := range j.open {
		o.remember()
		push(o)
	}
	for i := range j.imported.fact.Open {
		push(&j.imported.fact.Open[i])
	}
	for len(queue) > 0 {
		o := queue[0]
		queue = queue[1:]
		if o.Generated || o.Claim != "" {
			continue // direct calls are operations of their own; claims wait for the endpoints
		}
		for _, c := range calls[o.Func] {
			waiting := len(j.awaited[c])
			next := j.atCall(o, c)
			if len(j.awaited[c]) > waiting {
				continue // judged where the interface is bound
			}
			j.passed(o, next)
			if next != nil {
				next.remember()
				j.open = append(j.open, next)
				push(next)
			}
		}
	}
	for _, o := range j.open {
		j.fact.Open = append(j.fact.Open, *o)
	}
	j.recordCalls(calls)
	j.recordEdges()
	j.join()
}

// passed writes down what became of an open obligation at a call. What became of a question that ended is written where it is judged.
func (j *judge) passed(o, next *Open) {
	switch {
	case next != nil:
		j.fact.Passes = append(j.fact.Passes, Pass{Of: mark(o.key()), To: mark(next.key())})
	case !o.Ask:
		j.fact.Passes = append(j.fact.Passes, Pass{Of: mark(o.key())})
	}
}

// callIndex lists this package's calls by what they call.
func (j *judge) callIndex() map[string][]ssa.CallInstruction {
	out := map[string][]ssa.CallInstruction{}
	for _, fn := range j.p.Functions() {
		if !j.owesFunc(fn) || j.alone && j.tested.holds(fn) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				obj := flow.Callee(call.Common())
				if obj == nil && holdsFunction(call.Common().Value) {
					out[bind.FuncValue] = append(out[bind.FuncValue], call)
					continue
				}
				if obj == nil || obj.Pkg() == nil || j.site.Own != nil && !j.site.Own(obj.Pkg().Path()) {
					continue
				}
				key := flow.Key(obj)
				out[key] = append(out[key], call)
			}
		}
	}
	return out
}

// holdsFunction reports a function value that was read from a field, a parameter or a variable.
func holdsFunction(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.UnOp, *ssa.Parameter, *ssa.FreeVar, *ssa.Field, *ssa.Extract, *ssa.Call:
		_, ok := v.Type().Underlying().(*types.Signature)
		return ok
	}
	return false
}

func (j *judge) owesFunc(fn *ssa.Function) bool {
	pos := fn.Pos()
	for fn.Parent() != nil && !pos.IsValid() {
		fn = fn.Parent()
		pos = fn.Pos()
	}
	return !pos.IsValid() || j.owes(pos)
}

// atCall judges an open obligation at one call of its function; the result is the obligation that the calling function leaves in turn.
func (j *judge) atCall(o *Open, call ssa.CallInstruction) *Open {
	fn := call.Parent()
	d := j.demandAt(o.Keys, call)
	d.verify, d.temp = o.Verify, o.Temp
	e := o.Entry
	pos, _ := j.p.CallPos(call)
	gap := j.position(pos)
	why, met := "", false
	if !o.Ask {
		if why, met = j.settle(d); !met && j.awaits(d) {
			j.awaited[call] = append(j.awaited[call], o.Keys...)
			return nil
		}
		j.fact.Settled = append(j.fact.Settled, mark(o.key()))
	}
	j.atCalls[o.key()] = append(j.atCalls[o.key()], j.callPosition(call))
	if o.Ask {
		return j.askedAt(o, d, gap)
	}
	if met {
		e.Verdict, e.Category, e.Message = verdict.Met, "", ""
		e.Why = append(slices.Clone(e.Why), why+" by the caller "+symbol(fn))
		e.Gap, e.GapSymbol = &gap, symbol(fn)
		j.ledger.Entries = append(j.ledger.Entries, e)
		return nil
	}
	if !j.site.Strict && j.leaves(d) && !strings.HasPrefix(o.Func, flow.FuncKey(fn)+"$") {
		owner, keys, verify := j.offer(d)
		next := &Open{ID: o.ID, Func: flow.FuncKey(owner), Keys: keys, Verify: verify, Temp: o.Temp, Entry: trail(e, gap, symbol(fn))}
		return next
	}
	if o.Verify && j.handsOverTenant(call) {
		j.ledger.Entries = append(j.ledger.Entries, unknownReader(e, gap, symbol(fn)))
		return nil
	}
	j.ledger.Entries = append(j.ledger.Entries, brokenAt(e, gap, symbol(fn), j.keyNames(d)))
	return nil
}

// demandAt is what is asked of a call of a function whose obligation any of the keys discharges.
func (j *judge) demandAt(keys []Key, call ssa.CallInstruction) demand {
	_, args := flow.Args(call.Common())
	d := demand{fn: call.Parent(), call: call}
	for _, k := range keys {
		d.table = k.Table
		if k.Param < len(args) {
			ref := flow.Ref{V: args[k.Param]}
			if k.Path != "" {
				ref.Path = strings.Split(k.Path, ".")
			}
			d.keys = append(d.keys, keyed{value: query.Bound{Ref: ref}, column: k.Column, own: k.Own, parent: k.Parent})
		}
	}
	return d
}

// awaits reports a key that a method of an interface gave: it is judged where the interface is bound, as if the call were through one.
func (j *judge) awaits(d demand) bool {
	return !j.site.Strict && slices.ContainsFunc(d.keys, func(k keyed) bool {
		c := j.bound(k.value)
		return c.via != nil && !c.mixed
	})
}

func (j *judge) callPosition(call ssa.CallInstruction) verdict.Position {
	pos, _ := j.p.CallPos(call)
	return j.position(pos)
}

// keyNames tells what the caller passed, for the message of the related place.
func (j *judge) keyNames(d demand) string {
	for _, k := range d.keys {
		c := j.bound(k.value)
		switch c.Class {
		case ClassRequest, ClassBody:
			return quoteName(c.Name) + " comes from the request"
		case ClassRow:
			return quoteName(c.Name) + " comes from a row that was read unscoped"
		}
	}
	return "nothing here ties the row to the tenant"
}

// trail remembers a caller that the obligation went through.
func trail(e verdict.Entry, at verdict.Position, symbol string) verdict.Entry {
	e.Related = append(slices.Clone(e.Related), verdict.Related{Position: at, Message: "passed on by " + symbol})
	return e
}

// brokenAt is the finding of an obligation that a caller did not settle: it stands at the statement, the caller is related.
func brokenAt(e verdict.Entry, gap verdict.Position, symbol, what string) verdict.Entry {
	e.Verdict = verdict.Broken
	if gap == e.Origin {
		return e // a generated query's own call
	}
	e.Gap, e.GapSymbol = &gap, symbol
	e.Related = append(slices.Clone(e.Related), verdict.Related{Position: gap, Message: "called by " + symbol + ": " + what})
	return e
}

// recordCalls writes down the calls at which an obligation may be settled that is not known here: through interfaces, and of functions
// that pass a parameter on to such a call.
func (j *judge) recordCalls(calls map[string][]ssa.CallInstruction) {
	done := map[ssa.CallInstruction]bool{}
	forward := map[string]bool{}
	for _, c := range j.fact.Calls {
		if c.forwards() {
			forward[c.Func] = true
		}
	}
	keys := query.SortedKeys(calls)
	for changed := true; changed; {
		changed = false
		for _, key := range keys {
			for _, call := range calls[key] {
				if done[call] || !call.Common().IsInvoke() && !forward[key] && key != bind.FuncValue && j.awaited[call] == nil {
					continue
				}
				done[call] = true
				rec := j.record(key, call, j.awaited[call])
				if len(rec.Args) == 0 && !takesContext(call) || key == bind.FuncValue && len(rec.Slots) == 0 {
					continue
				}
				j.fact.Calls = append(j.fact.Calls, rec)
				if rec.forwards() && !forward[rec.Func] {
					forward[rec.Func] = true
					changed = true
				}
			}
		}
	}
}

// takesContext reports a call that is given a context: without any further value it may still be a query.
func takesContext(call ssa.CallInstruction) bool {
	_, args := flow.Args(call.Common())
	return slices.ContainsFunc(args, func(a ssa.Value) bool { return a.Type().String() == "context.Context" })
}

// forwards reports a call that hands on a parameter of its function, or the row it got.
func (c *Call) forwards() bool {
	return c.Returns || slices.ContainsFunc(c.Args, func(a Arg) bool { return a.Class == ClassParam })
}

// record describes one call: the class of each argument that could identify a row, or that is asked for.
func (j *judge) record(key string, call ssa.CallInstruction, asked []Key) Call {
	fn := call.Parent()
	top := fn
	for top.Parent() != nil {
		top = top.Parent()
	}
	callable := j.callable(top) // else nobody can be asked in its stead
	pos, _ := j.p.CallPos(call)
	rec := Call{Callee: key, Func: flow.FuncKey(top), Pos: j.position(pos), Symbol: symbol(fn)}
	if call.Common().IsInvoke() || key == bind.FuncValue {
		rec.Slots = j.slots().Of(call.Common().Value)
	}
	_, args := flow.Args(call.Common())
	for i, a := range args {
		parts := j.parts(a)
		for _, k := range asked {
			if p := splitPath(k.Path); k.Param == i && !slices.ContainsFunc(parts, func(q []string) bool { return slices.Equal(p, q) }) {
				parts = append(parts, p)
			}
		}
		for _, part := range parts {
			c := j.class(flow.Ref{V: a, Path: part})
			arg := Arg{Param: i, Path: strings.Join(part, "."), Class: c.Class, Name: c.Name, Table: c.Table}
			switch {
			case c.Class == ClassParam && c.Fn == top && c.Param >= 0 && callable:
				arg.From, arg.FPath = c.Param, joinPath(c.Path)
			case c.Class == ClassParam:
				arg.Class = ClassUnknown
			case c.via != nil && !c.mixed:
				arg.Via, arg.ViaSlot, arg.ViaResult, arg.ViaPath = c.via.method, c.via.slot, c.via.result, c.via.path
			}
			if arg.Class != ClassScopedRow {
				// The same value may have identified a row that was read scoped before.
				d := demand{fn: fn, call: call}
				k := keyed{value: query.Bound{Ref: flow.Ref{V: a, Path: part}}}
				if _, ok := j.readBefore(d, k); ok {
					arg.Class = ClassScopedRow
				} else {
					arg.Prior = j.priors(d, k)
				}
			}
			rec.Args = append(rec.Args, arg)
		}
	}
	if len(rec.Args) > 0 && call.Value() != nil {
		_, rec.Verified = j.verifiedAfter(fn, call)
		rec.HandedOver = !rec.Verified && j.handsOverTenant(call)
		if fn == top && callable && !rec.Verified {
			derived := j.derived(call)
			for _, ret := range flow.Returns(fn) {
				for _, res := range ret.Results {
					if !flow.IsError(res.Type()) && usesAny(res, derived, 0) {
						rec.Returns = true
					}
				}
			}
		}
	}
	return rec
}

// priors are earlier calls, not known to read here, that were given the same value.
func (j *judge) priors(d demand, k keyed) []Prior {
	var out []Prior
	for _, call := range j.callsIn(d.fn) {
		if call == d.call || len(out) == 3 || call.Value() == nil || !flow.Dominates(call, d.call) || !j.gates(call, d.call) {
			continue
		}
		_, args := flow.Args(call.Common())
		for i, a := range args {
			for _, part := range j.parts(a) {
				if len(out) < 3 && j.same(query.Bound{Ref: flow.Ref{V: a, Path: part}}, k.value) {
					p := Prior{Callee: flow.Key(flow.Callee(call.Common())), Param: i, Path: strings.Join(part, "."), Verified: j.verifiedCall(call)}
					if call.Common().IsInvoke() {
						p.Slots = j.slots().Of(call.Common().Value)
					}
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// parts are the paths below an argument that could identify a row.
func (j *judge) parts(v ssa.Value) [][]string {
	if isRequestScoped(v.Type().String()) {
		return nil
	}
	return keyPaths(v.Type())
}

// identifies reports a field that could be a key by its name; other fields of parameter structs are not written into facts.
func identifies(name string) bool {
	name = fold(name)
	return strings.HasSuffix(name, "id") || strings.HasSuffix(name, "ids") || strings.HasSuffix(name, "key") || strings.HasSuffix(name, "slug") ||
		strings.HasSuffix(name, "uuid") || strings.HasSuffix(name, "name") || strings.HasSuffix(name, "token")
}

// join settles obligations of methods at calls through the interfaces that their types are bound to. A pair that an imported package
// has judged already is left alone.
func (j *judge) join() {
	judged := map[string]bool{}
	for _, s := range j.imported.fact.Settled {
		judged[s] = true
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
		for _, c := range byCallee[o.Func] {
			pair := pairMark(o, c.Pos)
			if judged[pair] || o.Claim != "" || o.Generated && !j.reachesQuery(c) {
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
		e.Verdict, e.Category, e.Message = verdict.Met, "", ""
		e.Why = append(slices.Clone(e.Why), why+" by the caller "+c.Symbol)
		e.Gap, e.GapSymbol = &c.Pos, c.Symbol
		j.ledger.Entries = append(j.ledger.Entries, e)
		return nil, true
	}
	if o.Verify && c.Verified {
		return met("the row's tenant is compared before any use")
	}
	next = &Open{ID: o.ID, Func: c.Func, Verify: o.Verify && c.Returns}
	what, waits := "nothing here ties the row to the tenant", false
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
			waits = waits || !bound
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
	j.ledger.Entries = append(j.ledger.Entries, brokenAt(e, c.Pos, c.Symbol, what))
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
