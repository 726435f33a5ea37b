// Command api serves the billing service's HTTP interface.
package main

import (
	"log/slog"
	"net/http"
	"os"
	"time"

	_ "github.com/go-sql-driver/mysql"
	"github.com/jmoiron/sqlx"

	"example.com/billing/internal/auth"
	"example.com/billing/internal/httpapi"
	"example.com/billing/internal/invoicing"
	"example.com/billing/internal/mysql"
	"example.com/billing/internal/sqldb"
	"example.com/billing/internal/usage"
)

func main() {
	conn, err := sqlx.Open("mysql", os.Getenv("BILLING_DSN"))
	if err != nil {
		slog.Error("open database", "error", err)
		os.Exit(1)
	}
	server := &http.Server{Addr: ":8081", Handler: newAPI(conn).Routes(), ReadHeaderTimeout: 5 * time.Second}
	if err := server.ListenAndServe(); err != nil {
		slog.Error("api ends", "error", err)
		os.Exit(1)
	}
}

// newAPI wires the service through constructors.
func newAPI(conn *sqlx.DB) *httpapi.API {
	db := sqldb.Open(conn, 200*time.Millisecond)
	invoices := mysql.NewInvoices(db)
	customers := mysql.NewCustomers(db)
	return httpapi.New(
		auth.NewLogins(conn),
		invoicing.NewService(invoicing.Audited(invoices, slog.Default())),
		invoices,
		customers,
		customers,
		mysql.NewMembers(db),
		mysql.NewReports(db),
		usage.NewMeter(db),
		mysql.NewPlans(db),
		invoices.Number,
	)
}
