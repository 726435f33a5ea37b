package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// WriteWhy prints every obligation of one line with its verdict and its evidence, met ones too. file is an absolute path. A line belongs to an obligation when its
// statement is spread over the line, or when the place where the evidence should stand is there. It reports whether there was any; when not, it
// names the nearest lines that have one.
func WriteWhy(w io.Writer, in Input, file string, line int, o TextOptions) (bool, error) {
	r := New(in)
	if o.Width <= 0 {
		o.Width = 160
	}
	t := &textWriter{Writer: bufio.NewWriter(w), paint: newPalette(o.Color), width: o.Width, src: r.src}
	file = filepath.Clean(file)
	var here, near []*Finding
	for _, f := range r.everything() {
		if r.stands(f, file, line) {
			here = append(here, f)
		} else if r.src.abs(f.Origin) == file {
			near = append(near, f)
		}
	}
	for _, f := range here {
		t.finding(alone(f), t.verdict(f), nil)
		if f.Gap != nil {
			t.line("gap", fmt.Sprintf("%s:%d:%d in %s", r.src.rel(*f.Gap), f.Gap.Line, f.Gap.Column, f.GapSymbol))
		}
		if f.Claim != "" {
			t.line("claim", f.Claim)
		}
		if f.WaivedBy != "" {
			t.line("waived", f.WaivedBy)
		}
		if f.Traced {
			t.line("traced", "the bound value was followed to the authenticated tenant")
		}
		for _, a := range f.Assumptions {
			t.line("assumed", a)
		}
		t.tail(f)
	}
	if len(here) == 0 {
		fmt.Fprintf(t, "%s:%d: no obligation stands here\n", r.src.relPath(file), line)
		for _, f := range nearest(near, line) {
			fmt.Fprintf(t, "  nearest: %s:%d: %s\n", f.File, f.Origin.Line, t.verdict(f))
		}
	}
	return len(here) > 0, t.Flush()
}

// everything is all entries, in the order of the source.
func (r *Report) everything() []*Finding {
	return r.finish(collapse(r.in.Ledgers))
}

// stands reports whether the finding is about a line.
func (r *Report) stands(f *Finding, file string, line int) bool {
	if f.Gap != nil && f.Gap.Line == line && r.src.abs(*f.Gap) == file {
		return true
	}
	if r.src.abs(f.Origin) != file {
		return false
	}
	end := f.Origin.Line
	if r.in.Fset != nil && f.End.IsValid() {
		end = max(end, r.in.Fset.Position(f.End).Line)
	}
	return f.Origin.Line <= line && line <= end
}

// verdict is the heading of an obligation.
func (t *textWriter) verdict(f *Finding) string {
	word := f.Verdict.String()
	switch {
	case f.Directive:
		word = "directive"
	case f.Verdict == verdict.Broken:
		word = t.paint.bad(word)
	case f.Verdict == verdict.Unresolved:
		word = t.paint.note(word)
	}
	text := f.Message
	if text == "" {
		text = "reference to " + f.Relation + " in " + f.Symbol
	}
	return word + ": " + text
}

// nearest are the obligations of the closest line before and after.
func nearest(list []*Finding, line int) []*Finding {
	slices.SortStableFunc(list, func(a, b *Finding) int { return cmp.Compare(abs(a.Origin.Line-line), abs(b.Origin.Line-line)) })
	return list[:min(len(list), 2)]
}

func abs(n int) int { return max(n, -n) }
