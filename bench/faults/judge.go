package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/bench/internal/ledger"
)

// outcome is what became of a site.
type outcome string

// The outcomes.
const (
	skippedSite outcome = "skipped" // no fault could be made
	loud        outcome = "loud"    // a finding stood there before the fault
	caught      outcome = "caught"  // silent before, a finding after
	unsure      outcome = "unsure"  // no finding, but something there is unresolved that was not before
	missed      outcome = "missed"
)

// silentBefore reports whether no finding of the untouched copy stands at the site's statement.
func (l *lab) silentBefore(s *site) bool {
	if l.routes && !l.metBefore(s) {
		return false
	}
	for _, f := range l.baseline {
		if l.routes && l.at(f, s) {
			return false
		}
		if f.File == s.file && f.Line >= s.line && f.Line <= s.endLine {
			return false
		}
		if s.query != "" && l.callsQuery(f.File, f.Line, s.query) {
			return false
		}
		if s.query == "" && slices.ContainsFunc(s.uses, func(u span) bool { return u.holds(f.File, f.Line) }) {
			return false
		}
		// The read that a comparison verifies was not accepted as it stands.
		if s.kind == unreturned && (s.read.holds(f.File, f.Line) || slices.ContainsFunc(f.Related, func(r ledger.Place) bool { return s.read.holds(r.File, r.Line) })) {
			return false
		}
	}
	return true
}

// metBefore reports that the route of a site was met, or that of the endpoints that lead to its function none was found wanting.
func (l *lab) metBefore(s *site) bool {
	names := map[string]bool{}
	if s.decl != nil {
		for _, d := range l.source.reached().handlers(s.decl) {
			names[d.Name.Name] = true
		}
	}
	for _, e := range l.endpointsBefore {
		switch {
		case l.isRoute(e, s) && e.Category != "met", names[e.Symbol[strings.LastIndex(e.Symbol, ".")+1:]] && e.Category == "broken":
			return false
		}
	}
	return true
}

// isRoute reports the endpoint that a site's route is.
func (l *lab) isRoute(e ledger.Finding, s *site) bool {
	return s.fault != "" && (s.relation != "" && e.Relation == s.relation || e.File == s.file && e.Line == s.line)
}

// at reports whether a finding is about the site: it stands in the site's function, at a call of its query, or where its constant is used; or
// it points there.
func (l *lab) at(f ledger.Finding, s *site) bool {
	if f.File == s.file && f.Line >= s.scopeLine && f.Line <= s.scopeEnd {
		return true
	}
	for _, r := range f.Related {
		if r.File == s.file && r.Line >= s.scopeLine && r.Line <= s.scopeEnd {
			return true
		}
	}
	if l.routes && s.relation != "" && f.Relation == s.relation {
		return true
	}
	if l.routes {
		return s.fn != "" && (f.Symbol == s.fn || slices.ContainsFunc(f.Why, func(w string) bool { return strings.Contains(w, s.fn) }))
	}
	if s.query != "" {
		return l.callsQuery(f.File, f.Line, s.query)
	}
	return slices.ContainsFunc(s.uses, func(u span) bool { return u.holds(f.File, f.Line) })
}

func (l *lab) lines(file string, from, n int) string {
	for _, f := range l.source.files {
		if f.path != file {
			continue
		}
		lines := strings.Split(f.text, "\n")
		if from < 1 || from > len(lines) {
			return ""
		}
		return strings.Join(lines[from-1:min(len(lines), from-1+n)], "\n")
	}
	return ""
}

func (l *lab) callsQuery(file string, line int, query string) bool {
	return strings.Contains(l.lines(file, line, 2), "."+query+"(")
}

// judge says what became of each site of a batch.
func (l *lab) judge(batch []*site, r *ledger.Report, out map[*site]outcome) {
	var fresh []ledger.Finding
	for _, f := range r.Findings {
		if !l.before[key(f)] {
			fresh = append(fresh, f)
		}
	}
	for _, s := range batch {
		if s.skipped != "" {
			out[s] = skippedSite
			continue
		}
		out[s] = missed
		for _, f := range fresh {
			if l.at(f, s) {
				out[s] = caught
				break
			}
		}
		if out[s] == missed {
			s.said = l.said(s)
			for _, f := range r.Unresolved {
				if l.at(f, s) {
					out[s] = unsure
					break
				}
			}
		}
	}
}

// said is what was judged where a fault was missed: the verdicts of the statement with their reasons.
func (l *lab) said(s *site) string {
	var out []string
	if l.routes {
		return l.saidRoutes(s)
	}
	for _, e := range l.entries {
		if e.File != s.file || e.EndLine < s.line || e.Line > s.endLine {
			continue
		}
		text := e.Relation + " " + e.Verdict + ": " + strings.Join(append(slices.Clone(e.Why), e.Reason), "; ")
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, " | ")
}

// saidRoutes are the verdicts of the endpoints that a site is of, or that lead to it as far as names tell.
func (l *lab) saidRoutes(s *site) string {
	var out []string
	names := map[string]bool{}
	if s.decl != nil {
		for _, d := range l.source.reached().handlers(s.decl) {
			names[d.Name.Name] = true
		}
	}
	for _, e := range l.endpoints {
		own := l.isRoute(e, s) || e.Category != "" && names[e.Symbol[strings.LastIndex(e.Symbol, ".")+1:]]
		if own && len(out) < 6 {
			out = append(out, e.Relation+" "+e.Category+": "+strings.Join(append(slices.Clone(e.Why), e.Reason), "; "))
		}
	}
	return strings.Join(out, " | ")
}

// describe names a site in the lists.
func (s *site) describe() string {
	name := s.query
	if name != "" {
		name = " (" + name + ")"
	}
	if s.fault != "" {
		name = " behind " + s.fault
	}
	return fmt.Sprintf("%s:%d%s", s.file, s.line, name)
}
