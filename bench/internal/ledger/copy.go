package ledger

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// Copy copies a repository's work tree to a directory outside it. Replacements by relative paths that leave the repository are made
// absolute, so that the copy builds where it is. An empty .git keeps the copy's root where the original's is.
func Copy(from, to string) error {
	from, err := filepath.Abs(from)
	if err != nil {
		return fmt.Errorf("copy repository: %w", err)
	}
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			if d.Name() == ".git" {
				if err := os.MkdirAll(target, 0o755); err != nil {
					return err
				}
			}
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case d.Name() == ".git":
			return os.MkdirAll(target, 0o755) // the file of a linked work tree
		case !d.Type().IsRegular():
			return nil
		}
		return copyFile(path, target, from)
	})
	if err != nil {
		return fmt.Errorf("copy repository: %w", err)
	}
	return nil
}

func copyFile(path, target, root string) error {
	if name := filepath.Base(path); name == "go.mod" || name == "go.work" {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if data, err = absolute(path, data, root); err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(target)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// absolute rewrites the replacements of a go.mod that point outside the repository.
func absolute(path string, data []byte, root string) ([]byte, error) {
	if filepath.Base(path) != "go.mod" {
		return data, nil
	}
	f, err := modfile.Parse(path, data, nil)
	if err != nil {
		return data, nil // a fixture: nothing loads it
	}
	for _, r := range f.Replace {
		if r.New.Version != "" || !strings.HasPrefix(r.New.Path, ".") {
			continue
		}
		dir := filepath.Join(filepath.Dir(path), r.New.Path)
		if rel, err := filepath.Rel(root, dir); err == nil && !strings.HasPrefix(rel, "..") {
			continue
		}
		if err := f.AddReplace(r.Old.Path, r.Old.Version, dir, ""); err != nil {
			return nil, fmt.Errorf("rewrite %s: %w", path, err)
		}
	}
	return f.Format()
}
