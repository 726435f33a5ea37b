// Package sqlread reads SQL text of PostgreSQL, MySQL and SQLite into relations, predicates, binds and holes,
// with byte positions. It is tolerant: what it cannot read it reports as a Problem and keeps the rest; it never panics.
package sqlread

// HoleMark stands in a text for a part that the Go program fills in and that could not be read.
// The n-th mark in the text is hole n (from 1).
const HoleMark = "\x00"

// MaxBytes and MaxDepth bound what is read; a longer or deeper text yields a Problem.
const (
	MaxBytes = 1 << 20
	MaxDepth = 1000
)

// Read reads a text of zero or more statements.
func Read(text string) *Script { return nil }

// ReadCondition reads the text of a condition that a query builder receives: "a = ? AND b = ?", with or without a leading WHERE, AND, ON or HAVING.
// Trailing clauses (ORDER BY, LIMIT) end it.
func ReadCondition(text string) (Expr, []Problem) { return nil, nil }

// ReadFrom reads the text of a table reference that a query builder receives: "orders", "orders AS o", "a JOIN b ON …",
// "LEFT JOIN b ON …" (then Left is nil).
func ReadFrom(text string) (TableExpr, []Problem) { return nil, nil }

// ReadItems reads a projection or column list: "id, o.total AS t, count(*)".
func ReadItems(text string) ([]SelectItem, []Problem) { return nil, nil }
