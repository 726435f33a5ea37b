// Package en04 calls code that a generator wrote which no row covers: it is judged, and reported at the hand-written caller.
package en04

import (
	"context"
	"database/sql"
	"errors"

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

// EN-04: a generated function with a statement of its own, reported at its hand-written caller
func open(ctx context.Context, q *db.Queries) {
	q.OpenOrders(ctx) // want `query on orders.*orders.go`
}

// EN-04: a generated function with a statement of its own, reported at its other hand-written caller
func openAgain(ctx context.Context, q *db.Queries) {
	q.OpenOrders(ctx) // want `query on orders.*orders.go`
}

// EN-04: a generated function that calls another
func reset(ctx context.Context, q *db.Queries) {
	q.Reset(ctx) // want `query on orders.*orders.go`
}

// EN-04: a generated function with a statement of its own, scoped
func of(ctx context.Context, q *db.Queries, tenant string) {
	q.OrdersOf(ctx, tenant) // met `bound value`
}

// EN-04: a generated function with a statement of its own, that its caller does not make up for
func byID(ctx context.Context, q *db.Queries) {
	q.OrderByID(ctx, "1") // want `query on orders.*orders.go`
}

var errForbidden = errors.New("forbidden")

// EN-04: a generated function with a statement of its own, that its caller makes up for
func byIDVerified(ctx context.Context, q *db.Queries, tenant, id string) error {
	owner, err := q.OrderByID(ctx, id) // met `compared`
	if err != nil {
		return err
	}
	if owner != tenant {
		return errForbidden
	}
	return nil
}
