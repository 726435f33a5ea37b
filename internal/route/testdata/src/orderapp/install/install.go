// Package install adds middleware to routers that it is given.
package install

import (
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/labstack/echo/v4"

	"orderapp/mw"
)

func Echo(g *echo.Group)              { g.Use(mw.Echo) }
func Chi(r chi.Router)                { r.Use(mw.Chi) }
func Gin(r gin.IRouter)               { r.Use(mw.Gin) }
func Server(e *echo.Echo)             { e.Use(mw.Echo) }
func Deep(r gin.IRouter)              { deeper(r) }
func deeper(r gin.IRouter)            { Gin(r) }
func Role(r gin.IRouter, role string) { r.Use(mw.Role(role)) }

// Nothing adds nothing.
func Nothing(r gin.IRouter) {}

// Checked may fail, and its callers leave then.
func Checked(g *echo.Group) error {
	g.Use(mw.Echo)
	return nil
}

// Back returns what it is given.
func Back(r gin.IRouter) gin.IRouter {
	r.Use(mw.Gin)
	return r
}

// Installer is implemented where its callers do not see it.
type Installer interface{ Install(r gin.IRouter) }

type Guarded struct{}

func (Guarded) Install(r gin.IRouter) { r.Use(mw.Gin) }
