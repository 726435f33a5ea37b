package store

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"
	"github.com/google/uuid"

	"example.com/desk/ent"
	"example.com/desk/ent/comment"
	"example.com/desk/ent/customer"
	"example.com/desk/ent/ticket"
	"example.com/desk/internal/auth"
)

// Lists answers the boards of the help desk.
type Lists struct {
	client *ent.Client
}

// NewLists returns the boards.
func NewLists(client *ent.Client) *Lists { return &Lists{client: client} }

// Urgent lists tickets that are open or urgent.
func (l *Lists) Urgent(ctx context.Context, tenant uuid.UUID) ([]*ent.Ticket, error) {
	return l.client.Ticket.Query().
		Where(ticket.Or(
			ticket.And(ticket.TenantID(tenant), ticket.Status("open")),
			ticket.PriorityLTE(1),
		)).
		// TS-03: one arm of the OR binds nothing
		All(ctx) // want "tickets.*not scoped"
}

// Pressing lists tickets that are open or urgent; both arms bind the tenant.
func (l *Lists) Pressing(ctx context.Context, tenant uuid.UUID) ([]*ent.Ticket, error) {
	return l.client.Ticket.Query().
		Where(ticket.Or(
			ticket.And(ticket.TenantID(tenant), ticket.Status("open")),
			ticket.And(ticket.TenantID(tenant), ticket.PriorityLTE(1)),
		)).
		All(ctx)
}

// Others lists tickets that are like ours.
func (l *Lists) Others(ctx context.Context, tenant uuid.UUID, subject string) ([]*ent.Ticket, error) {
	// TS-03: NEQ is the opposite of a scope
	return l.client.Ticket.Query().Where(ticket.TenantIDNEQ(tenant), ticket.SubjectContains(subject)).All(ctx) // want "tickets.*not scoped"
}

// Like lists our tickets with a word in the subject.
func (l *Lists) Like(ctx context.Context, tenant uuid.UUID, subject string) ([]*ent.Ticket, error) {
	return l.client.Ticket.Query().
		Where(ticket.TenantID(tenant), ticket.SubjectContains(subject)).
		WithFollowers(func(q *ent.CustomerQuery) { q.Where(customer.TenantID(tenant)) }).
		All(ctx)
}

// Newest lists tickets of the caller's tenant, or of nobody's.
func (l *Lists) Newest(ctx context.Context) ([]*ent.Ticket, error) {
	tenant := uuid.Nil
	if p, ok := auth.PrincipalFrom(ctx); ok {
		tenant = p.TenantID
	}
	// TG-14: the zero uuid stays when nobody is signed in
	return l.client.Ticket.Query().Where(ticket.TenantID(tenant)).Order(ticket.ByOpenedAt(sql.OrderDesc())).All(ctx) // want "tenant"
}

// Oldest lists tickets of the caller's tenant.
func (l *Lists) Oldest(ctx context.Context) ([]*ent.Ticket, error) {
	p, ok := auth.PrincipalFrom(ctx)
	if !ok {
		return nil, auth.ErrUnauthenticated
	}
	return l.client.Ticket.Query().Where(ticket.TenantID(p.TenantID)).Order(ticket.ByOpenedAt()).All(ctx)
}

// Chatter lists what was said about open tickets.
func (l *Lists) Chatter(ctx context.Context) ([]*ent.Comment, error) {
	// TS-32: comments belong to a tenant through their ticket, which is not scoped either: one predicate would serve both
	return l.client.Comment.Query().Where(comment.HasTicketWith(ticket.Status("open"))).All(ctx) // want "tickets.*not scoped"
}

// Talk lists what was said about the tenant's open tickets.
func (l *Lists) Talk(ctx context.Context, tenant uuid.UUID) ([]*ent.Comment, error) {
	return l.client.Comment.Query().Where(comment.HasTicketWith(ticket.Status("open"), ticket.TenantID(tenant))).All(ctx)
}

// Open counts open tickets.
func (l *Lists) Open(ctx context.Context) (int, error) {
	// TS-34: a count is a leak
	return l.client.Ticket.Query().Where(ticket.Status("open")).Count(ctx) // want "tickets.*not scoped"
}

// OpenHere counts the tenant's open tickets.
func (l *Lists) OpenHere(ctx context.Context, tenant uuid.UUID) (int, error) {
	return l.client.Ticket.Query().Where(ticket.Status("open"), ticket.TenantID(tenant)).Count(ctx)
}

// Raise makes tickets of a customer urgent.
func (l *Lists) Raise(ctx context.Context, subject string) (int, error) {
	// TG-05: a bulk Update is judged by its predicates
	return l.client.Ticket.Update().Where(ticket.Subject(subject)).SetPriority(1).Save(ctx) // want "tickets.*not scoped"
}

// RaiseHere makes the tenant's tickets of a subject urgent.
func (l *Lists) RaiseHere(ctx context.Context, tenant uuid.UUID, subject string) (int, error) {
	return l.client.Ticket.Update().Where(ticket.Subject(subject), ticket.TenantID(tenant)).SetPriority(1).Save(ctx)
}

// Sweep removes closed tickets.
func (l *Lists) Sweep(ctx context.Context, before time.Time) (int, error) {
	// TG-18: the worker's statement has neither a tenant nor a waiver
	return l.client.Ticket.Delete().Where(ticket.Status("closed"), ticket.OpenedAtLT(before)).Exec(ctx) // want "tickets.*not scoped"
}

// SweepAll removes discarded tickets of everybody.
func (l *Lists) SweepAll(ctx context.Context, before time.Time) (int, error) {
	//bailiwick:allow tenantscope(background) retention sweep of the nightly worker, bounded by opened_at
	return l.client.Ticket.Delete().Where(ticket.Status("discarded"), ticket.OpenedAtLT(before)).Exec(ctx)
}

// SweepSpam removes what was marked as spam, of everybody. The claim was true until an endpoint called it.
func (l *Lists) SweepSpam(ctx context.Context) (int, error) {
	//bailiwick:allow tenantscope(background) nightly // want "waiver of tenantscope claims background, but POST /tickets/sweep reaches" // settled: main
	return l.client.Ticket.Delete().Where(ticket.Status("spam")).Exec(ctx)
}

// Tenants lists who has open tickets.
func (l *Lists) Tenants(ctx context.Context) ([]uuid.UUID, error) {
	var rows []struct {
		TenantID uuid.UUID `json:"tenant_id"`
	}
	//bailiwick:allow tenantscope(background) the escalation visits every tenant, one at a time
	err := l.client.Ticket.Query().Where(ticket.Status("open")).GroupBy(ticket.FieldTenantID).Scan(ctx, &rows)
	out := make([]uuid.UUID, 0, len(rows))
	for _, row := range rows {
		out = append(out, row.TenantID)
	}
	return out, err
}

// Escalate makes old tickets of a tenant urgent.
func (l *Lists) Escalate(ctx context.Context, tenant uuid.UUID, before time.Time) (int, error) {
	return l.client.Ticket.Update().Where(ticket.TenantID(tenant), ticket.OpenedAtLT(before)).SetPriority(1).Save(ctx)
}
