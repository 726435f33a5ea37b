// Package common wraps the queries that handlers hand out.
package common

import (
	"context"

	"github.com/uptrace/bun"
)

// Handler builds the query of a resource.
type Handler interface {
	Build() (*bun.SelectQuery, error)
	Expand() (*bun.SelectQuery, error)
}

// Loose builds the query of something else.
type Loose interface{ Query() *bun.SelectQuery }

type Repo struct {
	handler Handler
	loose   Loose
}

// New makes a repository.
func New(h Handler, l Loose) *Repo { return &Repo{handler: h, loose: l} }

// TG-06: a query around one that a method of an interface gives, which is judged where it is handed out. Nothing is owed here.
func (r *Repo) Count(ctx context.Context) (int, error) {
	q, err := r.handler.Build()
	if err != nil {
		return 0, err
	}
	return q.NewSelect().ModelTableExpr("(?) dataset", q).Where("status = ?", "open").Count(ctx)
}

// TG-06: a query around two, one of which reads the other's name. Nothing is owed here.
func (r *Repo) List(ctx context.Context, dest any) error {
	q, err := r.handler.Build()
	if err != nil {
		return err
	}
	more, err := r.handler.Expand()
	if err != nil {
		return err
	}
	return q.NewSelect().With("dataset", q).With("more", more).ModelTableExpr("dataset").Scan(ctx, dest)
}

// TG-06: a query that a method of an interface gives, whose implementation others can call
func (r *Repo) Other(ctx context.Context) (int, error) {
	return r.loose.Query().Count(ctx) // orphan `statement not read`
}

// TG-06: a query that a method of an interface gives, with a join of its own
func (r *Repo) Joined(ctx context.Context) (int, error) {
	q, err := r.handler.Build()
	if err != nil {
		return 0, err
	}
	return q.Join("JOIN orders o ON o.status = 'open'").Count(ctx) // unresolved `the chain comes from a call of Build`
}
