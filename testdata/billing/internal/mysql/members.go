package mysql

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strings"

	"example.com/billing/internal/auth"
	"example.com/billing/internal/sqldb"
)

// Membership is where somebody works.
type Membership struct {
	OrganizationID int64  `db:"organization_id" json:"organization_id"`
	Role           string `db:"role" json:"role"`
}

// Plan is a price that everybody pays.
type Plan struct {
	Code       string `db:"code" json:"code"`
	PriceCents int64  `db:"price_cents" json:"price_cents"`
}

// NewPlans returns the price list, which belongs to no organization.
func NewPlans(db *sqldb.DB) *sqldb.Lookup[Plan] {
	return sqldb.NewLookup[Plan](db, `SELECT code, price_cents FROM plans WHERE code = ?`)
}

// Members knows who works where.
type Members struct {
	db *sqldb.DB
}

// NewMembers returns the store of memberships.
func NewMembers(db *sqldb.DB) *Members { return &Members{db: db} }

// Of lists where a person works.
func (s *Members) Of(ctx context.Context, user int64) ([]Membership, error) {
	// TS-40: the person comes from the path
	return sqldb.Many[Membership](ctx, s.db, `SELECT organization_id, role FROM memberships WHERE user_id = ?`, user) // want "memberships.*not scoped" // settled: main
}

// Mine lists where the caller works: its user is the authenticated one.
func (s *Members) Mine(ctx context.Context, self int64) ([]Membership, error) {
	return sqldb.Many[Membership](ctx, s.db, `SELECT organization_id, role FROM memberships WHERE user_id = ? ORDER BY role`, self)
}

// Role returns what a person may do in the organization.
func (s *Members) Role(ctx context.Context, org, user int64) (string, error) {
	var role string
	err := s.db.One(ctx, &role, `SELECT role FROM memberships WHERE user_id = ? AND organization_id = ?`, user, org)
	return role, err
}

// SignIn checks a password and returns the principal for one organization.
func (s *Members) SignIn(ctx context.Context, handle, email, password string) (auth.Principal, error) {
	var user struct {
		ID   int64  `db:"id"`
		Hash string `db:"password_hash"`
	}
	err := s.db.One(ctx, &user, `SELECT id, password_hash FROM users WHERE email = ?`, strings.ToLower(email))
	if err != nil || !matches(user.Hash, password) {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	var org int64
	if err := s.db.One(ctx, &org, `SELECT id FROM organizations WHERE handle = ?`, handle); err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	var p auth.Principal
	const member = `SELECT user_id, organization_id FROM memberships WHERE organization_id = ? AND user_id = ?`
	if err := s.db.One(ctx, &p, member, org, user.ID); err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	return p, nil
}

// matches compares a password with "salt:hash" in hex.
func matches(stored, password string) bool {
	salt, want, _ := strings.Cut(stored, ":")
	got, err := pbkdf2.Key(sha256.New, password, []byte(salt), 600_000, 32)
	return err == nil && subtle.ConstantTimeCompare([]byte(hex.EncodeToString(got)), []byte(want)) == 1
}

// Found signs an organization up.
func (s *Members) Found(ctx context.Context, handle, name string, founder int64) (int64, error) {
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	result, err := tx.ExecContext(ctx, `INSERT INTO organizations (handle, name) VALUES (?, ?)`, handle, name)
	if err != nil {
		return 0, fmt.Errorf("insert organization: %w", err)
	}
	org, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	const insert = `INSERT INTO memberships (organization_id, user_id, role) VALUES (?, ?, 'owner')`
	if _, err := tx.ExecContext(ctx, insert, org, founder); err != nil {
		return 0, fmt.Errorf("insert membership: %w", err)
	}
	return org, tx.Commit()
}
