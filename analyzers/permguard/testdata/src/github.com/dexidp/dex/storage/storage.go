// Package storage has the shape of dex's storage, of which no row knows what it does.
package storage

import "context"

type Connector struct{ ID string }

type Storage interface {
	CreateConnector(ctx context.Context, c Connector) error
	GetConnector(ctx context.Context, id string) (Connector, error)
	Close() error
}
