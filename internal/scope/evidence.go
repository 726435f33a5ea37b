package scope

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// edge is a key join between two rows: if a is scoped, so is b.
type edge struct {
	a, b *row
	why  string
	// assume is what must be believed about the data; empty when the schema or logic guarantees it.
	assume string
	// down is true when b is the child: a shared parent (tenant key NULL) has children of every tenant.
	down bool
}

// close draws all conclusions that f's facts allow. f gets no more equalities afterwards.
func (f *facts) close() {
	f.settle()
	ors := f.ors
	if len(ors) == 0 {
		return
	}
	for round := 0; round < 2 && len(ors) > 0 && f.d.ok(); round++ {
		f.arms = nil
		changed := false
		for _, c := range ors {
			if f.split(c) {
				changed = true
			}
		}
		// An arm looks at its own choices once, or the work would double with each level.
		if !changed || len(ors) == 1 || f.arm {
			break
		}
		f.settle()
	}
	f.settle()
}

// split evaluates the arms of a choice: what every possible arm knows, f knows.
func (f *facts) split(c choice) (changed bool) {
	type want struct {
		t term
		v *val
	}
	var wants []want
	for _, r := range f.allRows() {
		if isOwned(r.table) && !f.bound(r).good() {
			wants = append(wants, want{t: f.d.tenant(r)})
		}
		if r.table != nil {
			for _, o := range r.table.Tenancy.Others {
				if t := r.cols[fold(o.Name)]; t != 0 || r.table.Tenancy.Kind == catalog.Owned {
					wants = append(wants, want{t: f.d.column(r, o.Name)})
				}
			}
		}
	}
	for g := f; g != nil; g = g.up {
		for _, t := range g.watch {
			wants = append(wants, want{t: t})
		}
	}
	possible := 0
	for _, arm := range c.arms {
		g := f.d.newFacts(f)
		g.arm = true
		if !f.d.tick(1 + len(wants)) {
			return false
		}
		arm(g)
		g.close()
		f.arms = append(f.arms, g)
		if g.void {
			continue
		}
		if g.unread {
			f.unread = true
		}
		possible++
		kept := wants[:0]
		for _, w := range wants {
			v := g.val(w.t)
			if possible > 1 {
				v = either(w.v, v)
			}
			if v != nil {
				kept = append(kept, want{w.t, v})
			}
		}
		wants = kept
	}
	if possible == 0 {
		f.void = true
		return false
	}
	for _, w := range wants {
		root := f.find(w.t)
		if old := f.rootVal(root); better(old, w.v) != old {
			f.setVal(root, w.v)
			changed = true
		}
	}
	return changed
}

// settle finds which rows are scoped: by their own columns, then along key joins that are sure, then along assumed ones.
func (f *facts) settle() {
	rows := f.allRows()
	if !f.d.tick(len(rows)) {
		return
	}
	for _, r := range rows {
		if isOwned(r.table) && !f.bound(r).good() {
			if v := f.ownEvidence(r); v != nil {
				f.know(f.d.tenant(r), v)
			}
		}
	}
	open := false
	for _, r := range rows {
		open = open || isOwned(r.table) && f.bound(r) == nil
	}
	if !open {
		return
	}
	edges := f.edges(rows)
	f.spread(edges, false)
	f.spread(edges, true)
}

// spread carries evidence along edges until nothing changes.
func (f *facts) spread(edges []edge, assumed bool) {
	for changed := true; changed && f.d.tick(1+len(edges)); {
		changed = false
		for _, e := range edges {
			if e.assume != "" && !assumed {
				continue
			}
			if f.bound(e.b) != nil {
				continue
			}
			src := f.bound(e.a)
			if src == nil || src.shared && e.down {
				continue
			}
			v := *src
			v.kind = valRow
			v.why = e.why
			v.listed, v.owner = "", e.b
			if e.assume != "" {
				v.assume = mergeStrings(src.assume, []string{e.assume})
			}
			if n := e.b.table; n != nil && n.Tenancy.Nullable && !e.down {
				v.shared = true // the parent of a tenant's row may be one that all tenants share
			}
			f.know(f.d.tenant(e.b), &v)
			changed = f.bound(e.b) != nil || changed
		}
	}
}

// ownEvidence is what scopes a row without its tenant key: what its other columns are compared with.
func (f *facts) ownEvidence(r *row) *val {
	t := r.table
	for _, name := range r.names {
		v := f.val(r.cols[name])
		if v == nil || v.kind != valBind || name == tenantCol {
			continue
		}
		w := &val{kind: valRow, origin: v.origin, owner: r}
		switch v.origin {
		case OriginScopedRow, OriginFresh:
			parent := f.d.refersTo(t, name)
			if !identifies(t, name) && parent == nil {
				continue
			}
			from := "a row that was read scoped"
			if v.origin == OriginFresh {
				from = "this function, which made it"
			} else if st := f.d.value(v.binds[0]).ScopedTable; st != "" {
				from = "a row of " + st + " that was read scoped"
			}
			w.why = fmt.Sprintf("%s comes from %s", name, from)
			return w
		case OriginPrincipal:
			if membership(t, name) {
				w.why, w.listed = name+" is the authenticated principal", "own membership"
				return w
			}
			if identifies(t, name) && t.Tenancy.Kind != catalog.Root && userTable(t) {
				w.why, w.listed = "the row is the authenticated principal's own", "own row"
				return w
			}
		case OriginRequest, OriginTenant, OriginConst, OriginZero, OriginNil:
		}
		if v.origin != OriginRequest && v.origin != OriginTenant &&
			(hashedName(name) || v.origin == OriginCredential && (identifies(t, name) || uniqueAlone(t, name))) {
			// The hash of a credential tells rows apart whether or not an index says so: nobody hits upon another's.
			w.why, w.listed = name+" is a credential", "credential look-up"
			return w
		}
		if t.Tenancy.Kind == catalog.Root && !r.write && !isKey(t, name) && uniqueAlone(t, name) {
			// Who names the tenant of other rows in this way answers for the value.
			w.why, w.listed, w.binds = "the tenant is looked up by its unique "+name, "tenant look-up", v.binds
			return w
		}
	}
	return nil
}

// userTable reports whether a row of t is a person.
func userTable(t *catalog.Table) bool {
	switch strings.TrimSuffix(foldColumn(t.Name), "s") {
	case "user", "account", "member", "principal", "profile", "person", "appuser", "identity":
		return true
	}
	return false
}

// refersTo returns the tenant-owned table that the column alone refers to, nil when there is none.
func (d *decider) refersTo(t *catalog.Table, col string) *catalog.Table {
	for _, fk := range foreignKeys(t) {
		if isTenantColumn(t, col) {
			return nil
		}
		free := 0 // columns beside the tenant key
		hit := false
		for _, c := range fk.Columns {
			if !isTenantColumn(t, c) {
				free++
				hit = hit || strings.EqualFold(c, col)
			}
		}
		if hit && free == 1 {
			if p := d.parentOf(&fk); p != nil {
				return p
			}
		}
	}
	return nil
}
