package scope

import (
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// judge gives the verdict on one table reference of a block; f holds where its row is present.
func (d *decider) judge(r *row, b *block, f *facts, vis visible) Ref {
	ref := Ref{Relation: r.rel, Table: r.table, Write: r.write}
	if done := d.owesNothing(r, &ref); done {
		return ref
	}
	d.keyBinds(&ref, r, f)
	v := f.val(d.tenant(r))
	if v.good() && !(v.shared && r.write) {
		d.scoped(&ref, r, f, v)
		return ref
	}
	if d.wider(&ref, r, f) {
		return ref
	}
	ref.Verdict = broken
	switch {
	case v != nil && v.kind == valHole:
		ref.Verdict, ref.Reason = unresolved, "the value that "+r.table.Tenancy.Key+" is compared with is text that could not be read"
	case f.unreadHere():
		ref.Verdict, ref.Reason = unresolved, "a part of the condition could not be read"
	}
	if !r.write && r.table.Tenancy.Key != "" {
		ref.ReadsTenant = vis.sees(f, d.column(r, r.table.Tenancy.Key))
	}
	if ref.Verdict == broken {
		d.explain(&ref, r, b, f, v)
		ref.Follows = d.follows(r, f)
	}
	return ref
}

// maxFollows bounds how many other references are asked whether one would be met if they were.
const maxFollows = 12

// follows lists the unscoped references that r hangs on: if one of them were scoped, r would be.
func (d *decider) follows(r *row, f *facts) []*sqlread.Relation {
	var out []*sqlread.Relation
	asked := 0
	rows := f.allRows()
	for _, s := range rows {
		if !d.tick(len(rows)) || len(rows) > 200 {
			return nil
		}
		if s == r || s.rel == nil || s.rel == r.rel || !isOwned(s.table) || f.bound(s) != nil || slices.Contains(out, s.rel) {
			continue
		}
		if asked++; asked > maxFollows {
			break
		}
		g := d.newFacts(f)
		g.know(d.tenant(s), &val{kind: valRow})
		g.settle()
		if g.bound(r) != nil {
			out = append(out, s.rel)
		}
	}
	return out
}

// owesNothing settles the references for which no tenant can be asked.
func (d *decider) owesNothing(r *row, ref *Ref) bool {
	switch {
	case r.rel != nil && r.rel.Hole != 0:
		ref.Verdict, ref.Reason = unresolved, "the name of the table could not be read"
	case r.table == nil && r.rel != nil && isSystem(r.rel.Schema, r.rel.Name):
		ref.Verdict, ref.Reason = Exempt, "a catalog of the database itself"
	case r.table == nil:
		name := ""
		if r.rel != nil {
			name = r.rel.Name
		}
		ref.Verdict, ref.Reason = unresolved, "table "+name+" is not in the catalog"
	case r.table.Tenancy.Kind == catalog.Global:
		ref.Verdict, ref.Reason = Exempt, "table "+r.table.Name+" belongs to no tenant"
	case !isOwned(r.table):
		ref.Verdict, ref.Reason = unresolved, "it is not known whose the rows of "+r.table.Name+" are"
	default:
		return false
	}
	return true
}

// scoped fills in a met reference.
func (d *decider) scoped(ref *Ref, r *row, f *facts, v *val) {
	ref.Verdict, ref.Identity = met, false
	ref.TenantBinds = v.binds
	ref.Setting = v.setting
	if v.owner == r && v.listed != "" {
		ref.Listed, ref.TenantBinds = v.listed, nil
	}
	ref.Assumptions = v.assume
	switch {
	case v.owner != nil && v.owner != r:
		ref.Why = []string{r.table.Tenancy.Key + " equals that of a scoped row of " + v.owner.table.Name}
	case v.why != "":
		ref.Why = []string{v.why}
	case v.slice:
		ref.Why = []string{r.table.Tenancy.Key + " is one of several bound values"}
	default:
		ref.Why = []string{r.table.Tenancy.Key + " equals a bound value"}
	}
	if f.unreadHere() {
		ref.Assumptions = mergeStrings(ref.Assumptions, []string{"text that is added to a condition holds no OR outside parentheses"})
	}
	if r.table.Tenancy.Assumed && len(r.table.Tenancy.Why) > 0 {
		ref.Assumptions = mergeStrings(ref.Assumptions, r.table.Tenancy.Why[:1])
	}
}

// unreadHere reports whether a part of the block's own conditions could not be read.
func (f *facts) unreadHere() bool {
	for g := f; g != nil; g = g.up {
		if g.unread {
			return true
		}
		if g.base {
			break
		}
	}
	return false
}

// wider settles a reference that only another tenant column scopes.
func (d *decider) wider(ref *Ref, r *row, f *facts) bool {
	t := r.table
	for _, o := range t.Tenancy.Others {
		v := f.val(d.column(r, o.Name))
		if !v.good() || v.shared {
			continue
		}
		switch {
		case o.Nullable:
			ref.Verdict, ref.Category = broken, "wider-key"
			ref.Message = d.head(ref) + " is scoped by " + o.Name + " only, which may be NULL"
			ref.Why = []string{"the tenant key " + t.Tenancy.Key + " is not compared with anything"}
		case !o.Wider || d.opt.AllowWider[fold(t.Name)]:
			d.scoped(ref, r, f, v)
			ref.Why = []string{o.Name + " equals a bound value"}
			if o.Wider {
				ref.Listed = "wider key allowed"
			}
		case d.opt.PrincipalHas != nil && d.opt.PrincipalHas(t.Tenancy.Key):
			ref.Verdict, ref.Category = broken, "wider-key"
			ref.Message = d.head(ref) + " is scoped by the wider " + o.Name + " only, not by " + t.Tenancy.Key
			ref.Why = []string{"the principal carries " + t.Tenancy.Key + " too"}
			ref.TenantBinds = v.binds
		default:
			d.scoped(ref, r, f, v)
			ref.Why = []string{o.Name + " equals a bound value, and the principal carries no " + t.Tenancy.Key}
		}
		return true
	}
	return false
}

// keyBinds lists the bound values that the columns of a reference are compared with.
func (d *decider) keyBinds(ref *Ref, r *row, f *facts) {
	t := r.table
	bound := make(map[string]bool)
	vals := make(map[string]*val)
	for _, n := range r.names {
		if v := f.val(r.cols[n]); v != nil && v.kind == valBind && n != tenantCol {
			bound[n], vals[n] = true, v
		}
	}
	whole := len(t.PrimaryKey) > 0
	for _, k := range t.PrimaryKey {
		whole = whole && bound[fold(k)]
	}
	for _, n := range r.names {
		v := vals[n]
		if v == nil {
			continue
		}
		unique := identifies(t, n) || whole && containsFold(t.PrimaryKey, n)
		for _, b := range v.binds {
			ref.KeyBinds = append(ref.KeyBinds, KeyBind{
				Column: n, Bind: b, Unique: unique, Slice: v.slice, Parent: d.refersTo(t, n),
				Own: membership(t, n) || identifies(t, n) && t.Tenancy.Kind != catalog.Root && userTable(t),
			})
		}
		if !r.write && identityName(n) && uniqueAlone(t, n) {
			ref.Identity = true
		}
	}
}

// isSystem reports whether a relation or function belongs to the database itself.
func isSystem(schema, name string) bool {
	switch s := fold(schema); s {
	case "pg_catalog", "information_schema", "performance_schema", "mysql", "sys", "pg_toast":
		return true
	case "", "main", "temp":
		n := fold(name)
		return strings.HasPrefix(n, "pg_") || strings.HasPrefix(n, "sqlite_") || n == "dual"
	}
	return false
}

// relationName is the relation as a reader knows it.
func relationName(rel *sqlread.Relation, t *catalog.Table) string {
	if rel != nil && rel.Name != "" {
		return rel.Name
	}
	if t != nil {
		return t.Name
	}
	return "an unknown table"
}
