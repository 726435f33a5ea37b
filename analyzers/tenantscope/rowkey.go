package tenantscope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// A row that is read by the key of a row of the tenant is one of the tenant's too: item, err := repo.Item(order.ID). The function that reads it asks
// its callers for the key; here the row is what is asked for.

// keyedBy reports an operation whose rows were read by a key that comes from a scoped row in the frame which is looked through.
func (j *judge) keyedBy(o *operation, frame *flow.Frame) bool {
	if frame == nil || frame.Fn != o.Fn || o.state != judgedState || o.Unresolved != "" || len(o.refs) == 0 {
		return false
	}
	return !slices.ContainsFunc(o.refs, func(r *reference) bool {
		return r.Verdict != verdict.Met && (r.Verdict != verdict.Broken || !travels(r.Category) || !slices.ContainsFunc(r.demand.keys, func(k keyed) bool {
			if k.value.IsConst || k.value.Ref.V == nil || k.value.Ref.Frame != nil {
				return false
			}
			_, own := ownRow(j.bound(query.Bound{Ref: flow.Ref{V: k.value.Ref.V, Path: k.value.Ref.Path, Frame: frame}}))
			return own
		}))
	})
}

// rowByKey reports what a function of another package gives of a row that it read by a key which comes from a scoped row.
func (j *judge) rowByKey(l flow.Leaf, key string) (table string, ok bool) {
	if l.Kind != flow.LeafCall || l.Call.Common().IsInvoke() {
		return "", false
	}
	_, args := flow.Args(l.Call.Common())
	for _, r := range j.reads(key) {
		if !r.Row || r.Param >= len(args) {
			continue
		}
		if _, own := ownRow(j.class(flow.Ref{V: args[r.Param], Path: splitPath(r.Path), Frame: l.Frame})); own {
			return r.Table, true
		}
	}
	return "", false
}

// maxGiven bounds through how many calls of interfaces a key is followed.
const maxGiven = 3

// givenTo describes what the call of an interface's method was given that a value comes from, as far as that may tell whose row it gave.
func (j *judge) givenTo(l flow.Leaf, depth int) []Arg {
	if depth >= maxGiven || l.Kind != flow.LeafCall || l.Frame != nil {
		return nil
	}
	var out []Arg
	_, args := flow.Args(l.Call.Common())
	for i, v := range args {
		for _, part := range j.parts(v) {
			c := j.class(flow.Ref{V: v, Path: part})
			a := Arg{Param: i, Path: strings.Join(part, "."), Class: c.Class, Table: c.Table}
			_, own := ownRow(c)
			if !own && (c.via == nil || c.mixed) {
				continue
			}
			if a.from(c); a.Via != "" {
				a.Given = j.givenTo(c.leaf, depth+1)
			}
			out = append(out, a)
		}
	}
	return out
}

// from notes the method of an interface that gives a value.
func (a *Arg) from(c classed) {
	if c.via != nil && !c.mixed {
		a.Via, a.ViaSlot, a.ViaResult, a.ViaPath = c.via.method, c.via.slot, c.via.result, c.via.path
	}
}

// byKey is the class of what a method gave that reads by a key: it was given that of a scoped row, whatever is bound to its slot.
func (r *resolver) byKey(a Arg) (c Class, bound bool) {
	via := Prior{Callee: a.Via, Slots: []string{a.ViaSlot}}
	impls := via.impls(r.bound)
	waits := false
	all := len(impls) > 0 && !slices.ContainsFunc(impls, func(impl string) bool {
		return !slices.ContainsFunc(r.reads(impl), func(s ReadSummary) bool {
			return s.Row && slices.ContainsFunc(a.Given, func(g Arg) bool {
				if g.Param != s.Param || g.Path != s.Path {
					return false
				}
				class, bound := r.of(g)
				waits = waits || !bound
				return class == ClassScopedRow || class == ClassFresh
			})
		})
	})
	switch {
	case all:
		return ClassScopedRow, true
	case waits:
		return ClassUnknown, false
	}
	return ClassUnknown, true
}
