package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
	"github.com/bailiwick-dev/bailiwick/internal/workspace"
)

// why prints what is known of one line. The whole program is analysed, since an obligation may be settled far from its place.
func why(ctx context.Context, env *environment, args []string) (int, error) {
	f, rest, err := parse(env, "why", "why [flags] file.go:123", args)
	if err != nil {
		return 0, err
	}
	if len(rest) != 1 {
		return 0, fmt.Errorf("usage: bailiwick why [flags] file.go:123")
	}
	file, line, err := place(f.dir, rest[0])
	if err != nil {
		return 0, err
	}
	f.dir = workspace.ProgramDir(filepath.Dir(file)) // from wherever the command was started
	s, err := open(f, nil)
	if err != nil {
		return 0, err
	}
	if err := s.analyse(ctx, env); err != nil {
		return 0, err
	}
	in := s.input()
	complain(env, in)
	if _, err := report.WriteWhy(env.stdout, in, file, line, report.TextOptions{Color: colored(env.stdout)}); err != nil {
		return 0, err
	}
	if s.result.Failed() {
		return exitFailed, nil
	}
	return exitClean, nil
}

// place reads "file:line" or "file:line:column" as compilers print it.
func place(dir, text string) (file string, line int, err error) {
	parts := strings.Split(text, ":")
	if n := len(parts); n > 2 {
		if _, err := strconv.Atoi(parts[n-2]); err == nil {
			parts = parts[:n-1] // the column
		}
	}
	n := len(parts)
	if n > 1 {
		line, err = strconv.Atoi(parts[n-1])
	}
	if n < 2 || err != nil || line < 1 {
		return "", 0, fmt.Errorf("%q is no place: want file.go:123", text)
	}
	file = strings.Join(parts[:n-1], ":")
	if !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	if file, err = filepath.EvalSymlinks(file); err != nil {
		return "", 0, fmt.Errorf("why: %w", err)
	}
	return file, line, nil
}
