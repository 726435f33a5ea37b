// Command tg18cli is a CLI.
package main

import (
	"database/sql"
	"os"
)

// TG-18: unscoped statement in a CLI
func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		os.Exit(1)
	}
	db.Exec("DELETE FROM orders WHERE status = 'expired'") // want `delete from orders`
	prune(db, os.Args[1])
}

// TG-18: tenant from the command line
func prune(db *sql.DB, tenant string) {
	db.Exec("DELETE FROM orders WHERE status = 'expired' AND tenant_id = $1", tenant) // met `bound value`
}
