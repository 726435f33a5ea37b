// Package tg11 binds what the request says. What stands in the path or in a header may have been verified by middleware, which only
// the knowledge of routes shows: where no endpoint is known, as here, it is met and not traced.
package tg11

import (
	"database/sql"
	"encoding/json"
	"io"
	"net/http"

	"github.com/go-chi/chi/v5"
)

type tenantKey struct{}

type Store struct{ db *sql.DB }

// TG-11: bound argument flows from the body
func (s *Store) fromBody(w http.ResponseWriter, r *http.Request) {
	var body struct{ TenantID, Status string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `query on orders is scoped by TenantID, a tenant that the request body names and nothing verifies`
}

// TG-11: bound argument flows from the context beside the body
func (s *Store) besideTheBody(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	var body struct{ TenantID, Status string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1 AND status = $2", tenant, body.Status) // met `\[traced\]`
}

// TG-11: bound argument flows from the body, read whole
func (s *Store) fromRawBody(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	var body struct{ TenantID string }
	if err := json.Unmarshal(raw, &body); err != nil {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `request`
}

// TG-11: bound argument flows from a form
func (s *Store) fromForm(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.FormValue("tenant")) // orphan `a form of the request names and nothing verifies`
}

// TG-11: bound argument flows from the query
func (s *Store) fromQuery(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.URL.Query().Get("tenant_id")) // orphan `the query string of the request names and nothing verifies`
}

// TG-11: another argument flows from the query
func (s *Store) otherFromQuery(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1 AND status = $2", tenant, r.URL.Query().Get("status")) // met `\[traced\]`
}

// TG-11: bound argument flows from the path, of no known endpoint
func (s *Store) fromPath(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.PathValue("tenant")) // met `\[untraced\]`
}

// TG-11: bound argument flows from the path of a router, of no known endpoint
func (s *Store) fromChi(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `\[untraced\]`
}

// TG-11: bound argument flows from a header, of no known endpoint
func (s *Store) fromHeader(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.Header.Get("X-Tenant-ID")) // met `\[untraced\]`
}

// TG-11: bound argument flows from the context
func (s *Store) fromContext(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[traced\]`
}
