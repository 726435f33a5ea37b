// Package queries is what the cases need of github.com/aarondl/sqlboiler/v4/queries.
package queries

import (
	"context"

	"github.com/aarondl/sqlboiler/v4/boil"
)

type Query struct{ from []string }

func Raw(query string, args ...interface{}) *Query { return nil }

func (q *Query) Bind(ctx context.Context, exec boil.ContextExecutor, obj interface{}) error {
	return nil
}
