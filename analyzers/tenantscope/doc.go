// Package tenantscope defines an analyzer that reports queries on tenant-owned tables that are not scoped to a tenant.
//
// # Analyzer tenantscope
//
// tenantscope: report queries on tenant-owned tables that are not scoped to a tenant
//
// In an application whose tables hold the rows of many tenants, every query must say whose rows it means. One that
// forgets to gives one customer's data to another, and no test with a single tenant finds it.
//
// The analyzer reads every statement that the package hands to a database library, as text or through a query builder,
// and judges each reference to a table on its own: each alias, each arm of a UNION, each sub-select. A reference is met
// when all its rows that can be read or written provably belong to the tenant that a bound value names, or hang by a key
// on a row for which that holds:
//
//	db.QueryRow(ctx, "SELECT total FROM orders WHERE id = $1", id)                        // reported
//	db.QueryRow(ctx, "SELECT total FROM orders WHERE id = $1 AND tenant_id = $2", id, t)  // met
//
// A read by id whose row's tenant is compared before any use, and a write with an id that was taken from a scoped row,
// are met as well; such evidence is also sought in the callers.
//
// Tables, their tenant key and their foreign keys come from migrations, schema dumps and Go models. Without a config the
// tenant column is inferred; the command says what it rests on.
//
// Not reported: statements in migrations and, unless asked for, in tests; tables that reach no tenant table; statements
// whose text could not be read, which are counted as unresolved.
package tenantscope

import "strings"

// Doc is the text of the rule's page: the package comment from its heading on.
func Doc() string {
	_, text, _ := strings.Cut(source, "// # Analyzer tenantscope\n//\n")
	text, _, _ = strings.Cut(text, "\npackage ")
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), " "))
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String())
}
