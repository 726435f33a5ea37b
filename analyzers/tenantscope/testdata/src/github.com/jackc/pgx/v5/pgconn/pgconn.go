// Package pgconn is what the cases need of github.com/jackc/pgx/v5/pgconn.
package pgconn

type CommandTag struct{ s string }

func (ct CommandTag) RowsAffected() int64 { return 0 }

type FieldDescription struct{ Name string }
