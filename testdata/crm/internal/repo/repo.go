// Package repo is a generic repository over gorm.
package repo

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// Repo keeps rows of one model.
type Repo[T any] struct {
	db *gorm.DB
}

// New returns a repository of a model.
func New[T any](db *gorm.DB) *Repo[T] { return &Repo[T]{db: db} }

// Find returns the row with an id.
func (r *Repo[T]) Find(ctx context.Context, id uuid.UUID) (T, error) {
	var row T
	// TG-04: First with an id alone, in a generic repository of pipelines
	err := r.db.WithContext(ctx).First(&row, "id = ?", id).Error // unresolved "pipelines.*not scoped"
	return row, err
}

// In returns the row with an id in a workspace.
func (r *Repo[T]) In(ctx context.Context, workspace, id uuid.UUID) (T, error) {
	var row T
	err := r.db.WithContext(ctx).Where("workspace_id = ?", workspace).First(&row, "id = ?", id).Error
	return row, err
}

// All returns the rows of a workspace.
func (r *Repo[T]) All(ctx context.Context, workspace uuid.UUID) ([]T, error) {
	var rows []T
	err := r.db.WithContext(ctx).Scopes(Workspace(workspace)).Find(&rows).Error
	return rows, err
}

// Workspace is a scope that keeps a query in a workspace.
func Workspace(id uuid.UUID) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB { return db.Where("workspace_id = ?", id) }
}

// Page is a scope that takes one page of the result.
func Page(number int) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB { return db.Offset(number * 50).Limit(50) }
}
