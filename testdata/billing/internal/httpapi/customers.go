package httpapi

import (
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"example.com/billing/internal/auth"
	"example.com/billing/internal/mysql"
	"example.com/billing/internal/usage"
)

func (a *API) listCustomers(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	ctx, q := r.Context(), r.URL.Query()
	switch q.Get("view") {
	case "demo":
		return a.customers.Demo(ctx)
	case "sample":
		return a.customers.Sample(ctx)
	case "region":
		return a.customers.ByRegion(ctx, &org, q.Get("region"))
	case "peers":
		return a.customers.Peers(ctx, org, q.Get("name"))
	}
	return a.customers.Near(ctx, org, q.Get("region"))
}

// listDirectory believes a header.
func (a *API) listDirectory(r *http.Request) (any, error) {
	org, err := strconv.ParseInt(r.Header.Get("X-Organization-ID"), 10, 64)
	if err != nil {
		return nil, errMalformed
	}
	return a.directory.All(r.Context(), org)
}

func (a *API) showCustomer(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	if r.URL.Query().Has("peek") {
		return a.customers.Peek(r.Context(), id, slog.Warn)
	}
	return a.customers.Get(r.Context(), org, id)
}

func (a *API) putCustomer(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	var c mysql.Customer
	if err := decode(r, &c); err != nil {
		return nil, err
	}
	c.OrganizationID = org
	switch r.URL.Query().Get("mode") {
	case "add":
		return nil, a.customers.Add(r.Context(), c)
	case "contact":
		return nil, a.customers.Contact(r.Context(), c)
	case "contact-own":
		return nil, a.customers.ContactOwn(r.Context(), c)
	}
	return nil, a.customers.Put(r.Context(), c)
}

// renameCustomer hands the authenticated organization to the comparison.
func (a *API) renameCustomer(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	id, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	return nil, a.customers.Rename(r.Context(), org, id, r.URL.Query().Get("name"))
}

func (a *API) membershipsOf(r *http.Request) (any, error) {
	user, err := pathID(r, "id")
	if err != nil {
		return nil, err
	}
	return a.members.Of(r.Context(), user)
}

func (a *API) myMemberships(r *http.Request) (any, error) {
	p, ok := auth.PrincipalFrom(r.Context())
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	role, err := a.members.Role(r.Context(), p.OrganizationID, p.UserID)
	if err != nil {
		return nil, err
	}
	list, err := a.members.Mine(r.Context(), p.UserID)
	return map[string]any{"role": role, "memberships": list}, err
}

// signIn trades a password for a cookie.
func (a *API) signIn(w http.ResponseWriter, r *http.Request) {
	p, err := a.members.SignIn(r.Context(), r.PostFormValue("organization"), r.PostFormValue("email"), r.PostFormValue("password"))
	if err != nil {
		http.Error(w, "unauthenticated", http.StatusUnauthorized)
		return
	}
	token, err := a.logins.Open(r.Context(), p)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: auth.CookieName, Value: token, Path: "/", HttpOnly: true, Secure: true})
	w.WriteHeader(http.StatusNoContent)
}

func (a *API) found(r *http.Request) (any, error) {
	p, ok := auth.PrincipalFrom(r.Context())
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	var in struct {
		Handle string `json:"handle"`
		Name   string `json:"name"`
	}
	if err := decode(r, &in); err != nil {
		return nil, err
	}
	return a.members.Found(r.Context(), in.Handle, in.Name, p.UserID)
}

func (a *API) report(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	ctx, q := r.Context(), r.URL.Query()
	switch r.PathValue("report") {
	case "revenue":
		return a.reports.Revenue(ctx, org)
	case "balances":
		return a.reports.Balances(ctx, org)
	case "chart":
		return a.reports.Chart(ctx, org)
	case "tree":
		return a.reports.Tree(ctx, org)
	case "movements":
		return a.reports.Movements(ctx, org, time.Now().AddDate(0, -1, 0), q.Has("own"))
	case "payers":
		return a.reports.Payers(ctx, org)
	case "buyers":
		return a.reports.Buyers(ctx, org)
	case "latest":
		return a.reports.Latest(ctx, org)
	case "exists":
		return a.reports.Exists(ctx, q.Get("number"))
	case "taken":
		return a.reports.Taken(ctx, org, q.Get("number"))
	case "unbilled":
		return a.reports.Unbilled(ctx, org, q.Get("plan"))
	case "due":
		return a.reports.Due(ctx, org, q.Get("plan"))
	case "metered":
		return a.meter.Metered(ctx, org)
	}
	return nil, errMalformed
}

func (a *API) ingest(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	var e usage.Event
	if err := decode(r, &e); err != nil {
		return nil, err
	}
	return nil, a.meter.Ingest(r.Context(), org, e)
}

func (a *API) forgive(r *http.Request) (any, error) {
	org, err := organization(r)
	if err != nil {
		return nil, err
	}
	if r.URL.Query().Has("own") {
		return nil, a.meter.ForgiveOwn(r.Context(), org)
	}
	return nil, a.meter.Forgive(r.Context(), org)
}
