// Command worker migrates the database and runs the background jobs.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"example.com/shop/db"
	"example.com/shop/internal/jobs"
	"example.com/shop/internal/store"
)

func main() {
	job := "all"
	if len(os.Args) > 1 {
		job = os.Args[1]
	}
	if err := run(context.Background(), job); err != nil {
		slog.Error("worker ends", "job", job, "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, job string) error {
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer pool.Close()

	runner := jobs.NewRunner(pool, store.NewOrders(pool), slog.Default())
	switch job {
	case "migrate":
		return db.Migrate(ctx, stdlib.OpenDBFromPool(pool))
	case "reset":
		return runner.Reset(ctx)
	case "revoke":
		return runner.RevokeKeys(ctx, "expired")
	case "all":
		return every(ctx, time.Hour, runner.Ship, runner.ExpireCodes, func(ctx context.Context) error {
			return runner.ExpireCarts(ctx, 30*24*time.Hour)
		})
	}
	return fmt.Errorf("unknown job %q", job)
}

// every runs the jobs one after the other, once per interval.
func every(ctx context.Context, interval time.Duration, work ...func(context.Context) error) error {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		for _, job := range work {
			if err := job(ctx); err != nil {
				slog.ErrorContext(ctx, "job failed", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}
