package tickets

import (
	"context"

	"example.com/desk/ent"
	"example.com/desk/internal/auth"
)

// Reader finds tickets by id.
type Reader interface {
	Find(ctx context.Context, id int) (*ent.Ticket, error)
}

// checked is a Reader that hides the tickets of others.
type checked struct {
	inner Reader
}

// Checked wraps a Reader.
func Checked(inner Reader) Reader { return &checked{inner: inner} }

// Find finds a ticket of the caller's tenant.
func (c *checked) Find(ctx context.Context, id int) (*ent.Ticket, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	ticket, err := c.inner.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	if ticket.TenantID != tenant {
		return nil, ErrNotFound
	}
	return ticket, nil
}
