package tenantscope

import (
	"fmt"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/bailiwick-dev/bailiwick/internal/flow"
	"github.com/bailiwick-dev/bailiwick/internal/query"
	"github.com/bailiwick-dev/bailiwick/internal/scope"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// demand is what an unscoped access still needs, at the call where the evidence may stand: the statement's own, or a caller's.
type demand struct {
	fn     *ssa.Function
	call   ssa.CallInstruction
	keys   []keyed
	same   []keyed // columns that no key of the table holds: a scoped row's column of the same name will do
	verify bool    // the row comes back from the call, with its tenant
	list   bool    // rows come back that no key names, with their tenants
	table  string
	temp   string // the temporary table that it reads
	write  bool
}

// keyed is a value that identifies the row.
type keyed struct {
	value  query.Bound
	column string
	slice  bool
	own    bool   // the authenticated principal's own id is evidence
	parent string // the table that the column refers to: having read its row will do as well
}

// isOf reports that a row of the table vouches for the key: it is the row itself, or the one that the key refers to.
func (k keyed) isOf(table, wanted string) bool {
	return strings.EqualFold(table, wanted) || k.parent != "" && strings.EqualFold(table, k.parent)
}

func (j *judge) demandOf(o *operation, r *reference) demand {
	d := demand{fn: o.Fn, call: o.Call, write: r.Write}
	if r.Table != nil {
		d.table = r.Table.Name
	}
	if temporary(r.Relation) {
		d.temp = r.Relation.Name
	}
	add := func(k scope.KeyBind) {
		for _, v := range r.alt.Values(k.Bind) {
			key := keyed{value: v, column: k.Column, slice: k.Slice, own: k.Own}
			if k.Parent != nil {
				key.parent = k.Parent.Name
			}
			if k.Unique || k.Parent != nil || k.Own {
				d.keys = append(d.keys, key)
			} else if strings.HasSuffix(fold(k.Column), "id") {
				d.same = append(d.same, key)
			}
		}
	}
	for _, k := range r.KeyBinds {
		add(k)
	}
	// One row can be verified after the read, by a caller as well; a list is picked through in place or not at all.
	reads := r.ReadsTenant && !r.Write
	d.verify = reads && (len(d.keys) > 0 || r.alt.Command == "one")
	d.list = reads && !d.verify
	if r.Category == "foreign-parent" {
		d.keys, d.same = nil, nil
		for _, k := range r.ParentBinds {
			add(k)
			if k.Parent != nil {
				d.table = k.Parent.Name
			}
		}
	}
	return d
}

// settle looks for evidence around the call itself: the key comes from a row that was read scoped, an earlier read of that same key was
// scoped or verified, or the row that comes back is compared with the tenant before any use.
func (j *judge) settle(d demand) (why string, ok bool) {
	for _, k := range d.keys {
		c := j.bound(k.value)
		if why, ok := ownRow(c); ok {
			return why, true
		}
		if k.own && c.Class == ClassPrincipal {
			return k.column + " is the authenticated principal's own", true
		}
		if line, ok := j.verifiedRow(d, k); ok {
			return fmt.Sprintf("%s belongs to a row whose tenant is compared at line %d", quoteName(c.Name), line), true
		}
		if by, ok := j.readBefore(d, k); ok {
			return fmt.Sprintf("the same %s was read scoped or verified before, at line %d", k.column, by), true
		}
	}
	for _, k := range d.same {
		if c := j.bound(k.value); c.Class == ClassScopedRow && sameColumn(c.leaf, k.column) {
			return fmt.Sprintf("%s comes from the same column of a row that was read scoped", quoteName(c.Name)), true
		}
	}
	if line, ok := j.filledBefore(d); ok {
		return fmt.Sprintf("the temporary table was made of rows of the tenant at line %d", line), true
	}
	if d.verify || d.list {
		if line, ok := j.verifiedAfter(d.fn, d.call); ok {
			return fmt.Sprintf("the row's tenant is compared at line %d before any use", line), true
		}
	}
	return "", false
}

// ownRow reports a key that can only be that of the tenant's own row.
func ownRow(c classed) (why string, ok bool) {
	switch c.Class {
	case ClassFresh:
		return quoteName(c.Name) + " was made here", true
	case ClassScopedRow:
		return scopedRow(c.Name, c.Table), true
	}
	return "", false
}

// scopedRow tells of a key which row it comes from.
func scopedRow(name, table string) string {
	switch table {
	case "":
		return quoteName(name) + " comes from a row that was read scoped"
	case contextTable:
		return quoteName(name) + " comes from a row of " + contextTable + " (its read is judged where it stands)"
	}
	return fmt.Sprintf("%s comes from a row of %s that was read scoped", quoteName(name), table)
}

func bindsOf(keys []scope.KeyBind) []*sqlread.Bind {
	out := make([]*sqlread.Bind, 0, len(keys))
	for _, k := range keys {
		out = append(out, k.Bind)
	}
	return out
}

// leaves reports whether a caller could supply what is missing, and whether there can be one.
func (j *judge) leaves(d demand) bool {
	owner, keys, verify := j.offer(d)
	return owner != nil && (len(keys) > 0 || verify || d.temp != "")
}

// callable reports whether a function can have a caller that this package does not show, or has one that it does.
func (j *judge) callable(fn *ssa.Function) bool {
	if fn.Name() == "main" && fn.Signature.Recv() == nil || fn.Name() == "init" || j.handler(fn) {
		return false
	}
	return token.IsExported(fn.Name()) || len(j.p.Callers(fn)) > 0 || fn.Signature.Recv() != nil && j.invoked()[fn.Name()]
}

// invoked are the names of interface methods that this package calls: an unexported method can be called through one of them.
func (j *judge) invoked() map[string]bool {
	if j.invokes == nil {
		j.invokes = map[string]bool{}
		for _, fn := range j.p.Functions() {
			if j.tested.holds(fn) {
				continue
			}
			for call := range flow.Calls(fn) {
				if call.Common().IsInvoke() {
					j.invokes[call.Common().Method.Name()] = true
				}
			}
		}
	}
	return j.invokes
}

// offer is what an obligation asks of its function's callers.
func (j *judge) offer(d demand) (owner *ssa.Function, keys []Key, verify bool) {
	owner = flow.Top(d.fn)
	if !j.callable(owner) {
		return nil, nil, false
	}
	for _, k := range d.keys {
		c := j.bound(k.value)
		if c.Class == ClassParam && c.Fn == owner && c.Param >= 0 {
			key := Key{Param: c.Param, Path: joinPath(c.Path), Column: k.column, Table: d.table, Own: k.own, Parent: k.parent}
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	if d.verify && d.fn == owner {
		derived := j.derived(d.call)
		for _, ret := range flow.Returns(owner) {
			for _, res := range ret.Results {
				if !flow.IsError(res.Type()) && usesAny(res, derived, 0) {
					verify = true
				}
			}
		}
	}
	return owner, keys, verify
}
