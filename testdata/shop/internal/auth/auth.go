// Package auth knows who is calling: it verifies tokens and keeps the principal in the request's context.
package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// Principal is the authenticated caller.
type Principal struct {
	UserID   uuid.UUID
	TenantID uuid.UUID
	Role     string
}

type contextKey struct{}

// WithPrincipal returns a context that carries the caller.
func WithPrincipal(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// PrincipalFrom returns the caller that the middleware authenticated.
func PrincipalFrom(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(contextKey{}).(Principal)
	return p, ok
}

// TenantFrom returns the tenant that the caller was authenticated for.
func TenantFrom(ctx context.Context) (uuid.UUID, bool) {
	p, ok := PrincipalFrom(ctx)
	if !ok || p.TenantID == uuid.Nil {
		return uuid.Nil, false
	}
	return p.TenantID, true
}

// Claims is the payload of an access token.
type Claims struct {
	jwt.RegisteredClaims
	Tenant string `json:"tid"`
	Role   string `json:"role"`
}

// ErrUnauthenticated is returned for a missing or invalid token.
var ErrUnauthenticated = errors.New("unauthenticated")

// Verifier checks access tokens.
type Verifier struct {
	Key []byte
	// Keys looks a machine's key up by the digest of what it presented.
	Keys func(ctx context.Context, presented string) (Principal, error)
}

// Verify returns the principal of a signed token.
func (v *Verifier) Verify(raw string) (Principal, error) {
	var claims Claims
	_, err := jwt.ParseWithClaims(raw, &claims, func(*jwt.Token) (any, error) { return v.Key, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}))
	if err != nil {
		return Principal{}, fmt.Errorf("%w: %w", ErrUnauthenticated, err)
	}
	user, err := uuid.Parse(claims.Subject)
	if err != nil {
		return Principal{}, fmt.Errorf("subject: %w", err)
	}
	tenant, err := uuid.Parse(claims.Tenant)
	if err != nil {
		return Principal{}, fmt.Errorf("tenant: %w", err)
	}
	return Principal{UserID: user, TenantID: tenant, Role: claims.Role}, nil
}

// Middleware lets only authenticated requests through.
func (v *Verifier) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var p Principal
		var err error
		if key := r.Header.Get("X-API-Key"); key != "" {
			p, err = v.Keys(r.Context(), key)
		} else {
			p, err = v.Verify(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		}
		if err != nil {
			http.Error(w, "unauthenticated", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(WithPrincipal(r.Context(), p)))
	})
}
