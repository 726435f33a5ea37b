// Package office keeps a workspace's files and exports.
package office

import (
	"context"
	"os"
	"path/filepath"

	"example.com/crm/internal/auth"
	"example.com/crm/internal/authz"
)

// Files is a directory with one directory a workspace.
type Files struct{ Root string }

// NewFiles opens the directory.
func NewFiles() *Files { return &Files{Root: os.Getenv("CRM_FILES")} }

func (f *Files) path(ctx context.Context, name string) (string, error) {
	workspace, ok := auth.WorkspaceFrom(ctx)
	if !ok {
		return "", auth.ErrUnauthenticated
	}
	return filepath.Join(f.Root, workspace.String(), filepath.Base(name)), nil
}

// Put writes a file.
func (f *Files) Put(ctx context.Context, name string) error {
	path, err := f.path(ctx, name)
	if err != nil {
		return err
	}
	return os.WriteFile(path, nil, 0o600)
}

// Drop removes a file.
func (f *Files) Drop(ctx context.Context, name string) error {
	path, err := f.path(ctx, name)
	if err != nil {
		return err
	}
	return os.Remove(path)
}

// Exports is the use case of exports: it asks for its callers.
type Exports struct {
	files *Files
	guard *authz.Guard
}

// NewExports returns the use case.
func NewExports(files *Files, guard *authz.Guard) *Exports {
	return &Exports{files: files, guard: guard}
}

// Run makes an export.
func (e *Exports) Run(ctx context.Context, name string) error {
	if !e.guard.May(ctx, authz.ExportsRun) {
		return authz.ErrForbidden
	}
	return e.files.Put(ctx, name)
}

// Purge removes one. It asks for the permission, and goes on.
func (e *Exports) Purge(ctx context.Context, name string) error {
	_ = e.guard.May(ctx, authz.ExportsPurge)
	return e.files.Drop(ctx, name)
}
