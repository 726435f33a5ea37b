// Package tg13 binds values of which nobody knows where they come from.
package tg13

import (
	"context"
	"database/sql"

	"tg13/auth"
)

type tenantKey struct{}

type Store struct {
	db   *sql.DB
	last string
	ch   chan string
}

// TG-13: the value's origin is not understood
func (s *Store) field() {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", s.last) // met `bound value.*\[untraced\]`
}

// TG-13: the value comes out of a channel
func (s *Store) channel() {
	tenant := <-s.ch
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[untraced\]`
}

// TG-13: the value's origin is not understood, and the predicate is none
func (s *Store) noPredicate() {
	s.db.Query("SELECT id FROM orders WHERE status = $1", s.last) // want `orders`
}

// TG-13: the value's origin is the authenticated tenant
func (s *Store) traced(ctx context.Context) {
	tenant, ok := ctx.Value(tenantKey{}).(string)
	if !ok {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", tenant) // met `\[traced\]`
}

// TG-13: the value's origin is a function that the config names
func (s *Store) named(session any) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", auth.Whose(session)) // met `\[traced\]`
}

// TG-13: the value's origin is a function that the config does not name
func (s *Store) unnamed(session any) {
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", auth.Other(session)) // met `\[untraced\]`
}

type tenantRow struct{ ID, Name string }

type memberKey struct{}

// TG-13: the value's origin is the id of the authenticated tenant's row
func (s *Store) tracedRow(ctx context.Context) {
	row, ok := ctx.Value(tenantKey{}).(*tenantRow)
	if !ok {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", row.ID) // met `\[traced\]`
}

// TG-13: the value's origin is the id of another row of the context
func (s *Store) memberRow(ctx context.Context) {
	row, ok := ctx.Value(memberKey{}).(*tenantRow)
	if !ok {
		return
	}
	s.db.Query("SELECT id FROM orders WHERE tenant_id = $1", row.ID) // met `\[untraced\]`
}
