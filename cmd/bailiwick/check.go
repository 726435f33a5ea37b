package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
)

const checkUsage = "[flags] [packages]"

// formats are the ways in which findings can be printed.
func formats() []string { return []string{"text", "json", "sarif", "github"} }

// check analyses packages and prints what is broken.
func check(ctx context.Context, env *environment, args []string) (int, error) {
	f, patterns, err := parse(env, "", checkUsage, args)
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
	if err := s.hold(&in, s.baselinePath()); err != nil {
		return 0, err
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

// show prints a report and returns its exit code.
func show(env *environment, format string, in report.Input) (int, error) {
	r := report.New(in)
	if format != "github" { // where they are annotations like the findings
		complain(env, in)
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
