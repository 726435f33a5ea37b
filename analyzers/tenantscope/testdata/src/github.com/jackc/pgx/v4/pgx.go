// Package pgx is what the cases need of github.com/jackc/pgx/v4: the signatures are the library's, the bodies are empty.
package pgx

import (
	"context"

	"github.com/jackc/pgconn"
)

type Identifier []string

type QuerySimpleProtocol bool

type TxOptions struct{ AccessMode string }

type QueryFuncRow interface{ RawValues() [][]byte }

type Tx interface {
	Begin(ctx context.Context) (Tx, error)
	BeginFunc(ctx context.Context, f func(Tx) error) (err error)
	Commit(ctx context.Context) error
	Rollback(ctx context.Context) error
	CopyFrom(ctx context.Context, tableName Identifier, columnNames []string, rowSrc CopyFromSource) (int64, error)
	SendBatch(ctx context.Context, b *Batch) BatchResults
	Exec(ctx context.Context, sql string, arguments ...interface{}) (commandTag pgconn.CommandTag, err error)
	Query(ctx context.Context, sql string, args ...interface{}) (Rows, error)
	QueryRow(ctx context.Context, sql string, args ...interface{}) Row
	QueryFunc(ctx context.Context, sql string, args []interface{}, scans []interface{}, f func(QueryFuncRow) error) (pgconn.CommandTag, error)
}

type Rows interface {
	Close()
	Err() error
	Next() bool
	Scan(dest ...interface{}) error
}

type Row interface {
	Scan(dest ...interface{}) error
}

type Batch struct{ queued int }

func (b *Batch) Queue(query string, arguments ...interface{}) {}

type BatchResults interface{ Close() error }

type CopyFromSource interface{ Next() bool }

func CopyFromRows(rows [][]interface{}) CopyFromSource { return nil }
