package store

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/dbgen"
)

// Accounts knows people, shops and who works where.
type Accounts struct {
	q dbgen.Querier
}

// NewAccounts returns the store of accounts.
func NewAccounts(q dbgen.Querier) *Accounts { return &Accounts{q: q} }

// SignIn checks a password and returns the principal for one shop.
func (s *Accounts) SignIn(ctx context.Context, shop, email, password string) (auth.Principal, error) {
	user, err := s.q.GetUserByEmail(ctx, strings.ToLower(email))
	if err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	if !matches(user.PasswordHash, password) {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	tenant, err := s.q.GetTenantBySlug(ctx, shop)
	if err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	member, err := s.q.GetMembership(ctx, dbgen.GetMembershipParams{TenantID: tenant.ID, UserID: user.ID})
	if err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	if err := s.q.TouchUser(ctx, user.ID); err != nil {
		return auth.Principal{}, fmt.Errorf("touch user: %w", err)
	}
	return auth.Principal{UserID: user.ID, TenantID: member.TenantID, Role: member.Role}, nil
}

// ByKey looks a machine up by the digest of its key.
func (s *Accounts) ByKey(ctx context.Context, presented string) (auth.Principal, error) {
	digest := sha256.Sum256([]byte(presented))
	key, err := s.q.GetAPIKey(ctx, digest[:])
	if err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	return auth.Principal{UserID: key.ID, TenantID: key.TenantID, Role: "machine"}, nil
}

// Shops lists where the caller works.
func (s *Accounts) Shops(ctx context.Context) ([]dbgen.ListMembershipsRow, error) {
	p, ok := auth.PrincipalFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return s.q.ListMemberships(ctx, p.UserID)
}

// SignUp founds a shop.
func (s *Accounts) SignUp(ctx context.Context, slug, name string) (uuid.UUID, error) {
	tenant, err := s.q.CreateTenant(ctx, dbgen.CreateTenantParams{Slug: slug, Name: name})
	if err != nil {
		return uuid.Nil, fmt.Errorf("create tenant: %w", err)
	}
	return tenant.ID, nil
}

// matches compares a password with "salt:hash" in hex.
func matches(stored, password string) bool {
	salt, want, ok := strings.Cut(stored, ":")
	if !ok {
		return false
	}
	got, err := pbkdf2.Key(sha256.New, password, []byte(salt), 600_000, 32)
	if err != nil {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(got)), []byte(want)) == 1
}
