// Package store acts by id.
package store

import "database/sql"

type Orders struct{ db *sql.DB }

func (s *Orders) Own(tenant, id string) (string, error) {
	var own string
	err := s.db.QueryRow("SELECT id FROM orders WHERE id = $1 AND tenant_id = $2", id, tenant).Scan(&own)
	if err != nil {
		return "", err
	}
	return own, nil
}

// TG-19: by-id statement whose caller passes two ids on
func (s *Orders) Cancel(id string) error {
	_, err := s.db.Exec("UPDATE orders SET status = 'x' WHERE id = $1", id) // want `update of orders`
	return err
}

// Swap passes two ids on.
func (s *Orders) Swap(a, b string) error {
	if err := s.Cancel(a); err != nil {
		return err
	}
	return s.Cancel(b)
}

// TG-19: by-id statement on two rows, of which one is the tenant's
func (s *Orders) Merge(a, b string) error {
	return s.db.QueryRow("SELECT count(*) FROM orders x, orders y WHERE x.id = $1 AND y.id = $2", a, b).Err() // want `query on orders`
}
