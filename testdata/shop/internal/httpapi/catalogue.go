package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"example.com/shop/internal/dbgen"
	"example.com/shop/internal/store"
)

// CustomerBook is what the handlers need of the store of customers.
type CustomerBook interface {
	Get(ctx context.Context, tenant, id uuid.UUID) (dbgen.Customer, error)
	ByEmail(ctx context.Context, email string) (dbgen.Customer, error)
	OwnByEmail(ctx context.Context, tenant uuid.UUID, email string) (dbgen.Customer, error)
	Export(ctx context.Context, tenant uuid.UUID) ([]dbgen.Customer, error)
	Since(ctx context.Context, tenant uuid.UUID, day time.Time) ([]dbgen.Customer, error)
	Import(ctx context.Context, rows []dbgen.ImportCustomersParams) (int64, error)
	Adopt(ctx context.Context, number int64) error
	AdoptOwn(ctx context.Context, tenant uuid.UUID, number int64) error
	Rename(ctx context.Context, tenant, id uuid.UUID, name string, warn func(string, ...any)) error
}

func (a *API) productRoutes(r chi.Router) {
	r.Get("/", func(w http.ResponseWriter, r *http.Request) {
		tenant, ok := tenantOf(w, r)
		if !ok {
			return
		}
		list, err := a.Catalogue.List(r.Context(), tenant)
		answer(w, list, err)
	})
	r.Get("/search", func(w http.ResponseWriter, r *http.Request) {
		tenant, ok := tenantOf(w, r)
		if !ok {
			return
		}
		q := r.URL.Query()
		list, err := a.Search.Products(r.Context(), tenant, store.Filter{
			Text: q.Get("q"), InStock: q.Has("in_stock"), AllTenants: q.Has("everywhere"),
		})
		answer(w, list, err)
	})
	r.Get("/{id}", a.getProduct)
	r.Put("/{id}", a.restoreProduct)
	r.Post("/", a.upsertProduct)
	r.Post("/stock/{mode}", a.stock)
	r.Post("/prices", a.reprice)
	r.Post("/discontinue", a.discontinue)
	r.Post("/{id}/transfer", a.transferProduct)
	r.Post("/codes/{scope}", a.importCodes)
	r.Get("/codes/{code}", a.discount)
}

func (a *API) getProduct(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	product, err := a.Catalogue.Get(r.Context(), tenant, id)
	answer(w, product, err)
}

type productInput struct {
	SKU   string `json:"sku"`
	Title string `json:"title"`
	Cents int64  `json:"price_cents"`
	Stock int32  `json:"stock"`
}

func (a *API) upsertProduct(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	in, ok := body[productInput](w, r)
	if !ok {
		return
	}
	product, err := a.Catalogue.Upsert(r.Context(), dbgen.UpsertProductParams{
		TenantID: tenant, Sku: in.SKU, Title: in.Title, PriceCents: in.Cents, Stock: in.Stock,
	})
	answer(w, product, err)
}

func (a *API) restoreProduct(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	in, ok := body[productInput](w, r)
	if !ok {
		return
	}
	product, err := a.Catalogue.Restore(r.Context(), dbgen.RestoreProductParams{
		ID: id, TenantID: tenant, Sku: in.SKU, Title: in.Title, PriceCents: in.Cents, Stock: in.Stock,
	})
	answer(w, product, err)
}

func (a *API) stock(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	in, ok := body[[]store.Stocktake](w, r)
	if !ok {
		return
	}
	if chi.URLParam(r, "mode") == "correct" {
		answer(w, nil, a.Catalogue.Correct(r.Context(), in))
		return
	}
	answer(w, nil, a.Catalogue.Count(r.Context(), tenant, in))
}

func (a *API) reprice(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	in, ok := body[map[string]int64](w, r)
	if !ok {
		return
	}
	answer(w, nil, a.Catalogue.Reprice(r.Context(), tenant, in))
}

func (a *API) discontinue(w http.ResponseWriter, r *http.Request) {
	in, ok := body[[]string](w, r)
	if !ok {
		return
	}
	answer(w, nil, a.Catalogue.Discontinue(r.Context(), in))
}

func (a *API) transferProduct(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	in, ok := body[struct {
		Buyer uuid.UUID `json:"buyer"`
	}](w, r)
	if !ok {
		return
	}
	answer(w, nil, a.Catalogue.Transfer(r.Context(), tenant, id, in.Buyer))
}

func (a *API) importCodes(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	in, ok := body[[]store.Code](w, r)
	if !ok {
		return
	}
	var n int64
	var err error
	if chi.URLParam(r, "scope") == "platform" {
		n, err = a.Catalogue.ImportCodes(r.Context(), in)
	} else {
		n, err = a.Catalogue.ImportOwnCodes(r.Context(), tenant, in)
	}
	answer(w, n, err)
}

func (a *API) discount(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	percent, err := a.Catalogue.Code(r.Context(), tenant, chi.URLParam(r, "code"))
	answer(w, percent, err)
}

func (a *API) customerRoutes(r chi.Router) {
	r.Get("/by-email/{email}", a.customerByEmail)
	r.Get("/export", a.exportCustomers)
	r.Get("/of/{tenant}", a.newCustomers)
	r.Get("/{id}", a.getCustomer)
	r.Get("/{id}/contact", a.contact)
	r.Put("/{id}/name", a.renameCustomer)
	r.Post("/import", a.importCustomers)
	r.Post("/adopt", a.adoptCustomers)
}

func (a *API) getCustomer(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	customer, err := a.Customers.Get(r.Context(), tenant, id)
	answer(w, customer, err)
}

// contact hands the id of the path to the function that main wired in.
func (a *API) contact(w http.ResponseWriter, r *http.Request) {
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	customer, err := a.LoadContact(r.Context(), id)
	answer(w, customer, err)
}

func (a *API) customerByEmail(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	email := chi.URLParam(r, "email")
	customer, err := a.Customers.OwnByEmail(r.Context(), tenant, email)
	if err != nil {
		customer, err = a.Customers.ByEmail(r.Context(), email)
	}
	answer(w, customer, err)
}

// exportCustomers believes the query string.
func (a *API) exportCustomers(w http.ResponseWriter, r *http.Request) {
	tenant, err := uuid.Parse(r.URL.Query().Get("tenant"))
	if err != nil {
		http.Error(w, "malformed tenant", http.StatusBadRequest)
		return
	}
	list, err := a.Customers.Export(r.Context(), tenant)
	answer(w, list, err)
}

// newCustomers takes the tenant of the path too, and compares it with the caller's.
func (a *API) newCustomers(w http.ResponseWriter, r *http.Request) {
	own, ok := tenantOf(w, r)
	if !ok {
		return
	}
	tenant, ok := idOf(w, r, "tenant")
	if !ok {
		return
	}
	if tenant != own {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	list, err := a.Customers.Since(r.Context(), tenant, time.Now().AddDate(0, -1, 0))
	answer(w, list, err)
}

func (a *API) renameCustomer(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	id, ok := idOf(w, r, "id")
	if !ok {
		return
	}
	answer(w, nil, a.Customers.Rename(r.Context(), tenant, id, r.URL.Query().Get("name"), a.warn))
}

func (a *API) importCustomers(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	in, ok := body[[]struct {
		Email string `json:"email"`
		Name  string `json:"name"`
	}](w, r)
	if !ok {
		return
	}
	rows := make([]dbgen.ImportCustomersParams, 0, len(in))
	for _, c := range in {
		rows = append(rows, dbgen.ImportCustomersParams{TenantID: tenant, Email: c.Email, FullName: c.Name})
	}
	n, err := a.Customers.Import(r.Context(), rows)
	answer(w, n, err)
}

func (a *API) adoptCustomers(w http.ResponseWriter, r *http.Request) {
	tenant, ok := tenantOf(w, r)
	if !ok {
		return
	}
	in, ok := body[struct {
		Number int64 `json:"number"`
		Own    bool  `json:"own"`
	}](w, r)
	if !ok {
		return
	}
	if in.Own {
		answer(w, nil, a.Customers.AdoptOwn(r.Context(), tenant, in.Number))
		return
	}
	answer(w, nil, a.Customers.Adopt(r.Context(), in.Number))
}
