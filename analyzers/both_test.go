package analyzers_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/bailiwick-dev/bailiwick/analyzers"
	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/site"
)

const roles = `
-- go.mod --
module example.com/roles

go 1.24
-- db/schema.sql --
CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));
CREATE TABLE notes (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));
-- main.go --
package main

import (
	"context"
	"database/sql"
	"net/http"
)

type principal struct{ Role, TenantID string }

type api struct{ db *sql.DB }

type key struct{}

func from(ctx context.Context) (*principal, bool) { p, ok := ctx.Value(key{}).(*principal); return p, ok }

func (a *api) remove(w http.ResponseWriter, r *http.Request) {
	p, ok := from(r.Context())
	if !ok || p.Role != "admin" {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	_, _ = a.db.ExecContext(r.Context(), "DELETE FROM orders WHERE id = $1", r.FormValue("id"))
}

func (a *api) removeOwn(w http.ResponseWriter, r *http.Request) {
	p, ok := from(r.Context())
	if !ok || p.Role != "admin" {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	_, _ = a.db.ExecContext(r.Context(), "DELETE FROM notes WHERE id = $1 AND tenant_id = $2", r.FormValue("id"), p.TenantID)
}

func main() {
	a := &api{}
	mux := http.NewServeMux()
	mux.HandleFunc("DELETE /orders", a.remove)
	mux.HandleFunc("DELETE /notes", a.removeOwn)
	_ = http.ListenAndServe(":8080", mux)
}
`

// A role is asked for, and that is enough for permguard; whose row it is is tenantscope's to ask.
func TestRoleWithoutTenant(t *testing.T) {
	dir := runnertest.Write(t, roles)
	got, err := findings(t, dir, load(t, dir, false), analyzers.New(site.Options{Workspace: disk(t, dir)}))
	require.NoError(t, err)
	t.Run("PG-15/role checked but not the object's tenant", func(t *testing.T) {
		require.Len(t, got, 1, strings.Join(got, "\n"))
		require.Contains(t, got[0], "delete from orders (tenant key tenant_id) is not scoped to a tenant")
	})
	t.Run("PG-15/role and tenant checked", func(t *testing.T) {
		require.NotContains(t, strings.Join(got, "\n"), "notes")
	})
}
