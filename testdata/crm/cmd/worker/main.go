// Command worker migrates the database and cleans up.
package main

import (
	"context"
	"log/slog"
	"os"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"example.com/crm/internal/model"
	"example.com/crm/internal/sweep"
)

func main() {
	if err := run(context.Background()); err != nil {
		slog.Error("worker ends", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	db, err := gorm.Open(postgres.Open(os.Getenv("CRM_DSN")), &gorm.Config{})
	if err != nil {
		return err
	}
	if err := model.Migrate(db); err != nil {
		return err
	}
	sweeper := sweep.New(db)
	for _, job := range []func(context.Context) error{sweeper.Stale, sweeper.Purge, sweeper.Tags} {
		if err := job(ctx); err != nil {
			return err
		}
	}
	workspace := model.Workspace{}
	//bailiwick:allow tenantscope(background) the demonstration workspace, named by the operator on the command line
	if err := db.WithContext(ctx).First(&workspace, "name = ?", os.Getenv("CRM_DEMO")).Error; err != nil {
		return err
	}
	return sweeper.Batches(ctx, workspace, func(deal model.Deal) error {
		slog.InfoContext(ctx, "deal", "title", deal.Title)
		return nil
	})
}
