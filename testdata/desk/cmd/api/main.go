// Command api serves the help desk's HTTP interface. Its parts are a list of providers for dig.
package main

import (
	"database/sql"
	"log/slog"
	"os"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"go.uber.org/dig"
	_ "modernc.org/sqlite"

	"example.com/desk/ent"
	_ "example.com/desk/ent/runtime"
	"example.com/desk/internal/auth"
	"example.com/desk/internal/authz"
	"example.com/desk/internal/httpapi"
	"example.com/desk/internal/office"
	"example.com/desk/internal/report"
	"example.com/desk/internal/store"
	"example.com/desk/internal/tickets"
)

func main() {
	container, err := build()
	if err == nil {
		err = container.Invoke(func(api *httpapi.API) error { return api.Echo().Start(":8083") })
	}
	if err != nil {
		slog.Error("api ends", "error", err)
		os.Exit(1)
	}
}

// build fills the container.
func build() (*dig.Container, error) {
	container := dig.New()
	for _, provider := range []any{
		openDatabase,
		newClient,
		newSigner,
		newReader,
		newLoader,
		newDirectory,
		newUseCase,
		newAnswers,
		newRemarks,
		store.NewCustomers,
		store.NewArticles,
		store.NewLists,
		report.New,
		newGranted,
		authz.NewPolicy,
		authz.NewGuard,
		office.NewFiles,
		office.NewMacros,
		newMacros,
		httpapi.NewOffice,
		httpapi.New,
	} {
		if err := container.Provide(provider); err != nil {
			return nil, err
		}
	}
	err := container.Provide(store.NewTickets, dig.As(new(tickets.Store)))
	return container, err
}

func openDatabase() (*sql.DB, error) {
	return sql.Open("sqlite", os.Getenv("DESK_DATABASE")+"?_pragma=foreign_keys(1)")
}

func newClient(db *sql.DB) *ent.Client {
	return ent.NewClient(ent.Driver(entsql.OpenDB(dialect.SQLite, db)))
}

// newGranted grants the same to everybody.
func newGranted() authz.Granted {
	return func(string) []authz.Permission { return []authz.Permission{authz.TicketsWrite} }
}

func newMacros(inner *office.Macros, guard *authz.Guard) httpapi.Macros {
	return office.NewChecked(inner, guard)
}

func newSigner() auth.Signer { return auth.Signer{Key: []byte(os.Getenv("DESK_TOKEN_KEY"))} }

func newReader(inner tickets.Store) tickets.Reader { return tickets.Checked(inner) }

func newLoader(customers *store.Customers) httpapi.CustomerLoader { return customers.ByID }

func newDirectory(customers *store.Customers) httpapi.Directory { return customers }

func newUseCase(inner tickets.Store) httpapi.Tickets { return tickets.NewService(inner) }

func newAnswers(client *ent.Client) httpapi.Loader[*ent.Article] {
	return store.NewShelf[*ent.Article](client.Article)
}

func newRemarks(client *ent.Client) httpapi.Loader[*ent.Comment] {
	return store.NewShelf[*ent.Comment](client.Comment)
}
