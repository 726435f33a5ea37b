// Package httpapi is the shop's HTTP interface.
package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/authz"
	"example.com/shop/internal/crud"
	"example.com/shop/internal/dbgen"
	"example.com/shop/internal/office"
	"example.com/shop/internal/orders"
	"example.com/shop/internal/store"
)

// OrderService is what the handlers need of the orders use case.
type OrderService interface {
	Order(ctx context.Context, id uuid.UUID) (dbgen.Order, error)
	Orders(ctx context.Context, status *string) ([]dbgen.Order, error)
	Place(ctx context.Context, customer uuid.UUID, number int64, currency string) (dbgen.Order, error)
	Annotate(ctx context.Context, id uuid.UUID, note string) error
	Flag(ctx context.Context, id uuid.UUID) error
	Move(ctx context.Context, id uuid.UUID, to string) error
	Refund(ctx context.Context, order uuid.UUID, cents int64, reason string) (dbgen.Refund, error)
}

// ShippingService is what the handlers need of the shipping use case.
type ShippingService interface {
	Track(ctx context.Context, id uuid.UUID) (dbgen.Shipment, error)
	Of(ctx context.Context, order uuid.UUID) ([]dbgen.Shipment, error)
	Ship(ctx context.Context, order uuid.UUID, carrier string, express bool) (dbgen.Shipment, error)
	Advance(ctx context.Context, id uuid.UUID, state string) error
	Replace(ctx context.Context, kept, dropped uuid.UUID) error
}

// Catalogue is what the handlers need of the store of products.
type Catalogue interface {
	Get(ctx context.Context, tenant, id uuid.UUID) (dbgen.Product, error)
	List(ctx context.Context, tenant uuid.UUID) ([]dbgen.Product, error)
	Upsert(ctx context.Context, arg dbgen.UpsertProductParams) (dbgen.Product, error)
	Restore(ctx context.Context, arg dbgen.RestoreProductParams) (dbgen.Product, error)
	Count(ctx context.Context, tenant uuid.UUID, counted []store.Stocktake) error
	Correct(ctx context.Context, counted []store.Stocktake) error
	Reprice(ctx context.Context, tenant uuid.UUID, prices map[string]int64) error
	Discontinue(ctx context.Context, skus []string) error
	Transfer(ctx context.Context, tenant, id, buyer uuid.UUID) error
	ImportCodes(ctx context.Context, codes []store.Code) (int64, error)
	ImportOwnCodes(ctx context.Context, tenant uuid.UUID, codes []store.Code) (int64, error)
	Code(ctx context.Context, tenant uuid.UUID, text string) (int32, error)
}

// API holds what the handlers call.
type API struct {
	Verifier  *auth.Verifier
	Accounts  *store.Accounts
	Orders    OrderService
	Receipts  orders.Finder
	Shipping  ShippingService
	Catalogue Catalogue
	Customers CustomerBook
	Boards    *store.Orders
	Reports   *store.Reports
	Search    *store.Search
	Invoices  *store.Invoices
	Carts     *store.Carts
	Currency  *crud.Lookup[dbgen.Currency]
	Files     *office.Files
	Pages     Pages
	// LoadContact loads the person to call about an order.
	LoadContact func(ctx context.Context, id uuid.UUID) (dbgen.Customer, error)
}

// Routes returns the router.
func (a *API) Routes() http.Handler {
	r := chi.NewRouter()
	r.Post("/sign-up", a.signUp) //bailiwick:allow permguard(public) anybody may open a shop
	r.Post("/delivered", a.Delivered)
	r.Get("/visitors/{visitor}/cart", a.visitorCart)
	r.Get("/currencies/{code}", a.currency)
	r.Group(func(r chi.Router) {
		r.Use(a.Verifier.Middleware)
		r.Route("/office", a.officeRoutes)
	})
	r.Group(func(r chi.Router) {
		r.Use(a.Verifier.Middleware, authz.Writes(authz.SalesWrite))
		r.Get("/me/shops", a.myShops)
		r.Route("/orders", func(r chi.Router) {
			r.Get("/", a.listOrders)
			r.Post("/", a.placeOrder)
			r.Get("/search", a.searchOrders)
			r.Get("/board/{board}", a.board)
			r.Get("/{id}", a.getOrder)
			r.Get("/{id}/receipt", a.receipt)
			r.Get("/{id}/lines", a.orderLines)
			r.Put("/{id}/note", a.annotateOrder)
			r.Post("/{id}/flag", a.flagOrder)
			r.Post("/{id}/move", a.moveOrder)
			r.Post("/{id}/refunds", a.refundOrder)
			r.Get("/{id}/shipments", a.orderShipments)
			r.Post("/{id}/shipments", a.shipOrder)
		})
		r.Route("/shipments", func(r chi.Router) {
			r.Get("/{id}", a.trackShipment)
			r.Post("/{id}/advance", a.advanceShipment)
			r.Post("/{id}/replace", a.replaceShipment)
		})
		r.Route("/products", a.productRoutes)
		r.Route("/customers", a.customerRoutes)
		r.Route("/reports", a.reportRoutes)
		r.Route("/invoices", a.invoiceRoutes)
		r.Post("/carts/claim", a.claimCart)
	})
	return r
}

// tenantOf returns the caller's tenant or answers 401.
func tenantOf(w http.ResponseWriter, r *http.Request) (uuid.UUID, bool) {
	tenant, ok := auth.TenantFrom(r.Context())
	if !ok {
		http.Error(w, "unauthenticated", http.StatusUnauthorized)
	}
	return tenant, ok
}

// idOf reads an id of the path or answers 400.
func idOf(w http.ResponseWriter, r *http.Request, name string) (uuid.UUID, bool) {
	id, err := uuid.Parse(chi.URLParam(r, name))
	if err != nil {
		http.Error(w, "malformed id", http.StatusBadRequest)
		return uuid.Nil, false
	}
	return id, true
}

// body decodes the request's JSON or answers 400.
func body[T any](w http.ResponseWriter, r *http.Request) (T, bool) {
	var in T
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&in); err != nil {
		http.Error(w, "malformed body", http.StatusBadRequest)
		return in, false
	}
	return in, true
}

// answer writes a value or the error's status.
func answer(w http.ResponseWriter, value any, err error) {
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		http.Error(w, "unauthenticated", http.StatusUnauthorized)
	case errors.Is(err, authz.ErrForbidden):
		http.Error(w, "forbidden", http.StatusForbidden)
	case errors.Is(err, store.ErrNotFound), errors.Is(err, orders.ErrNotYours):
		http.Error(w, "not found", http.StatusNotFound)
	case err != nil:
		http.Error(w, "internal error", http.StatusInternalServerError)
	case value == nil:
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(value)
	}
}
