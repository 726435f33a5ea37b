// Package driver is as much of the real one as the tests need.
package driver

import "context"

type Conn interface {
	Select(ctx context.Context, dest any, query string, args ...any) error
	QueryRow(ctx context.Context, query string, args ...any) Row
	PrepareBatch(ctx context.Context, query string, opts ...PrepareBatchOption) (Batch, error)
	Exec(ctx context.Context, query string, args ...any) error
	AsyncInsert(ctx context.Context, query string, wait bool, args ...any) error
	Contributors() []string
}

type Row interface{ Scan(dest ...any) error }

type Batch interface {
	Append(v ...any) error
	Send() error
}

type PrepareBatchOption func()
