// Package ts29plain binds the wider of two tenant keys, which is all that the principal carries.
package ts29plain

import "database/sql"

// Principal is who is signed in.
type Principal struct{ OrgID, UserID string }

// TS-29: the principal does not carry the narrower key
func wider(db *sql.DB, p Principal) {
	db.Query("SELECT name FROM projects WHERE org_id = $1", p.OrgID) // met ``
}

// TS-29: neither key bound
func neither(db *sql.DB, p Principal) {
	db.Query("SELECT name FROM projects WHERE name = $1", p.UserID) // want `query on projects`
}
