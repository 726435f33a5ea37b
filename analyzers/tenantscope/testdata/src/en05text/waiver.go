// Package en05text excuses a statement in its text.
package en05text

import "database/sql"

type Store struct{ db *sql.DB }

// EN-05: a waiver in the text that is no longer needed
func (s *Store) needlessInText(tenant string) {
	s.db.Exec("-- bailiwick:allow tenantscope(background) nightly\nDELETE FROM orders WHERE tenant_id = $1", tenant) // want `no longer needed`
}

// EN-05: a waiver in the text without a reason
func (s *Store) reasonless() {
	s.db.Exec("-- bailiwick:allow tenantscope(background)\nDELETE FROM orders WHERE status = 'x'") // want `gives no reason` `delete from orders`
}

// EN-05: a waiver in the text with an unknown rule
func (s *Store) unknown() {
	s.db.Exec("-- bailiwick:allow tenantscop nightly\nDELETE FROM orders WHERE status = 'x'") // want `unknown rule` `delete from orders`
}
