// Package scoped hands out transactions that are confined to a tenant; the config names the type Tx.
package scoped

import (
	"context"
	"database/sql"
)

// Tx is named in the config.
type Tx struct{ tx *sql.Tx }

func (t *Tx) Query(query string, args ...any) (*sql.Rows, error) { return t.tx.Query(query, args...) }

// Plain has the same shape and is not named.
type Plain struct{ tx *sql.Tx }

func (t *Plain) Query(query string, args ...any) (*sql.Rows, error) {
	return t.tx.Query(query, args...)
}

// DBTX is a handle like any other.
type DBTX interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

type tenantKey struct{}

// TenantOf is the authenticated tenant.
func TenantOf(ctx context.Context) (string, bool) {
	t, ok := ctx.Value(tenantKey{}).(string)
	return t, ok
}

// Pools opens one database for each tenant.
type Pools struct{ dbs map[string]*sql.DB }

func (p *Pools) For(tenant string) *sql.DB { return p.dbs[tenant] }

// Shared gives the one database of all tenants, whatever it is asked for.
func (p *Pools) Shared(tenant string) *sql.DB { return p.dbs["main"] }

// Open opens the database of a tenant.
func (p *Pools) Open(tenant string) (*sql.DB, error) {
	return sql.Open("pgx", "postgres://db/tenant_"+tenant)
}
