// Package report asks the database in SQL what ent does not express.
package report

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
)

// Reports answers questions about the help desk.
type Reports struct {
	db *sql.DB
}

// New returns the reports on a database.
func New(db *sql.DB) *Reports { return &Reports{db: db} }

// strings reads a query of one column.
func (r *Reports) strings(ctx context.Context, query string, args ...any) ([]string, error) {
	return column[string](ctx, r.db.QueryContext, query, args...)
}

// column reads a query of one column through any query function.
func column[T any](ctx context.Context, run func(context.Context, string, ...any) (*sql.Rows, error), query string, args ...any) ([]T, error) {
	rows, err := run(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			return nil, fmt.Errorf("scan: %w", err)
		}
		out = append(out, value)
	}
	return out, rows.Err()
}

// Subjects lists tickets of a priority.
func (r *Reports) Subjects(ctx context.Context, tenant uuid.UUID, priority int) ([]string, error) {
	const subjects = `
		SELECT subject /* AND tenant_id = ? */ FROM tickets
		WHERE priority = ?2 AND subject <> 'tenant_id = ' || ?1`
	// TS-05: a comment and a string literal restrict nothing
	return r.strings(ctx, subjects, tenant, priority) // want "tickets.*not scoped"
}

// Titles lists the tenant's tickets of a priority.
func (r *Reports) Titles(ctx context.Context, tenant uuid.UUID, priority int) ([]string, error) {
	const titles = `
		SELECT subject FROM tickets -- no "OR" here
		WHERE priority = ?2 AND tenant_id = ?1`
	return r.strings(ctx, titles, tenant, priority)
}

// Load counts open tickets beside those of the tenant.
func (r *Reports) Load(ctx context.Context, tenant uuid.UUID) (int, error) {
	const load = `
		WITH open_tickets AS (SELECT id FROM tickets WHERE tenant_id = :tenant AND status = 'open')
		SELECT count(*) FROM tickets WHERE status = 'open'`
	var n int
	// TS-19: the CTE is scoped, the statement reads the table itself
	err := r.db.QueryRowContext(ctx, load, sql.Named("tenant", tenant)).Scan(&n) // want "tickets.*not scoped"
	return n, err
}

// Work counts the tenant's open tickets; the CTE shadows the table.
func (r *Reports) Work(ctx context.Context, tenant uuid.UUID) (int, error) {
	const work = `
		WITH tickets AS (SELECT id, status FROM main.tickets WHERE tenant_id = :tenant)
		SELECT count(*) FROM tickets WHERE status = 'open'`
	var n int
	err := r.db.QueryRowContext(ctx, work, sql.Named("tenant", tenant)).Scan(&n)
	return n, err
}

// Askers lists customers who have a ticket called like them.
func (r *Reports) Askers(ctx context.Context, tenant uuid.UUID) ([]string, error) {
	const askers = `
		SELECT c.email FROM customers c
		WHERE EXISTS (SELECT 1 FROM tickets t WHERE t.tenant_id = ? AND t.subject = c.name)`
	// TS-16: EXISTS is correlated by no key
	return r.strings(ctx, askers, tenant) // want "customers.*not scoped"
}

// Writers lists customers who have a ticket.
func (r *Reports) Writers(ctx context.Context, tenant uuid.UUID) ([]string, error) {
	const writers = `
		SELECT c.email FROM customers c
		WHERE EXISTS (SELECT 1 FROM tickets t WHERE t.tenant_id = ? AND t.customer_id = c.id)`
	return r.strings(ctx, writers, tenant)
}

// Opened lists what was asked by mail, or by whatever way.
func (r *Reports) Opened(ctx context.Context, tenant uuid.UUID, anyway bool) ([]string, error) {
	where := "WHERE m.tenant_id = ?"
	if anyway {
		where = "WHERE m.state <> ?"
	}
	query := fmt.Sprintf(`SELECT m.message_id FROM mail_log m %s ORDER BY m.id`, where)
	// TG-01: Sprintf with alternatives, one of which binds nothing
	return r.strings(ctx, query, tenant) // want "mail_log.*not scoped"
}

// ReceivedIn lists what was asked by mail, in one state or in any.
func (r *Reports) ReceivedIn(ctx context.Context, tenant uuid.UUID, state string) ([]string, error) {
	order := "ORDER BY m.id"
	if state == "" {
		order = "ORDER BY m.state"
	}
	query := fmt.Sprintf(`SELECT m.message_id FROM mail_log m WHERE m.tenant_id = ? AND ? IN ('', m.state) %s`, order)
	return r.strings(ctx, query, tenant, state)
}

// Names lists what was attached to comments of a writer.
func (r *Reports) Names(ctx context.Context, author string) ([]string, error) {
	// TS-32: neither table has a tenant column, and nothing scopes their parents
	return r.strings(ctx, `SELECT a.name FROM attachments a WHERE a.comment_id IN (SELECT c.id FROM comments c WHERE c.author = ?)`, author) // want "attachments.*not scoped" "comments.*not scoped"
}

// Attachments lists what was attached to a ticket of the tenant.
func (r *Reports) Attachments(ctx context.Context, tenant uuid.UUID, ticket int) ([]string, error) {
	const attachments = `
		SELECT a.name FROM attachments a
		JOIN comments c ON c.id = a.comment_id
		JOIN tickets t ON t.id = c.ticket_id
		WHERE t.tenant_id = ? AND t.id = ?`
	return r.strings(ctx, attachments, tenant, ticket)
}

// Pick lists tickets by their ids.
func (r *Reports) Pick(ctx context.Context, tenant uuid.UUID, ids []int) ([]string, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("encode ids: %w", err)
	}
	return r.strings(ctx, `SELECT subject FROM tickets WHERE tenant_id=? AND id IN (SELECT value FROM json_each(?))`, tenant, string(list))
}

// Transcript returns a chat by its number.
func (r *Reports) Transcript(ctx context.Context, session string) (string, error) {
	one := r.db.QueryRowContext
	var text string
	// TG-02: a method value; TS-38: session_id is no credential, and it comes from the path
	err := one(ctx, `SELECT transcript FROM chat_sessions WHERE session_id = ?`, session).Scan(&text) // want "chat_sessions.*not scoped"
	return text, err
}

// Transcripts lists the tenant's chats.
func (r *Reports) Transcripts(ctx context.Context, tenant uuid.UUID) ([]string, error) {
	return r.strings(ctx, `SELECT transcript FROM chat_sessions WHERE tenant_id = ?`, tenant)
}

// Targets lists how fast answers are promised, of one tenant if given.
func (r *Reports) Targets(ctx context.Context, tenant *uuid.UUID) ([]int, error) {
	const targets = `SELECT minutes FROM sla_targets WHERE (?1 IS NULL OR tenant_id = ?1) ORDER BY priority`
	// TS-06: NULL opens the predicate
	return column[int](ctx, r.db.QueryContext, targets, tenant) // want "sla_targets.*only if one is given"
}

// Promise sets how fast answers are promised; the key holds the tenant.
func (r *Reports) Promise(ctx context.Context, tenant uuid.UUID, priority, minutes int) error {
	const promise = `
		INSERT INTO sla_targets (tenant_id, priority, minutes) VALUES (@tenant, @priority, @minutes)
		ON CONFLICT (tenant_id, priority) DO UPDATE SET minutes = excluded.minutes`
	_, err := r.db.ExecContext(ctx, promise, sql.Named("tenant", tenant), sql.Named("priority", priority), sql.Named("minutes", minutes))
	return err
}

// Received notes that a letter came in.
func (r *Reports) Received(ctx context.Context, tenant uuid.UUID, message string) error {
	const received = `
		INSERT INTO mail_log (tenant_id, message_id) VALUES (?, ?)
		ON CONFLICT (message_id) DO UPDATE SET state = 'again'`
	// TS-26: the conflict key lacks the tenant and no WHERE restores it
	_, err := r.db.ExecContext(ctx, received, tenant, message) // want "mail_log.*(conflict|not scoped)"
	return err
}

// Arrived notes that a letter came in; a stranger's letter of the same number stays as it is.
func (r *Reports) Arrived(ctx context.Context, tenant uuid.UUID, message string) error {
	const arrived = `
		INSERT INTO mail_log (tenant_id, message_id) VALUES (?, ?)
		ON CONFLICT (message_id) DO UPDATE SET state = 'again' WHERE mail_log.tenant_id = excluded.tenant_id`
	_, err := r.db.ExecContext(ctx, arrived, tenant, message)
	return err
}

// Match ties letters to tickets of the same text.
func (r *Reports) Match(ctx context.Context, tenant uuid.UUID) error {
	const match = `
		UPDATE mail_log SET state = 'matched'
		FROM tickets t
		WHERE t.tenant_id = ? AND t.subject = mail_log.message_id`
	// TS-21: only the other table is bound
	_, err := r.db.ExecContext(ctx, match, tenant) // want "mail_log.*not scoped"
	return err
}

// Tie ties letters to the tickets that they opened.
func (r *Reports) Tie(ctx context.Context, tenant uuid.UUID) error {
	const tie = `
		UPDATE mail_log SET state = 'tied'
		FROM tickets t
		WHERE t.tenant_id = ? AND t.id = mail_log.ticket_id`
	_, err := r.db.ExecContext(ctx, tie, tenant)
	return err
}

// Retry sends a letter again.
func (r *Reports) Retry(ctx context.Context, tenant uuid.UUID, letterID int) error {
	const retry = `UPDATE mail_log SET state = 'retry' WHERE id = ? AND tenant_id = ?`
	// TG-15: id and tenant are swapped
	_, err := r.db.ExecContext(ctx, retry, tenant, letterID) // want "swapped|tenant"
	return err
}

// Discard gives a letter up.
func (r *Reports) Discard(ctx context.Context, tenant uuid.UUID, letterID int) error {
	_, err := r.db.ExecContext(ctx, `UPDATE mail_log SET state = 'discarded' WHERE id = ? AND tenant_id = ?`, letterID, tenant)
	return err
}

// Histories copies tickets into the log of letters.
func (r *Reports) Histories(ctx context.Context, priority int) error {
	const histories = `
		INSERT INTO mail_log (tenant_id, message_id, ticket_id)
		SELECT t.tenant_id, 'copy-' || t.subject, NULL FROM tickets t WHERE t.priority = ?`
	// TS-25: the copied tenant is that of every ticket of the priority
	_, err := r.db.ExecContext(ctx, histories, priority) // want "(tickets|mail_log).*not scoped"
	return err
}

// Overlap lists tickets and targets that belong together, of everybody.
func (r *Reports) Overlap(ctx context.Context) ([]string, error) {
	// TS-11: both keys are equal to each other and to nothing else
	return r.strings(ctx, `SELECT t.subject FROM tickets t JOIN sla_targets s ON s.tenant_id = t.tenant_id AND s.priority = t.priority`) // want "tickets.*not scoped" "sla_targets.*not scoped"
}

// Promised lists tickets with the promise that they were given.
func (r *Reports) Promised(ctx context.Context, tenant uuid.UUID) ([]string, error) {
	return r.strings(ctx, `SELECT t.subject FROM tickets t JOIN sla_targets s ON s.tenant_id = t.tenant_id AND s.priority = t.priority WHERE s.tenant_id = ?`, tenant)
}

// Mailbox returns whose mailbox a delivery belongs to, by the secret that the mail server presents.
func (r *Reports) Mailbox(ctx context.Context, secret string) (uuid.UUID, error) {
	digest := sha256.Sum256([]byte(secret))
	var tenant uuid.UUID
	err := r.db.QueryRowContext(ctx, `SELECT tenant_id FROM mailboxes WHERE secret_hash = ?`, digest[:]).Scan(&tenant)
	return tenant, err
}

// Holidays lists days without promises.
func (r *Reports) Holidays(ctx context.Context) ([]string, error) {
	return r.strings(ctx, `SELECT name FROM holidays ORDER BY day`)
}
