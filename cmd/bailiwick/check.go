package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
	"github.com/bailiwick-dev/bailiwick/internal/change"
	"github.com/bailiwick-dev/bailiwick/internal/config"
)

const checkUsage = "[flags] [packages]"

// formats are the ways in which findings can be printed.
func formats() []string { return []string{"text", "json", "sarif", "github"} }

// check analyses packages and prints what is broken.
func check(ctx context.Context, env *environment, args []string) (int, error) {
	f, patterns, err := parseMore(env, "", checkUsage, args, func(f *flags) {
		f.set.StringVar(&f.newFrom, "new-from-rev", "", "show only findings on code that has changed since this `revision` parted from HEAD, and what is not committed")
	})
	if err != nil {
		return 0, err
	}
	s, err := open(f, patterns)
	if err != nil {
		return 0, err
	}
	// Before the work: what git cannot tell is not to be waited for.
	changed, err := since(ctx, f)
	if err != nil {
		return 0, err
	}
	if err := s.analyse(ctx, env); err != nil {
		return 0, err
	}
	in := s.input()
	if err := s.hold(&in, s.baselinePath()); err != nil {
		return 0, err
	}
	if changed != nil {
		in.Changed, in.Since = changed.Has, f.newFrom
		if changed.Others(decides) {
			in.Notes = append(in.Notes, "-new-from-rev: the config or SQL files have changed too, which can bring up findings on code that has not: a run without the flag shows them")
		}
	}
	if f.ledger != "" {
		if err := report.WriteLedger(f.ledger, in); err != nil {
			return 0, err
		}
	}
	if f.fix || f.diff {
		return mend(env, s, in)
	}
	return show(env, f.format, in)
}

// since asks what has changed; nil when all is to be shown.
func since(ctx context.Context, f *flags) (*change.Set, error) {
	if f.newFrom == "" {
		return nil, nil
	}
	return change.Since(ctx, f.dir, f.newFrom)
}

// decides reports a file that is none of Go and can change the verdict on code elsewhere.
func decides(name string) bool {
	return filepath.Ext(name) == ".sql" || filepath.Base(name) == config.FileName
}

// show prints a report and returns its exit code.
func show(env *environment, format string, in report.Input) (int, error) {
	r := report.New(in)
	if format != "github" { // where they are annotations like the findings
		complain(env, in)
	}
	if format == "sarif" { // the others print notes
		for _, n := range r.Notes {
			if strings.HasPrefix(n, "-new-from-rev") {
				fmt.Fprintln(env.stderr, "bailiwick:", n)
			}
		}
	}
	var err error
	switch format {
	case "json":
		err = r.WriteJSON(env.stdout)
	case "sarif":
		err = r.WriteSARIF(env.stdout)
	case "github":
		err = r.WriteGitHub(env.stdout)
	default:
		err = r.WriteText(env.stdout, report.TextOptions{Color: colored(env.stdout)})
	}
	if err != nil {
		return 0, fmt.Errorf("print the report: %w", err)
	}
	return r.ExitCode(), nil
}

// complain prints why packages could not be analysed.
func complain(env *environment, in report.Input) {
	for _, e := range in.Errors {
		fmt.Fprintln(env.stderr, e)
	}
}

// colored reports whether output is painted.
func colored(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && report.UseColor(f)
}
