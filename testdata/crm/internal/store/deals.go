// Package store keeps the CRM's rows.
package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"example.com/crm/internal/model"
	"example.com/crm/internal/repo"
)

// deals implements sales.Deals.
type deals struct {
	db *gorm.DB
}

// NewDeals returns the store of deals.
func NewDeals(db *gorm.DB) *deals { return &deals{db: db} } //nolint:revive // deliberately an unexported type

// Find returns a deal whoever owns it: the use case compares the owner.
func (s *deals) Find(ctx context.Context, id uuid.UUID) (*model.Deal, error) {
	var deal model.Deal
	if err := s.db.WithContext(ctx).Take(&deal, "id = ?", id).Error; err != nil {
		return nil, err
	}
	return &deal, nil
}

// Get returns a deal of the workspace and what belongs to it.
func (s *deals) Get(ctx context.Context, workspace, id uuid.UUID) (*model.Deal, error) {
	var deal model.Deal
	err := s.db.WithContext(ctx).
		Preload("Contact").
		Preload("Tags").
		Preload("Activities").
		Where("workspace_id = ?", workspace).
		Where("id = ?", id).
		First(&deal).Error
	return &deal, err
}

// Title returns what a deal is called.
func (s *deals) Title(ctx context.Context, id uuid.UUID) (string, error) {
	var title string
	err := s.db.WithContext(ctx).
		Model(&model.Deal{}).
		Select("title").
		Where("id = ?", id).
		// TS-01: by id alone
		Scan(&title).Error // want "deals.*not scoped" // settled: main
	return title, err
}

// SetStage moves a deal on.
func (s *deals) SetStage(ctx context.Context, id uuid.UUID, stage string) error {
	// TG-19: one caller passes the id of the request
	return s.db.WithContext(ctx).Model(&model.Deal{}).Where("id = ?", id).Update("stage", stage).Error // want "deals.*not scoped" // settled: main
}

// Remove deletes a deal.
func (s *deals) Remove(ctx context.Context, id uuid.UUID) error {
	// TG-04: Delete(&x, id)
	return s.db.WithContext(ctx).Delete(&model.Deal{}, "id = ?", id).Error // want "deals.*not scoped" // settled: main
}

// RemoveIn deletes a deal of the workspace.
func (s *deals) RemoveIn(ctx context.Context, workspace, id uuid.UUID) error {
	return s.db.WithContext(ctx).Where("workspace_id = ?", workspace).Delete(&model.Deal{}, "id = ?", id).Error
}

// AddActivity writes down what happened to a deal.
func (s *deals) AddActivity(ctx context.Context, deal uuid.UUID, kind, text string) error {
	// TS-28: the deal comes from the request
	return s.db.WithContext(ctx).Create(&model.Activity{DealID: deal, Kind: kind, Text: text}).Error // want "foreign-parent|deals|parent" // settled: main
}

// AddActivityIn writes down what happened to a deal that it reads first.
func (s *deals) AddActivityIn(ctx context.Context, workspace, id uuid.UUID, kind, text string) error {
	deal, err := s.Get(ctx, workspace, id)
	if err != nil {
		return err
	}
	return s.db.WithContext(ctx).Create(&model.Activity{DealID: deal.ID, Kind: kind, Text: text}).Error
}

// Lists answers the boards of the sales team.
type Lists struct {
	db *gorm.DB
}

// NewLists returns the boards.
func NewLists(db *gorm.DB) *Lists { return &Lists{db: db} }

// Hot lists deals that close soon or are large.
func (l *Lists) Hot(ctx context.Context, workspace uuid.UUID) (list []model.Deal, err error) {
	err = l.db.WithContext(ctx).Where("workspace_id = ?", workspace).Where("closes_at < ?", time.Now().AddDate(0, 0, 7)).
		Or("cents > ?", 10_000_000).
		// TG-04: .Or() after the scope
		Find(&list).Error // want "deals.*not scoped"
	return list, err
}

// Warm lists deals that close soon or are large, of one workspace.
func (l *Lists) Warm(ctx context.Context, workspace uuid.UUID) (list []model.Deal, err error) {
	err = l.db.WithContext(ctx).Where("workspace_id = ?", workspace).
		Where(l.db.Where("closes_at < ?", time.Now().AddDate(0, 0, 7)).Or("cents > ?", 10_000_000)).
		Find(&list).Error
	return list, err
}

// Elsewhere lists what other teams of the account sell.
func (l *Lists) Elsewhere(ctx context.Context, workspace uuid.UUID) (list []model.Deal, err error) {
	// TS-03: Not is the opposite of a scope
	err = l.db.WithContext(ctx).Not("workspace_id = ?", workspace).Where("stage = ?", "won").Find(&list).Error // want "deals.*not scoped"
	return list, err
}

// Open lists one page of open deals.
func (l *Lists) Open(ctx context.Context, page int) (list []model.Deal, err error) {
	// TG-04: Scopes that narrow nothing by workspace
	err = l.db.WithContext(ctx).Scopes(repo.Page(page)).Where("stage = ?", "open").Find(&list).Error // unresolved "deals.*not scoped"
	return list, err
}

// Stage lists one page of a stage.
func (l *Lists) Stage(ctx context.Context, workspace uuid.UUID, stage string, page int) (list []model.Deal, err error) {
	err = l.db.WithContext(ctx).Scopes(repo.Workspace(workspace), repo.Page(page)).Where("stage = ?", stage).Find(&list).Error
	return list, err
}

// Account lists the deals of the whole account.
func (l *Lists) Account(ctx context.Context, account uuid.UUID) (list []model.Deal, err error) {
	// TS-29: only the wider key is bound, and the caller has the narrower one
	err = l.db.WithContext(ctx).Where("account_id = ?", account).Find(&list).Error // want "wider|workspace"
	return list, err
}

// Team lists the deals of the workspace, by both keys.
func (l *Lists) Team(ctx context.Context, account, workspace uuid.UUID) (list []model.Deal, err error) {
	err = l.db.WithContext(ctx).Where(map[string]any{"account_id": account, "workspace_id": workspace}).Find(&list).Error
	return list, err
}

// Forecasts lists the account's forecasts.
func (l *Lists) Forecasts(ctx context.Context, account uuid.UUID) (list []model.Forecast, err error) {
	// TS-30: only the nullable key is bound
	err = l.db.WithContext(ctx).Where("account_id = ?", account).Find(&list).Error // want "forecasts.*(not scoped|wider|workspace)"
	return list, err
}

// Forecast returns one quarter of the workspace.
func (l *Lists) Forecast(ctx context.Context, workspace uuid.UUID, quarter string) (f model.Forecast, err error) {
	err = l.db.WithContext(ctx).Where(&model.Forecast{WorkspaceID: workspace, Quarter: quarter}).First(&f).Error
	return f, err
}

// WithContacts lists deals and the people who answer for them.
func (l *Lists) WithContacts(ctx context.Context, workspace uuid.UUID) (names []string, err error) {
	err = l.db.WithContext(ctx).Model(&model.Deal{}).
		Joins("JOIN contacts ON contacts.email = deals.contact_email").
		Where("deals.workspace_id = ?", workspace).
		// TS-09: contacts is joined by address, only deals is bound
		Pluck("contacts.name", &names).Error // want "contacts.*not scoped"
	return names, err
}

// Buyers lists the people of deals, along the association.
func (l *Lists) Buyers(ctx context.Context, workspace uuid.UUID) (list []model.Deal, err error) {
	err = l.db.WithContext(ctx).Joins("Contact").Where("deals.workspace_id = ?", workspace).Find(&list).Error
	return list, err
}

// Won counts what was sold.
func (l *Lists) Won(ctx context.Context) (n int64, err error) {
	// TS-34: a count is a leak
	err = l.db.WithContext(ctx).Model(&model.Deal{}).Where("stage = ?", "won").Count(&n).Error // want "deals.*not scoped"
	return n, err
}

// WonHere counts what the workspace sold.
func (l *Lists) WonHere(ctx context.Context, workspace uuid.UUID) (n int64, err error) {
	err = l.db.WithContext(ctx).Model(&model.Deal{}).Where("stage = ? AND workspace_id = ?", "won", workspace).Count(&n).Error
	return n, err
}

// Pipeline sums open deals through the view.
func (l *Lists) Pipeline(ctx context.Context) (cents int64, err error) {
	// TG-04: Table names a view over deals; TS-19: as if inlined
	err = l.db.WithContext(ctx).Table("open_deals").Select("coalesce(sum(cents), 0)").Scan(&cents).Error // want "(open_)?deals.*not scoped"
	return cents, err
}

// PipelineHere sums open deals of the workspace through the view.
func (l *Lists) PipelineHere(ctx context.Context, workspace uuid.UUID) (cents int64, err error) {
	err = l.db.WithContext(ctx).Table("open_deals").Select("coalesce(sum(cents), 0)").Where("workspace_id = ?", workspace).Scan(&cents).Error
	return cents, err
}
