// Package api says where the tenant comes from.
package api

import (
	"encoding/json"
	"net/http"

	"tg08/store"
)

type tenantKey struct{}

type API struct{ orders *store.Orders }

type request struct{ TenantID, Status string }

// list passes the authenticated tenant: everything that it calls stays met.
func (a *API) list(w http.ResponseWriter, r *http.Request) {
	tenant, ok := r.Context().Value(tenantKey{}).(string)
	if !ok {
		return
	}
	a.orders.List(r.Context(), tenant)
	a.orders.Count(r.Context(), tenant)
	a.orders.Search(r.Context(), store.Filter{TenantID: tenant, Status: r.PathValue("status")})
}

// TG-08: the caller that takes the tenant from the body
func (a *API) fromBody(w http.ResponseWriter, r *http.Request) {
	var body request
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return
	}
	a.orders.Count(r.Context(), body.TenantID)                                          // related `TenantID comes from the request body`
	a.orders.Export(r.Context(), store.Filter{TenantID: body.TenantID, Status: "open"}) // related `TenantID comes from the request body`
	a.orders.Page(r.Context(), body.TenantID)                                           // related `TenantID comes from the request body`
}
