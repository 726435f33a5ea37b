// Package qrm has the shapes of what jet's statements run on.
package qrm

import (
	"context"
	"database/sql"
)

type Executable interface {
	ExecContext(ctx context.Context, query string, args ...interface{}) (sql.Result, error)
}

type Queryable interface {
	QueryContext(ctx context.Context, query string, args ...interface{}) (*sql.Rows, error)
}
