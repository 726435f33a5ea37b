// Package ts29 binds the wider of two tenant keys where the principal carries the narrower one too.
package ts29

import "database/sql"

// Principal is who is signed in.
type Principal struct{ OrgID, TenantID string }

// TS-29: the principal carries the narrower key too
func wider(db *sql.DB, p Principal) {
	db.Query("SELECT name FROM projects WHERE org_id = $1", p.OrgID) // want `query on projects.*org_id.*tenant_id`
}

// TS-29: both keys bound
func both(db *sql.DB, p Principal) {
	db.Query("SELECT name FROM projects WHERE org_id = $1 AND tenant_id = $2", p.OrgID, p.TenantID) // met ``
}
