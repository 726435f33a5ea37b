package tenantscope

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// ask asks the callers of a function that scopes a statement by one of its parameters where the tenant comes from. The statement is met as
// it stands; a caller breaks it by passing a tenant that the request body names.
//
// One function asks once for each parameter, whatever number of statements it scopes with it: the mend is at the caller.
func (j *judge) ask(o *operation, r *reference, e verdict.Entry) {
	if r.Verdict != verdict.Met {
		return
	}
	for _, c := range r.asks {
		top := o.Fn
		for top.Parent() != nil {
			top = top.Parent()
		}
		if c.Fn != top || c.Param < 0 || !j.callable(top) {
			continue
		}
		q := &Open{
			Ask: true, Func: flow.FuncKey(top), Entry: portable(e),
			Keys: []Key{{Param: c.Param, Path: strings.Join(c.Path, ".")}},
		}
		q.Entry.Category, q.Entry.Message = "request-tenant", requestTenant(describe(r), c.Name)
		q.Entry.Why, q.Entry.Assumptions, q.Entry.Traced = nil, nil, false
		q.ID = fmt.Sprintf("ask %s#%d.%s", q.Func, c.Param, q.Keys[0].Path)
		if !j.asked[q.ID] {
			j.asked[q.ID] = true
			j.open = append(j.open, q)
		}
	}
}

// askedAt judges what a caller of this package passes as the tenant.
func (j *judge) askedAt(o *Open, d demand, gap verdict.Position) *Open {
	for _, k := range d.keys {
		c := j.bound(k.value)
		switch c.Class {
		case ClassBody:
			if !j.comparedBefore(d.fn, d.call, c) {
				j.ledger.Entries = append(j.ledger.Entries, brokenAt(o.Entry, gap, symbol(d.fn), quoteName(c.Name)+" comes from the request body"))
			}
		case ClassParam:
			top := d.fn
			for top.Parent() != nil {
				top = top.Parent()
			}
			if c.Fn == top && c.Param >= 0 && j.callable(top) {
				return &Open{
					ID: o.ID, Ask: true, Func: flow.FuncKey(top), Entry: trail(o.Entry, gap, symbol(d.fn)),
					Keys: []Key{{Param: c.Param, Path: strings.Join(c.Path, ".")}},
				}
			}
		}
	}
	return nil
}

// askedBy judges what a call through an interface passes as the tenant.
func (j *judge) askedBy(o *Open, c *Call) *Open {
	for _, k := range o.Keys {
		for _, a := range c.Args {
			if a.Param != k.Param || a.Path != k.Path {
				continue
			}
			switch a.Class {
			case ClassBody:
				j.ledger.Entries = append(j.ledger.Entries, brokenAt(o.Entry, c.Pos, c.Symbol, quoteName(a.Name)+" comes from the request body"))
			case ClassParam:
				return &Open{
					ID: o.ID, Ask: true, Func: c.Func, Entry: trail(o.Entry, c.Pos, c.Symbol),
					Keys: []Key{{Param: a.From, Path: a.FPath}},
				}
			}
		}
	}
	return nil
}
