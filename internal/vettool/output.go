package vettool

import (
	"archive/zip"
	"fmt"
	"go/token"
	"io"
	"os"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/fix"
	"github.com/bailiwick-dev/bailiwick/internal/runner"
)

// output prints the findings in the form that the go command asks for and returns the exit code.
func output(cfg *Config, f *flags, fset *token.FileSet, list []runner.Diagnostic, stdout, stderr io.Writer) (code int, err error) {
	if cfg.Stdout != "" {
		file, err := os.Create(cfg.Stdout)
		if err != nil {
			return 1, fmt.Errorf("write findings: %w", err)
		}
		defer func() {
			if cerr := file.Close(); cerr != nil && err == nil {
				code, err = 1, fmt.Errorf("write findings: %w", cerr)
			}
		}()
		stdout = file
	}
	switch {
	case f.fix:
		return 0, applyFixes(cfg, f.diff, fset, list, stdout, stderr)
	case f.json:
		return 0, printJSON(stdout, cfg.ID, fset, list)
	default:
		// Go commands before 1.26 ask for this form, and take the exit code for the answer.
		for _, d := range list {
			printPlain(stderr, fset, f.context, d)
		}
		return min(len(list), 1), nil
	}
}

// printPlain writes a finding and what is related to it as "file:line:column: message".
func printPlain(w io.Writer, fset *token.FileSet, context int, d runner.Diagnostic) {
	line := func(pos, end token.Pos, message string) {
		from := fset.Position(pos)
		fmt.Fprintf(w, "%s: %s\n", from, message)
		if context < 0 {
			return
		}
		to := from
		if end.IsValid() {
			to = fset.Position(end)
		}
		data, err := os.ReadFile(from.Filename)
		if err != nil {
			return // the message stands alone
		}
		lines := strings.Split(string(data), "\n")
		for i := max(from.Line-context, 1); i <= min(to.Line+context, len(lines)); i++ {
			fmt.Fprintf(w, "%d\t%s\n", i, lines[i-1])
		}
	}
	line(d.Pos, d.End, d.Message)
	for _, r := range d.Related {
		line(r.Pos, r.End, "\t"+r.Message)
	}
}

// applyFixes applies the first fix of each finding, or prints what that would change.
func applyFixes(cfg *Config, diff bool, fset *token.FileSet, list []runner.Diagnostic, stdout, stderr io.Writer) error {
	var set fix.Set
	for _, d := range list {
		if len(d.SuggestedFixes) > 0 {
			set.Add(fix.FromSuggested(fset, d.SuggestedFixes[0]))
		}
	}
	changes, err := set.Changes(os.ReadFile)
	if err != nil {
		return err
	}
	if set.Skipped > 0 {
		fmt.Fprintf(stderr, "%d of %d fixes overlap others and were left out; run again to apply them\n", set.Skipped, set.Skipped+set.Applied)
	}
	if diff {
		for _, c := range changes {
			if _, err := io.WriteString(stdout, c.Diff(c.File)); err != nil {
				return fmt.Errorf("write diff: %w", err)
			}
		}
		return nil
	}
	if cfg.FixArchive != "" {
		return archive(cfg, changes)
	}
	for _, c := range changes {
		if err := c.Write(); err != nil {
			return err
		}
	}
	return nil
}

// archive hands the fixed files to the go command, which writes them when no other process reads them any more.
func archive(cfg *Config, changes []fix.Change) (err error) {
	file, err := os.Create(cfg.FixArchive)
	if err != nil {
		return fmt.Errorf("write fixes: %w", err)
	}
	defer func() {
		if cerr := file.Close(); cerr != nil && err == nil {
			err = fmt.Errorf("write fixes: %w", cerr)
		}
	}()
	w := zip.NewWriter(file)
	if err := w.SetComment(cfg.ID); err != nil {
		return fmt.Errorf("write fixes: %w", err)
	}
	for _, c := range changes {
		entry, err := w.Create(c.File)
		if err != nil {
			return fmt.Errorf("write fixes: %w", err)
		}
		if _, err := entry.Write(c.New); err != nil {
			return fmt.Errorf("write fixes: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("write fixes: %w", err)
	}
	return nil
}
