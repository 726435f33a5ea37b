package store

import (
	"context"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"example.com/crm/internal/model"
)

// Reports answers questions in SQL.
type Reports struct {
	db *gorm.DB
}

// NewReports returns the reports.
func NewReports(db *gorm.DB) *Reports { return &Reports{db: db} }

// Ranking is a stage and what is in it.
type Ranking struct {
	Stage string `json:"stage"`
	Cents int64  `json:"cents"`
}

// Stages sums deals by stage.
func (r *Reports) Stages(ctx context.Context, min int64) (out []Ranking, err error) {
	const stages = `SELECT stage, sum(cents) AS cents FROM deals GROUP BY stage, workspace_id HAVING sum(cents) > ?`
	// TG-04: Raw; TS-05: HAVING is no predicate on the rows
	err = r.db.WithContext(ctx).Raw(stages, min).Scan(&out).Error // want "deals.*not scoped"
	return out, err
}

// StagesIn sums deals of a workspace by stage.
func (r *Reports) StagesIn(ctx context.Context, workspace uuid.UUID) (out []Ranking, err error) {
	const stages = `SELECT stage, sum(cents) AS cents FROM deals WHERE workspace_id = @workspace GROUP BY stage`
	err = r.db.WithContext(ctx).Raw(stages, map[string]any{"workspace": workspace}).Scan(&out).Error
	return out, err
}

// Quiet lists deals without activity since the newest letter of anybody.
func (r *Reports) Quiet(ctx context.Context, workspace uuid.UUID) (titles []string, err error) {
	const quiet = `
		SELECT d.title FROM deals d
		WHERE d.workspace_id = ?
		  AND d.closes_at < (SELECT max(a.created_at) FROM activities a)`
	// TS-17: the scalar sub-select reads everybody's activities, which belong to a workspace through their deal (TS-32)
	err = r.db.WithContext(ctx).Raw(quiet, workspace).Scan(&titles).Error // want "activities.*not scoped"
	return titles, err
}

// Lively lists deals with activity.
func (r *Reports) Lively(ctx context.Context, workspace uuid.UUID) (titles []string, err error) {
	const lively = `
		SELECT d.title FROM deals d
		WHERE d.workspace_id = ?
		  AND EXISTS (SELECT 1 FROM activities a WHERE a.deal_id = d.id)`
	err = r.db.WithContext(ctx).Raw(lively, workspace).Scan(&titles).Error
	return titles, err
}

// Merge moves the deals of one contact to another.
func (r *Reports) Merge(ctx context.Context, workspace, from, to uuid.UUID) error {
	return r.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var kept model.Contact
		if err := tx.Where("workspace_id = ?", workspace).First(&kept, "id = ?", to).Error; err != nil {
			return err
		}
		// TG-04: Exec; TG-10: the write uses another id than the scoped read
		return tx.Exec(`UPDATE deals SET contact_id = ? WHERE contact_id = ?`, kept.ID, from).Error // want "deals.*not scoped" // settled: main
	})
}

// Find searches deals by what was asked.
func (r *Reports) Find(ctx context.Context, workspace uuid.UUID, word string, everywhere bool) (out []model.Deal, err error) {
	where := []string{"title ILIKE ?"}
	args := []any{"%" + word + "%"}
	if !everywhere {
		where = append(where, "workspace_id = ?")
		args = append(args, workspace)
	}
	// TG-01: one of the alternatives of strings.Join has no workspace
	err = r.db.WithContext(ctx).Where(strings.Join(where, " AND "), args...).Find(&out).Error // want "deals.*not scoped"
	return out, err
}

// Search searches deals of the workspace.
func (r *Reports) Search(ctx context.Context, workspace uuid.UUID, word string) (out []model.Deal, err error) {
	tx := r.db.WithContext(ctx).Where("workspace_id = ?", workspace)
	if word != "" {
		tx = tx.Where("title ILIKE ?", "%"+word+"%")
	}
	err = tx.Order("closes_at").Find(&out).Error
	return out, err
}

// Export lists the companies of a workspace. Its caller takes the workspace from the query string.
func (r *Reports) Export(ctx context.Context, workspace uuid.UUID) (out []model.Company, err error) {
	// TG-11: the bound workspace is request input that nobody verified
	err = r.db.WithContext(ctx).Where("workspace_id = ?", workspace).Find(&out).Error // want "request"
	return out, err
}

// Companies lists the companies of a workspace that the caller was found to have a seat in.
func (r *Reports) Companies(ctx context.Context, workspace uuid.UUID) (out []model.Company, err error) {
	err = r.db.WithContext(ctx).Where("workspace_id = ?", workspace).Order("name").Find(&out).Error
	return out, err
}

// Rates returns the exchange rates, which belong to nobody.
func (r *Reports) Rates(ctx context.Context) (out []model.ExchangeRate, err error) {
	err = r.db.WithContext(ctx).Order("currency").Find(&out).Error
	return out, err
}
