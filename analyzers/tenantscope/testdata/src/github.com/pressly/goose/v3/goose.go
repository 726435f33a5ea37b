// Package goose is what the cases need of github.com/pressly/goose/v3.
package goose

import (
	"context"
	"database/sql"
)

type GoMigrationContext func(ctx context.Context, tx *sql.Tx) error

func AddMigrationContext(up, down GoMigrationContext) {}
