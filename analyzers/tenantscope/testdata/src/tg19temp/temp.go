// Package tg19temp reads temporary tables that it has filled before.
package tg19temp

import (
	"database/sql"

	"tg19temp/store"
)

// TG-19: a temporary table that was made of the tenant's rows
func own(tx *sql.Tx, tenant string) error {
	if _, err := tx.Exec("CREATE TEMP TABLE tmp_orders ON COMMIT DROP AS SELECT * FROM orders WHERE tenant_id = $1", tenant); err != nil {
		return err
	}
	_, err := tx.Exec("DELETE FROM tmp_orders WHERE status = 'new'") // met `was made of rows of the tenant at line 12`
	return err
}

// TG-19: a temporary table that was made of everybody's rows
func all(tx *sql.Tx, status string) error {
	if _, err := tx.Exec("CREATE TEMP TABLE tmp_orders ON COMMIT DROP AS SELECT * FROM orders WHERE status = $1", status); err != nil { // want `orders`
		return err
	}
	_, err := tx.Exec("DELETE FROM tmp_orders WHERE status = 'new'") // want `tmp_orders`
	return err
}

// TG-19: a temporary table that may have been there before
func reused(tx *sql.Tx, tenant string) error {
	if _, err := tx.Exec("CREATE TEMP TABLE IF NOT EXISTS tmp_orders AS SELECT * FROM orders WHERE tenant_id = $1", tenant); err != nil {
		return err
	}
	_, err := tx.Exec("DELETE FROM tmp_orders WHERE status = 'new'") // want `tmp_orders`
	return err
}

// TG-19: a temporary table that was made on one way only
func sometimes(tx *sql.Tx, tenant string, make bool) error {
	if make {
		if _, err := tx.Exec("CREATE TEMP TABLE tmp_orders AS SELECT * FROM orders WHERE tenant_id = $1", tenant); err != nil {
			return err
		}
	}
	_, err := tx.Exec("DELETE FROM tmp_orders WHERE status = 'new'") // want `tmp_orders`
	return err
}

// filled makes the table of which the store reads.
func filled(tx *sql.Tx, tenant string) error {
	if _, err := tx.Exec("CREATE TEMPORARY TABLE tmp_orders AS SELECT * FROM orders WHERE tenant_id = $1", tenant); err != nil {
		return err
	}
	return store.Pay(tx)
}

// unfilled does not.
func unfilled(tx *sql.Tx) error { return store.Cancel(tx) }
