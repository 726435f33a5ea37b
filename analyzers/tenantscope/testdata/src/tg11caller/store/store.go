// Package store scopes by what it is given.
package store

import "database/sql"

type Orders struct{ db *sql.DB }

func (s *Orders) List(tenant string) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `request body`
}

func (s *Orders) Count(tenant string) {
	s.db.Query("SELECT count(*) FROM orders WHERE tenant_id = $1", tenant)
}
