package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// multiply makes a module that holds an application n times: each in a directory of its own, with its imports rewritten to that directory.
func multiply(app, dir string, n int) error {
	data, err := os.ReadFile(filepath.Join(app, "go.mod"))
	if err != nil {
		return err
	}
	module := modfile.ModulePath(data)
	if module == "" {
		return fmt.Errorf("%s names no module", filepath.Join(app, "go.mod"))
	}
	for i := range n {
		if err := duplicate(app, filepath.Join(dir, fmt.Sprintf("c%d", i)), module, fmt.Sprintf("%s/c%d", module, i)); err != nil {
			return err
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(app, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// duplicate copies a tree without its go.mod. Within quotes or behind them, the module's path names nothing but packages.
func duplicate(from, to, module, renamed string) error {
	rewrite := strings.NewReplacer(`"`+module+`/`, `"`+renamed+`/`, `"`+module+`"`, `"`+renamed+`"`)
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		case rel == "go.mod" || rel == "go.sum":
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if strings.HasSuffix(name, ".go") {
			data = []byte(rewrite.Replace(string(data)))
		}
		return os.WriteFile(target, data, 0o644)
	})
}
