// Package authz decides.
package authz

import (
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

// Sometimes asks where the route has a name.
func (z *Z) Sometimes(r *mw.Info) echo.HandlerFunc {
	return func(c echo.Context) error {
		if r.Operation != "" {
			return z.authorize(c, r)
		}
		return nil
	}
}

// Log asks nothing.
func Log(*mw.Info) echo.HandlerFunc { return func(echo.Context) error { return nil } }

// Ask is a check by itself.
func (z *Z) Ask(c echo.Context) error { return z.authorize(c, &mw.Info{}) }
