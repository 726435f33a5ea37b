package scope

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// conflict judges what an upsert does to the row that is there already: that row must be the tenant's too. It is, where
// the conflicting key holds the tenant, where the WHERE of DO UPDATE compares the tenants, and where the conflicting id
// was made here or taken from a scoped row.
func (in *insertion) conflict(ref *Ref) {
	c := in.stmt.Conflict
	if c == nil && !in.stmt.Replace || c != nil && c.DoNothing || in.stmt.Ignore && c == nil {
		return
	}
	keys, ok := in.conflictKeys()
	if !ok {
		ref.Verdict, ref.Reason, ref.Listed = unresolved, "which key of "+in.t.Name+" conflicts is not known", ""
		return
	}
	for _, k := range keys {
		if !in.ownConflict(ref, k) {
			return
		}
	}
}

// conflictKeys lists the keys on which an existing row may be hit.
func (in *insertion) conflictKeys() ([][]string, bool) {
	all := append([][]string{in.t.PrimaryKey}, in.t.Uniques...)
	for _, col := range in.t.Columns {
		if col.Unique {
			all = append(all, []string{col.Name})
		}
	}
	for _, p := range in.t.PartialUniques {
		all = append(all, p.Columns)
	}
	c := in.stmt.Conflict
	switch {
	case c != nil && len(c.Columns) > 0:
		return [][]string{c.Columns}, true
	case c != nil && c.Constraint != "":
		return in.constraint(c.Constraint, all)
	}
	var keys [][]string
	known := false
	for _, k := range all {
		if len(k) == 0 {
			continue
		}
		known = true
		given := true
		for _, col := range k {
			// A key whose value the database makes cannot conflict.
			given = given && in.at(col) >= 0
		}
		if given {
			keys = append(keys, k)
		}
	}
	return keys, known
}

// constraint finds the columns of a named key by the names that the database gives; where the name says nothing, all keys
// must agree on whether they hold the tenant.
func (in *insertion) constraint(name string, all [][]string) ([][]string, bool) {
	t := fold(in.t.Name)
	for i, k := range all {
		if len(k) == 0 {
			continue
		}
		n := t + "_" + strings.ToLower(strings.Join(k, "_"))
		switch fold(name) {
		case n + "_key", n + "_idx", n + "_unique", n, n + "_uniq":
			return [][]string{k}, true
		case t + "_pkey":
			if i == 0 {
				return [][]string{k}, true
			}
		}
	}
	var keys [][]string
	with := 0
	for _, k := range all {
		if len(k) > 0 {
			keys = append(keys, k)
			if containsFold(k, in.t.Tenancy.Key) {
				with++
			}
		}
	}
	return keys, len(keys) > 0 && (with == 0 || with == len(keys))
}

// ownConflict judges a conflict on one key.
func (in *insertion) ownConflict(ref *Ref, key []string) bool {
	d := in.d
	f := d.newFacts(in.f)
	existing := &row{rel: in.stmt.Target, table: in.t, write: true}
	proposed := &row{table: in.t, quiet: true, none: true}
	f.rows = append(f.rows, existing, proposed)
	for i, n := range in.names {
		t := d.column(proposed, n)
		values := in.values(i)
		if len(values) == 1 {
			f.union(t, values[0].t)
			f.know(t, values[0].v)
			continue
		}
		var v *val
		for k, c := range values {
			if k == 0 {
				v = c.v
			} else {
				v = either(v, c.v)
			}
		}
		f.know(t, v)
	}
	for _, k := range key {
		f.union(d.column(existing, k), d.column(proposed, k))
	}
	lx := &lex{up: in.lx, env: in.lx.env, quiet: true}
	name := fold(in.stmt.Target.Name)
	if in.stmt.Target.Alias != "" {
		name = fold(in.stmt.Target.Alias)
	}
	lx.sources = []*source{
		{name: name, rel: in.stmt.Target, row: existing},
		{name: "excluded", row: proposed, qualified: true},
	}
	if c := in.stmt.Conflict; c != nil {
		if c.Where != nil {
			d.assume(f, c.Where, lx, true)
		}
	}
	f.close()
	if f.bound(existing) != nil || in.throughParent(key) {
		if in.t.Tenancy.Kind != catalog.Inherited && in.stmt.Conflict != nil {
			d.tenantWrite(ref, lx.sources[0], proposedValues(in.stmt.Conflict.Set, in.t), f, lx)
		}
		return ref.Verdict == met
	}
	r := Ref{Relation: in.stmt.Target, Table: in.t, Write: true}
	d.keyBinds(&r, existing, f)
	ref.Verdict, ref.Category, ref.Listed = broken, "upsert", ""
	ref.KeyBinds = r.KeyBinds
	for i := range ref.KeyBinds {
		ref.KeyBinds[i].Unique = true // the columns of the conflict are a key together
	}
	ref.Message = "upsert into " + describe(relationName(ref.Relation, in.t), in.t) + " may change another tenant's row: the conflicting key " +
		strings.Join(key, ", ") + " does not hold the tenant"
	ref.Why = []string{"no WHERE of the update compares " + keyWord(in.t)}
	return false
}

// proposedValues writes MySQL's words for the row that was to be inserted, VALUES(c) and new.c, as EXCLUDED.c.
func proposedValues(set []sqlread.Assign, t *catalog.Table) []sqlread.Assign {
	out := make([]sqlread.Assign, len(set))
	for i, a := range set {
		switch v := a.Value.(type) {
		case *sqlread.Func:
			if c, ok := firstColumn(v.Args); ok && v.Name == "values" {
				a.Value = &sqlread.Column{Table: "excluded", Name: c.Name, Span: c.Span}
			}
		case *sqlread.Column:
			if v.Table != "" && !strings.EqualFold(v.Table, t.Name) {
				a.Value = &sqlread.Column{Table: "excluded", Name: v.Name, Span: v.Span}
			}
		}
		out[i] = a
	}
	return out
}

func firstColumn(args []sqlread.Expr) (*sqlread.Column, bool) {
	if len(args) != 1 {
		return nil, false
	}
	c, ok := args[0].(*sqlread.Column)
	return c, ok
}

// throughParent reports whether the conflicting key of a table without a tenant key holds the parent: the row that is
// there hangs on the same parent, which the insert answers for.
func (in *insertion) throughParent(key []string) bool {
	if in.t.Tenancy.Kind != catalog.Inherited {
		return false
	}
	for _, fk := range foreignKeys(in.t) {
		if in.d.parentOf(&fk) == nil {
			continue
		}
		all := len(fk.Columns) > 0
		for _, c := range fk.Columns {
			all = all && containsFold(key, c)
		}
		if all {
			return true
		}
	}
	return false
}
