package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
)

// baselineName is the file that is written where neither a flag nor the config names one.
const baselineName = ".bailiwick-baseline.json"

// writeBaseline writes the findings of today to the baseline, or takes out of it what is mended.
func writeBaseline(ctx context.Context, env *environment, args []string) (int, error) {
	f, patterns, err := parse(env, "baseline", "baseline [flags] [packages]", args)
	if err != nil {
		return 0, err
	}
	s, err := open(f, patterns)
	if err != nil {
		return 0, err
	}
	if err := s.analyse(ctx, env); err != nil {
		return 0, err
	}
	in := s.input()
	if len(in.Errors) > 0 {
		// A baseline made without the findings of a broken package would let them in later.
		complain(env, in)
		return exitFailed, nil
	}
	path, named := s.baselinePath(), true
	if path == "" {
		path, named = filepath.Join(s.workspace.Root, baselineName), false
	}
	if err := s.hold(&in, path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	change := report.New(in).NextBaseline()
	if err := change.Baseline.Save(path); err != nil {
		return 0, err
	}
	if err := change.Write(env.stdout, s.short(path)); err != nil {
		return 0, err
	}
	if !named {
		fmt.Fprintf(env.stdout, "name it in the config to use it: baseline: %s\n", baselineName)
	}
	return change.ExitCode(), nil
}
