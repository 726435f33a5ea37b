package report

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// Progress is one line that says what a long run is doing. It is written to a terminal only, by whoever has made sure of that; a library for it would bring four
// modules for the thirty lines below. The nil Progress says nothing, so callers need not ask. It is safe for concurrent use.
type Progress struct {
	mu    sync.Mutex
	w     io.Writer
	now   func() time.Time
	start time.Time
	last  time.Time
	width int // of what stands there now
}

const (
	// progressDelay keeps short runs silent, progressPause keeps the line from flickering.
	progressDelay = 500 * time.Millisecond
	progressPause = 100 * time.Millisecond
)

// NewProgress starts a progress line on a terminal.
func NewProgress(w io.Writer) *Progress {
	return &Progress{w: w, now: time.Now, start: time.Now()}
}

// Step shows what is being done: "analysing 12/179 example.com/shop/store".
func (p *Progress) Step(what string, done, total int, item string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Sub(p.start) < progressDelay || now.Sub(p.last) < progressPause {
		return
	}
	p.last = now
	line := fmt.Sprintf("%s %d/%d %s", what, done, total, item)
	if runes := []rune(line); len(runes) > 78 {
		line = string(runes[:77]) + "…" // a line that wraps could not be taken back
	}
	p.show(line)
}

// Done takes the line away. The report follows on another stream, which must not begin behind it.
func (p *Progress) Done() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.width > 0 {
		p.show("")
		fmt.Fprint(p.w, "\r")
	}
}

// show replaces the line. A failed write is ignored: nothing depends on it.
func (p *Progress) show(line string) {
	n := len([]rune(line))
	fmt.Fprint(p.w, "\r"+line+strings.Repeat(" ", max(0, p.width-n)))
	p.width = n
}
