// Package enexempt holds operations that owe nothing, each of which is put on record with the reason, beside ones that owe.
package enexempt

import (
	"context"
	"database/sql"
)

type store struct{ db *sql.DB }

func (s *store) global(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT name FROM countries") // note `table countries belongs to no tenant`
}

func (s *store) owned(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT name FROM customers") // want `customers`
}

func (s *store) both(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT 1 FROM countries c JOIN customers o ON o.name = c.name") // want `customers`
}

func (s *store) system(ctx context.Context) {
	s.db.QueryContext(ctx, "SELECT pid FROM pg_locks") // note `a catalog of the database itself`
}

func (s *store) nothing(ctx context.Context) {
	s.db.QueryRowContext(ctx, "SELECT 1")                          // note `reads and writes no row of a table`
	s.db.ExecContext(ctx, "SET LOCAL statement_timeout = '5s'")    // note `reads and writes no row of a table`
	s.db.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", 1)   // note `names no table, and calls pg_advisory_xact_lock`
	s.db.ExecContext(ctx, "CREATE TEMP TABLE scratch (id bigint)") // note `data definition touches no row`
}

func (s *store) wrapper(ctx context.Context, text string) {
	s.db.ExecContext(ctx, text) // note `runs a text that its callers give`
}

func (s *store) callsWrapper(ctx context.Context) {
	s.wrapper(ctx, "DELETE FROM customers") // want `customers`
	s.wrapper(ctx, "DELETE FROM countries") // note `table countries belongs to no tenant`
}
