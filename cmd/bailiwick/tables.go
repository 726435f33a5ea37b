package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/fix"
)

// tables prints what is known of each table.
func tables(_ context.Context, env *environment, args []string) (int, error) {
	f, rest, err := parse(env, "tables", "tables [flags]", args)
	if err != nil {
		return 0, err
	}
	if len(rest) > 0 {
		return 0, fmt.Errorf("tables: unexpected %q", rest[0])
	}
	s, err := open(f, nil)
	if err != nil {
		return 0, err
	}
	return exitClean, report.WriteTables(env.stdout, s.workspace.Catalog, report.TextOptions{Color: colored(env.stdout)})
}

// initialise writes what was inferred as a config. It lies at the root, where every package's walk up ends.
func initialise(_ context.Context, env *environment, args []string) (int, error) {
	f, rest, err := parse(env, "init", "init [flags]", args)
	if err != nil {
		return 0, err
	}
	if len(rest) > 0 {
		return 0, fmt.Errorf("init: unexpected %q", rest[0])
	}
	s, err := open(f, nil)
	if err != nil {
		return 0, err
	}
	if path := s.workspace.Config.Path; path != "" {
		return 0, fmt.Errorf("init: there is a config already: %s", path)
	}
	path := filepath.Join(s.workspace.Root, config.FileName)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("init: %s is in the way", path)
	}
	var text bytes.Buffer
	if err := report.WriteInit(&text, s.workspace.Catalog); err != nil {
		return 0, err
	}
	if err := fix.WriteFile(path, text.Bytes()); err != nil {
		return 0, err
	}
	fmt.Fprintf(env.stdout, "%s: written, to be reviewed\n", s.short(path))
	return exitClean, nil
}
