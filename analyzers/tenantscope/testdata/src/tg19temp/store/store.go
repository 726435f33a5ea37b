// Package store reads a temporary table that its caller has made.
package store

import "database/sql"

// TG-19: a temporary table that the caller made of the tenant's rows
func Pay(tx *sql.Tx) error {
	_, err := tx.Exec("UPDATE tmp_orders SET status = 'paid'") // met `by the caller`
	return err
}

// TG-19: a temporary table that the caller did not make
func Cancel(tx *sql.Tx) error {
	_, err := tx.Exec("UPDATE tmp_orders SET status = 'x'") // want `tmp_orders`
	return err
}
