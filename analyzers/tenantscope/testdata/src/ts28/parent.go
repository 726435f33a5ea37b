// Package ts28 inserts children of a row that the request names.
package ts28

import (
	"context"
	"database/sql"
	"net/http"
)

type tenantKey struct{}

func tenantOf(ctx context.Context) string { return ctx.Value(tenantKey{}).(string) }

// TS-28: a parent id of the request and nothing before it
func neither(db *sql.DB, r *http.Request) {
	tenant, customer := tenantOf(r.Context()), r.FormValue("customer")
	db.Exec("INSERT INTO orders (id, tenant_id, customer_id, status, total) VALUES (gen_random_uuid(), $1, $2, 'new', 0)", tenant, customer) // want `insert into orders .*takes customer_id from the request`
}

// TS-28: a parent id of the request after a scoped read of the parent
func readBefore(db *sql.DB, r *http.Request) error {
	tenant, customer := tenantOf(r.Context()), r.FormValue("customer")
	var name string
	if err := db.QueryRow("SELECT name FROM customers WHERE id = $1 AND tenant_id = $2", customer, tenant).Scan(&name); err != nil { // met ``
		return err
	}
	_, err := db.Exec("INSERT INTO orders (id, tenant_id, customer_id, status, total) VALUES (gen_random_uuid(), $1, $2, 'new', 0)", tenant, customer) // met ``
	return err
}

// TS-28: a parent id of the request after a read of another row
func otherRead(db *sql.DB, r *http.Request) error {
	tenant, customer := tenantOf(r.Context()), r.FormValue("customer")
	var name string
	if err := db.QueryRow("SELECT name FROM customers WHERE id = $1 AND tenant_id = $2", r.FormValue("other"), tenant).Scan(&name); err != nil { // met ``
		return err
	}
	_, err := db.Exec("INSERT INTO orders (id, tenant_id, customer_id, status, total) VALUES (gen_random_uuid(), $1, $2, 'new', 0)", tenant, customer) // want `insert into orders .*takes customer_id from the request`
	return err
}
