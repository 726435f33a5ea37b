// Package service has the effects.
package service

import (
	"context"
	"database/sql"

	"pgchi/authz"
)

// Orders is what handlers see.
type Orders interface {
	Cancel(ctx context.Context, id string) error
	Purge(ctx context.Context, id string) error
}

type Store struct{ DB *sql.DB }

func (s *Store) Cancel(ctx context.Context, id string) error {
	if err := authz.Check(ctx, "orders:cancel"); err != nil {
		return err
	}
	_, err := s.DB.ExecContext(ctx, "UPDATE orders SET cancelled = true WHERE id = $1", id)
	return err
}

func (s *Store) Purge(ctx context.Context, id string) error {
	_, err := s.DB.ExecContext(ctx, "DELETE FROM orders WHERE id = $1", id)
	return err
}

func (s *Store) Seen(ctx context.Context) error {
	_, err := s.DB.ExecContext(ctx, "UPDATE users SET last_seen = now() WHERE id = $1", "me")
	return err
}

func (s *Store) Audit(ctx context.Context) error {
	_, err := s.DB.ExecContext(ctx, "INSERT INTO audit_log (what) VALUES ($1)", "read")
	return err
}

// Drafts ask a policy that only main knows, by way of a function of another package.
type Drafts struct {
	DB    *sql.DB
	Guard *authz.Guard
}

func (d *Drafts) Drop(ctx context.Context) error {
	if err := d.Guard.Check(ctx, "drafts:drop"); err != nil {
		return err
	}
	_, err := d.DB.ExecContext(ctx, "DELETE FROM drafts")
	return err
}

func (d *Drafts) Clear(ctx context.Context) error {
	if err := d.Guard.Pass(ctx, "drafts:drop"); err != nil {
		return err
	}
	_, err := d.DB.ExecContext(ctx, "DELETE FROM drafts")
	return err
}
