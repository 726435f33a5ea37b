package main

import (
	"fmt"
	"os"
	"time"

	"github.com/bailiwick-dev/bailiwick/cmd/bailiwick/internal/report"
)

// progress shows on a terminal how far long work has come, in one line that is wiped in the end.
type progress struct {
	env     *environment
	began   time.Time
	painted time.Time
}

// patience is how long work goes on before anything is shown.
const patience = time.Second

// newProgress makes a line for a terminal; elsewhere it shows nothing.
func newProgress(env *environment) *progress {
	if f, ok := env.stderr.(*os.File); !ok || !report.IsTerminal(f) {
		return &progress{}
	}
	return &progress{env: env, began: time.Now()}
}

// step shows the state, at most ten times a second.
func (p *progress) step(done, total int) {
	now := time.Now()
	if p.env == nil || now.Sub(p.began) < patience || now.Sub(p.painted) < patience/10 {
		return
	}
	p.painted = now
	fmt.Fprintf(p.env.stderr, "\rbailiwick: %d of %d packages", done, total)
}

// done wipes the line.
func (p *progress) done() {
	if !p.painted.IsZero() {
		fmt.Fprint(p.env.stderr, "\r\x1b[K")
	}
}
