package scope

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// parents judges the parent ids of the inserted rows. A foreign key that holds the tenant lets no foreign parent in; an id
// that comes from a scoped row, or was made here, needs nothing. Of the others a request's id is a finding; an id of
// unknown origin is one where the table has no tenant key of its own, for then the parent alone says whose the row is.
func (in *insertion) parents(ref *Ref) {
	inherited := in.t.Tenancy.Kind == catalog.Inherited
	safe, given := false, false
	var requested *KeyBind
	for _, fk := range foreignKeys(in.t) {
		parent := in.d.parentOf(&fk)
		if parent == nil || !inherited && apart(in.t, parent) {
			continue
		}
		cols, refs := in.f.free(in.t, fk.Columns, refColumns(&fk, parent))
		if sameOwner(in.t, &fk, parent) || len(cols) == 0 || len(cols) != len(refs) {
			continue
		}
		for k, col := range cols {
			i := in.at(col)
			if i < 0 || len(cols) > 1 && !identifies(parent, refs[k]) && !isFirst(cols, refs, parent, k) {
				continue
			}
			for _, c := range in.values(i) {
				if c.null || c.dflt || c.missing {
					continue
				}
				if c.v != nil && c.v.kind == valHole {
					ref.Verdict, ref.Reason = unresolved, "the value of "+col+" is text that could not be read"
					return
				}
				given = true
				if in.ownParent(c, parent, refs[k]) {
					safe = true
					continue
				}
				if c.v == nil || c.v.kind != valBind {
					continue
				}
				for _, b := range c.v.binds {
					kb := KeyBind{Column: fold(col), Bind: b, Unique: identifies(parent, refs[k]), Slice: c.v.slice, Parent: parent}
					ref.ParentBinds = append(ref.ParentBinds, kb)
					if in.d.value(b).Origin == OriginRequest && requested == nil {
						requested = &kb
					}
				}
			}
		}
	}
	switch {
	case requested != nil:
		ref.Verdict, ref.Category = broken, "foreign-parent"
		ref.Message = fmt.Sprintf("%s takes %s from the request: the row of %s may belong to another tenant",
			in.d.head(ref), requested.Column, requested.Parent.Name)
		ref.Why = []string{"no scoped read of " + requested.Parent.Name + " comes before, and no foreign key holds the tenant"}
	case inherited && safe:
		ref.Why = []string{"its parent was read scoped"}
	case inherited && !given && in.at("") >= 0:
		ref.Verdict, ref.Reason = unresolved, "which columns are inserted could not be read"
	case inherited && !given:
		ref.Verdict, ref.Category = broken, "missing-key"
		ref.Message = in.d.head(ref) + " names no parent"
	case inherited:
		ref.Verdict, ref.Category = broken, "foreign-parent"
		ref.Message = fmt.Sprintf("%s: nothing shows that the row of %s belongs to the tenant", in.d.head(ref), parentNames(in.t))
		ref.Why = []string{"the table has no tenant key of its own; its parent says whose the row is"}
	}
}

// isFirst reports whether position k is the first of a composite reference of which no column identifies the parent.
func isFirst(cols, refs []string, parent *catalog.Table, k int) bool {
	for _, r := range refs {
		if identifies(parent, r) {
			return false
		}
	}
	return k == 0 && len(cols) > 0
}

// ownParent reports whether a parent id is known to name a row of the tenant.
func (in *insertion) ownParent(c cellValue, parent *catalog.Table, refCol string) bool {
	if c.v != nil && c.v.kind == valBind {
		switch c.v.origin {
		case OriginScopedRow, OriginFresh, OriginTenant:
			return true
		case OriginPrincipal:
			return userTable(parent)
		}
	}
	if c.v != nil && c.v.kind >= valSession {
		return true
	}
	if c.t == 0 || c.f == nil {
		return false
	}
	// A column of a scoped row: the parent's own key, or a reference to the parent.
	for _, r := range c.f.allRows() {
		if !isOwned(r.table) || c.f.bound(r) == nil || r.none {
			continue
		}
		for _, n := range r.names {
			if !c.f.same(r.cols[n], c.t) {
				continue
			}
			if r.table == parent && strings.EqualFold(n, refCol) || in.d.refersTo(r.table, n) == parent {
				return true
			}
		}
	}
	return false
}
