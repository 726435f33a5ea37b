package tenantscope

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

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
	if j.awaits(d) {
		j.open = append(j.open, j.leaveHere(d, e))
		return
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
		if o.Generated || !o.asksCallers() {
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
	j.fact.Calls = append(j.fact.Calls, j.here...)
	j.recordFills()
	j.recordEdges()
	j.join()
	j.askAround(calls)
	j.askRoutes()
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
		j.ledger.Entries = append(j.ledger.Entries, o.metBy(why+" by the caller "+symbol(fn), &gap, symbol(fn)))
		return nil
	}
	if !j.site.Strict && j.leaves(d) && !strings.HasPrefix(o.Func, flow.FuncKey(fn)+"$") {
		owner, keys, verify := j.offer(d)
		next := &Open{ID: o.ID, Func: flow.FuncKey(owner), Keys: keys, Verify: verify && o.Claim == "", Temp: o.Temp, Claim: o.Claim, Entry: trail(e, gap, symbol(fn))}
		return next
	}
	if o.Verify && j.handsOverTenant(call) {
		j.ledger.Entries = append(j.ledger.Entries, unknownReader(e, gap, symbol(fn)))
		return nil
	}
	j.ledger.Entries = append(j.ledger.Entries, o.brokenBy(gap, symbol(fn), j.keyNames(d)))
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
			d.keys = append(d.keys, keyed{value: query.Bound{Ref: j.lastGiven(ref, call)}, column: k.Column, own: k.Own, parent: k.Parent})
		}
	}
	return d
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
