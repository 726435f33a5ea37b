// Package authz knows what the staff of a help desk may do.
package authz

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.com/desk/internal/auth"
)

// Permission is what a member of staff may be granted.
type Permission string

// The permissions. Nothing asks for staff/dismiss.
const (
	TicketsWrite Permission = "tickets/write"
	FilesWrite   Permission = "files/write"
	FilesDelete  Permission = "files/delete"
	MacrosWrite  Permission = "macros/write"
	MacrosRun    Permission = "macros/run"
	StaffDismiss Permission = "staff/dismiss"
)

// Granted says what a member of staff was granted.
type Granted func(staff string) []Permission

// ErrForbidden is returned to a caller who may not do it.
var ErrForbidden = errors.New("forbidden")

// Policy asks what callers may do.
type Policy interface {
	Allowed(ctx context.Context, p Permission) (bool, error)
}

type table struct{ granted Granted }

// NewPolicy returns the policy of a table of grants.
func NewPolicy(granted Granted) Policy { return &table{granted: granted} }

// Allowed tells whether the caller has a permission.
func (t *table) Allowed(ctx context.Context, p Permission) (bool, error) {
	who, ok := auth.PrincipalFrom(ctx)
	if !ok {
		return false, auth.ErrUnauthenticated
	}
	return slices.Contains(t.granted(who.Staff), p), nil
}

// Guard puts the policy in front of handlers.
type Guard struct{ policy Policy }

// NewGuard returns a guard.
func NewGuard(policy Policy) *Guard { return &Guard{policy: policy} }

// Check refuses a caller without the permission.
func (g *Guard) Check(ctx context.Context, p Permission) error {
	allowed, err := g.policy.Allowed(ctx, p)
	if err != nil {
		return err
	}
	if !allowed {
		return ErrForbidden
	}
	return nil
}

// Require lets those through that have the permission.
func (g *Guard) Require(p Permission) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := g.Check(c.Request().Context(), p); err != nil {
				return echo.NewHTTPError(http.StatusForbidden)
			}
			return next(c)
		}
	}
}

// Writes asks for the permission where the request is not one to read.
func (g *Guard) Writes(p Permission) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if c.Request().Method == http.MethodGet {
				return next(c)
			}
			if err := g.Check(c.Request().Context(), p); err != nil {
				return echo.NewHTTPError(http.StatusForbidden)
			}
			return next(c)
		}
	}
}

// Learn lets everybody through, and writes down whom it would have refused.
func (g *Guard) Learn(p Permission) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := g.Check(c.Request().Context(), p); err != nil {
				slog.WarnContext(c.Request().Context(), "would refuse", "permission", p, "error", err)
			}
			return next(c)
		}
	}
}
