package httpapi

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/store"
)

func (a *API) warn(msg string, args ...any) { slog.Warn(msg, args...) }

func (a *API) reportRoutes(r chi.Router) {
	r.Get("/{report}", a.report)
	r.Get("/search/{what}", a.search)
}

func (a *API) report(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	ctx := r.Context()
	var out any
	var err error
	switch chi.URLParam(r, "report") {
	case "revenue":
		out, err = a.Reports.Revenue(ctx, tenant)
	case "best-sellers":
		out, err = a.Reports.BestSellers(ctx, tenant)
	case "timeline":
		out, err = a.Reports.Timeline(ctx, tenant)
	case "journal":
		out, err = a.Reports.Journal(ctx, tenant)
	case "buyers":
		out, err = a.Reports.Buyers(ctx, tenant)
	case "regulars":
		out, err = a.Reports.Regulars(ctx, tenant)
	case "share":
		out, err = a.Reports.Share(ctx, tenant)
	case "waiting":
		out, err = a.Reports.Waiting(ctx)
	case "backlog":
		out, err = a.Reports.Backlog(ctx, tenant)
	case "late":
		out, err = a.Reports.LateParcels(ctx, time.Now().AddDate(0, 0, -7))
	case "abandoned":
		out, err = a.Carts.Abandoned(ctx)
	case "filled":
		out, err = a.Carts.Filled(ctx)
	default:
		http.NotFound(w, r)
		return
	}
	answer(w, out, err)
}

func (a *API) search(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	f := store.Filter{Text: r.URL.Query().Get("q"), SortBy: r.URL.Query().Get("sort")}
	var out any
	var err error
	switch chi.URLParam(r, "what") {
	case "customers":
		out, err = a.Search.Customers(r.Context(), tenant, f)
	case "refunds":
		out, err = a.Search.Refunds(r.Context(), tenant, f)
	case "orders":
		out, err = a.Search.Orders(r.Context(), tenant, f)
	case "with-refunds":
		out, err = a.Search.WithRefunds(r.Context(), tenant)
	case "refunded":
		out, err = a.Search.Refunded(r.Context(), tenant)
	default:
		http.NotFound(w, r)
		return
	}
	answer(w, out, err)
}

func (a *API) invoiceRoutes(r chi.Router) {
	r.Get("/lists/{list}", func(w http.ResponseWriter, r *http.Request) {
		tenant, ok := tenantOf(w, r)
		if !ok {
			return
		}
		ctx := r.Context()
		var out any
		var err error
		switch chi.URLParam(r, "list") {
		case "unpaid":
			out, err = a.Invoices.Unpaid(ctx, tenant)
		case "preview":
			out, err = a.Invoices.Preview(ctx, tenant)
		case "dunning":
			out, err = a.Invoices.Dunning(ctx, tenant)
		case "reminders":
			out, err = a.Invoices.Reminders(ctx, tenant, r.URL.Query().Has("support"))
		case "payouts":
			out, err = a.Invoices.Payouts(ctx, tenant)
		}
		answer(w, out, err)
	})
	r.Get("/{id}", func(w http.ResponseWriter, r *http.Request) {
		tenant, ok := tenantOf(w, r)
		if !ok {
			return
		}
		id, ok := idOf(w, r, "id")
		if !ok {
			return
		}
		invoice, err := a.Invoices.Get(r.Context(), tenant, id)
		answer(w, invoice, err)
	})
	r.Post("/{id}/pay", func(w http.ResponseWriter, r *http.Request) {
		p, ok := auth.PrincipalFrom(r.Context())
		if !ok {
			answer(w, nil, auth.ErrUnauthenticated)
			return
		}
		id, ok := idOf(w, r, "id")
		if !ok {
			return
		}
		answer(w, nil, a.Invoices.Pay(r.Context(), p.TenantID, p.UserID, id))
	})
}

func (a *API) signUp(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Slug string `json:"slug"`
		Name string `json:"name"`
	}](w, r)
	if !ok {
		return
	}
	id, err := a.Accounts.SignUp(r.Context(), in.Slug, in.Name)
	answer(w, id, err)
}

func (a *API) myShops(w http.ResponseWriter, r *http.Request) {
	shops, err := a.Accounts.Shops(r.Context())
	answer(w, shops, err)
}

func (a *API) currency(w http.ResponseWriter, r *http.Request) {
	currency, err := a.Currency.By(r.Context(), chi.URLParam(r, "code"))
	answer(w, currency, err)
}

func (a *API) visitorCart(w http.ResponseWriter, r *http.Request) {
	cart, err := a.Carts.ByVisitor(r.Context(), chi.URLParam(r, "visitor"))
	answer(w, cart, err)
}

func (a *API) claimCart(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	in, ok := body[struct {
		Email   string `json:"email"`
		Visitor string `json:"visitor"`
	}](w, r)
	if !ok {
		return
	}
	if in.Visitor != "" {
		answer(w, nil, a.Carts.Assign(r.Context(), tenant, in.Email, in.Visitor))
		return
	}
	answer(w, nil, a.Carts.Claim(r.Context(), tenant, in.Email))
}
