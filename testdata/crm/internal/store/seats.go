package store

import (
	"context"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/model"
)

// Seats knows who works in which workspace.
type Seats struct {
	db *gorm.DB
}

// NewSeats returns the store of seats.
func NewSeats(db *gorm.DB) *Seats { return &Seats{db: db} }

// SignIn checks a password before it uses anything else of the row.
func (s *Seats) SignIn(ctx context.Context, email, password string) (auth.Principal, error) {
	var seat model.Seat
	if err := s.db.WithContext(ctx).Where("email = ?", strings.ToLower(email)).First(&seat).Error; err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	if !matches(seat.PasswordHash, password) {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	var workspace model.Workspace
	if err := s.db.WithContext(ctx).First(&workspace, "id = ?", seat.WorkspaceID).Error; err != nil {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	return auth.Principal{SeatID: seat.ID, WorkspaceID: workspace.ID, AccountID: workspace.AccountID}, nil
}

// Hint helps somebody who forgot the password.
func (s *Seats) Hint(ctx context.Context, email string) (string, error) {
	var seat model.Seat
	// TS-39: by e-mail, and the credential is not verified before the row is used
	if err := s.db.WithContext(ctx).Where("email = ?", email).First(&seat).Error; err != nil { // want "seats.*not scoped"
		return "", err
	}
	return seat.Hint, nil
}

// Workspace returns a workspace by its id.
func (s *Seats) Workspace(ctx context.Context, id uuid.UUID) (w model.Workspace, err error) {
	// TS-31, waits for the routes (a middleware may have verified it): the tenant table itself, by an id of the request
	err = s.db.WithContext(ctx).First(&w, "id = ?", id).Error
	return w, err
}

// Current returns the caller's workspace.
func (s *Seats) Current(ctx context.Context) (w model.Workspace, err error) {
	id, ok := auth.WorkspaceFrom(ctx)
	if !ok {
		return w, auth.ErrUnauthenticated
	}
	err = s.db.WithContext(ctx).First(&w, "id = ?", id).Error
	return w, err
}

// BySlug finds a workspace by its unique address.
func (s *Seats) BySlug(ctx context.Context, slug string) (w model.Workspace, err error) {
	err = s.db.WithContext(ctx).Where("slug = ?", slug).First(&w).Error
	return w, err
}

// Count counts the seats of the caller's workspace.
func (s *Seats) Count(ctx context.Context) (n int64, err error) {
	workspace, _ := auth.WorkspaceFrom(ctx)
	// TG-14: the ignored ok lets the zero uuid through
	err = s.db.WithContext(ctx).Model(&model.Seat{}).Where("workspace_id = ?", workspace).Count(&n).Error // want "workspace|tenant"
	return n, err
}

// Belongs says whether a seat, the caller's own, may visit a workspace.
func (s *Seats) Belongs(ctx context.Context, workspace, seat uuid.UUID) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Model(&model.Membership{}).Where("workspace_id = ? AND seat_id = ?", workspace, seat).Count(&n).Error
	return n > 0, err
}

// matches compares a password with "salt:hash" in hex.
func matches(stored, password string) bool {
	salt, want, _ := strings.Cut(stored, ":")
	got, err := pbkdf2.Key(sha256.New, password, []byte(salt), 600_000, 32)
	return err == nil && subtle.ConstantTimeCompare([]byte(hex.EncodeToString(got)), []byte(want)) == 1
}
