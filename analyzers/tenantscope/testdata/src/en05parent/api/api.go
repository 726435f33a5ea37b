// Package api calls the store.
package api

import (
	"net/http"

	"en05parent/store"
)

type Bound interface {
	Bound(order string)
	Loose(order string)
}

type API struct {
	Store *store.Store
	Any   Bound
}

func (a *API) read(tenant, order string) error {
	var status string
	return a.Store.DB.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", order, tenant).Scan(&status) // met `bound value`
}

func (a *API) ItemsOf(tenant, order string) {
	var status string
	if err := a.Store.DB.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", order, tenant).Scan(&status); err != nil { // met `bound value`
		return
	}
	a.Store.Items(order)
}

func (a *API) NotesOf(r *http.Request) { a.Store.Notes(r.PathValue("order")) }

func (a *API) ThroughOf(tenant, order string) {
	var status string
	if err := a.Store.DB.QueryRow("SELECT status FROM orders WHERE id = $1 AND tenant_id = $2", order, tenant).Scan(&status); err != nil { // met `bound value`
		return
	}
	a.Store.Through(order)
}

func (a *API) BoundOf(tenant, order string) {
	if err := a.read(tenant, order); err != nil {
		return
	}
	a.Any.Bound(order)
}

func (a *API) LooseOf(r *http.Request) { a.Any.Loose(r.PathValue("order")) }

func (a *API) PublicOf(r *http.Request) { a.Store.Public(r.PathValue("order")) }
