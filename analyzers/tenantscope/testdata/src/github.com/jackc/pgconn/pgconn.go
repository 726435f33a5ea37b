// Package pgconn is what the cases need of github.com/jackc/pgconn.
package pgconn

type CommandTag []byte

func (ct CommandTag) RowsAffected() int64 { return 0 }
