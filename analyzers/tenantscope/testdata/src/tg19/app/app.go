// Package app calls the store.
package app

import (
	"errors"
	"net/http"

	"tg19/store"
)

type API struct{ orders *store.Orders }

var errForbidden = errors.New("forbidden")

// TG-19: a caller with the id of a row that was read scoped
func (a *API) pay(r *http.Request, tenant string) error {
	o, err := a.orders.Scoped(r.Context(), tenant, r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := a.orders.Refund(r.Context(), store.Key{OrderID: o.ID, Reason: r.PathValue("reason")}); err != nil {
		return err
	}
	if err := a.orders.Items(r.Context(), o.ID); err != nil {
		return err
	}
	return a.orders.Pay(r.Context(), o.ID) // met `scoped`
}

// TG-19: a caller with the id of a row that was verified
func (a *API) payVerified(r *http.Request, tenant string) error {
	o, err := a.orders.ByID(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if o.TenantID != tenant {
		return errForbidden
	}
	return a.orders.Pay(r.Context(), o.ID) // met `by the caller`
}

// TG-19: a caller with the same id value that was read scoped
func (a *API) paySame(r *http.Request, tenant string) error {
	id := r.PathValue("id")
	if _, err := a.orders.Scoped(r.Context(), tenant, id); err != nil {
		return err
	}
	return a.orders.Pay(r.Context(), id) // met `by the caller`
}

// TG-19: a caller with an id from the request, named in related
func (a *API) cancel(r *http.Request) error {
	return a.orders.Cancel(r.Context(), r.PathValue("id")) // related `called by \(\*app.API\).cancel: PathValue comes from the request`
}

// TG-19: a caller with a field from the request, named in related
func (a *API) reject(r *http.Request) error {
	return a.orders.Reject(r.Context(), store.Key{OrderID: r.PathValue("id"), Reason: "x"}) // related `called by \(\*app.API\).reject`
}

// TG-19: a caller that passes its own parameter on
func (a *API) cancelOn(r *http.Request, tenant string) error {
	o, err := a.orders.Scoped(r.Context(), tenant, r.PathValue("id"))
	if err != nil {
		return err
	}
	return a.cancelByID(r, o.ID) // met `scoped`
}

// cancelByID passes the id on.
func (a *API) cancelByID(r *http.Request, id string) error {
	return a.orders.Cancel(r.Context(), id)
}
