// Package authz knows which seats may do what.
package authz

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"example.com/crm/internal/auth"
)

// Permission is what a seat may be granted.
type Permission string

// The permissions. Nothing asks for seats.remove.
const (
	DealsWrite   Permission = "deals.write"
	FilesWrite   Permission = "files.write"
	FilesDelete  Permission = "files.delete"
	ExportsRun   Permission = "exports.run"
	ExportsPurge Permission = "exports.purge"
	SeatsRemove  Permission = "seats.remove"
)

// Roles says what a seat was granted.
type Roles interface {
	Granted(seat uuid.UUID) []Permission
}

// Everybody grants the same to each seat.
type Everybody []Permission

// Granted is what everybody has.
func (e Everybody) Granted(uuid.UUID) []Permission { return e }

// NewEverybody is the plan without roles.
func NewEverybody() Everybody { return Everybody{DealsWrite, FilesWrite} }

// ErrForbidden is returned to a seat that may not do it.
var ErrForbidden = errors.New("forbidden")

// Guard asks what callers may do.
type Guard struct{ roles Roles }

// NewGuard returns a guard.
func NewGuard(roles Roles) *Guard { return &Guard{roles: roles} }

// May tells whether the caller has a permission.
func (g *Guard) May(ctx context.Context, p Permission) bool {
	who, ok := auth.PrincipalFrom(ctx)
	if !ok {
		return false
	}
	for _, granted := range g.roles.Granted(who.SeatID) {
		if granted == p {
			return true
		}
	}
	return false
}

// Require lets those through that have the permission.
func (g *Guard) Require(p Permission) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !g.May(c.Request.Context(), p) {
			c.AbortWithStatus(http.StatusForbidden)
			return
		}
		c.Next()
	}
}

// Writes asks for the permission where the request is not one to read.
func (g *Guard) Writes(p Permission) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.Request.Method == http.MethodGet {
			c.Next()
			return
		}
		if !g.May(c.Request.Context(), p) {
			c.AbortWithStatus(http.StatusForbidden)
			return
		}
		c.Next()
	}
}

// Answer writes 403 and does not abort: what comes next runs all the same.
func (g *Guard) Answer(p Permission) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !g.May(c.Request.Context(), p) {
			c.Status(http.StatusForbidden)
			return
		}
		c.Next()
	}
}

// Note writes down who lacks the permission.
func (g *Guard) Note(p Permission) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !g.May(c.Request.Context(), p) {
			slog.WarnContext(c.Request.Context(), "missing permission", "permission", p)
		}
		c.Next()
	}
}
