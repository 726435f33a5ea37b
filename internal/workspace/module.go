package workspace

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// Module is one of the user's modules.
type Module struct {
	Path string
	Dir  string // absolute
}

// modules lists the modules whose go.mod files are given, those that a go.work at the root uses, and those that any of them replaces
// by a directory, sorted by directory.
func modules(root string, goMods []string) ([]Module, error) {
	byDir := map[string]Module{}
	var add func(dir string) error
	add = func(dir string) error {
		if _, done := byDir[dir]; done {
			return nil
		}
		name := filepath.Join(dir, "go.mod")
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a replacement that is not checked out: the go command says so, where it matters
		}
		if err != nil {
			return fmt.Errorf("read module: %w", err)
		}
		path := modfile.ModulePath(data)
		if path == "" {
			return nil // broken: the go command says so
		}
		byDir[dir] = Module{path, dir}
		file, err := modfile.Parse(name, data, nil)
		if err != nil {
			return nil // from a newer Go, perhaps; all that is lost are modules outside the tree
		}
		return addReplaced(dir, file.Replace, add)
	}
	for _, name := range goMods {
		if err := add(filepath.Dir(name)); err != nil {
			return nil, err
		}
	}
	name := filepath.Join(root, "go.work")
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read workspace: %w", err)
	}
	if err == nil {
		work, err := modfile.ParseWork(name, data, nil)
		if err != nil {
			return nil, fmt.Errorf("read workspace: %w", err)
		}
		for _, use := range work.Use {
			if err := add(absolute(root, use.Path)); err != nil {
				return nil, err
			}
		}
		if err := addReplaced(root, work.Replace, add); err != nil {
			return nil, err
		}
	}
	list := make([]Module, 0, len(byDir))
	for _, m := range byDir {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b Module) int { return cmp.Compare(a.Dir, b.Dir) })
	return list, nil
}

// addReplaced adds what directives replace by directories.
func addReplaced(base string, list []*modfile.Replace, add func(string) error) error {
	for _, r := range list {
		if r.New.Version == "" && modfile.IsDirectoryPath(r.New.Path) {
			if err := add(absolute(base, r.New.Path)); err != nil {
				return err
			}
		}
	}
	return nil
}

// absolute resolves a path as go.mod and go.work write it, with slashes.
func absolute(base, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(base, path)
}

// inTree reports whether a path is a directory or lies in it.
func inTree(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// within reports whether a package path belongs to a module path.
func within(module, pkg string) bool {
	return pkg == module || strings.HasPrefix(pkg, module) && pkg[len(module)] == '/'
}
