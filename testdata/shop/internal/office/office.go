// Package office keeps the files of a shop: its pages, themes and exports.
package office

import (
	"context"
	"os"
	"path/filepath"

	"example.com/shop/internal/auth"
	"example.com/shop/internal/authz"
)

// Files is a directory with one directory a shop.
type Files struct{ Root string }

// path is where the caller's shop keeps a file.
func (f *Files) path(ctx context.Context, name string) (string, error) {
	tenant, ok := auth.TenantFrom(ctx)
	if !ok {
		return "", auth.ErrUnauthenticated
	}
	return filepath.Join(f.Root, tenant.String(), filepath.Base(name)), nil
}

// Put writes a file.
func (f *Files) Put(ctx context.Context, name, text string) error {
	path, err := f.path(ctx, name)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o600)
}

// Remove drops a file.
func (f *Files) Remove(ctx context.Context, name string) error {
	path, err := f.path(ctx, name)
	if err != nil {
		return err
	}
	return os.Remove(path)
}

// Get reads a file.
func (f *Files) Get(ctx context.Context, name string) (string, error) {
	path, err := f.path(ctx, name)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	return string(text), err
}

// Service is the use case of pages. It asks by itself, so that its callers need not.
type Service struct{ files *Files }

// NewService returns the use case.
func NewService(files *Files) *Service { return &Service{files: files} }

// Publish puts a page on the site.
func (s *Service) Publish(ctx context.Context, name, text string) error {
	if err := authz.Check(ctx, authz.PagesWrite); err != nil {
		return err
	}
	return s.files.Put(ctx, name, text)
}

// Withdraw takes a page off the site. It forgot to ask.
func (s *Service) Withdraw(ctx context.Context, name string) error {
	return s.files.Remove(ctx, name)
}
