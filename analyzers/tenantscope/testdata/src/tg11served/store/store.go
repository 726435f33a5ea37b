package store

import (
	"context"
	"database/sql"
)

type Orders struct{ DB *sql.DB }

// TG-11: through a store, from the path, statically
func (o *Orders) Static(ctx context.Context, tenant string) {
	o.DB.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `query on orders is scoped by tenant, a tenant that the path of the request names and nothing verifies`
}

// TG-12: through a store, from the path, statically, and middleware compared it
func (o *Orders) StaticCompared(ctx context.Context, tenant string) {
	o.DB.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `mid.Path verified path tenant before GET /t/\{tenant\}/static \[traced\]`
}

// TG-11: through a store, from the path, through an interface
func (o *Orders) Interface(ctx context.Context, tenant string) {
	o.DB.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // want `the path of the request`
}

// TG-12: through a store, from the path, through an interface, and middleware compared it
func (o *Orders) InterfaceCompared(ctx context.Context, tenant string) {
	o.DB.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `mid.Path verified path tenant before GET /t/\{tenant\}/interface \[traced\]`
}
