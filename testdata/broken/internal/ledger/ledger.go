// Package ledger does not compile: a declared type is missing. Nothing that travelled through it may be called met.
package ledger

import (
	"context"
	"database/sql"
)

// Entries is the store of entries.
type Entries struct {
	DB *sql.DB
}

// Cents returns the amount of an entry. Its callers would have to make up for the missing tenant.
func (e *Entries) Cents(ctx context.Context, id int64) (int64, error) {
	var cents int64
	err := e.DB.QueryRowContext(ctx, `SELECT cents FROM entries WHERE id = $1`, id).Scan(&cents)
	return cents, err
}

// Close ends a period.
func (e *Entries) Close(period Period) error {
	return period.Close()
}
