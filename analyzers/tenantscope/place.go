package tenantscope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// A statement may have its evidence in its own function and yet not be judged there: the id comes from a row that a method of an interface gave, such a
// method read the same id before, or a field holds the row. It is judged where that is known. Until then it is an open obligation of a place of
// its own, and the place is written down as the only call of it.

const placePrefix = "here "

// awaits reports an obligation with a key that is judged elsewhere: where an interface is bound, or where a field is filled.
func (j *judge) awaits(d demand) bool {
	return !j.site.Strict && slices.ContainsFunc(d.keys, func(k keyed) bool {
		c := j.bound(k.value)
		if c.via != nil && !c.mixed {
			return true
		}
		if _, held := j.heldBy(c); held {
			return true
		}
		return slices.ContainsFunc(j.priors(d, k), func(p Prior) bool {
			return len(p.Slots) > 0 || slices.ContainsFunc(j.reads(p.Callee), func(r ReadSummary) bool { return r.Via.Callee != "" })
		})
	})
}

// leaveHere makes an open obligation of a statement that is judged where more is known.
func (j *judge) leaveHere(d demand, e verdict.Entry) *Open {
	o := &Open{Verify: d.verify, Temp: d.temp, Entry: portable(e)}
	o.ID = openID(o)
	o.Func = placePrefix + o.ID
	top := flow.Top(d.fn)
	rec := Call{Callee: o.Func, Func: flow.FuncKey(top), Pos: e.Origin, Symbol: symbol(d.fn)}
	for i, k := range d.keys {
		o.Keys = append(o.Keys, Key{Param: i, Column: k.column, Table: d.table, Own: k.own, Parent: k.parent})
		arg, _ := j.described(d.call, i, k.value)
		j.readEarlier(&arg, d.call, k.value)
		rec.Args = append(rec.Args, arg)
	}
	if owner, _, verify := j.offer(d); owner != nil {
		rec.Returns = verify
	}
	j.here = append(j.here, rec)
	return o
}

// unbound reports an earlier call of which it is not known what it reads, since nothing here binds the interface. The slot is that which is not bound.
func (p *Prior) unbound(g *bind.Bindings, reads func(string) []ReadSummary, depth int) (at *Prior) {
	if depth > maxKeyDepth {
		return nil
	}
	impls := p.impls(g)
	if len(impls) == 0 {
		return p
	}
	for _, impl := range impls {
		for _, r := range reads(impl) {
			if r.Via.Callee != "" && r.Param == p.Param && r.Path == p.Path {
				if at := r.Via.unbound(g, reads, depth+1); at != nil {
					return at
				}
			}
		}
	}
	return nil
}

// unboundPrior is the first of an argument's earlier calls that could be evidence once it is bound.
func (a *Arg) unboundPrior(g *bind.Bindings, reads func(string) []ReadSummary) *Prior {
	for i := range a.Prior {
		if p := a.Prior[i].unbound(g, reads, 0); p != nil {
			return p
		}
	}
	return nil
}

// byCaller says who settled an obligation; a statement's own function needs no name.
func byCaller(why string, o *Open, c *Call) string {
	if strings.HasPrefix(o.Func, placePrefix) {
		return why
	}
	return why + " by the caller " + c.Symbol
}
