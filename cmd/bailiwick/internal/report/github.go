package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/config"
)

// WriteGitHub prints annotations for GitHub Actions, one command a line, then the summary as the log shows it.
func (r *Report) WriteGitHub(w io.Writer) error {
	b := bufio.NewWriter(w)
	annotate := func(level string, f *Finding) {
		body := append([]string{f.Message}, f.Why...)
		if f.Reason != "" {
			body = append(body, f.Reason)
		}
		for _, rel := range f.Related {
			body = append(body, fmt.Sprintf("%s:%d: %s", r.src.hosted(rel.Position), rel.Position.Line, rel.Message))
		}
		if m := f.Mend; m != "" {
			body = append(body, m)
		}
		fmt.Fprintf(b, "::%s file=%s,line=%d,col=%d,title=%s::%s\n",
			level, property(r.src.hosted(f.Origin)), f.Origin.Line, f.Origin.Column, property(f.name()), data(strings.Join(body, "\n")))
	}
	for _, f := range r.Findings {
		level := "error"
		if f.warning() {
			level = "warning"
		}
		annotate(level, f)
	}
	switch r.in.Unresolved {
	case config.UnresolvedReport:
		for _, f := range r.Unresolved {
			annotate("notice", f)
		}
	case config.UnresolvedFail:
		for _, f := range r.Unresolved {
			annotate("error", f)
		}
	}
	for _, e := range r.Stale {
		fmt.Fprintf(b, "::error file=%s,title=%s::%s\n", property(slashed(r.src.host, r.in.BaselineFile)), property("baseline"),
			data(fmt.Sprintf("the entry for %s in %s (%s) holds nothing any more%s", e.Symbol, e.Package, e.Rule, times(e.Count))))
	}
	for _, e := range r.in.Errors {
		fmt.Fprintf(b, "::error::%s\n", data(e))
	}
	r.footer(&textWriter{Writer: b, paint: newPalette(false), src: r.src})
	return b.Flush()
}

// data escapes the message of a workflow command; property a property of one, which ends at a comma or a colon too.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
