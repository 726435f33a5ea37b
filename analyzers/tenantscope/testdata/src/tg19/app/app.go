// Package app calls the store.
package app

import (
	"errors"
	"net/http"

	"tg19/store"
)

type API struct{ orders *store.Orders }

var errForbidden = errors.New("forbidden")

func (a *API) pay(r *http.Request, tenant string) error {
	o, err := a.orders.Scoped(r.Context(), tenant, r.PathValue("id"))
	if err != nil {
		return err
	}
	return a.orders.Pay(r.Context(), o.ID)
}

func (a *API) cancel(r *http.Request, tenant string) error {
	return a.orders.Cancel(r.Context(), r.PathValue("id"))
}

func (a *API) show(r *http.Request, tenant string) (*store.Order, error) {
	o, err := a.orders.ByID(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if o.TenantID != tenant {
		return nil, errForbidden
	}
	return o, nil
}
