// Package helper adds to chains that other packages begin and end.
package helper

import (
	"context"
	"database/sql"

	sq "github.com/Masterminds/squirrel"
)

// Orders starts a query.
func Orders(cols ...string) sq.SelectBuilder {
	return sq.StatementBuilder.PlaceholderFormat(sq.Dollar).Select("id").From("orders")
}

// Scoped adds the tenant.
func Scoped(q sq.SelectBuilder, tenant string) sq.SelectBuilder {
	return q.Where(sq.Eq{"tenant_id": tenant})
}

// Get runs a query that its caller made.
func Get(ctx context.Context, db *sql.DB, q sq.Sqlizer) (*sql.Rows, error) {
	text, args, err := q.ToSql()
	if err != nil {
		return nil, err
	}
	return db.QueryContext(ctx, text, args...)
}

// Expired deletes from a table that its caller names.
func Expired(sb sq.StatementBuilderType, table, tenant string) sq.DeleteBuilder {
	return sb.Delete(table).Where(sq.Eq{"tenant_id": tenant})
}
