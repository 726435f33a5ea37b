// Package httpapi is the CRM's HTTP interface.
package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"gorm.io/gorm"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/authz"
	"example.com/crm/internal/model"
	"example.com/crm/internal/sales"
	"example.com/crm/internal/store"
)

// Sales is the use case of deals.
type Sales interface {
	Deal(ctx context.Context, id uuid.UUID) (*model.Deal, error)
	Title(ctx context.Context, id uuid.UUID) (string, error)
	Lose(ctx context.Context, id uuid.UUID) error
	Win(ctx context.Context, id uuid.UUID) error
	Remove(ctx context.Context, id uuid.UUID, draft bool) error
	Note(ctx context.Context, id uuid.UUID, kind, text string) error
}

// Pipelines is a repository of pipelines.
type Pipelines interface {
	Find(ctx context.Context, id uuid.UUID) (model.Pipeline, error)
	In(ctx context.Context, workspace, id uuid.UUID) (model.Pipeline, error)
	All(ctx context.Context, workspace uuid.UUID) ([]model.Pipeline, error)
}

// People is a store of contacts.
type People interface {
	Get(ctx context.Context, id uuid.UUID) (model.Contact, error)
	Trash(ctx context.Context, id uuid.UUID) (model.Contact, error)
	Restore(ctx context.Context, id uuid.UUID) error
	Same(ctx context.Context, email string) ([]model.Contact, error)
	Twins(ctx context.Context, name string) ([]model.Contact, error)
	ByEmail(ctx context.Context, email string) (model.Contact, error)
	ByEmailIn(ctx context.Context, workspace uuid.UUID, email string) (model.Contact, error)
	ByDomain(ctx context.Context, domain string) (model.Company, error)
	Employer(ctx context.Context, workspace, account uuid.UUID, domain string) (model.Company, error)
	EmployerIn(ctx context.Context, workspace, account uuid.UUID, domain string) (model.Company, error)
	Save(ctx context.Context, c *model.Contact) error
	Rename(ctx context.Context, workspace, id uuid.UUID, name string) error
	Move(ctx context.Context, from, to, company uuid.UUID) error
	Capture(ctx context.Context, email, name string) error
	Add(ctx context.Context, workspace uuid.UUID, email, name string) error
	Import(ctx context.Context, workspace uuid.UUID, rows []model.Contact) error
	Sync(ctx context.Context, workspace, id uuid.UUID, email, name string) error
	Tag(ctx context.Context, deal uuid.UUID, tags []model.Tag) error
	TagIn(ctx context.Context, workspace, id uuid.UUID, tags []model.Tag) error
	Templates(ctx context.Context, workspace uuid.UUID) ([]model.Template, error)
	AllTemplates(ctx context.Context) ([]model.Template, error)
}

// Merger moves deals between contacts.
type Merger interface {
	Merge(ctx context.Context, workspace, from, to uuid.UUID) error
}

// API holds what the handlers call.
type API struct {
	key       auth.Key
	seats     *store.Seats
	sales     Sales
	pipelines Pipelines
	people    People
	merger    Merger
	lists     *store.Lists
	reports   *store.Reports
	guard     *authz.Guard
	office    *Office
	// workspace loads a workspace for the settings page.
	workspace func(ctx context.Context, id uuid.UUID) (model.Workspace, error)
}

// WorkspaceLoader loads a workspace.
type WorkspaceLoader func(ctx context.Context, id uuid.UUID) (model.Workspace, error)

// New returns the interface.
func New(key auth.Key, seats *store.Seats, s Sales, pipelines Pipelines, people People, merger Merger,
	lists *store.Lists, reports *store.Reports, workspace WorkspaceLoader, guard *authz.Guard, office *Office) *API {
	return &API{key: key, seats: seats, sales: s, pipelines: pipelines, people: people, merger: merger,
		lists: lists, reports: reports, workspace: workspace, guard: guard, office: office}
}

// Engine returns the router.
func (a *API) Engine() *gin.Engine {
	engine := gin.New()
	engine.Use(gin.Recovery())
	engine.POST("/sign-in", a.signIn)
	a.office.routes(engine.Group("/office", a.key.Require()))
	engine.POST("/hint", a.hint)
	engine.GET("/w/:slug", a.landing)
	engine.POST("/w/:slug/contacts", a.capture) //bailiwick:allow permguard(public) visitors of a landing page leave their address

	api := engine.Group("/api", a.key.Require(), a.guard.Writes(authz.DealsWrite))
	api.GET("/deals/board/:board", a.board)
	api.GET("/deals/:id", a.getDeal)
	api.GET("/deals/:id/title", a.dealTitle)
	api.DELETE("/deals/:id", a.removeDeal)
	api.POST("/deals/:id/stage/:stage", a.moveDeal)
	api.POST("/deals/:id/activities", a.noteDeal)
	api.PUT("/deals/:id/tags", a.tagDeal)
	api.GET("/pipelines", a.listPipelines)
	api.GET("/pipelines/:id", a.getPipeline)
	api.GET("/pipelines/:id/steps", a.pipelineSteps)
	api.GET("/workspaces/:id", a.getWorkspace)
	api.GET("/workspaces/:id/companies", a.companies)
	api.GET("/export", a.export)
	api.GET("/reports/:report", a.report)
	a.peopleRoutes(api.Group("/contacts"))
	return engine
}

// pathID reads an id of the path or answers 400.
func pathID(c *gin.Context, name string) (uuid.UUID, bool) {
	id, err := uuid.Parse(c.Param(name))
	if err != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return uuid.Nil, false
	}
	return id, true
}

// workspaceOf returns the caller's workspace or answers 401.
func workspaceOf(c *gin.Context) (uuid.UUID, bool) {
	workspace, ok := auth.WorkspaceFrom(c.Request.Context())
	if !ok {
		c.AbortWithStatus(http.StatusUnauthorized)
	}
	return workspace, ok
}

// answer writes a value or the error's status.
func answer(c *gin.Context, value any, err error) {
	switch {
	case errors.Is(err, auth.ErrUnauthenticated):
		c.AbortWithStatus(http.StatusUnauthorized)
	case errors.Is(err, authz.ErrForbidden):
		c.AbortWithStatus(http.StatusForbidden)
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sales.ErrNotFound), errors.Is(err, store.ErrNotFound):
		c.AbortWithStatus(http.StatusNotFound)
	case err != nil:
		c.AbortWithStatus(http.StatusInternalServerError)
	default:
		c.JSON(http.StatusOK, value)
	}
}
