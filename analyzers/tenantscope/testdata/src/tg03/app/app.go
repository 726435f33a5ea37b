// Package app calls generated queries: each hand-written call is judged, and the finding names the line of the query.
package app

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"tg03/db"
)

type tenantKey struct{}

type API struct{ q *db.Queries }

var errNotFound = errors.New("not found")

func pathID(r *http.Request) uuid.UUID {
	id, _ := uuid.Parse(chi.URLParam(r, "id"))
	return id
}

// TG-03: an unscoped query and a caller that does not make up for it
func (a *API) get(r *http.Request) (db.Order, error) {
	return a.q.GetOrder(r.Context(), pathID(r)) // want `query on orders .* is not scoped to a tenant \(queries.sql:1\)`
}

// TG-03: the scoped query beside it
func (a *API) getScoped(r *http.Request) (db.Order, error) {
	tenant, ok := r.Context().Value(tenantKey{}).(uuid.UUID)
	if !ok {
		return db.Order{}, errNotFound
	}
	return a.q.GetOrderOf(r.Context(), db.GetOrderOfParams{ID: pathID(r), TenantID: tenant}) // met `\[traced\]`
}

// TG-03: at each such caller
func (a *API) list(r *http.Request) ([]uuid.UUID, error) {
	return a.q.ListOpen(r.Context()) // want `query on orders .* is not scoped to a tenant \(queries.sql:9\)`
}

// TG-03: at each such caller, once more
func (a *API) listAgain(r *http.Request) ([]uuid.UUID, error) {
	return a.q.ListOpen(r.Context()) // want `query on orders .* is not scoped to a tenant \(queries.sql:9\)`
}

// TG-03: the scoped list beside it
func (a *API) listScoped(r *http.Request, tenant uuid.UUID) ([]uuid.UUID, error) {
	return a.q.ListOpenOf(r.Context(), tenant)
}

// TG-03: a caller that verifies the row
func (a *API) verified(r *http.Request, tenant uuid.UUID) (db.Order, error) {
	o, err := a.q.GetOrder(r.Context(), pathID(r))
	if err != nil {
		return db.Order{}, err
	}
	if o.TenantID != tenant {
		return db.Order{}, errNotFound
	}
	return o, nil
}

// TG-03: a caller that passes the id of a scoped row
func (a *API) pay(r *http.Request, tenant uuid.UUID) error {
	o, err := a.q.GetOrderOf(r.Context(), db.GetOrderOfParams{ID: pathID(r), TenantID: tenant})
	if err != nil {
		return err
	}
	return a.q.PayOrder(r.Context(), o.ID)
}

// TG-03: a caller that passes the id of the request
func (a *API) payAny(r *http.Request) error {
	return a.q.PayOrder(r.Context(), pathID(r)) // want `update of orders .* is not scoped to a tenant \(queries.sql:17\)`
}

// TG-03: through the transaction's queries
func (a *API) payInTx(r *http.Request, tenant uuid.UUID) error {
	return a.q.WithTx(nil).PayOrderOf(r.Context(), db.PayOrderOfParams{ID: pathID(r), TenantID: tenant})
}
