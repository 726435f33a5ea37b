// Package api passes tenants on.
package api

import (
	"encoding/json"
	"net/http"

	"tg11caller/store"
)

type tenantKey struct{}

type API struct{ orders *store.Orders }

func (a *API) list(w http.ResponseWriter, r *http.Request) {
	var body struct{ TenantID string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	a.orders.List(body.TenantID)
}

func (a *API) count(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	var body struct{ TenantID string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	if body.TenantID != tenant {
		return
	}
	a.orders.Count(body.TenantID)
	a.orders.List(tenant)
}
