package report

import (
	"cmp"
	"slices"
)

// grouped puts findings of one cause together and the surest first. One cause is one relation, category and gap: whoever mends the first
// knows how to mend the rest.
func grouped(findings []*Finding) [][]*Finding {
	index := make(map[string]int)
	var groups [][]*Finding
	for _, f := range findings { // sorted by place, so groups and their members come out in that order
		key := f.Rule + "\x00" + f.Category + "\x00" + f.Relation + "\x00" + f.Severity
		if f.Gap != nil {
			key += "\x00" + f.Gap.String()
		}
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	slices.SortStableFunc(groups, func(a, b []*Finding) int { return cmp.Compare(groupDoubt(a), groupDoubt(b)) })
	return groups
}

// groupDoubt is that of the group's surest finding.
func groupDoubt(g []*Finding) int {
	least := doubt(g[0])
	for _, f := range g[1:] {
		least = min(least, doubt(f))
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
