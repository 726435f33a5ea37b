package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/baseline"
	"github.com/bailiwick-dev/bailiwick/internal/config"
	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// Report is a run that is ready to be printed. All lists are sorted by place.
type Report struct {
	in  *Input
	src *source

	// Findings are broken, Unresolved not understood, Waived excused in the code, Held by the baseline.
	Findings, Unresolved, Waived, Held []*Finding
	// Summary has one element per rule that ran.
	Summary []RuleSummary
	// Stale are the baseline's entries that hold nothing any more.
	Stale              []baseline.Entry
	Assumptions, Notes []string
}

// Finding is one entry with its fingerprint and the path as printed.
type Finding struct {
	verdict.Entry
	Fingerprint string
	File        string
}

// warning reports whether the finding is shown without failing the run.
func (f *Finding) warning() bool { return f.Severity == string(config.SeverityWarning) }

// name is the rule and the category, as they are shown behind a message.
func (f *Finding) name() string {
	if f.Category == "" {
		return f.Rule
	}
	return f.Rule + "/" + f.Category
}

// New collapses, counts and orders.
func New(in Input) *Report {
	r := &Report{in: &in, src: newSource(&in)}
	entries := collapse(in.Ledgers)
	r.summarise(entries)
	var broken []verdict.Entry
	for _, f := range r.finish(entries) {
		switch f.Verdict {
		case verdict.Broken:
			if f.Told {
				continue
			}
			r.Findings = append(r.Findings, f)
			broken = append(broken, f.Entry)
		case verdict.Unresolved:
			r.Unresolved = append(r.Unresolved, f)
		case verdict.Waived:
			r.Waived = append(r.Waived, f)
		}
	}
	r.hold(broken)
	unchanged := r.confine()
	r.gatherNotes(entries)
	r.Notes = append(r.Notes, unchanged...)
	return r
}

// collapse makes one entry of those that several packages settled alike: two mains, or a package and its test variant. Within one ledger equal entries are
// different references, such as two aliases of one table, and stay; so the n-th of one ledger collapses with the n-th of another.
func collapse(ledgers []*verdict.Ledger) []verdict.Entry {
	type id struct {
		identity string
		n        int
	}
	seen := make(map[id]bool)
	var out []verdict.Entry
	for _, l := range ordered(ledgers) {
		nth := make(map[string]int)
		for i := range l.Entries {
			key := l.Entries[i].Identity()
			k := id{key, nth[key]}
			nth[key]++
			if !seen[k] {
				seen[k] = true
				out = append(out, l.Entries[i])
			}
		}
	}
	return out
}

// ordered sorts ledgers by rule and package, so that which of two equal entries survives does not depend on the order of analysis.
func ordered(ledgers []*verdict.Ledger) []*verdict.Ledger {
	sorted := slices.Clone(ledgers)
	slices.SortStableFunc(sorted, func(a, b *verdict.Ledger) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Package, b.Package))
	})
	return sorted
}

// finish orders the entries and gives each its fingerprint.
func (r *Report) finish(entries []verdict.Entry) []*Finding {
	findings := make([]*Finding, len(entries))
	for i := range entries {
		f := &Finding{Entry: entries[i], File: r.src.rel(entries[i].Origin)}
		if f.Mend == "" && f.Verdict == verdict.Broken {
			f.Mend = mendOf(f.Rule, f.Category)
		}
		findings[i] = f
	}
	slices.SortStableFunc(findings, comparePlace)
	nth := make(map[string]int)
	for _, f := range findings {
		base := f.Entry.Fingerprint(0)
		f.Fingerprint = f.Entry.Fingerprint(nth[base])
		nth[base]++
	}
	return findings
}

// mendOf is how findings of a category are mended in general.
func mendOf(rule, category string) string {
	for _, c := range config.Categories(rule) {
		if c.Name == category {
			return c.Mend
		}
	}
	return ""
}

func comparePlace(a, b *Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File), cmp.Compare(a.Origin.Line, b.Origin.Line), cmp.Compare(a.Origin.Column, b.Origin.Column),
		cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Relation, b.Relation),
		cmp.Compare(a.Identity(), b.Identity()), cmp.Compare(a.Message, b.Message),
	)
}

// hold takes the findings that the baseline knows out of the list.
func (r *Report) hold(broken []verdict.Entry) {
	judged := r.in.Judged
	if judged == nil {
		judged = func(string) bool { return false }
	}
	ran := func(rule string) bool {
		return slices.ContainsFunc(r.in.Rules, func(x Rule) bool { return x.Name == rule })
	}
	j := r.in.Baseline.Judge(broken, baseline.Scope{Ran: ran, Judged: judged})
	all := r.Findings
	r.Findings = nil
	for _, i := range j.New {
		r.Findings = append(r.Findings, all[i])
	}
	for _, i := range j.Held {
		r.Held = append(r.Held, all[i])
		r.countHeld(all[i])
	}
	r.Stale = j.Stale
}

// confine leaves out what is not new: findings of which neither the statement nor the place where the evidence is missing has changed. How many there are is said, since
// silence would read as if there were none.
func (r *Report) confine() []string {
	if r.in.Changed == nil {
		return nil
	}
	old := func(f *Finding) bool {
		return !r.in.Changed(r.src.abs(f.Origin), f.Origin.Line) && (f.Gap == nil || !r.in.Changed(r.src.abs(*f.Gap), f.Gap.Line))
	}
	found, unresolved := len(r.Findings), len(r.Unresolved)
	r.Findings = slices.DeleteFunc(r.Findings, old)
	r.Unresolved = slices.DeleteFunc(r.Unresolved, old)
	n := found - len(r.Findings)
	notes := []string{fmt.Sprintf("-new-from-rev %s: %d %s on unchanged code not shown", r.in.Since, n, noun(n, "findings"))}
	if n := unresolved - len(r.Unresolved); n > 0 && r.in.Unresolved != config.UnresolvedCount {
		notes = append(notes, fmt.Sprintf("-new-from-rev %s: %d unresolved there not shown", r.in.Since, n))
	}
	return notes
}

// gatherNotes joins the run's notes and assumptions with those of the ledgers, each once. The run's own come first and in their order, since they tell how a choice was
// made; the others stand for themselves and are sorted.
func (r *Report) gatherNotes(entries []verdict.Entry) {
	var notes, assumptions []string
	for _, l := range r.in.Ledgers {
		for _, n := range l.Notes {
			if !strings.HasPrefix(n, l.Rule+": ") {
				n = l.Rule + ": " + n
			}
			notes = append(notes, n)
		}
	}
	for i := range entries {
		assumptions = append(assumptions, entries[i].Assumptions...)
	}
	slices.Sort(notes)
	slices.Sort(assumptions)
	r.Notes, r.Assumptions = unique(r.in.Notes, notes), unique(r.in.Assumptions, assumptions)
}

// unique joins lists, keeping the first of what is said twice.
func unique(lists ...[]string) []string {
	seen := make(map[string]bool)
	var out []string
	for _, s := range slices.Concat(lists...) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// ExitCode is 2 when something could not be analysed, else 1 when there is something to mend, else 0. Warnings and held findings are nothing to mend; a stale
// baseline is, because it would hold back a finding that comes later.
func (r *Report) ExitCode() int {
	switch {
	case len(r.in.Errors) > 0:
		return 2
	case len(r.Stale) > 0:
		return 1
	case r.in.Unresolved == config.UnresolvedFail && len(r.Unresolved) > 0:
		return 1
	case slices.ContainsFunc(r.Findings, func(f *Finding) bool { return !f.warning() }):
		return 1
	}
	return 0
}
