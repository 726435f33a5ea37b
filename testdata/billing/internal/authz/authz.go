// Package authz knows what members of an organization may do.
package authz

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/billing/internal/auth"
)

// Permission is what a role may be granted.
type Permission int

// The permissions. Nothing asks for PurgeOrganization.
const (
	WriteBilling Permission = iota + 1
	WriteFiles
	DeleteFiles
	RunExports
	SendNotices
	PurgeOrganization
)

var grants = map[string][]Permission{
	"owner":      {WriteBilling, WriteFiles, DeleteFiles, RunExports, SendNotices, PurgeOrganization},
	"accountant": {WriteBilling, WriteFiles},
}

// ErrForbidden is returned to a caller who may not do it.
var ErrForbidden = errors.New("forbidden")

// Guard asks what callers may do.
type Guard struct {
	// Role says what a user is in an organization.
	Role func(ctx context.Context, org, user int64) (string, error)
}

// Check refuses a caller without the permission, and whoever it cannot tell about.
func (g *Guard) Check(ctx context.Context, p Permission) error {
	who, ok := auth.PrincipalFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	role, err := g.Role(ctx, who.OrganizationID, who.UserID)
	if err != nil {
		return err
	}
	if !slices.Contains(grants[role], p) {
		return ErrForbidden
	}
	return nil
}

// Require puts the question in front of a handler.
func (g *Guard) Require(p Permission, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := g.Check(r.Context(), p); err != nil {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Writes puts the question in front of requests that are not to read.
func (g *Guard) Writes(p Permission, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		if err := g.Check(r.Context(), p); err != nil {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Lenient asks, and answers 403, and forgets to leave.
func (g *Guard) Lenient(p Permission, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := g.Check(r.Context(), p); err != nil {
			http.Error(w, "forbidden", http.StatusForbidden)
		}
		next.ServeHTTP(w, r)
	})
}

// methods says what each procedure asks for.
var methods = map[string]Permission{
	"/billing.v1.Back/Store": WriteFiles,
	"/billing.v1.Back/Drop":  DeleteFiles,
}

// Unary is the interceptor of servers. A procedure that the map does not know is refused.
func (g *Guard) Unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	p, known := methods[info.FullMethod]
	if !known {
		return nil, status.Error(codes.PermissionDenied, "forbidden")
	}
	if err := g.Check(ctx, p); err != nil {
		return nil, status.Error(codes.PermissionDenied, "forbidden")
	}
	return next(ctx, req)
}

// machineMethods says what the organization's own machines are asked for.
var machineMethods = map[string]Permission{
	"/billing.v1.Back/Store": WriteFiles,
}

// Machines is the interceptor for the organization's own machines. A procedure that the map does not know is let through.
func (g *Guard) Machines(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if p, known := machineMethods[info.FullMethod]; known {
		if err := g.Check(ctx, p); err != nil {
			return nil, status.Error(codes.PermissionDenied, "forbidden")
		}
	}
	return next(ctx, req)
}
