// Command server serves the CRM's HTTP interface. Its parts are wired by fx.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"time"

	"go.uber.org/fx"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/authz"
	"example.com/crm/internal/httpapi"
	"example.com/crm/internal/model"
	"example.com/crm/internal/office"
	"example.com/crm/internal/repo"
	"example.com/crm/internal/sales"
	"example.com/crm/internal/store"
)

func main() {
	fx.New(
		fx.Provide(
			openDatabase,
			newKey,
			newSales,
			newWorkspaceLoader,
			store.NewSeats,
			store.NewLists,
			fx.Annotate(store.NewDeals, fx.As(new(sales.Deals))),
			fx.Annotate(store.NewContacts, fx.As(new(httpapi.People))),
			fx.Annotate(store.NewReports, fx.As(fx.Self()), fx.As(new(httpapi.Merger))),
			fx.Annotate(repo.New[model.Pipeline], fx.As(new(httpapi.Pipelines))),
			office.NewFiles,
			fx.Annotate(office.NewExports, fx.As(new(httpapi.Exports))),
			fx.Annotate(authz.NewEverybody, fx.As(new(authz.Roles))),
			authz.NewGuard,
			httpapi.NewOffice,
			httpapi.New,
		),
		fx.Invoke(serve),
	).Run()
}

func openDatabase() (*gorm.DB, error) {
	return gorm.Open(postgres.Open(os.Getenv("CRM_DSN")), &gorm.Config{})
}

func newKey() auth.Key { return auth.Key(os.Getenv("CRM_TOKEN_KEY")) }

func newSales(deals sales.Deals) httpapi.Sales {
	return sales.NewService(sales.Limit(deals, 4000), func(ctx context.Context, text string) {
		slog.InfoContext(ctx, text)
	})
}

func newWorkspaceLoader(seats *store.Seats) httpapi.WorkspaceLoader { return seats.Workspace }

func serve(lc fx.Lifecycle, api *httpapi.API) {
	server := &http.Server{Addr: ":8082", Handler: api.Engine(), ReadHeaderTimeout: 5 * time.Second}
	lc.Append(fx.Hook{
		OnStart: func(context.Context) error {
			go func() {
				if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
					slog.Error("server ends", "error", err)
				}
			}()
			return nil
		},
		OnStop: server.Shutdown,
	})
}
