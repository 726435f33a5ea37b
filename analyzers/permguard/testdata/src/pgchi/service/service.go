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
