package tenantscope_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/bailiwick-dev/bailiwick/internal/runnertest"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// script is what the sources of a case expect: runnertest.Script has the comments' form.
//
// Each item is a subtest. Within it every line counts: what is broken, unresolved, waived or related and not announced fails, and so does a function about which
// nothing at all was said, for a statement that nobody saw is silent too; unless it is exempt. In other functions only "want" is compared.
type script struct{ *runnertest.Script }

// said is one thing that a run said of a place.
type said struct {
	kind string
	at   runnertest.Place
	text string
	said bool // matched by an expectation
}

// sayings lists what a run said, findings of several packages that are one once.
func sayings(entries, orphans []verdict.Entry) []*said {
	var out []*said
	seen := map[string]bool{}
	add := func(kind string, p verdict.Position, text string) {
		s := &said{kind: kind, at: runnertest.Place{File: p.File, Line: p.Line}, text: text}
		if k := kind + s.at.String() + text; !seen[k] {
			seen[k] = true
			out = append(out, s)
		}
	}
	entry := func(kind string, e *verdict.Entry) {
		for _, r := range e.Related {
			if kind == "want" {
				add("related", r.Position, r.Message)
			}
		}
		switch kind {
		case "want":
			add(kind, e.Origin, e.Message)
		case "orphan":
			add(kind, e.Origin, e.Message+" ("+strings.Join(e.Why, "; ")+")")
		case "unresolved":
			add(kind, e.Origin, e.Message+" ("+e.Reason+")")
		case "waived":
			add(kind, e.Origin, e.WaivedBy+" ("+strings.Join(e.Why, "; ")+")")
		case "met":
			traced := " [untraced]"
			if e.Traced {
				traced = " [traced]"
			}
			text := strings.Join(append(slices.Clone(e.Why), e.Assumptions...), "; ") + traced
			add(kind, e.Origin, text)
			if e.Gap != nil {
				add(kind, *e.Gap, text)
			}
		}
	}
	kinds := map[verdict.Verdict]string{verdict.Broken: "want", verdict.Unresolved: "unresolved", verdict.Waived: "waived", verdict.Met: "met"}
	for i := range entries {
		entry(kinds[entries[i].Verdict], &entries[i])
	}
	for i := range orphans {
		entry("orphan", &orphans[i])
	}
	return out
}

// compare runs a subtest for every item and one for the rest.
func (s script) compare(t *testing.T, all []*said) {
	t.Helper()
	byID := map[string][]runnertest.Item{}
	var ids []string
	for _, it := range s.Items {
		if byID[it.ID] == nil {
			ids = append(ids, it.ID)
		}
		byID[it.ID] = append(byID[it.ID], it)
	}
	for _, id := range ids {
		t.Run(id, func(t *testing.T) {
			for _, it := range byID[id] {
				t.Run(it.Name, func(t *testing.T) {
					s.check(t, all, it.Holds, true, it.Exempt)
				})
			}
		})
	}
	t.Run("rest", func(t *testing.T) {
		s.check(t, all, func(at runnertest.Place) bool {
			return !slices.ContainsFunc(s.Items, func(it runnertest.Item) bool { return it.Holds(at) })
		}, false, false)
	})
}

func (s script) check(t testing.TB, all []*said, in func(runnertest.Place) bool, strict, exempt bool) {
	t.Helper()
	any := false
	for _, x := range all {
		if !in(x.at) {
			continue
		}
		any = true
		for _, e := range s.Expect[x.at] {
			if e.Kind == x.kind && e.Pattern.MatchString(x.text) && (!e.Matched || x.kind == "met") {
				e.Matched, x.said = true, true
				break
			}
		}
		if !x.said && (x.kind == "want" || strict && x.kind != "met") {
			t.Errorf("%s: not announced: %s %s", x.at, x.kind, x.text)
		}
	}
	places := slices.SortedFunc(maps.Keys(s.Expect), func(a, b runnertest.Place) int { return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line) })
	for _, at := range places {
		if !in(at) {
			continue
		}
		for _, e := range s.Expect[at] {
			if !e.Matched && (strict || e.Kind == "want") {
				var have []string
				for _, x := range all {
					if x.at == at {
						have = append(have, x.kind+" "+x.text)
					}
				}
				t.Errorf("%s: nothing matches %s %q; there is %q", at, e.Kind, e.Pattern, have)
			}
		}
	}
	switch {
	case exempt && any:
		t.Error("something was said of this function, which owes nothing")
	case strict && !exempt && !any:
		t.Error("nothing was said of this function: no statement of it was seen")
	}
}
