// Package office keeps a help desk's files and macros.
package office

import (
	"context"
	"os"
	"path/filepath"

	"example.com/desk/internal/auth"
	"example.com/desk/internal/authz"
)

// Files is a directory with one directory a tenant.
type Files struct{ root string }

// NewFiles opens the directory.
func NewFiles() *Files { return &Files{root: os.Getenv("DESK_FILES")} }

func (f *Files) path(ctx context.Context, name string) (string, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return "", auth.ErrUnauthenticated
	}
	return filepath.Join(f.root, tenant.String(), filepath.Base(name)), nil
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

// Macros is the use case of macros. Its decorator asks.
type Macros struct{ files *Files }

// NewMacros returns the use case.
func NewMacros(files *Files) *Macros { return &Macros{files: files} }

// Save keeps a macro.
func (m *Macros) Save(ctx context.Context, name string) error { return m.files.Put(ctx, name) }

// Run runs one.
func (m *Macros) Run(ctx context.Context, name string) error { return m.files.Put(ctx, name+".log") }

// Checked asks in front of the use case.
type Checked struct {
	inner *Macros
	guard *authz.Guard
}

// NewChecked returns the use case for those who may.
func NewChecked(inner *Macros, guard *authz.Guard) *Checked {
	return &Checked{inner: inner, guard: guard}
}

// Save keeps a macro for those who may.
func (c *Checked) Save(ctx context.Context, name string) error {
	if err := c.guard.Check(ctx, authz.MacrosWrite); err != nil {
		return err
	}
	return c.inner.Save(ctx, name)
}

// Run asks, and runs the macro whatever the answer is.
func (c *Checked) Run(ctx context.Context, name string) error {
	err := c.guard.Check(ctx, authz.MacrosRun)
	if ran := c.inner.Run(ctx, name); ran != nil {
		return ran
	}
	return err
}
