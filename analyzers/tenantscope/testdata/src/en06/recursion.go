// Package en06 calls itself.
package en06

import "database/sql"

type Store struct{ db *sql.DB }

// EN-06: recursion builds the text
func (s *Store) read(n int, tenant string) {
	s.db.Query(s.text(n), tenant) // unresolved `no complete statement`
}

func (s *Store) text(n int) string {
	if n == 0 {
		return "SELECT id FROM orders WHERE tenant_id = $1"
	}
	return s.text(n-1) + " AND status <> 'x'"
}

// EN-06: recursion passes the id on
func (s *Store) Walk(id string, depth int) error {
	if depth == 0 {
		_, err := s.db.Exec("UPDATE orders SET status = 'x' WHERE id = $1", id) // want `update of orders`
		return err
	}
	return s.Walk(id, depth-1)
}

// EN-06: recursion, entered with an id of the request
func (s *Store) walk(r interface{ PathValue(string) string }) error {
	return s.Walk(r.PathValue("id"), 3) // related `called by`
}

// EN-06: mutual recursion passes the tenant on
func (s *Store) Even(tenant string, n int) error {
	if n == 0 {
		_, err := s.db.Exec("UPDATE orders SET status = 'x' WHERE tenant_id = $1", tenant) // met `bound value`
		return err
	}
	return s.Odd(tenant, n-1)
}

// Odd is the other half.
func (s *Store) Odd(tenant string, n int) error {
	if n == 0 {
		return nil
	}
	return s.Even(tenant, n-1)
}

// EN-06: the tenant of a loop that feeds itself
func (s *Store) loop(next func(string) string, tenant string) {
	for {
		s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `bound value`
		tenant = next(tenant)
	}
}

// EN-06: recursion that nobody outside begins
func (s *Store) unbegun(id string, depth int) {
	if depth == 0 {
		s.db.Exec("UPDATE orders SET status = 'x' WHERE id = $1", id) // orphan `update of orders`
		return
	}
	s.unbegun(id, depth-1)
}

// EN-06: mutual recursion that nobody outside begins
func (s *Store) ping(id string, depth int) {
	if depth == 0 {
		s.db.Exec("DELETE FROM orders WHERE id = $1", id) // orphan `delete from orders`
		return
	}
	s.pong(id, depth-1)
}

func (s *Store) pong(id string, depth int) { s.ping(id, depth) }
