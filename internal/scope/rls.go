package scope

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Pinned tells whether row-level security confines a command ("SELECT", "INSERT", "UPDATE", "DELETE") on the table to
// the tenant in the session setting: security is forced (the owner is bound too), and what the policies for the command
// let through has the tenant key equal to the setting. Permissive policies add to each other, so each of them must; one
// restrictive policy that does is enough. That the role the application connects with is bound by them is an assumption.
func Pinned(table *catalog.Table, cat *catalog.Catalog, command, setting string) (ok bool, why, assumptions []string) {
	if table == nil || !isOwned(table) {
		return false, []string{"the table belongs to no tenant that is known"}, nil
	}
	switch {
	case !table.RLS.Enabled:
		return false, []string{"row-level security is not enabled on " + table.Name}, nil
	case !table.RLS.Forced:
		return false, []string{"row-level security is not forced on " + table.Name + ": its owner is not bound by it"}, nil
	}
	command = strings.ToUpper(command)
	setting = strings.ToLower(setting)
	permissive, restricted := 0, ""
	var bad, good []string
	for _, p := range table.RLS.Policies {
		if p.Command != "" && !strings.EqualFold(p.Command, "ALL") && !strings.EqualFold(p.Command, command) {
			continue
		}
		equates := policyEquates(table, cat, p, command, setting)
		switch {
		case !p.Permissive && equates:
			restricted = p.Name
		case !p.Permissive:
		case equates:
			permissive++
			good = append(good, "policy "+p.Name+" equates "+keyWord(table)+" with "+setting)
		default:
			permissive++
			bad = append(bad, "policy "+p.Name+" lets rows through that are not the tenant's in "+setting)
		}
	}
	assumptions = []string{"the role of the application is bound by row-level security (it has no BYPASSRLS and is no superuser)"}
	switch {
	case restricted != "":
		return true, []string{"restrictive policy " + restricted + " equates " + keyWord(table) + " with " + setting}, assumptions
	case len(bad) > 0:
		return false, bad, nil
	case permissive == 0:
		return false, []string{"no policy of " + table.Name + " speaks of " + command}, nil
	}
	return true, good, assumptions
}

// policyEquates reports whether all rows that a policy lets through have the tenant of the setting.
func policyEquates(t *catalog.Table, cat *catalog.Catalog, p catalog.Policy, command, setting string) bool {
	check := p.Check
	if check == nil {
		check = p.Using
	}
	using := p.Using
	read := confines(t, cat, using, setting, command != "SELECT")
	switch command {
	case "INSERT":
		return confines(t, cat, check, setting, true)
	case "UPDATE":
		return read && confines(t, cat, check, setting, true)
	}
	return read
}

// confines reports whether a condition on one row of t implies that the row's tenant is the one in the setting.
func confines(t *catalog.Table, cat *catalog.Catalog, e sqlread.Expr, setting string, write bool) bool {
	if e == nil {
		return false
	}
	d := newDecider(cat, nil, Options{SessionSetting: setting})
	lx := &lex{quiet: true}
	rel := &sqlread.Relation{Schema: t.Schema, Name: t.Name}
	r := &row{rel: rel, table: t, write: write}
	lx.sources = []*source{{name: fold(t.Name), schema: fold(t.Schema), rel: rel, row: r}}
	f := d.newFacts(nil)
	f.base = true
	f.rows = []*row{r}
	d.assume(f, e, lx, true)
	f.close()
	v := f.bound(r)
	return d.ok() && v != nil && v.setting == setting && !f.unread && !(v.shared && write)
}

// Pin reads a statement that pins a session setting: SELECT set_config('app.x', $1, true) or SET [LOCAL] app.x = ….
// bind is nil when the value is no single bound value (a reset, a constant). local is true for transaction scope.
func Pin(stmt *sqlread.Statement) (setting string, bind *sqlread.Bind, local, ok bool) {
	if stmt == nil {
		return "", nil, false, false
	}
	switch stmt.Kind {
	case sqlread.KindSet:
		if len(stmt.Set) != 1 || len(stmt.Set[0].Columns) != 1 {
			return "", nil, false, false
		}
		c := stmt.Set[0].Columns[0]
		name := c.Name
		if c.Table != "" {
			name = c.Table + "." + name
		}
		b, _ := strip(stmt.Set[0].Value).(*sqlread.Bind)
		return strings.ToLower(name), b, stmt.Local, true
	case sqlread.KindSelect:
		if stmt.Query == nil || len(stmt.Query.Items) != 1 || stmt.Query.Op != sqlread.NoSetOp {
			return "", nil, false, false
		}
		fn, isFunc := strip(stmt.Query.Items[0].Expr).(*sqlread.Func)
		if !isFunc || fn.Name != "set_config" || len(fn.Args) != 3 {
			return "", nil, false, false
		}
		name, isName := strip(fn.Args[0]).(*sqlread.Literal)
		if !isName || name.Kind != sqlread.LitString {
			return "", nil, false, false
		}
		b, _ := strip(fn.Args[1]).(*sqlread.Bind)
		l, isLit := strip(fn.Args[2]).(*sqlread.Literal)
		return strings.ToLower(name.Text), b, isLit && isTrue(l), true
	}
	return "", nil, false, false
}
