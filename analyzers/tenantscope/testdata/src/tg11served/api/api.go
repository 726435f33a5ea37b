// Package api is the handlers.
package api

import (
	"context"
	"database/sql"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"tg11served/mid"
	"tg11served/store"
)

type Orders interface {
	Interface(ctx context.Context, tenant string)
	InterfaceCompared(ctx context.Context, tenant string)
}

type API struct {
	db     *sql.DB
	orders *store.Orders
	any    Orders
}

func New(db *sql.DB, orders *store.Orders, any Orders) *API {
	return &API{db: db, orders: orders, any: any}
}

func (a *API) Static(w http.ResponseWriter, r *http.Request) {
	a.orders.Static(r.Context(), chi.URLParam(r, "tenant"))
} // related `called by .*: tenant comes from the path of the request`

func (a *API) StaticCompared(w http.ResponseWriter, r *http.Request) {
	a.orders.StaticCompared(r.Context(), chi.URLParam(r, "tenant"))
}

func (a *API) Interface(w http.ResponseWriter, r *http.Request) {
	a.any.Interface(r.Context(), chi.URLParam(r, "tenant"))
}

func (a *API) InterfaceCompared(w http.ResponseWriter, r *http.Request) {
	a.any.InterfaceCompared(r.Context(), chi.URLParam(r, "tenant"))
}

var errForbidden = errors.New("forbidden")

func param(r *http.Request, name string) string { return chi.URLParam(r, name) }

func (a *API) mayUse(ctx context.Context, id string) error {
	if a.db.PingContext(ctx) != nil {
		return errForbidden
	}
	return nil
}

// TG-11: bound argument flows from the path, through a helper that is given its name
func (a *API) Named(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", param(r, "tenant")) // want `the path of the request`
}

func (a *API) Handed(w http.ResponseWriter, r *http.Request) { a.handed(w, r) }

// TG-11: bound argument flows from the path, in a function that the handler leaves the request to
func (a *API) handed(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // want `the path of the request`
}

// TG-11: bound argument flows from the path, in a closure that is the handler
func (a *API) Closure() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // want `the path of the request`
	}
}

// TG-12: middleware compared what stands in the path, in a closure that is the handler
func (a *API) ClosureCompared() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `mid.Path verified path tenant before GET /t/\{tenant\}/closure \[traced\]`
	}
}

// TG-12: the handler asked a function that is given the value and not understood, so that nothing is said
func (a *API) Asked(w http.ResponseWriter, r *http.Request) {
	tenant := chi.URLParam(r, "tenant")
	if err := a.mayUse(r.Context(), tenant); err != nil {
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[untraced\]`
}

// TG-12: the handler compared what stands in the path
func (a *API) Checked(w http.ResponseWriter, r *http.Request) {
	tenant := chi.URLParam(r, "tenant")
	if tenant != mid.Tenant(r.Context()) {
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[traced\]`
}

// TG-12: the handler asked for membership in what stands in the path
func (a *API) Member(w http.ResponseWriter, r *http.Request) {
	tenant := chi.URLParam(r, "tenant")
	if !a.isMember(r.Context(), tenant) {
		return
	}
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[traced\]`
}

func (a *API) isMember(ctx context.Context, tenant string) bool { return a.db.PingContext(ctx) == nil }

// TG-11: bound argument flows from the path
func (a *API) Path(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // want `query on orders is scoped by .*, a tenant that the path of the request names and nothing verifies`
}

// TG-11: bound argument flows from a header
func (a *API) Header(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.Header.Get("X-Tenant-ID")) // want `a header of the request`
}

// TG-11: bound argument flows from the query, and nothing verified it
func (a *API) Query(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.URL.Query().Get("tenant_id")) // want `the query string of the request`
}

// TG-11: bound argument flows from a form, and nothing verified it
func (a *API) Form(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.FormValue("tenant_id")) // want `a form of the request`
}

// TG-11: bound argument flows from the path at two endpoints, and middleware of one verified it
func (a *API) OnceOpen(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // want `the path of the request names and nothing verifies`
}

// TG-12: middleware compared what stands in the path
func (a *API) PathCompared(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `mid\.Path verified path tenant before GET /t/\{tenant\}/orders \[traced\]`
}

// TG-12: middleware compared what stands in the path, where there is anything
func (a *API) PathIfAny(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `mid\.PathIfAny verified path tenant before GET /any/\{tenant\}/orders \[traced\]`
}

// TG-12: middleware compared another parameter of the path
func (a *API) OtherName(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // want `the path of the request names and nothing verifies`
}

// TG-12: middleware compared what stands in the path with what the request says elsewhere, so that nothing is said
func (a *API) HeldAgainstHeader(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `\[untraced\]`
}

// TG-12: middleware compared what stands in the path and goes on, so that nothing is said
func (a *API) GoneOn(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `\[untraced\]`
}

// TG-12: middleware compared what stands in the path on some ways, so that nothing is said
func (a *API) Unless(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `\[untraced\]`
}

// TG-12: middleware compared a header
func (a *API) HeaderCompared(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.Header.Get("X-Tenant-ID")) // met `mid\.Header verified header x-tenant-id before GET /header \[traced\]`
}

// TG-12: middleware compared the query
func (a *API) QueryCompared(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.URL.Query().Get("tenant_id")) // met `mid\.Query verified query tenant_id before GET /query \[traced\]`
}

// TG-12: middleware compared the path, and the form says another
func (a *API) FormBehindPath(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.FormValue("tenant_id")) // want `a form of the request`
}

// TG-12: middleware compared the query, and the form may say another
func (a *API) FormBehindQuery(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", r.FormValue("tenant_id")) // want `a form of the request`
}

// TG-12: middleware let a helper compare that is given the request
func (a *API) HelperCompared(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `mid\.Helper verified path tenant before GET /helper/\{tenant\} \[traced\]`
}

// TG-12: middleware let a helper compare that hands on another error first
func (a *API) KnownCompared(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `mid\.Known verified path tenant before GET /known/\{tenant\} \[traced\]`
}

// TG-12: middleware let a helper compare that hands on an error which may be nil, so that nothing is said
func (a *API) GoneCompared(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `\[untraced\]`
}

// TG-12: middleware let a helper compare that is given the value
func (a *API) GivenCompared(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `mid\.Given verified path tenant before GET /given/\{tenant\} \[traced\]`
}

// TG-12: middleware asked for membership
func (a *API) MembershipChecked(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `\(\*mid.Middleware\).Membership verified path tenant before GET /member/\{tenant\} \[traced\]`
}

// TG-12: middleware looked up the membership in place
func (a *API) MembershipInPlace(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // met `\(\*mid.Middleware\).MembershipInPlace verified path tenant before GET /place/\{tenant\} \[traced\]`
}

// TG-12: middleware asked for membership in another tenant
func (a *API) OthersMembership(w http.ResponseWriter, r *http.Request) {
	a.db.Query("SELECT id FROM orders WHERE tenant_id = $1", chi.URLParam(r, "tenant")) // want `the path of the request names and nothing verifies`
}
