// Package ts38 looks rows up before a tenant is known: by a credential, by the sender's identity, by the principal's own membership.
package ts38

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/http"

	"golang.org/x/crypto/bcrypt"
)

type store struct{ db *sql.DB }

var errDenied = errors.New("denied")

// TS-38: a hashed column
func (s *store) byHash(key string) {
	sum := sha256.Sum256([]byte(key))
	s.db.QueryRow("SELECT tenant_id FROM api_keys WHERE key_hash = $1", hex.EncodeToString(sum[:])) // met `credential look-up`
}

// TS-38: another column of the same table
func (s *store) byName(r *http.Request) {
	s.db.QueryRow("SELECT tenant_id FROM api_keys WHERE name = $1", r.PathValue("name")) // want `query on api_keys`
}

// TS-38: a value taken from a cookie
func (s *store) byCookie(r *http.Request) error {
	c, err := r.Cookie("session")
	if err != nil {
		return err
	}
	s.db.QueryRow("SELECT tenant_id FROM sessions WHERE token = $1", c.Value) // met `credential look-up`
	return nil
}

// TS-38: a value taken from the Authorization header
func (s *store) byHeader(r *http.Request) {
	s.db.QueryRow("SELECT tenant_id FROM sessions WHERE token = $1", r.Header.Get("Authorization")) // met `credential look-up`
}

// TS-38: a value taken from another header
func (s *store) byOtherHeader(r *http.Request) {
	s.db.QueryRow("SELECT title FROM chat_sessions WHERE session_id = $1", r.Header.Get("X-Chat")) // want `query on chat_sessions`
}

// TS-38: a value taken from a signed link
func (s *store) bySignedLink(r *http.Request, key []byte) error {
	token := r.URL.Query().Get("token")
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token))
	if !hmac.Equal(mac.Sum(nil), []byte(r.URL.Query().Get("sig"))) {
		return errDenied
	}
	s.db.QueryRow("SELECT tenant_id FROM sessions WHERE token = $1", token) // met `credential look-up`
	return nil
}

// TS-38: a value taken from a link whose signature is over another value
func (s *store) byOtherLink(r *http.Request, key []byte) error {
	token := r.URL.Query().Get("token")
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(r.URL.Path))
	if !hmac.Equal(mac.Sum(nil), []byte(r.URL.Query().Get("sig"))) {
		return errDenied
	}
	s.db.QueryRow("SELECT tenant_id FROM sessions WHERE token = $1", token) // want `query on sessions`
	return nil
}

// TS-38: a value taken from a link whose signature is looked at, and that goes on
func (s *store) byUncheckedLink(r *http.Request, key []byte) {
	token := r.URL.Query().Get("token")
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token))
	if !hmac.Equal(mac.Sum(nil), []byte(r.URL.Query().Get("sig"))) {
		notify("")
	}
	s.db.QueryRow("SELECT tenant_id FROM sessions WHERE token = $1", token) // want `query on sessions`
}

// TS-38: a value taken from a link that nobody signed, of a column that only has such a name
func (s *store) bySessionName(r *http.Request) {
	s.db.QueryRow("SELECT title FROM chat_sessions WHERE session_id = $1", r.URL.Query().Get("session")) // want `query on chat_sessions`
}

type user struct{ ID, TenantID, Hash string }

// TS-39: look-up by unique e-mail whose row's credential is verified before any other use
func (s *store) signIn(email, password string) (*user, error) {
	var u user
	if err := s.db.QueryRow("SELECT id, tenant_id, password_hash FROM users WHERE email = $1", email).Scan(&u.ID, &u.TenantID, &u.Hash); err != nil { // met `credential look-up`
		return nil, err
	}
	if err := bcrypt.CompareHashAndPassword([]byte(u.Hash), []byte(password)); err != nil {
		return nil, errDenied
	}
	return &u, nil
}

// TS-39: look-up by unique e-mail whose row's credential is not verified
func (s *store) peek(r *http.Request) (*user, error) {
	var u user
	if err := s.db.QueryRow("SELECT id, tenant_id, password_hash FROM users WHERE email = $1", r.PathValue("email")).Scan(&u.ID, &u.TenantID, &u.Hash); err != nil { // want `query on users`
		return nil, err
	}
	return &u, nil
}

// TS-39: look-up by unique e-mail whose row's credential is verified after another use
func (s *store) signInLate(r *http.Request, password string) (*user, error) {
	var u user
	if err := s.db.QueryRow("SELECT id, tenant_id, password_hash FROM users WHERE email = $1", r.PathValue("email")).Scan(&u.ID, &u.TenantID, &u.Hash); err != nil { // want `query on users`
		return nil, err
	}
	notify(u.TenantID)
	if err := bcrypt.CompareHashAndPassword([]byte(u.Hash), []byte(password)); err != nil {
		return nil, errDenied
	}
	return &u, nil
}

func notify(tenant string) {}

type claims struct{ UserID string }

type claimsKey struct{}

func claimsFrom(ctx context.Context) claims {
	c, _ := ctx.Value(claimsKey{}).(claims)
	return c
}

// TS-40: bound by the authenticated principal's own id on a membership table
func (s *store) memberships(ctx context.Context) {
	s.db.Query("SELECT tenant_id, role FROM members WHERE user_id = $1", claimsFrom(ctx).UserID) // met `own`
}

// TS-40: the principal from the request
func (s *store) membershipsOf(r *http.Request) {
	s.db.Query("SELECT tenant_id, role FROM members WHERE user_id = $1", r.URL.Query().Get("user")) // want `query on members`
}
