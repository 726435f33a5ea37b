// Package httpapi is the help desk's HTTP interface.
package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"example.com/desk/ent"
	"example.com/desk/internal/auth"
	"example.com/desk/internal/authz"
	"example.com/desk/internal/report"
	"example.com/desk/internal/store"
	"example.com/desk/internal/tickets"
)

// Tickets is the use case of tickets.
type Tickets interface {
	Ticket(ctx context.Context, id int) (*ent.Ticket, error)
	Subject(ctx context.Context, id int) (string, error)
	Close(ctx context.Context, id int) error
	Reopen(ctx context.Context, id int) error
	Delete(ctx context.Context, id int) error
	ByComment(ctx context.Context, comment int, linked bool) (*ent.Ticket, error)
	Reply(ctx context.Context, ticket int, body string, robot bool) error
}

// Directory lists customers.
type Directory interface {
	Export(ctx context.Context, tenant uuid.UUID) ([]*ent.Customer, error)
	List(ctx context.Context, tenant uuid.UUID) ([]*ent.Customer, error)
}

// CustomerLoader loads a customer.
type CustomerLoader func(ctx context.Context, id int) (*ent.Customer, error)

// API holds what the handlers call.
type API struct {
	signer    auth.Signer
	tickets   Tickets
	reader    tickets.Reader
	directory Directory
	customer  CustomerLoader
	customers *store.Customers
	articles  *store.Articles
	lists     *store.Lists
	reports   *report.Reports
	answers   Loader[*ent.Article]
	remarks   Loader[*ent.Comment]
	guard     *authz.Guard
	office    *Office
}

// Loader loads things by their id.
type Loader[T any] interface {
	Load(ctx context.Context, id int) (T, error)
}

// New returns the interface.
func New(signer auth.Signer, t Tickets, reader tickets.Reader, directory Directory, customer CustomerLoader,
	customers *store.Customers, articles *store.Articles, lists *store.Lists, reports *report.Reports,
	answers Loader[*ent.Article], remarks Loader[*ent.Comment], guard *authz.Guard, office *Office) *API {
	return &API{signer: signer, tickets: t, reader: reader, directory: directory, customer: customer,
		customers: customers, articles: articles, lists: lists, reports: reports,
		answers: answers, remarks: remarks, guard: guard, office: office}
}

// Echo returns the router.
func (a *API) Echo() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		switch {
		case errors.Is(err, auth.ErrUnauthenticated):
			err = echo.NewHTTPError(http.StatusUnauthorized)
		case errors.Is(err, authz.ErrForbidden):
			err = echo.NewHTTPError(http.StatusForbidden)
		case errors.Is(err, tickets.ErrNotFound), ent.IsNotFound(err):
			err = echo.NewHTTPError(http.StatusNotFound)
		}
		e.DefaultHTTPErrorHandler(err, c)
	}
	e.GET("/chats/:session", a.chat)
	e.POST("/mail", a.mail) //bailiwick:allow permguard(token) the mail server shows the mailbox's secret

	a.office.routes(e.Group("/office", a.signer.Require))
	g := e.Group("", a.signer.Require, a.guard.Writes(authz.TicketsWrite))
	g.GET("/tickets/lists/:list", a.list)
	g.GET("/tickets/:id", a.getTicket)
	g.GET("/tickets/:id/subject", a.subject)
	g.GET("/tickets/:id/status", a.status)
	g.GET("/tickets/:id/attachments", a.attachments)
	g.DELETE("/tickets/:id", a.deleteTicket)
	g.POST("/tickets/:id/close", a.closeTicket)
	g.POST("/tickets/:id/reopen", a.reopenTicket)
	g.POST("/tickets/:id/comments", a.reply)
	g.POST("/tickets/raise", a.raise)
	g.POST("/tickets/pick", a.pick)
	g.POST("/tickets/sweep", a.sweep)
	g.GET("/comments/:id", a.loadComment)
	g.GET("/comments/:id/ticket", a.ticketOfComment)
	g.GET("/customers/export", a.export)
	g.GET("/tenants/:tenant/customers", a.customersOf)
	g.GET("/customers/:id", a.loadCustomer)
	g.GET("/customers/:id/card", a.card)
	g.GET("/customers/:id/own", a.ownCustomer)
	g.PUT("/customers/:id", a.changeCustomer)
	g.POST("/customers", a.putCustomer)
	g.GET("/articles", a.listArticles)
	g.GET("/articles/:id", a.getArticle)
	g.GET("/articles/:id/body", a.loadArticle)
	g.POST("/articles", a.writeArticle)
	g.POST("/articles/:id/publish", a.publishArticle)
	g.DELETE("/articles/:id", a.withdrawArticle)
	g.GET("/reports/:report", a.report)
	g.POST("/mail/:id/:action", a.letter)
	return e
}

// pathID reads a number of the path.
func pathID(c echo.Context) (int, error) {
	id, err := strconv.Atoi(c.Param("id"))
	if err != nil {
		return 0, echo.NewHTTPError(http.StatusBadRequest, "malformed id")
	}
	return id, nil
}

// tenantOf returns the caller's tenant.
func tenantOf(c echo.Context) (uuid.UUID, error) {
	tenant, ok := auth.TenantFrom(c.Request().Context())
	if !ok {
		return uuid.Nil, auth.ErrUnauthenticated
	}
	return tenant, nil
}

// answer writes a value as JSON.
func answer(c echo.Context, value any, err error) error {
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, value)
}
