// Package authz knows who may do what in a shop.
package authz

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"example.com/shop/internal/auth"
)

// Permission is what a role may be granted.
type Permission string

// The permissions of a shop. Nothing asks for staff:purge.
const (
	SalesWrite  Permission = "sales:write"
	PagesWrite  Permission = "pages:write"
	PagesDelete Permission = "pages:delete"
	ThemesWrite Permission = "themes:write"
	ExportsRun  Permission = "exports:run"
	StaffPurge  Permission = "staff:purge"
)

// grants say what each role may do.
var grants = map[string][]Permission{
	"owner": {SalesWrite, PagesWrite, PagesDelete, ThemesWrite, ExportsRun, StaffPurge},
	"clerk": {SalesWrite},
}

// ErrForbidden is returned to a caller who may not do it.
var ErrForbidden = errors.New("forbidden")

// May tells whether the caller has a permission.
func May(ctx context.Context, p Permission) bool {
	who, ok := auth.PrincipalFrom(ctx)
	return ok && slices.Contains(grants[who.Role], p)
}

// Check refuses a caller without the permission.
func Check(ctx context.Context, p Permission) error {
	if !May(ctx, p) {
		return ErrForbidden
	}
	return nil
}

// Require lets those through that have the permission.
func Require(p Permission) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !May(r.Context(), p) {
				http.Error(w, "forbidden", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Writes asks for the permission where the request is not one to read.
func Writes(p Permission) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				next.ServeHTTP(w, r)
				return
			}
			if err := Check(r.Context(), p); err != nil {
				http.Error(w, "forbidden", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Warn writes down who lacks the permission, and lets everybody through.
func Warn(p Permission) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !May(r.Context(), p) {
				slog.WarnContext(r.Context(), "missing permission", "permission", p)
			}
			next.ServeHTTP(w, r)
		})
	}
}
