// Package auth signs people in by a cookie and keeps who they are in the request's context.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/jmoiron/sqlx"
)

// CookieName is the name of the login cookie.
const CookieName = "billing_login"

// ErrUnauthenticated is returned when nobody is signed in.
var ErrUnauthenticated = errors.New("unauthenticated")

// Principal is the authenticated caller.
type Principal struct {
	UserID         int64 `db:"user_id"`
	OrganizationID int64 `db:"organization_id"`
}

type key int

const principalKey key = 1

// OrganizationFrom returns the organization that the caller signed in to.
func OrganizationFrom(ctx context.Context) (int64, bool) {
	p, ok := PrincipalFrom(ctx)
	return p.OrganizationID, ok
}

// PrincipalFrom returns the caller.
func PrincipalFrom(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(principalKey).(Principal)
	return p, ok
}

// Logins keeps the browsers' logins.
type Logins struct {
	db *sqlx.DB
}

// NewLogins returns the store of logins.
func NewLogins(db *sqlx.DB) *Logins { return &Logins{db: db} }

// Require lets only signed-in callers through.
func (l *Logins) Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie(CookieName)
		if err != nil {
			http.Error(w, "unauthenticated", http.StatusUnauthorized)
			return
		}
		digest := sha256.Sum256([]byte(cookie.Value))
		var p Principal
		err = l.db.GetContext(r.Context(), &p,
			`SELECT user_id, organization_id FROM logins WHERE token_hash = ? AND expires_at > NOW(6)`, digest[:])
		if err != nil {
			http.Error(w, "unauthenticated", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), principalKey, p)))
	})
}

// Open starts a login for a member of an organization.
func (l *Logins) Open(ctx context.Context, p Principal) (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	token := hex.EncodeToString(raw)
	digest := sha256.Sum256([]byte(token))
	_, err := l.db.ExecContext(ctx,
		`INSERT INTO logins (token_hash, organization_id, user_id, expires_at) VALUES (?, ?, ?, ?)`,
		digest[:], p.OrganizationID, p.UserID, time.Now().Add(12*time.Hour))
	if err != nil {
		return "", fmt.Errorf("store login: %w", err)
	}
	return token, nil
}
