// Package queries holds statement texts for another package.
package queries

const (
	ByID       = "SELECT id, total FROM orders WHERE id = $1"
	ByTenantID = "SELECT id, total FROM orders WHERE id = $1 AND tenant_id = $2"
)

// Totals and Counts are texts that never change.
var (
	Totals = "SELECT sum(total) FROM orders WHERE tenant_id = $1"
	Counts = "SELECT count(*) FROM orders"
)

// Where makes a statement of a condition.
func Where(cond string) string { return "SELECT id FROM orders WHERE " + cond }
