// Package tg06drivers uses what drivers of database/sql offer beside it.
package tg06drivers

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"github.com/lib/pq"
	sqlite3 "github.com/mattn/go-sqlite3"
)

type Store struct{ db *sql.DB }

// TG-06: lib/pq CopyIn without the key
func (s *Store) copyIn(tx *sql.Tx) error {
	stmt, err := tx.Prepare(pq.CopyIn("jobs", "id", "kind", "payload")) // want `jobs`
	if err != nil {
		return err
	}
	_, err = stmt.Exec("1", "sync", "{}")
	return err
}

// TG-06: lib/pq CopyIn with the key
func (s *Store) copyInScoped(tx *sql.Tx, tenant string) error {
	stmt, err := tx.Prepare(pq.CopyIn("jobs", "id", "tenant_id", "kind", "payload"))
	if err != nil {
		return err
	}
	_, err = stmt.Exec("1", tenant, "sync", "{}")
	return err
}

// TG-06: lib/pq CopyInSchema without the key
func (s *Store) copyInSchema(tx *sql.Tx) error {
	_, err := tx.Prepare(pq.CopyInSchema("public", "jobs", "id", "kind", "payload")) // want `jobs`
	return err
}

// TG-06: a connection of the driver
func (s *Store) raw(ctx context.Context, id string) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	return conn.Raw(func(dc any) error {
		_, err := dc.(driver.ExecerContext).ExecContext(ctx, "DELETE FROM orders WHERE id = ?", []driver.NamedValue{{Ordinal: 1, Value: id}}) // want `delete from orders`
		return err
	})
}

// TG-06: a connection of mattn/go-sqlite3
func (s *Store) sqlite(dc any, id string) error {
	_, err := dc.(*sqlite3.SQLiteConn).Exec("DELETE FROM orders WHERE id = ?", []driver.Value{id}) // want `delete from orders`
	return err
}

// TG-06: a connection of mattn/go-sqlite3, scoped
func (s *Store) sqliteScoped(dc any, tenant, id string) error {
	_, err := dc.(*sqlite3.SQLiteConn).Exec("DELETE FROM orders WHERE id = ? AND tenant_id = ?", []driver.Value{id, tenant})
	return err
}
