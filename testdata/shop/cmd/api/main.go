// Command api serves the shop's HTTP interface.
package main

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/dbgen"
	"example.com/shop/internal/fulfil"
	"example.com/shop/internal/httpapi"
	"example.com/shop/internal/office"
	"example.com/shop/internal/orders"
	"example.com/shop/internal/store"
)

func main() {
	if err := run(context.Background()); err != nil {
		slog.Error("api ends", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer pool.Close()

	mux := http.NewServeMux()
	api := build(pool, []byte(os.Getenv("TOKEN_KEY")))
	mux.HandleFunc("POST /sign-in", api.SignIn)
	mux.Handle("/", api.Routes())
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}

// build wires the service by hand.
func build(pool *pgxpool.Pool, key []byte) *httpapi.API {
	queries := dbgen.New(pool)
	orderStore := store.NewOrders(pool)
	customers := store.NewCustomers(pool)
	accounts := store.NewAccounts(queries)
	files := &office.Files{Root: os.Getenv("FILES")}
	var lookups atomic.Int64
	shipments := fulfil.Meter(store.NewShipments(queries), func(string) { lookups.Add(1) })
	return &httpapi.API{
		Verifier:    &auth.Verifier{Key: key, Keys: accounts.ByKey},
		Accounts:    accounts,
		Orders:      orders.NewService(orderStore),
		Receipts:    orders.Guard(orderStore),
		Shipping:    fulfil.NewService(shipments, "post", "courier"),
		Catalogue:   store.NewProducts(pool),
		Customers:   customers,
		Boards:      orderStore,
		Reports:     store.NewReports(pool),
		Search:      store.NewSearch(pool),
		Invoices:    store.NewInvoices(pool),
		Carts:       store.NewCarts(pool),
		Currency:    store.NewCurrencies(pool),
		Files:       files,
		Pages:       office.NewService(files),
		LoadContact: customers.ByID,
	}
}
