// Package sales holds the rules of selling.
package sales

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/model"
)

// ErrNotFound is returned for deals of somebody else.
var ErrNotFound = errors.New("no such deal")

// Deals is what the rules need of a store.
type Deals interface {
	Find(ctx context.Context, id uuid.UUID) (*model.Deal, error)
	Get(ctx context.Context, workspace, id uuid.UUID) (*model.Deal, error)
	Title(ctx context.Context, id uuid.UUID) (string, error)
	SetStage(ctx context.Context, id uuid.UUID, stage string) error
	Remove(ctx context.Context, id uuid.UUID) error
	RemoveIn(ctx context.Context, workspace, id uuid.UUID) error
	AddActivity(ctx context.Context, deal uuid.UUID, kind, text string) error
	AddActivityIn(ctx context.Context, workspace, deal uuid.UUID, kind, text string) error
}

// Service is the sales use case.
type Service struct {
	deals Deals
	// announce tells the team; nil tells nobody.
	announce func(ctx context.Context, text string)
}

// NewService returns the service.
func NewService(deals Deals, announce func(ctx context.Context, text string)) *Service {
	return &Service{deals: deals, announce: announce}
}

// Deal returns a deal of the caller's workspace.
func (s *Service) Deal(ctx context.Context, id uuid.UUID) (*model.Deal, error) {
	workspace, ok := auth.WorkspaceFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return s.deals.Get(ctx, workspace, id)
}

// Title returns what a deal is called.
func (s *Service) Title(ctx context.Context, id uuid.UUID) (string, error) {
	return s.deals.Title(ctx, id)
}

// Lose gives a deal up.
func (s *Service) Lose(ctx context.Context, id uuid.UUID) error {
	return s.deals.SetStage(ctx, id, "lost")
}

// Win closes a deal, after comparing its owner.
func (s *Service) Win(ctx context.Context, id uuid.UUID) error {
	workspace, ok := auth.WorkspaceFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	deal, err := s.deals.Find(ctx, id)
	if err != nil {
		return fmt.Errorf("find deal: %w", err)
	}
	if deal.WorkspaceID != workspace {
		return ErrNotFound
	}
	if err := s.deals.SetStage(ctx, deal.ID, "won"); err != nil {
		return fmt.Errorf("set stage: %w", err)
	}
	if s.announce != nil {
		s.announce(ctx, deal.Title+" is won")
	}
	return nil
}

// Remove deletes a deal; drafts are thought to be nobody's.
func (s *Service) Remove(ctx context.Context, id uuid.UUID, draft bool) error {
	if draft {
		return s.deals.Remove(ctx, id)
	}
	workspace, ok := auth.WorkspaceFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	return s.deals.RemoveIn(ctx, workspace, id)
}

// Note writes down what happened.
func (s *Service) Note(ctx context.Context, id uuid.UUID, kind, text string) error {
	if kind == "call" {
		return s.deals.AddActivity(ctx, id, kind, text)
	}
	workspace, ok := auth.WorkspaceFrom(ctx)
	if !ok {
		return auth.ErrUnauthenticated
	}
	return s.deals.AddActivityIn(ctx, workspace, id, kind, text)
}

// limited keeps texts short and passes everything else on.
type limited struct {
	Deals
	max int
}

// Limit wraps a store of deals.
func Limit(inner Deals, max int) Deals { return limited{Deals: inner, max: max} }

// AddActivity shortens the text.
func (l limited) AddActivity(ctx context.Context, deal uuid.UUID, kind, text string) error {
	return l.Deals.AddActivity(ctx, deal, kind, text[:min(len(text), l.max)])
}
