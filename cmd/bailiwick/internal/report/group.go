package report

import (
	"cmp"
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/verdict"
)

// told is what the text says of one statement at one place: its surest finding, with what the others add.
type told struct {
	*Finding
	also    []string // the other relations of the statement
	related []verdict.Related
	fewer   int // related places that are left out
}

// alone is a finding with nothing beside it.
func alone(f *Finding) *told { return &told{Finding: f, related: f.Related} }

// shownRelated is how many related places the text lists of a statement. JSON has them all.
const shownRelated = 6

// grouped puts findings of one cause together and the surest first. Findings of one statement are told once; statements that miss the same
// relation follow each other: whoever mends the first knows how to mend the rest.
func grouped(findings []*Finding) [][]*told {
	index := make(map[string]int)
	var groups [][]*told
	for _, f := range statements(findings) { // sorted by place, so groups and their members come out in that order
		key := f.Rule + "\x00" + f.Category + "\x00" + f.Relation + "\x00" + f.Severity
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b *told) int { return cmp.Compare(doubt(a.Finding), doubt(b.Finding)) })
	}
	slices.SortStableFunc(groups, func(a, b []*told) int { return cmp.Compare(groupDoubt(a), groupDoubt(b)) })
	return groups
}

// statements joins the findings of one statement, category and severity.
func statements(findings []*Finding) []*told {
	index := make(map[string]*told)
	var out []*told
	for _, f := range findings {
		key := f.Origin.String() + "\x00" + f.Statement + "\x00" + f.Rule + "\x00" + f.Category + "\x00" + f.Severity
		t, ok := index[key]
		if !ok || f.Directive {
			t = &told{Finding: f}
			index[key] = t
			out = append(out, t)
		} else if doubt(f) < doubt(t.Finding) {
			t.Finding = f
		}
		t.also = append(t.also, f.Relation)
		for _, r := range f.Related {
			if !slices.Contains(t.related, r) {
				t.related = append(t.related, r)
			}
		}
	}
	for _, t := range out {
		slices.Sort(t.also)
		t.also = slices.DeleteFunc(slices.Compact(t.also), func(name string) bool { return name == "" || name == t.Relation })
		if n := len(t.related); n > shownRelated {
			t.related, t.fewer = t.related[:shownRelated], n-shownRelated
		}
	}
	return out
}

// groupDoubt is that of the group's surest finding.
func groupDoubt(g []*told) int {
	least := doubt(g[0].Finding)
	for _, f := range g[1:] {
		least = min(least, doubt(f.Finding))
	}
	return least
}

// doubt orders findings by how much they rest on beside the code in front of the reader: what was settled in the function itself is surest, what waited for a
// caller less, what rests on an assumption least. Warnings come after all errors.
func doubt(f *Finding) int {
	d := 0
	if f.Gap != nil {
		d++
	}
	if len(f.Assumptions) > 0 {
		d += 2
	}
	if f.Directive {
		d += 4 // a waiver to tidy up leaks nothing
	}
	if f.warning() {
		d += 8
	}
	return d
}
