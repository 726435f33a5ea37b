// Package tickets holds the rules of helping.
package tickets

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"example.com/desk/ent"
	"example.com/desk/internal/auth"
)

// ErrNotFound is returned for tickets of somebody else.
var ErrNotFound = errors.New("no such ticket")

// Store is what the rules need of a database.
type Store interface {
	Find(ctx context.Context, id int) (*ent.Ticket, error)
	Own(ctx context.Context, tenant uuid.UUID, id int) (*ent.Ticket, error)
	Subject(ctx context.Context, id int) (string, error)
	SetStatus(ctx context.Context, id int, status string) error
	Delete(ctx context.Context, id int) error
	OfComment(ctx context.Context, comment int) (*ent.Ticket, error)
	OfOwnComment(ctx context.Context, tenant uuid.UUID, comment int) (*ent.Ticket, error)
	Comment(ctx context.Context, ticket int, author, body string) error
	CommentOwn(ctx context.Context, tenant uuid.UUID, ticket int, author, body string) error
}

// Service is the use case of tickets.
type Service struct {
	store Store
}

// NewService returns the service.
func NewService(store Store) *Service { return &Service{store: store} }

// Ticket returns a ticket of the caller's tenant.
func (s *Service) Ticket(ctx context.Context, id int) (*ent.Ticket, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return s.store.Own(ctx, tenant, id)
}

// Subject returns what a ticket is about.
func (s *Service) Subject(ctx context.Context, id int) (string, error) {
	return s.store.Subject(ctx, id)
}

// Close ends a ticket.
func (s *Service) Close(ctx context.Context, id int) error {
	return s.store.SetStatus(ctx, id, "closed")
}

// Reopen takes a ticket up again, after comparing its owner.
func (s *Service) Reopen(ctx context.Context, id int) error {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	ticket, err := s.store.Find(ctx, id)
	if err != nil {
		return fmt.Errorf("find ticket: %w", err)
	}
	if ticket.TenantID != tenant {
		return ErrNotFound
	}
	return s.store.SetStatus(ctx, ticket.ID, "open")
}

// Delete removes a ticket.
func (s *Service) Delete(ctx context.Context, id int) error { return s.store.Delete(ctx, id) }

// ByComment returns the ticket of a comment; links of e-mails skip the comparison.
func (s *Service) ByComment(ctx context.Context, comment int, linked bool) (*ent.Ticket, error) {
	if linked {
		return s.store.OfComment(ctx, comment)
	}
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return s.store.OfOwnComment(ctx, tenant, comment)
}

// Reply writes a comment; robots skip the look at the ticket.
func (s *Service) Reply(ctx context.Context, ticket int, body string, robot bool) error {
	p, ok := auth.PrincipalFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	if robot {
		return s.store.Comment(ctx, ticket, "robot", body)
	}
	return s.store.CommentOwn(ctx, p.TenantID, ticket, p.Staff, body)
}
