// Package sqlite3 is what the cases need of github.com/mattn/go-sqlite3.
package sqlite3

import "database/sql/driver"

type SQLiteConn struct{ db int }

func (c *SQLiteConn) Exec(query string, args []driver.Value) (driver.Result, error) { return nil, nil }
func (c *SQLiteConn) RegisterFunc(name string, impl any, pure bool) error           { return nil }
