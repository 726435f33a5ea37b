// Package queries holds statement texts for another package.
package queries

const (
	ByID       = "SELECT id, total FROM orders WHERE id = $1"
	ByTenantID = "SELECT id, total FROM orders WHERE id = $1 AND tenant_id = $2"
)

// Totals is text that never changes.
var Totals = "SELECT sum(total) FROM orders WHERE tenant_id = $1"

// Where makes a statement of a condition.
func Where(cond string) string { return "SELECT id FROM orders WHERE " + cond }
