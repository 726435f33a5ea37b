// Command billctl closes months and cleans up.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"time"

	_ "github.com/go-sql-driver/mysql"
	"github.com/jmoiron/sqlx"

	"example.com/billing/internal/sqldb"
	"example.com/billing/internal/usage"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		slog.Error("billctl", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("usage: billctl close|rerun|prune|volume|loudest")
	}
	conn, err := sqlx.Open("mysql", os.Getenv("BILLING_DSN"))
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	meter := usage.NewMeter(sqldb.Open(conn, time.Second))
	month := time.Now().AddDate(0, -1, 0).Format("2006-01")
	switch args[0] {
	case "close":
		jobs, err := meter.Pending(ctx, month)
		if err != nil {
			return err
		}
		for _, job := range jobs {
			if err := meter.Close(ctx, job); err != nil {
				return err
			}
		}
		return nil
	case "rerun":
		customer, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return fmt.Errorf("customer: %w", err)
		}
		return meter.Rerun(ctx, customer, month)
	case "prune":
		return meter.Prune(ctx, time.Now().AddDate(-2, 0, 0))
	case "volume":
		n, err := meter.Volume(ctx)
		slog.Info("volume", "events", n)
		return err
	case "loudest":
		events, err := meter.Loudest(ctx)
		slog.Info("loudest", "events", len(events))
		return err
	}
	return fmt.Errorf("unknown command %q", args[0])
}
