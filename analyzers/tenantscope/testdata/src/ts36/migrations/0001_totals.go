// Package migrations lies in a folder of migrations.
package migrations

import (
	"context"
	"database/sql"
)

// TS-36: statements inside migrations, in Go
// Nothing is owed here.
func Up(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE orders SET total = 0")
	return err
}
