package catalog

import "strings"

// Fold normalises an identifier for comparison: lower-case. Tenant column spellings also drop underscores
// (FoldColumn).
func Fold(name string) string { return strings.ToLower(name) }

// FoldColumn normalises a column name so that "tenantId", tenant_id and TENANTID agree.
func FoldColumn(name string) string {
	return strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(name, "_", ""), "-", ""))
}

// foldSchema normalises a schema name. The schemas that every dialect takes for an unqualified name are the
// empty one, so that a migration that says public.orders and one that says orders speak of the same table.
func foldSchema(name string) string {
	switch s := Fold(name); s {
	case "public", "main", "dbo":
		return ""
	default:
		return s
	}
}

// tableKey is the identity of a table.
func tableKey(schema, name string) string {
	if s := foldSchema(schema); s != "" {
		return s + "." + Fold(name)
	}
	return Fold(name)
}
