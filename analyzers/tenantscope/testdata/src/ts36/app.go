// Package ts36 hands functions to a migration tool, beside others.
package ts36

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

func register() {
	goose.AddMigrationContext(up, nil)
}

// TS-36: statements inside a function that is handed to a migration tool
// Nothing is owed here.
func up(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE orders SET total = 0")
	return err
}

// TS-36: statements beside migrations
func reset(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE orders SET total = 0") // want `update of orders`
	return err
}
