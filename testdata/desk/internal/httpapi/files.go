package httpapi

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.com/desk/internal/authz"
	"example.com/desk/internal/office"
)

// Macros is what the handlers need of the use case of macros.
type Macros interface {
	Save(ctx context.Context, name string) error
	Run(ctx context.Context, name string) error
}

// Office is the part of the interface that keeps files and macros.
type Office struct {
	guard  *authz.Guard
	policy authz.Policy
	files  *office.Files
	macros Macros
}

// NewOffice returns the part.
func NewOffice(guard *authz.Guard, policy authz.Policy, files *office.Files, macros Macros) *Office {
	return &Office{guard: guard, policy: policy, files: files, macros: macros}
}

// routes registers the part's routes.
func (o *Office) routes(g *echo.Group) {
	g.PUT("/files/:name", o.put, o.guard.Require(authz.FilesWrite))
	// PG-13: signed in is not permitted
	g.POST("/files/:name", o.put) // want "POST /office/files/:name reaches file write.*authenticated, but not asked for a permission"
	// PG-05: the guard only learns
	g.POST("/files/:name/learned", o.put, o.guard.Learn(authz.FilesWrite)) // want "POST /office/files/:name/learned reaches file write"
	g.DELETE("/files/:name", o.drop)
	// PG-10: the error of the check is looked at, and not its answer
	g.DELETE("/files/:name/asked", o.dropAsked) // want "DELETE /office/files/:name/asked reaches file write"
	// PG-02: the answer is only written down
	g.DELETE("/files/:name/noted", o.dropNoted) // want "DELETE /office/files/:name/noted reaches file write"
	g.POST("/files/:name/check", o.check)
	// PG-08: a read that writes
	g.GET("/files/:name/touch", o.put) // want "GET /office/files/:name/touch reaches file write"

	strict := g.Group("/strict", o.guard.Require(authz.FilesDelete))
	strict.DELETE("/files/:name", o.remove)
	late := g.Group("/late")
	// PG-04: the guard is added after the route
	late.DELETE("/files/:name", o.remove) // want "DELETE /office/late/files/:name reaches file write"
	late.Use(o.guard.Require(authz.FilesDelete))
	late.PUT("/files/:name", o.put)

	g.PUT("/macros/:name", o.saveMacro)
	// PG-02: the use case asks, and runs whatever the answer is
	g.POST("/macros/:name/run", o.runMacro) // want "POST /office/macros/:name/run reaches file write"
	for _, r := range []struct {
		path   string
		needs  authz.Permission
		handle echo.HandlerFunc
	}{
		{"/bulk/put", authz.FilesWrite, o.put},
		{"/bulk/remove", authz.FilesDelete, o.remove},
	} {
		g.POST(r.path, r.handle, o.guard.Require(r.needs))
	}
}

func (o *Office) put(c echo.Context) error {
	return answer(c, nil, o.files.Put(c.Request().Context(), c.Param("name")))
}

func (o *Office) remove(c echo.Context) error {
	return answer(c, nil, o.files.Drop(c.Request().Context(), c.Param("name")))
}

// drop asks the policy by itself, behind its interface.
func (o *Office) drop(c echo.Context) error {
	allowed, err := o.policy.Allowed(c.Request().Context(), authz.FilesDelete)
	if err != nil || !allowed {
		return echo.NewHTTPError(http.StatusForbidden)
	}
	return answer(c, nil, o.files.Drop(c.Request().Context(), c.Param("name")))
}

func (o *Office) dropAsked(c echo.Context) error {
	if _, err := o.policy.Allowed(c.Request().Context(), authz.FilesDelete); err != nil {
		return err
	}
	return answer(c, nil, o.files.Drop(c.Request().Context(), c.Param("name")))
}

func (o *Office) dropNoted(c echo.Context) error {
	allowed, err := o.policy.Allowed(c.Request().Context(), authz.FilesDelete)
	slog.InfoContext(c.Request().Context(), "drop", "allowed", allowed, "error", err)
	return answer(c, nil, o.files.Drop(c.Request().Context(), c.Param("name")))
}

// check changes nothing.
func (o *Office) check(c echo.Context) error { return answer(c, c.Param("name"), nil) }

func (o *Office) saveMacro(c echo.Context) error {
	return answer(c, nil, o.macros.Save(c.Request().Context(), c.Param("name")))
}

func (o *Office) runMacro(c echo.Context) error {
	return answer(c, nil, o.macros.Run(c.Request().Context(), c.Param("name")))
}
