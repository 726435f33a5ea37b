package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// shownAssumptions is how many assumptions the text lists. The rest are counted: they are for a reviewer, who has `bailiwick tables` and JSON.
const shownAssumptions = 5

// shownReasons is how many kinds of reasons the text counts one by one.
const shownReasons = 6

// TextOptions says how text is shown.
type TextOptions struct {
	// Color paints; decide with UseColor.
	Color bool
	// Width is where a code frame is cut, in characters; 0 is 160.
	Width int
}

// WriteText prints the report for people: what is broken, the surest first and those of one cause together, then what was not understood if the run asks for
// it, then the summary.
func (r *Report) WriteText(w io.Writer, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = 160
	}
	t := &textWriter{Writer: bufio.NewWriter(w), paint: newPalette(o.Color), width: o.Width, src: r.src}
	for _, g := range grouped(r.Findings) {
		t.group(g)
	}
	if r.in.Unresolved == config.UnresolvedReport || r.in.Unresolved == config.UnresolvedFail {
		for _, f := range r.Unresolved {
			t.finding(alone(f), t.paint.note("unresolved: ")+f.Message, nil)
			t.tail(f)
		}
	}
	for _, e := range r.Stale {
		fmt.Fprintf(t, "%s: the entry for %s in %s (%s) holds nothing any more%s: run `bailiwick baseline` to shrink it\n",
			r.in.BaselinePath, e.Symbol, e.Package, e.Rule, times(e.Count))
	}
	r.footer(t)
	return t.Flush()
}

// textWriter prints findings; the first write error is kept by the buffer and returned by its Flush.
type textWriter struct {
	*bufio.Writer
	paint palette
	width int
	src   *source
}

// group prints findings of one cause: each with its place and frame, the reasons only where they differ, the mend once.
func (t *textWriter) group(g []*told) {
	for i, f := range g {
		label := t.paint.bad("")
		if f.warning() {
			label = t.paint.note("warning: ")
		}
		var before []string
		if i > 0 {
			before = g[i-1].Why
		}
		t.finding(f, label+t.paint.strong(f.Message), before)
		if i == len(g)-1 || mend(g[i+1].Finding) != mend(f.Finding) {
			t.tail(f.Finding)
		}
	}
}

func (t *textWriter) finding(f *told, message string, whyBefore []string) {
	fmt.Fprintf(t, "%s %s %s\n", t.paint.place(f.File+":"+strconv.Itoa(f.Origin.Line)+":"+strconv.Itoa(f.Origin.Column)+":"), message, t.paint.dim("("+f.name()+")"))
	t.frame(f.Finding)
	if len(f.also) > 0 {
		t.line("also", strings.Join(f.also, ", ")+" in the same statement")
	}
	if !slices.Equal(f.Why, whyBefore) {
		for _, why := range f.Why {
			t.line("why", why)
		}
	}
	if f.Reason != "" {
		t.line("not understood", f.Reason)
	}
	for _, rel := range f.related {
		t.line("see", fmt.Sprintf("%s:%d:%d: %s", t.src.rel(rel.Position), rel.Position.Line, rel.Position.Column, rel.Message))
	}
	if f.fewer > 0 {
		t.line("see", fmt.Sprintf("%d more %s: -format json lists them", f.fewer, noun(f.fewer, "places")))
	}
}

// tail closes a finding, or the last of those that are mended alike.
func (t *textWriter) tail(f *Finding) {
	if m := mend(f); m != "" {
		t.line("mend", m)
	}
	t.WriteByte('\n')
}

// mend is what puts a finding right: a fix that can be applied says it best.
func mend(f *Finding) string {
	if len(f.Fixes) > 0 {
		return f.Fixes[0].Message + " (-fix does it)"
	}
	return f.Mend
}

func (t *textWriter) line(label, text string) {
	fmt.Fprintf(t, "  %s %s\n", t.paint.dim(label+":"), text)
}

// frame prints the line of the finding with a caret under its column.
func (t *textWriter) frame(f *Finding) {
	text, ok := t.src.line(f.Origin)
	if !ok {
		return
	}
	number := fmt.Sprintf("%5d", f.Origin.Line)
	code, caret := cutFrame(text, f.Origin.Column, t.width-len(number)-3)
	fmt.Fprintf(t, "%s %s\n%s %s%s\n",
		t.paint.dim(number+" |"), code, t.paint.dim(strings.Repeat(" ", len(number))+" |"), caret, t.paint.bad("^"))
}

// footer prints what concerns the whole run. The rules' summary lines come last: whoever reads only the end of a log reads them.
func (r *Report) footer(t *textWriter) {
	for _, n := range r.Notes {
		fmt.Fprintln(t, n)
	}
	if n := len(r.Assumptions); n > 0 {
		for i, a := range r.Assumptions[:min(n, shownAssumptions)] {
			if i == 0 {
				fmt.Fprintln(t, "assumed:")
			}
			fmt.Fprintln(t, "  "+a)
		}
		if rest := n - shownAssumptions; rest > 0 {
			fmt.Fprintf(t, "  and %d more: -format json lists them\n", rest)
		}
	}
	if n := r.in.Excluded; n > 0 {
		fmt.Fprintf(t, "excluded by the config: %d %s\n", n, noun(n, "files"))
	}
	if n := r.in.LeftOut; n > 0 {
		fmt.Fprintf(t, "left out by build constraints: %d %s (-tags)\n", n, noun(n, "files"))
	}
	for i := range r.Summary {
		s := &r.Summary[i]
		if len(s.Reasons) > 0 {
			fmt.Fprintf(t, "%s: unresolved: %s\n", s.Rule, s.reasons())
		}
		if s.Held > 0 {
			fmt.Fprintf(t, "%s: held by the baseline: %d %s\n", s.Rule, s.Held, noun(s.Held, "findings"))
		}
	}
	for i := range r.Summary {
		fmt.Fprintln(t, r.Summary[i].Line())
	}
}

// reasons counts why obligations are unresolved, the most frequent kinds first.
func (s *RuleSummary) reasons() string {
	var parts []string
	rest := 0
	for i, reason := range s.Reasons {
		if i < shownReasons {
			parts = append(parts, fmt.Sprintf("%d %s", reason.Count, reason.Kind))
		} else {
			rest += reason.Count
		}
	}
	if rest > 0 {
		parts = append(parts, fmt.Sprintf("%d for other reasons", rest))
	}
	return strings.Join(parts, ", ")
}

func times(n int) string {
	if n == 1 {
		return ""
	}
	return " (" + strconv.Itoa(n) + " times)"
}
