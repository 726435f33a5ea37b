// Package notes compiles and has nothing to do with the ledger: it is analysed all the same.
package notes

import (
	"context"
	"database/sql"
)

// Store is the store of notes.
type Store struct {
	DB *sql.DB
}

// Count counts notes.
func (s *Store) Count(ctx context.Context) (int, error) {
	var n int
	// TS-34: a count is a leak
	err := s.DB.QueryRowContext(ctx, `SELECT count(*) FROM notes`).Scan(&n) // want "notes.*not scoped"
	return n, err
}

// CountOf counts the notes of a tenant.
func (s *Store) CountOf(ctx context.Context, tenant int64) (int, error) {
	var n int
	err := s.DB.QueryRowContext(ctx, `SELECT count(*) FROM notes WHERE tenant_id = $1`, tenant).Scan(&n)
	return n, err
}
