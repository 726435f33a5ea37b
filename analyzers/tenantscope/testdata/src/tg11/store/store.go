// Package store scopes by what it is given.
package store

import "database/sql"

type Orders struct{ db *sql.DB }

// TG-11: through a store of another package, from the body
func (s *Orders) List(tenant string) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `request body`
}

// TG-11: through a store of another package, from the context
func (s *Orders) Count(tenant string) {
	s.db.Query("SELECT count(*) FROM orders WHERE tenant_id = $1", tenant) // met `bound value`
}

// TG-11: written by an insert, from the body
func (s *Orders) Add(id, tenant string) {
	s.db.Exec("INSERT INTO jobs (id, tenant_id, kind, payload) VALUES ($1, $2, 'x', '{}')", id, tenant) // want `request body`
}
