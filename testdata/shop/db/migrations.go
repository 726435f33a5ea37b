// Package db carries the schema of the shop.
package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrate brings the database to the newest schema.
func Migrate(ctx context.Context, conn *sql.DB) error {
	goose.SetBaseFS(files)
	if err := goose.SetDialect("postgres"); err != nil {
		return fmt.Errorf("choose dialect: %w", err)
	}
	goose.AddNamedMigrationContext("00004_normalise_emails.go", normaliseEmails, nil)
	if err := goose.UpContext(ctx, conn, "migrations"); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// normaliseEmails runs once over all shops, as migrations do.
func normaliseEmails(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE customers SET email = lower(email) WHERE email <> lower(email)`)
	return err
}
