// Package migrations changes the rows of every tenant.
package migrations

import "database/sql"

func up(db *sql.DB) {
	db.Exec("UPDATE customers SET name = ''") // note `is a migration`
}
