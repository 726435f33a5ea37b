// Package api calls the store.
package api

import (
	"errors"
	"net/http"

	"tg09/store"
)

type API struct{ orders *store.Orders }

var errNotFound = errors.New("not found")

// TG-09: a caller that compares
func (a *API) show(r *http.Request, tenant string) (*store.Order, error) {
	o, err := a.orders.ByID(r.Context(), r.PathValue("id")) // met `compared at line`
	if err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		return nil, errNotFound
	}
	return o, nil
}

// TG-09: another caller that compares
func (a *API) export(r *http.Request, tenant string) (*store.Order, error) {
	o, err := a.orders.Peek(r.Context(), r.PathValue("id")) // met `compared at line`
	if err != nil || o.TenantID != tenant {
		return nil, errNotFound
	}
	return o, nil
}

// TG-09: a caller that does not compare
func (a *API) peek(r *http.Request) (*store.Order, error) {
	return a.orders.Peek(r.Context(), r.PathValue("id")) // related `PathValue comes from the request`
}

// TG-09: a caller that has nothing to compare
func (a *API) status(r *http.Request) (string, error) {
	return a.orders.Status(r.Context(), r.PathValue("id")) // related `PathValue comes from the request`
}
