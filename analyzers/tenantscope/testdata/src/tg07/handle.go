// Package tg07 runs statements on handles that are scoped by construction.
package tg07

import (
	"context"
	"database/sql"
	"net/http"

	"tg07/scoped"
)

// TG-07: handle whose type the config names as scoped by construction
func named(ctx context.Context, tx *scoped.Tx) {
	tx.Query("SELECT id FROM orders") // met `scoped by construction`
}

// TG-07: handle whose type nobody named
func plain(ctx context.Context, tx *scoped.Plain) {
	tx.Query("SELECT id FROM orders") // want `query on orders`
}

// TG-07: database per tenant, obtained with the authenticated tenant
func database(ctx context.Context, pools *scoped.Pools) {
	tenant, ok := scoped.TenantOf(ctx)
	if !ok {
		return
	}
	pools.For(tenant).Query("SELECT id FROM orders") // met `tenant's own database.*\[traced\]`
}

// TG-07: database per tenant, opened with the authenticated tenant
func opened(ctx context.Context, pools *scoped.Pools) error {
	tenant, ok := scoped.TenantOf(ctx)
	if !ok {
		return nil
	}
	db, err := pools.Open(tenant)
	if err != nil {
		return err
	}
	_, err = db.Query("SELECT id FROM orders") // met `tenant's own database.*\[traced\]`
	return err
}

// TG-07: database per tenant, obtained with the tenant of the query string
func databaseOfRequest(r *http.Request, pools *scoped.Pools) {
	pools.For(r.URL.Query().Get("tenant")).Query("SELECT id FROM orders") // want `query on orders`
}

// TG-07: a shared database, obtained with the authenticated tenant
func shared(ctx context.Context, pools *scoped.Pools) {
	tenant, ok := scoped.TenantOf(ctx)
	if !ok {
		return
	}
	pools.Shared(tenant).Query("SELECT id FROM orders") // want `query on orders`
}

// TG-07: database per tenant, out of a map at hand
func mapped(dbs map[string]*sql.DB, tenant string) {
	dbs[tenant].Query("SELECT id FROM orders") // met `tenant's own database.*\[untraced\]`
}

// TG-07: a database out of a map by another name
func sharded(dbs map[string]*sql.DB, region string) {
	dbs[region].Query("SELECT id FROM orders") // want `query on orders`
}

// TG-07: schema per tenant, chosen for the transaction with the authenticated tenant
func schema(ctx context.Context, db *sql.DB) error {
	tenant, ok := scoped.TenantOf(ctx)
	if !ok {
		return nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("SELECT set_config('search_path', $1, true)", "tenant_"+tenant); err != nil {
		return err
	}
	_, err = tx.Query("SELECT id FROM orders") // met `tenant's own schema`
	return err
}

// TG-07: schema per tenant, written into the text
func schemaText(ctx context.Context, db *sql.DB) error {
	tenant, ok := scoped.TenantOf(ctx)
	if !ok {
		return nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("SET LOCAL search_path TO tenant_" + tenant); err != nil {
		return err
	}
	_, err = tx.Query("SELECT id FROM orders") // met `tenant's own schema`
	return err
}

// TG-07: schema per tenant, chosen on the pool
func schemaOnPool(ctx context.Context, db *sql.DB) error {
	tenant, ok := scoped.TenantOf(ctx)
	if !ok {
		return nil
	}
	if _, err := db.Exec("SELECT set_config('search_path', $1, true)", "tenant_"+tenant); err != nil {
		return err
	}
	_, err := db.Query("SELECT id FROM orders") // want `query on orders`
	return err
}

// TG-07: a constant schema
func constantSchema(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("SELECT set_config('search_path', 'app', true)"); err != nil {
		return err
	}
	_, err = tx.Query("SELECT id FROM orders") // want `query on orders`
	return err
}
