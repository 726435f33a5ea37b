// Package sweep cleans up in the background.
package sweep

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.com/crm/internal/model"
)

// Sweeper cleans up.
type Sweeper struct {
	db *gorm.DB
}

// New returns a sweeper.
func New(db *gorm.DB) *Sweeper { return &Sweeper{db: db} }

// Stale gives up deals that nobody closed, one workspace after the other.
func (s *Sweeper) Stale(ctx context.Context) error {
	var workspaces []model.Workspace
	//bailiwick:allow tenantscope(background) the sweep visits every workspace, one at a time
	if err := s.db.WithContext(ctx).Where("suspended = ?", false).Find(&workspaces).Error; err != nil {
		return fmt.Errorf("list workspaces: %w", err)
	}
	for _, w := range workspaces {
		err := s.db.WithContext(ctx).Model(&model.Deal{}).
			Where("workspace_id = ? AND closes_at < ?", w.ID, time.Now().AddDate(0, -6, 0)).
			Update("stage", "lost").Error
		if err != nil {
			return fmt.Errorf("give up deals of %s: %w", w.Slug, err)
		}
	}
	return nil
}

// Purge removes contacts that were deleted long ago.
func (s *Sweeper) Purge(ctx context.Context) error {
	//bailiwick:allow tenantscope(background) retention sweep of the nightly worker, bounded by deleted_at
	return s.db.WithContext(ctx).Unscoped().Where("deleted_at < ?", time.Now().AddDate(-1, 0, 0)).Delete(&model.Contact{}).Error
}

// Tags removes labels without a name.
func (s *Sweeper) Tags(ctx context.Context) error {
	// TG-18: a worker's statement without a workspace and without a waiver
	return s.db.WithContext(ctx).Where("name = ''").Delete(&model.Tag{}).Error // want "tags.*not scoped"
}

// Batches goes through the deals of one workspace.
func (s *Sweeper) Batches(ctx context.Context, w model.Workspace, visit func(model.Deal) error) error {
	var deals []model.Deal
	return s.db.WithContext(ctx).Where("workspace_id = ?", w.ID).FindInBatches(&deals, 100, func(*gorm.DB, int) error {
		for _, deal := range deals {
			if err := visit(deal); err != nil {
				return err
			}
		}
		return nil
	}).Error
}
