package ts36

import (
	"database/sql"
	_ "embed"
)

//go:embed migrations/0002_total.sql
var total string

//go:embed reset.sql
var resetText string

// TS-36: statements inside migrations, in SQL
// Nothing is owed here.
func migrate(db *sql.DB) error {
	_, err := db.Exec(total)
	return err
}

// TS-36: a SQL file beside the migrations
func runReset(db *sql.DB) error {
	_, err := db.Exec(resetText) // want `update of orders`
	return err
}
