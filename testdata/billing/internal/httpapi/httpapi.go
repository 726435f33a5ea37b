// Package httpapi is the billing service's HTTP interface.
package httpapi

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"example.com/billing/internal/auth"
	"example.com/billing/internal/authz"
	"example.com/billing/internal/invoicing"
	"example.com/billing/internal/mysql"
	"example.com/billing/internal/sqldb"
	"example.com/billing/internal/usage"
)

// Invoicing is the use case of invoices.
type Invoicing interface {
	Show(ctx context.Context, id int64) (*invoicing.Invoice, []invoicing.Line, error)
	Void(ctx context.Context, id int64) error
	Issue(ctx context.Context, id int64) error
	Discard(ctx context.Context, id int64) error
	Pay(ctx context.Context, invoice, cents int64, reference string, trusted bool) error
}

// InvoiceLists are the lists of invoices.
type InvoiceLists interface {
	List(ctx context.Context, org int64, f mysql.ListFilter) ([]invoicing.Invoice, error)
	Queue(ctx context.Context, org int64, name string) ([]invoicing.Invoice, error)
	Pick(ctx context.Context, ids []int64) ([]invoicing.Invoice, error)
	PickOwn(ctx context.Context, org int64, ids []int64) ([]invoicing.Invoice, error)
	Matched(ctx context.Context, org int64) ([]string, error)
	Settled(ctx context.Context, org int64) ([]string, error)
	Reassign(ctx context.Context, org, id, to int64) error
	SetEmail(ctx context.Context, org, id int64, email string) error
	SetDue(ctx context.Context, org, id int64, day string) error
}

// Directory lists customers by what the request says.
type Directory interface {
	All(ctx context.Context, org int64) ([]mysql.Customer, error)
}

// Memberships lists where people work.
type Memberships interface {
	Of(ctx context.Context, user int64) ([]mysql.Membership, error)
	Mine(ctx context.Context, self int64) ([]mysql.Membership, error)
	Role(ctx context.Context, org, user int64) (string, error)
	Found(ctx context.Context, handle, name string, founder int64) (int64, error)
	SignIn(ctx context.Context, handle, email, password string) (auth.Principal, error)
}

// API holds what the handlers call.
type API struct {
	logins    *auth.Logins
	invoicing Invoicing
	lists     InvoiceLists
	customers *mysql.Customers
	directory Directory
	members   Memberships
	reports   *mysql.Reports
	meter     *usage.Meter
	plans     *sqldb.Lookup[mysql.Plan]
	guard     *authz.Guard
	drawer    Drawer
	notices   Notices
	// number says what an invoice is called.
	number func(ctx context.Context, id int64) (string, error)
}

// New returns the interface; main hands the parts in.
func New(logins *auth.Logins, inv Invoicing, lists InvoiceLists, customers *mysql.Customers, directory Directory,
	members Memberships, reports *mysql.Reports, meter *usage.Meter, plans *sqldb.Lookup[mysql.Plan],
	number func(ctx context.Context, id int64) (string, error)) *API {
	return &API{logins: logins, invoicing: inv, lists: lists, customers: customers, directory: directory,
		members: members, reports: reports, meter: meter, plans: plans, number: number}
}

// errMalformed is answered with 400.
var errMalformed = errors.New("malformed request")

// endpoint is a handler that returns what to answer.
type endpoint func(r *http.Request) (any, error)

// ServeHTTP answers with JSON or with the error's status.
func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out, err := e(r)
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		http.Error(w, "unauthenticated", http.StatusUnauthorized)
	case errors.Is(err, authz.ErrForbidden):
		http.Error(w, "forbidden", http.StatusForbidden)
	case errors.Is(err, errMalformed):
		http.Error(w, "malformed request", http.StatusBadRequest)
	case errors.Is(err, sql.ErrNoRows):
		http.Error(w, "not found", http.StatusNotFound)
	case err != nil:
		slog.ErrorContext(r.Context(), "request failed", "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(out)
	}
}

// Routes returns the router.
func (a *API) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /invoices", endpoint(a.listInvoices))
	mux.Handle("GET /invoices/queues/{queue}", endpoint(a.queue))
	mux.Handle("POST /invoices/pick", endpoint(a.pick))
	mux.Handle("GET /invoices/{id}", endpoint(a.showInvoice))
	mux.Handle("DELETE /invoices/{id}", endpoint(a.discardInvoice))
	mux.Handle("POST /invoices/{id}/void", endpoint(a.voidInvoice))
	mux.Handle("POST /invoices/{id}/issue", endpoint(a.issueInvoice))
	mux.Handle("POST /invoices/{id}/payments", endpoint(a.pay))
	mux.Handle("PATCH /invoices/{id}", endpoint(a.patchInvoice))
	mux.Handle("GET /customers", endpoint(a.listCustomers))
	mux.Handle("GET /customers/directory", endpoint(a.listDirectory))
	mux.Handle("GET /customers/{id}", endpoint(a.showCustomer))
	mux.Handle("POST /customers", endpoint(a.putCustomer))
	mux.Handle("PUT /customers/{id}/name", endpoint(a.renameCustomer))
	mux.Handle("GET /users/{id}/memberships", endpoint(a.membershipsOf))
	mux.Handle("GET /me/memberships", endpoint(a.myMemberships))
	mux.Handle("POST /organizations", endpoint(a.found))
	mux.Handle("GET /reports/{report}", endpoint(a.report))
	mux.Handle("POST /usage", endpoint(a.ingest))
	mux.Handle("POST /usage/forgive", endpoint(a.forgive))
	mux.Handle("GET /invoices/{id}/number", endpoint(a.invoiceNumber))
	mux.Handle("GET /plans/{code}", endpoint(a.plan))

	root := http.NewServeMux()
	root.HandleFunc("POST /login", a.signIn) //bailiwick:allow permguard(public) who signs in is not known before
	root.Handle("/back/", a.logins.Require(a.backRoutes()))
	root.Handle("/", a.logins.Require(a.guard.Writes(authz.WriteBilling, mux)))
	return root
}

// Back hands in what the back office needs.
func (a *API) Back(guard *authz.Guard, drawer Drawer, notices Notices) *API {
	a.guard, a.drawer, a.notices = guard, drawer, notices
	return a
}

func (a *API) warn(ctx context.Context, err error) {
	slog.WarnContext(ctx, "not permitted", "error", err)
}

// organization returns whom the caller works for.
func organization(r *http.Request) (int64, error) {
	org, ok := auth.OrganizationFrom(r.Context())
	if !ok {
		return 0, auth.ErrUnauthenticated
	}
	return org, nil
}

// pathID reads a number of the path.
func pathID(r *http.Request, name string) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil {
		return 0, errMalformed
	}
	return id, nil
}

// decode reads the request's JSON.
func decode(r *http.Request, dest any) error {
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<20)).Decode(dest); err != nil {
		return errMalformed
	}
	return nil
}
