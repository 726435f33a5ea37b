// Package tg11 binds what the request body says.
package tg11

import (
	"database/sql"
	"encoding/json"
	"net/http"
)

type tenantKey struct{}

type Store struct{ db *sql.DB }

func (s *Store) fromBody(w http.ResponseWriter, r *http.Request) {
	var body struct{ TenantID, Status string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID) // want `request`
}

func (s *Store) compared(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	var body struct{ TenantID, Status string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	if body.TenantID != tenant {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", body.TenantID)
}

func (s *Store) fromContext(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant)
}
