// Command worker escalates old tickets and removes closed ones.
package main

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	_ "modernc.org/sqlite"

	"example.com/desk/ent"
	_ "example.com/desk/ent/runtime"
	"example.com/desk/internal/escalate"
	"example.com/desk/internal/report"
	"example.com/desk/internal/store"
)

func main() {
	if err := run(context.Background()); err != nil {
		slog.Error("worker ends", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	db, err := sql.Open("sqlite", os.Getenv("DESK_DATABASE"))
	if err != nil {
		return err
	}
	defer db.Close()
	lists := store.NewLists(ent.NewClient(ent.Driver(entsql.OpenDB(dialect.SQLite, db))))
	raised, err := escalate.Run(ctx, lists, 72*time.Hour)
	if err != nil {
		return err
	}
	year := time.Now().AddDate(-1, 0, 0)
	closed, err := lists.Sweep(ctx, year)
	if err != nil {
		return err
	}
	discarded, err := lists.SweepAll(ctx, year)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "swept", "raised", raised, "closed", closed, "discarded", discarded)
	return report.New(db).Histories(ctx, 1)
}
