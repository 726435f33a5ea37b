// Package authz decides.
package authz

import (
	"log"
	"net/http"
	"pglist/mw"

	"github.com/labstack/echo/v4"
)

// Z asks for permissions.
type Z struct{ roles map[string]string }

// Middleware asks for each route.
func (z *Z) Middleware(r *mw.Info) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := z.authorize(c, r); err != nil {
			return err
		}
		return nil
	}
}

func (z *Z) authorize(c echo.Context, r *mw.Info) error {
	if !z.IsAuthorized(c.Get("role").(string), r.Operation) {
		return echo.NewHTTPError(http.StatusForbidden, "no")
	}
	return nil
}

// IsAuthorized decides by role and operation.
func (z *Z) IsAuthorized(role, operation string) bool { return z.roles[operation] == role }

// Careless asks and does not look at the answer.
func (z *Z) Careless(c echo.Context) error {
	_ = z.authorize(c, &mw.Info{})
	return nil
}

// Aside asks who is there, and does not look at what they may do.
func (z *Z) Aside(c echo.Context) error {
	if c.Get("user") == nil {
		return echo.NewHTTPError(http.StatusUnauthorized, "who")
	}
	_ = z.authorize(c, &mw.Info{})
	return nil
}

// Logged asks who is there, and only writes down what they may do.
func (z *Z) Logged(c echo.Context) error {
	if c.Get("user") == nil {
		return echo.NewHTTPError(http.StatusUnauthorized, "who")
	}
	if err := z.authorize(c, &mw.Info{}); err != nil {
		log.Print(err)
	}
	return nil
}

// Partly asks who is there, and on some ways what they may do.
func (z *Z) Partly(c echo.Context) error {
	if c.Get("user") == nil {
		return echo.NewHTTPError(http.StatusUnauthorized, "who")
	}
	if c.Param("id") != "" {
		return z.authorize(c, &mw.Info{})
	}
	return nil
}

// Log asks nothing.
func Log(*mw.Info) echo.HandlerFunc { return func(echo.Context) error { return nil } }

// Ask is a check by itself.
func (z *Z) Ask(c echo.Context) error { return z.authorize(c, &mw.Info{}) }
