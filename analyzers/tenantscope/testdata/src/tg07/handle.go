// Package tg07 runs statements on handles that are scoped by construction.
package tg07

import (
	"context"

	"tg07/scoped"
)

// TG-07: handle whose type the config names as scoped by construction
func named(ctx context.Context, tx *scoped.Tx) {
	tx.Query("SELECT id FROM orders") // met `scoped by construction`
}

// TG-07: handle whose type nobody named
func plain(ctx context.Context, tx *scoped.Plain) {
	tx.Query("SELECT id FROM orders") // want `query on orders`
}
