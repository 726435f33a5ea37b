package report

import (
	"fmt"
	"io"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// BaselineChange is what `bailiwick baseline` does to the file.
type BaselineChange struct {
	// Baseline is what to save.
	Baseline *baseline.Baseline
	// Created is true where there was none. Held counts the findings that it holds, Dropped the stale ones that it held before.
	Created       bool
	Held, Dropped int
	// Refused are the findings that an existing baseline does not take in.
	Refused []*Finding
	// Unjudged counts held findings of packages that the run did not look at whole.
	Unjudged int
}

// NextBaseline gives the baseline that follows from the run: where there was none, one that holds every error found; else the old one without its stale
// entries. A baseline only shrinks, so that what comes in after the adoption is a finding for everybody; whoever wants to start anew deletes the file.
func (r *Report) NextBaseline() BaselineChange {
	if r.in.Baseline == nil {
		var all []verdict.Entry
		for _, f := range r.Findings {
			// Warnings fail no run, and a directive that is malformed is mended in seconds.
			if !f.warning() && !f.Directive {
				all = append(all, f.Entry)
			}
		}
		b := baseline.New(all)
		return BaselineChange{Baseline: b, Created: true, Held: b.Count()}
	}
	c := BaselineChange{Baseline: r.in.Baseline.Shrink(r.Stale), Refused: r.Findings}
	c.Dropped = r.in.Baseline.Count() - c.Baseline.Count()
	c.Held = c.Baseline.Count()
	c.Unjudged = c.Held - len(r.Held)
	return c
}

// ExitCode is 1 when there are findings that the baseline does not take in.
func (c *BaselineChange) ExitCode() int {
	for _, f := range c.Refused {
		if !f.warning() {
			return 1
		}
	}
	return 0
}

// Write says what was done to the file.
func (c *BaselineChange) Write(w io.Writer, path string) error {
	text := ""
	switch {
	case c.Created:
		text = fmt.Sprintf("%s: created, holds %d %s\n", path, c.Held, noun(c.Held, "findings"))
	case c.Dropped > 0:
		text = fmt.Sprintf("%s: shrunk by %d to %d %s\n", path, c.Dropped, c.Held, noun(c.Held, "findings"))
	default:
		text = fmt.Sprintf("%s: unchanged, holds %d %s\n", path, c.Held, noun(c.Held, "findings"))
	}
	if c.Unjudged > 0 {
		text += fmt.Sprintf("%d of them in packages that this run did not look at\n", c.Unjudged)
	}
	if n := len(c.Refused); n > 0 {
		text += fmt.Sprintf("%d new %s not added, since a baseline only shrinks: mend or waive them, or delete the file to start anew\n", n, noun(n, "findings")+isOrAre(n))
	}
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func isOrAre(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}
