// Package store scopes by what it is given.
package store

import "database/sql"

type Orders struct{ db *sql.DB }

// TG-12: a store whose caller compared
func (s *Orders) Count(tenant string) {
	s.db.Query("SELECT count(*) FROM orders WHERE tenant_id = $1", tenant) // met `bound value`
}
