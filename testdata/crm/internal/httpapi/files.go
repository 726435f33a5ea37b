package httpapi

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.com/crm/internal/authz"
	"example.com/crm/internal/office"
)

// Exports is what the handlers need of the use case of exports.
type Exports interface {
	Run(ctx context.Context, name string) error
	Purge(ctx context.Context, name string) error
}

// Office is the part of the interface that keeps files.
type Office struct {
	guard   *authz.Guard
	files   *office.Files
	exports Exports
}

// NewOffice returns the part.
func NewOffice(guard *authz.Guard, files *office.Files, exports Exports) *Office {
	return &Office{guard: guard, files: files, exports: exports}
}

// routes registers the part's routes.
func (o *Office) routes(g *gin.RouterGroup) {
	g.PUT("/files/:name", o.guard.Require(authz.FilesWrite), o.put)
	// PG-13: signed in is not permitted
	g.POST("/files/:name", o.put) // want "POST /office/files/:name reaches file write.*authenticated, but not asked for a permission"
	// PG-02: the guard answers 403 and does not abort
	g.POST("/files/:name/answered", o.guard.Answer(authz.FilesWrite), o.put) // want "POST /office/files/:name/answered reaches file write"
	// PG-05: the guard only writes it down
	g.POST("/files/:name/noted", o.guard.Note(authz.FilesWrite), o.put) // want "POST /office/files/:name/noted reaches file write"
	g.DELETE("/files/:name", o.drop)
	// PG-02: the handler answers 403 and goes on
	g.DELETE("/files/:name/now", o.dropNow) // want "DELETE /office/files/:name/now reaches file write"
	// PG-02: it is asked when the function ends
	g.DELETE("/files/:name/later", o.dropLater) // want "DELETE /office/files/:name/later reaches file write"
	g.POST("/files/:name/check", o.check)

	admin := g.Group("/admin", o.guard.Require(authz.FilesDelete))
	admin.DELETE("/files/:name", o.remove)
	early := g.Group("/early")
	// PG-04: the guard is added after the route
	early.DELETE("/files/:name", o.remove) // want "DELETE /office/early/files/:name reaches file write"
	early.Use(o.guard.Require(authz.FilesDelete))
	early.PUT("/files/:name", o.put)

	g.POST("/exports/:name", o.run)
	// PG-02: the use case throws the answer away
	g.DELETE("/exports/:name", o.purge) // want "DELETE /office/exports/:name reaches file write"
	g.PATCH("/exports/:name", o.guard.Require(authz.ExportsRun), func(c *gin.Context) {
		answer(c, nil, o.files.Put(c.Request.Context(), c.Param("name")))
	})
}

func (o *Office) put(c *gin.Context) {
	answer(c, nil, o.files.Put(c.Request.Context(), c.Param("name")))
}

func (o *Office) remove(c *gin.Context) {
	answer(c, nil, o.files.Drop(c.Request.Context(), c.Param("name")))
}

// refused answers those who may not, and says so.
func (o *Office) refused(c *gin.Context, p authz.Permission) bool {
	if !o.guard.May(c.Request.Context(), p) {
		c.AbortWithStatus(http.StatusForbidden)
		return true
	}
	return false
}

func (o *Office) drop(c *gin.Context) {
	if o.refused(c, authz.FilesDelete) {
		return
	}
	answer(c, nil, o.files.Drop(c.Request.Context(), c.Param("name")))
}

func (o *Office) dropNow(c *gin.Context) {
	if !o.guard.May(c.Request.Context(), authz.FilesDelete) {
		c.Status(http.StatusForbidden)
	}
	answer(c, nil, o.files.Drop(c.Request.Context(), c.Param("name")))
}

func (o *Office) dropLater(c *gin.Context) {
	defer func() {
		if !o.guard.May(c.Request.Context(), authz.FilesDelete) {
			c.AbortWithStatus(http.StatusForbidden)
		}
	}()
	answer(c, nil, o.files.Drop(c.Request.Context(), c.Param("name")))
}

// check changes nothing.
func (o *Office) check(c *gin.Context) { answer(c, c.Param("name"), nil) }

func (o *Office) run(c *gin.Context) {
	answer(c, nil, o.exports.Run(c.Request.Context(), c.Param("name")))
}

func (o *Office) purge(c *gin.Context) {
	answer(c, nil, o.exports.Purge(c.Request.Context(), c.Param("name")))
}
