// Package store waives statements with what its callers did before.
package store

import "database/sql"

type Store struct{ DB *sql.DB }

// EN-05: claim parent, and the caller in another package read the parent scoped before
func (s *Store) Items(order string) {
	//bailiwick:allow tenantscope(parent) the order was read before
	s.DB.Query("SELECT sku FROM order_items WHERE order_id = $1", order) // waived `held against the callers\)` `claim parent is verified: .* by the caller .*ItemsOf`
}

// EN-05: claim parent, and a caller in another package takes the key from the request
func (s *Store) Notes(order string) {
	//bailiwick:allow tenantscope(parent) the order was read before
	s.DB.Query("SELECT quantity FROM order_items WHERE order_id = $1", order) // waived `held against the callers\)` want `waiver claims parent, but .*NotesOf calls it without a scoped read`
}

func (s *Store) Through(order string) { s.through(order) }

// EN-05: claim parent, through a function that hands the key on, and the caller read the parent scoped before
func (s *Store) through(order string) {
	//bailiwick:allow tenantscope(parent) the order was read before
	s.DB.Query("SELECT sku FROM order_items WHERE order_id = $1", order) // waived `held against the callers\)` `claim parent is verified: .* by the caller .*ThroughOf`
}

// EN-05: claim parent, and no caller in the whole program
func (s *Store) Unused(order string) {
	//bailiwick:allow tenantscope(parent) the order was read before
	s.DB.Query("SELECT sku FROM order_items WHERE order_id = $1", order) // waived `held against the callers\)` orphan `no caller .* shows it`
}

// EN-05: claim parent, through an interface, and the caller read the parent scoped before
func (s *Store) Bound(order string) {
	//bailiwick:allow tenantscope(parent) the order was read before
	s.DB.Query("SELECT sku FROM order_items WHERE order_id = $1", order) // waived `held against the callers\)` `claim parent is verified: .* by the caller .*BoundOf`
}

// EN-05: claim parent, through an interface, and a caller takes the key from the request
func (s *Store) Loose(order string) {
	//bailiwick:allow tenantscope(parent) the order was read before
	s.DB.Query("SELECT quantity FROM order_items WHERE order_id = $1", order) // waived `held against the callers\)` want `waiver claims parent, but .*LooseOf calls it without a scoped read`
}

// EN-05: claim public, which asks nobody
func (s *Store) Public(order string) {
	//bailiwick:allow tenantscope(public) the price list is on the web site
	s.DB.Query("SELECT sku FROM order_items WHERE order_id = $1", order) // waived `a decision about the data`
}
