package scope

import (
	"fmt"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// verb says what a statement does to a reference.
func verb(kind sqlread.Kind, write bool) string {
	if !write {
		return "query on"
	}
	switch kind {
	case sqlread.KindInsert:
		return "insert into"
	case sqlread.KindDelete:
		return "delete from"
	case sqlread.KindMerge:
		return "merge into"
	case sqlread.KindTruncate:
		return "truncate of"
	case sqlread.KindCopy:
		return "copy of"
	}
	return "update of"
}

// head is the first half of a message: what is done to which table, and by what it belongs to a tenant.
func (d *decider) head(ref *Ref) string {
	return verb(d.kind, ref.Write) + " " + describe(relationName(ref.Relation, ref.Table), ref.Table)
}

func describe(name string, t *catalog.Table) string {
	switch {
	case t == nil:
		return name
	case t.Tenancy.Kind == catalog.Root:
		return fmt.Sprintf("%s (the tenants, key %s)", name, t.Tenancy.Key)
	case t.Tenancy.Kind == catalog.Inherited:
		return fmt.Sprintf("%s (tenant through %s)", name, parentNames(t))
	}
	return fmt.Sprintf("%s (tenant key %s)", name, t.Tenancy.Key)
}

func parentNames(t *catalog.Table) string {
	var names []string
	for _, p := range t.Tenancy.Parents {
		names = mergeStrings(names, []string{p.RefTable})
	}
	if len(names) == 0 {
		return "its parents"
	}
	return strings.Join(names, ", ")
}

func viewMessage(src *source, t *catalog.Table) string {
	what := "a tenant's table"
	if t != nil {
		what = describe(t.Name, t)
	}
	return fmt.Sprintf("query on view %s over %s is not scoped to a tenant", src.rel.Name, what)
}

// explain fills in category, message and fix of a broken reference: what comes nearest to being evidence, and why it is none.
func (d *decider) explain(ref *Ref, r *row, b *block, f *facts, v *val) {
	t := r.table
	key := t.Tenancy.Key
	ref.Category = "unscoped"
	ref.Message = d.head(ref) + " is not scoped to a tenant"
	if v != nil {
		switch {
		case v.kind == valLiteral:
			ref.Category = "literal-tenant"
			ref.Message = d.head(ref) + " is scoped to a constant tenant"
			ref.Why = []string{key + " equals a constant"}
			return
		case v.kind == valZero:
			ref.Category = "empty-tenant"
			ref.Message = d.head(ref) + " is scoped to a zero value"
			ref.Why = []string{"the value bound to " + key + " is always zero"}
			ref.TenantBinds = v.binds
			return
		case v.shared:
			ref.Category = "unscoped"
			ref.Message = d.head(ref) + " also reaches rows of no tenant"
			ref.Why = []string{"rows whose " + key + " is NULL are shared by all tenants"}
			return
		}
	}
	near := d.nearest(r, b)
	switch near.what {
	case nearOptional:
		ref.Category = "optional-tenant"
		ref.Message = d.head(ref) + " is scoped to a tenant only if one is given"
		ref.Why = []string{"the condition on " + key + " is true for every row when the value is absent"}
		return
	case nearArm:
		ref.Message += fmt.Sprintf(": an arm of OR does not bind %s", key)
		ref.Why = []string{"only some arms of an OR bind " + key}
	case nearNegated:
		ref.Why = []string{key + " is compared, but not for equality with a value"}
	case nearSelf:
		ref.Why = []string{key + " is compared with itself"}
		ref.Message += fmt.Sprintf(": %s is compared with itself", key)
	case nearOn:
		ref.Category = "unscoped"
		ref.Message = fmt.Sprintf("%s join keeps every row of %s: the condition in ON does not scope it, WHERE would",
			joinWord(near.join), describe(relationName(r.rel, t), t))
		ref.Why = []string{"the condition on " + key + " stands in the ON of an outer join that keeps this side"}
	case nearColumn:
		ref.Why = []string{key + " is compared with a value that nothing binds"}
	}
	if r.group != nil && r.group.join != nil && near.what != nearOn {
		ref.Message = fmt.Sprintf("%s join reads %s of every tenant: put a condition on %s in ON",
			joinWord(r.group.join), describe(relationName(r.rel, t), t), keyWord(t))
	}
	if near.what == nearNone || near.what == nearArm || near.what == nearNegated || near.what == nearOn || near.what == nearColumn {
		ref.Fix = d.fix(r, b)
	}
}

// keyWord names the column by which t is scoped.
func keyWord(t *catalog.Table) string {
	if t.Tenancy.Key != "" {
		return t.Tenancy.Key
	}
	return "its parent"
}

func joinWord(j *sqlread.Join) string {
	switch j.Kind {
	case sqlread.JoinRight:
		return "right"
	case sqlread.JoinFull:
		return "full"
	}
	return "left"
}
