package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// routeSummary counts endpoints and permissions.
type routeSummary struct {
	Endpoints int `json:"endpoints"`
	// Mutating are those that change something, or may: by what they reach, or, where that is not known, by their method.
	Mutating int `json:"mutating"`
	// Guarded are those of them that are met: by a permission, by authenticating by themselves, by the caller's own id.
	Guarded            int `json:"guarded"`
	Unguarded          int `json:"unguarded"`
	Undecided          int `json:"undecided"`
	Declared           int `json:"declared"` // excused by a reason that is declared at the route or its handler
	SelfAuthenticating int `json:"selfAuthenticating"`
	// NoEffect are endpoints with the method of a change and without one.
	NoEffect   int `json:"noEffect"`
	Unserved   int `json:"unserved"`
	Unresolved int `json:"unresolved"`
	// Permissions are declared or asked for; Never is how many of them nothing asks for.
	Permissions int `json:"permissions"`
	Namespaces  int `json:"namespaces"`
	Never       int `json:"neverRequired"`
}

// noEffect is how the rule says that an endpoint changes nothing.
const noEffect = "no effect was found behind it"

func (s *routeSummary) count(e *jsonEndpoint) {
	s.Endpoints++
	if !e.Served {
		s.Unserved++
	}
	if e.Unresolved != "" {
		s.Unresolved++
	}
	switch {
	case slices.Contains(e.Why, noEffect):
		s.NoEffect++
		return
	case readsOnly(e.Method) && (e.Verdict == "" || e.Verdict == verdict.Met.String() && !e.behind):
		return
	}
	s.Mutating++
	switch e.Verdict {
	case verdict.Broken.String():
		s.Unguarded++
	case verdict.Unresolved.String():
		s.Undecided++
	case verdict.Waived.String():
		s.Declared++
	case verdict.Met.String():
		s.Guarded++
		if e.SelfAuthenticating {
			s.SelfAuthenticating++
		}
	}
}

// readsOnly reports a method that is not meant to change anything.
func readsOnly(method string) bool {
	switch method {
	case "GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "SUBSCRIPTION":
		return true
	}
	return false
}

func (s *routeSummary) permissions(list []jsonPermission) {
	seen := map[string]bool{}
	for i := range list {
		seen[list[i].Namespace] = true
		if !list[i].Required {
			s.Never++
		}
	}
	s.Permissions, s.Namespaces = len(list), len(seen)
}

// line is the coverage in one line.
func (s *routeSummary) line() string {
	guarded := "0 guarded" // of none
	if s.Mutating > 0 {
		guarded = fmt.Sprintf("%d guarded (%d %%)", s.Guarded, s.Guarded*100/s.Mutating) // rounded down: 100 % is all of them
	}
	return fmt.Sprintf("%d %s, %d mutating, %s, %d %s in %d %s, %d never required",
		s.Endpoints, noun(s.Endpoints, "endpoints"), s.Mutating, guarded, s.Permissions, noun(s.Permissions, "permissions"),
		s.Namespaces, noun(s.Namespaces, "namespaces"), s.Never)
}

// rest counts what the coverage leaves open; empty when that is nothing.
func (s *routeSummary) rest() string {
	var parts []string
	for _, p := range []struct {
		n    int
		text string
	}{
		{s.Unguarded, "not guarded"}, {s.Undecided, "not decided"}, {s.Declared, "declared with a reason"}, {s.SelfAuthenticating, "authenticating by themselves"},
		{s.NoEffect, "without an effect"}, {s.Unserved, "not seen to be served"}, {s.Unresolved, "with a handler that is not understood"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.text))
		}
	}
	return strings.Join(parts, ", ")
}

// writeMatrix prints the table, what is to be known beside it, and the coverage.
func writeMatrix(w io.Writer, out *jsonRoutes) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if len(out.Endpoints) > 0 {
		fmt.Fprintln(table, "METHOD\tPATTERN\tHANDLER\tGUARD\tPERMISSION\tVERDICT\tPLACE")
	}
	for i := range out.Endpoints {
		e := &out.Endpoints[i]
		handler := e.Handler
		if e.Unresolved != "" {
			handler = "?"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s:%d\n",
			methodText(e.Method), e.Pattern, orDash(handler), orDash(guardText(e)), orDash(strings.Join(e.Permissions, " ")), orDash(e.Verdict), e.File, e.Line)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	writeSections(w, out)
	if len(out.Endpoints) > 0 {
		fmt.Fprintln(w)
	}
	for _, n := range out.Notes {
		fmt.Fprintln(w, n)
	}
	_, err := fmt.Fprintln(w, out.Summary.line())
	if rest := out.Summary.rest(); err == nil && rest != "" {
		_, err = fmt.Fprintln(w, rest)
	}
	return err
}

func methodText(method string) string {
	if method == "" {
		return "*"
	}
	return method
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// writeSections lists what the table has no room for.
func writeSections(w io.Writer, out *jsonRoutes) {
	section := func(title string, say func(e *jsonEndpoint) string) {
		var lines []string
		for i := range out.Endpoints {
			if text := say(&out.Endpoints[i]); text != "" {
				name := methodText(out.Endpoints[i].Method) + " " + out.Endpoints[i].Pattern
				lines = append(lines, "  "+name+": "+strings.TrimPrefix(text, name+" "))
			}
		}
		writeSection(w, title, lines)
	}
	section("not guarded", func(e *jsonEndpoint) string { return only(e, verdict.Broken, e.Reason) })
	section("not decided", func(e *jsonEndpoint) string { return only(e, verdict.Unresolved, e.Reason) })
	section("guards that are not in front of their endpoint", func(e *jsonEndpoint) string {
		if e.Verdict == "" || e.Verdict == verdict.Met.String() {
			return ""
		}
		return strings.Join(e.Passed, ", ")
	})
	section("authenticating by themselves", func(e *jsonEndpoint) string {
		if !e.SelfAuthenticating {
			return ""
		}
		return guardText(e)
	})
	section("declared with a reason", func(e *jsonEndpoint) string { return only(e, verdict.Waived, claimed(e)) })
	var never []string
	for _, p := range out.Permissions {
		if !p.Required {
			never = append(never, fmt.Sprintf("  %s: %s (%s:%d)", p.Permission, p.Constant, p.File, p.Line))
		}
	}
	writeSection(w, "permissions that nothing asks for", never)
}

// only is a text for endpoints of one verdict.
func only(e *jsonEndpoint, v verdict.Verdict, text string) string {
	if e.Verdict != v.String() {
		return ""
	}
	return text
}

func claimed(e *jsonEndpoint) string {
	if e.Claim == "" {
		return e.DeclaredBy
	}
	return e.Claim + ": " + e.DeclaredBy
}

func writeSection(w io.Writer, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n%s\n", title, strings.Join(lines, "\n"))
}
