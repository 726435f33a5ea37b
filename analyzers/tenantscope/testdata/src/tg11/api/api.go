// Package api passes tenants on.
package api

import (
	"encoding/json"
	"net/http"

	"tg11/store"
)

type tenantKey struct{}

type API struct{ orders *store.Orders }

// TG-11: the caller that passes the body's tenant
func (a *API) list(w http.ResponseWriter, r *http.Request) {
	var body struct{ ID, TenantID string }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	a.orders.List(body.TenantID)         // related `TenantID comes from the request body`
	a.orders.Add(body.ID, body.TenantID) // related `TenantID comes from the request body`
}

// count passes the authenticated tenant.
func (a *API) count(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	a.orders.Count(tenant)
	a.orders.List(tenant)
	a.orders.Add("1", tenant)
}
