// Package en05 excuses statements, with and without reason.
package en05

import "database/sql"

type Store struct{ db *sql.DB }

// EN-05: a waiver with a reason
func (s *Store) sweep() {
	//bailiwick:allow tenantscope(background) hourly expiry sweep, bounded by status
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") // waived `hourly expiry sweep, bounded by status`
}

// EN-05: a waiver covers one statement, the next is reported
func (s *Store) next() {
	//bailiwick:allow tenantscope(background) hourly expiry sweep, bounded by status
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") // waived `hourly`
	s.db.Exec("DELETE FROM orders WHERE status = 'void'")    // want `orders`
}

// EN-05: a waiver covers one statement, the one that it ends
func (s *Store) end() {
	s.db.Exec("DELETE FROM orders WHERE status = 'a'") //bailiwick:allow tenantscope(background) the first one only // waived `the first one only`
	s.db.Exec("DELETE FROM orders WHERE status = 'b'") // want `orders`
}

// EN-05: a waiver covers a statement of several lines
func (s *Store) lines() {
	//bailiwick:allow tenantscope(background) nightly
	_, err := s.db.Exec( // waived `nightly`
		"DELETE FROM orders WHERE status = $1",
		"expired",
	)
	_ = err
}

// EN-05: a waiver in the text
func (s *Store) inText() {
	s.db.Exec("-- bailiwick:allow tenantscope(background) nightly, no endpoint reaches it\nDELETE FROM orders WHERE status = 'expired'") // waived `no endpoint reaches it`
}

// EN-05: a waiver without a reason
func (s *Store) without() {
	//bailiwick:allow tenantscope(background) // want `gives no reason`
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") // want `delete from orders`
}

// EN-05: a waiver with an unknown claim
func (s *Store) claim() {
	//bailiwick:allow tenantscope(backgrund) nightly // want `unknown claim "backgrund".*background`
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") // want `delete from orders`
}

// EN-05: a waiver with an unknown rule
func (s *Store) rule() {
	//bailiwick:allow tenantscop nightly // want `unknown rule "tenantscop".*tenantscope`
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") // want `delete from orders`
}

// EN-05: a waiver that is no longer needed
func (s *Store) needless(tenant string) {
	//bailiwick:allow tenantscope(background) no longer true // want `no longer needed`
	s.db.Exec("DELETE FROM orders WHERE tenant_id = $1", tenant)
}

// EN-05: a waiver whose claim the code contradicts
func (s *Store) contradicted() {
	//bailiwick:allow tenantscope(aggregate) total for the status page
	s.db.QueryRow("SELECT id, count(*) FROM orders GROUP BY id") // want `claims aggregate, but`
}

// EN-05: a waiver whose claim the code shows
func (s *Store) aggregate() {
	//bailiwick:allow tenantscope(aggregate) total for the status page
	s.db.QueryRow("SELECT count(*) FROM orders") // waived `total for the status page`
}

// EN-05: a waiver that claims global rows of a table whose key is never null
func (s *Store) global() {
	//bailiwick:allow tenantscope(global) shared rows
	s.db.Query("SELECT id FROM orders") // want `claims global, but`
}

// EN-05: a waiver that claims a credential look-up of a column that is none
func (s *Store) token(name string) {
	//bailiwick:allow tenantscope(token) signed link
	s.db.Query("SELECT id FROM orders WHERE id = $1", name) // want `claims token, but`
}

// EN-05: the comment of golangci-lint
func (s *Store) golangci() {
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") //nolint:tenantscope // hourly sweep // waived `hourly sweep`
}

// EN-05: the comment of golangci-lint for another rule
func (s *Store) golangciOther() {
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") //nolint:errcheck // hourly sweep // want `delete from orders`
}
