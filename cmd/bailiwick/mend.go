package main

import (
	"fmt"
	"io"
	"os"

	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
	"github.com/bailiwick-dev/bailiwick/internal/fix"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// mend applies the first fix of each finding, or with -diff prints what that would change. Findings that are left are printed as usual.
func mend(env *environment, s *session, in report.Input) (int, error) {
	var set fix.Set
	mended := map[string]bool{}
	for _, found := range report.New(in).Findings {
		if len(found.Fixes) == 0 {
			continue
		}
		var edits []fix.Edit
		for _, e := range found.Fixes[0].Edits {
			edits = append(edits, fix.At(in.Fset, e.Pos, e.End, e.New))
		}
		if set.Add(edits) {
			mended[found.Identity()] = true
		}
	}
	changes, err := set.Changes(os.ReadFile)
	if err != nil {
		return 0, err
	}
	if s.flags.diff {
		for _, c := range changes {
			if _, err := io.WriteString(env.stdout, c.Diff(s.short(c.File))); err != nil {
				return 0, fmt.Errorf("print the difference: %w", err)
			}
		}
		complain(env, in)
		switch {
		case len(in.Errors) > 0:
			return exitFailed, nil
		case len(changes) > 0:
			return exitFindings, nil
		}
		return exitClean, nil
	}
	for _, c := range changes {
		if err := c.Write(); err != nil {
			return 0, err
		}
	}
	fmt.Fprintf(env.stderr, "bailiwick: %d fixes applied to %d files", set.Applied, len(changes))
	if set.Skipped > 0 {
		fmt.Fprintf(env.stderr, ", %d left out because they touch others: run again", set.Skipped)
	}
	fmt.Fprintln(env.stderr)
	for _, l := range in.Ledgers {
		l.Entries = remaining(l.Entries, mended)
	}
	return show(env, s.flags.format, in)
}

// remaining drops the entries that were mended.
func remaining(entries []verdict.Entry, mended map[string]bool) []verdict.Entry {
	var left []verdict.Entry
	for i := range entries {
		if !mended[entries[i].Identity()] {
			left = append(left, entries[i])
		}
	}
	return left
}
