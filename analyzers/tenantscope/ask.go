package tenantscope

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/bind"
	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// ask asks the callers of a function that scopes a statement by one of its parameters where the tenant comes from. The statement is met as
// it stands; a caller breaks it by passing a tenant that the request body names.
//
// One function asks once for each parameter, whatever number of statements it scopes with it: the mend is at the caller.
// The result are the marks of the questions about the tenant's value; nil when one of the values is known to be another.
func (j *judge) ask(o *operation, r *reference, e verdict.Entry) (asked []string) {
	if r.Verdict != verdict.Met {
		return nil
	}
	unasked := r.other
	for _, c := range append(slices.Clone(r.asks), r.parentAsks...) {
		top := flow.Top(o.Fn)
		if c.Fn != top || c.Param < 0 || !j.callable(top) {
			unasked = unasked || c.Table == ""
			continue
		}
		q := &Open{
			Ask: true, Func: flow.FuncKey(top), Entry: portable(e), Asked: c.asked,
			Keys: []Key{{Param: c.Param, Path: joinPath(c.Path)}},
		}
		q.Entry.Category, q.Entry.Message = "request-tenant", requestTenant(describe(r), c)
		if c.Table != "" {
			q.Keys[0].Table, q.Keys[0].Column = c.Table, c.Text
			q.Entry.Category, q.Entry.Message = "foreign-parent", foreignParent(r, c.Table, c.Text)
		}
		q.Entry.Why, q.Entry.Assumptions, q.Entry.Traced = nil, nil, false
		q.ID = fmt.Sprintf("ask %s %s#%d.%s", q.Entry.Category, q.Func, c.Param, q.Keys[0].Path)
		if c.Table != "" {
			q.ID += "@" + openID(q) // each statement has its own parent
		}
		if c.asked {
			q.ID += " asked" // another statement may be scoped before anything is asked
		}
		if c.Table == "" {
			asked = append(asked, mark(q.key()))
		}
		if !j.asked[q.ID] {
			j.asked[q.ID] = true
			j.open = append(j.open, q)
		}
	}
	for _, c := range r.requests {
		q := portable(e)
		q.Verdict, q.Category, q.Message = verdict.Broken, "request-tenant", requestTenant(describe(r), c)
		q.Why, q.Assumptions, q.Traced = nil, nil, false
		asked = append(asked, j.put(Question{Value: c.request, Func: flow.FuncKey(o.Fn), Entry: q}))
	}
	if unasked {
		return nil
	}
	return asked
}

// parents looks at the parent ids of an insert that is met by its own key: one that the request names may be another tenant's, unless
// the parent was read scoped before. An id of the caller's is asked of the callers.
func (j *judge) parents(o *operation, r *reference) {
	if r.Verdict != verdict.Met {
		return
	}
	for _, pb := range r.ParentBinds {
		if pb.Parent == nil {
			continue
		}
		for _, v := range r.alt.Values(pb.Bind) {
			c := j.bound(v)
			d := demand{fn: o.Fn, call: o.Call, table: pb.Parent.Name}
			if _, ok := j.readBefore(d, keyed{value: v, column: pb.Column}); ok {
				continue
			}
			if c.Class == ClassParam {
				c.Table, c.Text = pb.Parent.Name, pb.Column
				r.parentAsks = append(r.parentAsks, c)
			}
		}
	}
}

func foreignParent(r *reference, parent, column string) string {
	return fmt.Sprintf("insert into %s takes %s from the request: the row of %s may belong to another tenant", r.Relation.Name, column, parent)
}

// askedAt judges what a caller of this package passes as the tenant.
func (j *judge) askedAt(o *Open, d demand, gap verdict.Position) *Open {
	traced := len(d.keys) > 0
	for _, k := range d.keys {
		c := j.bound(k.value)
		if o.Entry.Category == "request-tenant" {
			verified, asks := j.requested(d.fn, d.call, &c)
			if verified {
				continue
			}
			if asks && !o.Asked {
				j.putOn(o, Question{Value: c.request, Func: flow.FuncKey(d.fn), Entry: requestedAt(o.Entry, gap, symbol(d.fn), c)})
				return nil
			}
		}
		traced = traced && c.Class == ClassTenant
		switch c.Class {
		case ClassBody, ClassRequest:
			if o.Entry.Category == "foreign-parent" {
				if _, ok := j.readBefore(d, k); !ok {
					j.ledger.Entries = append(j.ledger.Entries, brokenAt(o.Entry, gap, symbol(d.fn), quoteName(c.Name)+" comes from the request"))
				}
			} else if c.Class == ClassBody && !j.comparedBefore(d.fn, d.call, c) {
				j.ledger.Entries = append(j.ledger.Entries, brokenAt(o.Entry, gap, symbol(d.fn), quoteName(c.Name)+" comes from the request body"))
			}
		case ClassParam:
			top := flow.Top(d.fn)
			if _, ok := j.readBefore(d, k); ok && o.Entry.Category == "foreign-parent" {
				continue
			}
			if c.Fn == top && c.Param >= 0 && j.callable(top) {
				return &Open{
					ID: o.ID, Ask: true, Func: flow.FuncKey(top), Entry: trail(o.Entry, gap, symbol(d.fn)), Asked: o.Asked || c.asked,
					Keys: []Key{{Param: c.Param, Path: joinPath(c.Path), Table: d.table, Column: k.column}},
				}
			}
		}
	}
	j.answered(o, traced)
	return nil
}

// answered writes down whether a question ended with the authenticated tenant.
func (j *judge) answered(o *Open, traced bool) {
	if o.Entry.Category == "request-tenant" {
		j.fact.Passes = append(j.fact.Passes, Pass{Of: mark(o.key()), Traced: traced})
	}
}

// askedBy judges what a call through an interface passes as the tenant.
func (j *judge) askedBy(o *Open, c *Call, g *bind.Bindings, reads func(string) []ReadSummary) *Open {
	parent := o.Entry.Category == "foreign-parent"
	traced := false
	for _, k := range o.Keys {
		for _, a := range c.Args {
			if a.Param != k.Param || a.Path != k.Path {
				continue
			}
			if parent && a.readBefore(k.Table, g, reads) {
				continue
			}
			traced = a.Class == ClassTenant
			if !parent && a.Request != "" && !o.Asked {
				j.putOn(o, Question{Value: a.Request, Func: cmp.Or(a.In, c.Func), Entry: requestedAt(o.Entry, c.Pos, c.Symbol, classed{Name: a.Name, request: a.Request})})
				return nil
			}
			switch a.Class {
			case ClassRequest:
				if parent {
					j.ledger.Entries = append(j.ledger.Entries, brokenAt(o.Entry, c.Pos, c.Symbol, quoteName(a.Name)+" comes from the request"))
				}
			case ClassBody:
				j.ledger.Entries = append(j.ledger.Entries, brokenAt(o.Entry, c.Pos, c.Symbol, quoteName(a.Name)+" comes from the request"))
			case ClassParam:
				return &Open{
					ID: o.ID, Ask: true, Func: c.Func, Entry: trail(o.Entry, c.Pos, c.Symbol), Asked: o.Asked || a.Asked,
					Keys: []Key{{Param: a.From, Path: a.FPath, Table: k.Table, Column: k.Column}},
				}
			}
		}
	}
	j.answered(o, traced)
	return nil
}
