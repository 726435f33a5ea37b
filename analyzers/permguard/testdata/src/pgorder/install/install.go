// Package install adds the middleware that asks for a permission to the routers that it is given.
package install

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type user struct{ role string }

func Asks(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		u, _ := c.Get("user").(*user)
		if u == nil || u.role != "admin" {
			return echo.NewHTTPError(http.StatusForbidden)
		}
		return next(c)
	}
}

func Aborts(c *gin.Context) {
	u := &user{c.Request.Header.Get("X-Role")}
	if u.role != "admin" {
		c.AbortWithStatus(http.StatusForbidden)
		return
	}
	c.Next()
}

// Group adds to a group of the server, unless the description that it is given is none.
func Group(g *echo.Group, description string) error {
	if description == "" {
		return errors.New("no description")
	}
	g.Use(Asks)
	return nil
}

// Server adds to the server itself.
func Server(e *echo.Echo) { e.Use(Asks) }

func Gin(r gin.IRouter) { r.Use(Aborts) }
