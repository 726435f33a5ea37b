// Package auth authenticates requests and keeps the caller's workspace and account in the context.
package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// ErrUnauthenticated is returned when nobody is signed in.
var ErrUnauthenticated = errors.New("unauthenticated")

// Principal is the authenticated caller. The workspace is the narrower of the two keys.
type Principal struct {
	SeatID      uuid.UUID
	WorkspaceID uuid.UUID
	AccountID   uuid.UUID
}

type contextKey struct{}

// PrincipalFrom returns the caller.
func PrincipalFrom(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(contextKey{}).(Principal)
	return p, ok
}

// WorkspaceFrom returns the workspace that the caller was authenticated for.
func WorkspaceFrom(ctx context.Context) (uuid.UUID, bool) {
	p, ok := PrincipalFrom(ctx)
	return p.WorkspaceID, ok
}

// Claims is the payload of an access token.
type Claims struct {
	jwt.RegisteredClaims
	Workspace uuid.UUID `json:"wid"`
	Account   uuid.UUID `json:"aid"`
}

// Key signs and verifies tokens.
type Key []byte

// Verify returns the principal of a token.
func (k Key) Verify(raw string) (Principal, error) {
	var claims Claims
	_, err := jwt.ParseWithClaims(raw, &claims, func(*jwt.Token) (any, error) { return []byte(k), nil },
		jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		return Principal{}, ErrUnauthenticated
	}
	seat, err := uuid.Parse(claims.Subject)
	if err != nil || claims.Workspace == uuid.Nil || claims.Account == uuid.Nil {
		return Principal{}, ErrUnauthenticated
	}
	return Principal{SeatID: seat, WorkspaceID: claims.Workspace, AccountID: claims.Account}, nil
}

// Sign makes a token.
func (k Key) Sign(p Principal) (string, error) {
	claims := Claims{RegisteredClaims: jwt.RegisteredClaims{Subject: p.SeatID.String()}, Workspace: p.WorkspaceID, Account: p.AccountID}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(k))
}

// Require lets only authenticated requests through.
func (k Key) Require() gin.HandlerFunc {
	return func(c *gin.Context) {
		p, err := k.Verify(strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer "))
		if err != nil {
			c.AbortWithStatus(http.StatusUnauthorized)
			return
		}
		c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), contextKey{}, p))
		c.Next()
	}
}
