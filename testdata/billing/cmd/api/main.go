// Command api serves the billing service's HTTP interface.
package main

import (
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	_ "github.com/go-sql-driver/mysql"
	"github.com/jmoiron/sqlx"
	"google.golang.org/grpc"

	"example.com/billing/internal/auth"
	"example.com/billing/internal/authz"
	"example.com/billing/internal/back"
	"example.com/billing/internal/backpb"
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
	guard := &authz.Guard{Role: mysql.NewMembers(sqldb.Open(conn, time.Second)).Role}
	office := &back.Office{Root: os.Getenv("BILLING_FILES"), Hook: os.Getenv("BILLING_HOOK"), Guard: guard}
	go serveBack(guard, office)
	api := newAPI(conn).Back(guard, office, office)
	server := &http.Server{Addr: ":8081", Handler: api.Routes(), ReadHeaderTimeout: 5 * time.Second}
	if err := server.ListenAndServe(); err != nil {
		slog.Error("api ends", "error", err)
		os.Exit(1)
	}
}

// serveBack answers remote calls of the back office: those from outside, and those of the organization's own machines.
func serveBack(guard *authz.Guard, office *back.Office) {
	outside := grpc.NewServer(grpc.ChainUnaryInterceptor(guard.Unary))
	backpb.RegisterBackServer(outside, &back.Server{Office: office})
	inside := grpc.NewServer()
	backpb.RegisterBackServer(inside, &back.Internal{Office: office})
	machines := grpc.NewServer(grpc.UnaryInterceptor(guard.Machines))
	backpb.RegisterBackServer(machines, &back.Machine{Office: office})
	go listen("127.0.0.1:9082", inside)
	go listen(":9083", machines)
	listen(":9081", outside)
}

func listen(addr string, server *grpc.Server) {
	listener, err := net.Listen("tcp", addr)
	if err == nil {
		err = server.Serve(listener)
	}
	slog.Error("listener ends", "addr", addr, "error", err)
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
