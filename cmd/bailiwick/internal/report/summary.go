package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// RuleSummary counts a rule's obligations. Met, Broken, Unresolved and Waived add up to References; one that several packages settled counts once, as the
// worst that was said of it.
type RuleSummary struct {
	Rule                            string
	References, Statements          int
	Met, Broken, Unresolved, Waived int
	Traced                          int // of Met
	Held                            int // findings in the baseline
	Findings                        int // broken references times the places that break them, and findings about directives; held ones not among them
	Reasons                         []ReasonCount
	unit, container, tracedTo       string
}

// ReasonCount is how often a kind of reason left an obligation unresolved.
type ReasonCount struct {
	Kind  string
	Count int
}

// reference is one obligation as the packages that settled it left it.
type reference struct {
	verdict verdict.Verdict
	traced  bool
	reason  string
}

// summarise counts references. The n-th of those that agree in rule, origin, relation and gap is the n-th reference: the same rule as in collapse.
func (r *Report) summarise(entries []verdict.Entry) {
	for _, rule := range r.in.Rules {
		s := RuleSummary{Rule: rule.Name, unit: cmp.Or(rule.Unit, "obligations"), container: cmp.Or(rule.Container, "places"), tracedTo: rule.Traced}
		refs := make(map[string]*reference)
		statements := make(map[string]bool)
		nth := make(map[string]int)
		for i := range entries {
			e := &entries[i]
			if e.Rule != rule.Name {
				continue
			}
			if e.Verdict == verdict.Broken && !e.Told {
				s.Findings++
			}
			if e.Directive {
				continue
			}
			statements[e.Origin.String()+"\x00"+e.Statement] = true
			id := e.Identity()
			key := fmt.Sprintf("%s\x00%d", e.Reference(), nth[id])
			nth[id]++
			ref, ok := refs[key]
			if !ok {
				refs[key] = &reference{verdict: e.Verdict, traced: e.Traced, reason: e.Reason}
				continue
			}
			if worse := verdict.Worse(ref.verdict, e.Verdict); worse != ref.verdict {
				ref.verdict, ref.reason = worse, e.Reason
			}
			ref.traced = ref.traced && e.Traced // traced on one way only is not traced
		}
		s.References, s.Statements = len(refs), len(statements)
		s.count(refs)
		r.Summary = append(r.Summary, s)
	}
}

func (s *RuleSummary) count(refs map[string]*reference) {
	reasons := make(map[string]int)
	for _, ref := range refs {
		switch ref.verdict {
		case verdict.Met:
			s.Met++
			if ref.traced {
				s.Traced++
			}
		case verdict.Broken:
			s.Broken++
		case verdict.Waived:
			s.Waived++
		case verdict.Unresolved:
			s.Unresolved++
			kind, _, _ := strings.Cut(cmp.Or(ref.reason, "no reason given"), ": ")
			reasons[kind]++
		}
	}
	for kind, n := range reasons {
		s.Reasons = append(s.Reasons, ReasonCount{kind, n})
	}
	slices.SortFunc(s.Reasons, func(a, b ReasonCount) int {
		return cmp.Or(b.Count-a.Count, cmp.Compare(a.Kind, b.Kind))
	})
}

func (r *Report) countHeld(f *Finding) {
	for i := range r.Summary {
		if r.Summary[i].Rule == f.Rule {
			r.Summary[i].Held++
			r.Summary[i].Findings--
		}
	}
}

// Line is the summary line of the rule.
func (s *RuleSummary) Line() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d %s in %d %s: %d met", s.Rule, s.References, noun(s.References, s.unit), s.Statements, noun(s.Statements, s.container), s.Met)
	if s.tracedTo != "" {
		fmt.Fprintf(&b, " (%d %s)", s.Traced, s.tracedTo)
	}
	fmt.Fprintf(&b, ", %d broken, %d unresolved, %d waived", s.Broken, s.Unresolved, s.Waived)
	return b.String()
}

// noun gives the singular of a plural noun for one: our nouns all end in a plain s.
func noun(n int, plural string) string {
	if n == 1 {
		return strings.TrimSuffix(plural, "s")
	}
	return plural
}
