// Package tgwaiver excuses statements, with and without reason.
package tgwaiver

import "database/sql"

type Store struct{ db *sql.DB }

func (s *Store) sweep() {
	//bailiwick:allow tenantscope(background) hourly expiry sweep, bounded by status
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'")
	s.db.Exec("DELETE FROM orders WHERE status = 'void'") // want `orders`
}

func (s *Store) inText() {
	s.db.Exec(`-- bailiwick:allow tenantscope(background) nightly, no endpoint reaches it
		DELETE FROM orders WHERE status = 'expired'`)
}

func (s *Store) needless(tenant string) {
	//bailiwick:allow tenantscope(background) no longer true // want `no longer needed`
	s.db.Exec("DELETE FROM orders WHERE tenant_id = $1", tenant)
}

func (s *Store) without() {
	//bailiwick:allow tenantscope(background) // want `reason`
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") // want `orders`
}

func (s *Store) counted() {
	//bailiwick:allow tenantscope(aggregate) total for the status page
	s.db.QueryRow("SELECT count(*) FROM orders")
	//bailiwick:allow tenantscope(aggregate) total for the status page
	s.db.QueryRow("SELECT id, count(*) FROM orders GROUP BY id") // want `claims aggregate, but`
}

func (s *Store) golangci() {
	s.db.Exec("DELETE FROM orders WHERE status = 'expired'") //nolint:tenantscope // hourly sweep
}
