// Package en04 calls code that a generator wrote which no row covers: it is judged, and reported at the hand-written caller.
package en04

import (
	"context"
	"database/sql"

	"en04/db"
)

// EN-04: a generated function that the caller supplies with text
func scan(ctx context.Context, conn *sql.DB) {
	db.Scan(ctx, conn, "status = 'open'") // want `query on orders`
}

// EN-04: a generated function that the caller supplies with text, scoped
func scanScoped(ctx context.Context, conn *sql.DB, tenant string) {
	db.Scan(ctx, conn, "tenant_id = $1", tenant)
}
