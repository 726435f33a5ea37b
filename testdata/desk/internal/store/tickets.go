// Package store keeps the help desk's rows, with ent.
package store

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"example.com/desk/ent"
	"example.com/desk/ent/comment"
	"example.com/desk/ent/ticket"
)

// ticketStore implements tickets.Store.
type ticketStore struct {
	client *ent.Client
}

// NewTickets returns the store of tickets.
func NewTickets(client *ent.Client) *ticketStore { //nolint:revive // deliberately an unexported type
	return &ticketStore{client: client}
}

// Find returns a ticket whoever owns it: the callers compare the owner.
func (s *ticketStore) Find(ctx context.Context, id int) (*ent.Ticket, error) {
	return s.client.Ticket.Get(ctx, id)
}

// Own returns a ticket of the tenant, with what belongs to it.
func (s *ticketStore) Own(ctx context.Context, tenant uuid.UUID, id int) (*ent.Ticket, error) {
	return s.client.Ticket.Query().
		Where(ticket.TenantID(tenant), ticket.ID(id)).
		WithComments().
		WithCustomer().
		Only(ctx)
}

// Subject returns what a ticket is about.
func (s *ticketStore) Subject(ctx context.Context, id int) (string, error) {
	// TG-05: Query by id alone
	row, err := s.client.Ticket.Query().Where(ticket.ID(id)).Only(ctx) // want "tickets.*not scoped" // settled: main
	if err != nil {
		return "", fmt.Errorf("find ticket: %w", err)
	}
	return row.Subject, nil
}

// SetStatus moves a ticket on.
func (s *ticketStore) SetStatus(ctx context.Context, id int, status string) error {
	// TG-05: UpdateOneID; TG-19: one caller passes the id of the request
	return s.client.Ticket.UpdateOneID(id).SetStatus(status).Exec(ctx) // want "tickets.*not scoped" // settled: main
}

// Delete removes a ticket.
func (s *ticketStore) Delete(ctx context.Context, id int) error {
	// TG-05: DeleteOneID
	return s.client.Ticket.DeleteOneID(id).Exec(ctx) // want "tickets.*not scoped" // settled: main
}

// OfComment returns the ticket of a comment.
func (s *ticketStore) OfComment(ctx context.Context, id int) (*ent.Ticket, error) {
	return s.client.Comment.Query().
		Where(comment.ID(id)).
		QueryTicket().
		// TG-05: edges from a comment that nobody scoped
		Only(ctx) // want "(tickets|comments).*not scoped" // settled: main
}

// OfOwnComment returns the ticket of a comment of the tenant.
func (s *ticketStore) OfOwnComment(ctx context.Context, tenant uuid.UUID, id int) (*ent.Ticket, error) {
	return s.client.Comment.Query().
		Where(comment.ID(id), comment.HasTicketWith(ticket.TenantID(tenant))).
		QueryTicket().
		Only(ctx)
}

// Comment writes a comment.
func (s *ticketStore) Comment(ctx context.Context, id int, author, body string) error {
	// TS-28: the ticket comes from the request
	return s.client.Comment.Create().SetTicketID(id).SetAuthor(author).SetBody(body).Exec(ctx) // want "foreign-parent|tickets|parent" // settled: main
}

// CommentOwn writes a comment on a ticket that it reads first.
func (s *ticketStore) CommentOwn(ctx context.Context, tenant uuid.UUID, id int, author, body string) error {
	row, err := s.Own(ctx, tenant, id)
	if err != nil {
		return fmt.Errorf("find ticket: %w", err)
	}
	return s.client.Comment.Create().SetTicketID(row.ID).SetAuthor(author).SetBody(body).Exec(ctx)
}
