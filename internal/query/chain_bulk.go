package query

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// bulk takes the rows of other inserts.
func (b *build) bulk(l *link) []*build {
	r, _ := l.arg(RoleQuery)
	lists, complete := b.c.elements(r)
	for _, list := range lists {
		for _, el := range list {
			b.rowOf(el, l)
		}
	}
	if !complete || len(b.rows) == 0 {
		// A list that a helper maps from another: the function that makes one element shows what the rows are.
		for _, fn := range b.c.mapperOf(r) {
			for _, ret := range flow.Returns(fn) {
				if len(ret.Results) > 0 && !isNilConst(ret.Results[0]) { // a nil goes with an error
					b.rowAt(ret.Results[0], ret, l)
				}
			}
		}
		for _, el := range b.c.listedIn(r) {
			b.rowOf(el, l)
		}
	}
	if len(b.rows) == 0 {
		if b.elsewhere = b.c.rowsElsewhere(l.row); !b.elsewhere {
			b.note("what is inserted is not known here")
		}
	}
	return one(b)
}

// rowsElsewhere settles a bulk insert whose rows are judged where they are made. It owes nothing more, but for an upsert whose key does not hold
// the tenant: whose rows it changes is told by the ids of rows that are out of sight.
func (op *Operation) rowsElsewhere(builds []*build) {
	op.Aside = "inserts rows that are judged where they are made"
	for _, b := range builds {
		if c := b.conflict; c != nil && !c.DoNothing && !slices.ContainsFunc(c.Columns, b.isTenantColumn) {
			op.Aside, op.Unresolved = "", "the rows of an upsert whose key does not hold the tenant are made elsewhere"
			return
		}
	}
}

// listedIn are the elements of the lists that were handed to the call that made a list: one that is cut into pieces holds the same.
func (c *chains) listedIn(r flow.Ref) []flow.Ref {
	var out []flow.Ref
	for _, leaf := range c.f.P.Origins(r, nil) {
		if leaf.Kind != flow.LeafCall {
			continue
		}
		for _, a := range leaf.Call.Common().Args {
			if c.kindOf(elemOf(a.Type())) != builder {
				continue
			}
			lists, _ := c.f.P.Elements(a, leaf.Frame)
			for _, list := range lists {
				out = append(out, list...)
			}
		}
	}
	return out
}

// rowOf adds the row of one insert.
func (b *build) rowOf(el flow.Ref, l *link) {
	if el.V == nil {
		return
	}
	at := ssa.Instruction(l.call)
	if p := parentOf(flow.Strip(el.V)); p != nil && p != at.Parent() {
		return
	}
	b.rowAt(el.V, at, l)
}

// rowAt adds what one insert may be: each way to put it together is a row.
func (b *build) rowAt(v ssa.Value, at ssa.Instruction, l *link) {
	objs, _ := b.c.eval(v, at, l.frame)
	begun := slices.ContainsFunc(objs, func(o object) bool { return len(o.links) > 0 })
	for i, o := range objs {
		if len(o.links) == 0 && (begun || i > 0) {
			continue // the nil of an optional row
		}
		if start := startOf(o); start != nil {
			b.c.bulked[start.call] = true
		}
		for _, sub := range b.c.apply([]*build{{c: b.c, lib: b.lib}}, o.links) {
			row := rowValues{}
			b.take(sub, nil)
			offset := len(b.values) - len(sub.values)
			for _, s := range sub.given {
				sqlread.InspectExpr(s.Value, func(n any) bool {
					if bind, ok := n.(*sqlread.Bind); ok && bind.Style == sqlread.BindGo {
						bind.Index += offset
					}
					return true
				})
				row.cols, row.vals = append(row.cols, s.Columns[0].Name), append(row.vals, s.Value)
			}
			if len(b.rows) < maxFragments {
				b.rows = append(b.rows, row)
			}
		}
	}
}

// mapperOf are the function literals that are handed to the call that made a list.
func (c *chains) mapperOf(r flow.Ref) []*ssa.Function {
	var out []*ssa.Function
	for _, leaf := range c.f.P.Origins(r, nil) {
		if leaf.Kind != flow.LeafCall {
			continue
		}
		for _, a := range leaf.Call.Common().Args {
			for _, fn := range c.functions(a, leaf.Frame, 0) {
				if c.hasBuilderResult(fn) {
					out = append(out, fn)
				}
			}
		}
	}
	return out
}
