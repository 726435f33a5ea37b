// Package auth authenticates requests and keeps the caller in the context.
package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
)

// ErrUnauthenticated is returned when nobody is signed in.
var ErrUnauthenticated = errors.New("unauthenticated")

// Principal is the authenticated caller.
type Principal struct {
	Staff    string    `json:"sub"`
	TenantID uuid.UUID `json:"tid"`
	Expires  time.Time `json:"exp"`
}

type contextKey struct{}

// WithPrincipal returns a context that carries the caller.
func WithPrincipal(ctx context.Context, p Principal) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

// PrincipalFrom returns the caller.
func PrincipalFrom(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(contextKey{}).(Principal)
	return p, ok
}

// TenantFrom returns the tenant that the caller was authenticated for.
func TenantFrom(ctx context.Context) (uuid.UUID, bool) {
	p, ok := PrincipalFrom(ctx)
	return p.TenantID, ok
}

// Signer makes and verifies tokens of the form payload.signature.
type Signer struct{ Key []byte }

func (s Signer) mac(payload string) []byte {
	h := hmac.New(sha256.New, s.Key)
	h.Write([]byte(payload))
	return h.Sum(nil)
}

// Sign makes a token.
func (s Signer) Sign(p Principal) (string, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	payload := base64.RawURLEncoding.EncodeToString(raw)
	return payload + "." + base64.RawURLEncoding.EncodeToString(s.mac(payload)), nil
}

// Verify returns the principal of a token whose signature and time are right.
func (s Signer) Verify(token string) (Principal, error) {
	payload, signature, _ := strings.Cut(token, ".")
	given, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || !hmac.Equal(given, s.mac(payload)) {
		return Principal{}, ErrUnauthenticated
	}
	raw, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		return Principal{}, ErrUnauthenticated
	}
	var p Principal
	if json.Unmarshal(raw, &p) != nil || p.TenantID == uuid.Nil || time.Now().After(p.Expires) {
		return Principal{}, ErrUnauthenticated
	}
	return p, nil
}

// Require lets only authenticated requests through.
func (s Signer) Require(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		p, err := s.Verify(strings.TrimPrefix(c.Request().Header.Get("Authorization"), "Bearer "))
		if err != nil {
			return echo.NewHTTPError(http.StatusUnauthorized)
		}
		c.SetRequest(c.Request().WithContext(WithPrincipal(c.Request().Context(), p)))
		return next(c)
	}
}
