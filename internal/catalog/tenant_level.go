package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// level is one width of tenant: a column, in its spellings, and the table of what it names.
type level struct {
	spellings []string // folded
	root      *Table
	rootKey   string // the column of the root that the columns hold
	wider     []int  // levels that are wider
}

// decide finds the tenant columns, unless opts names them, and decides for every table whose its rows are.
func (c *Catalog) decide(opts Options) {
	// Inference and assignment look at different tables: what examples and tests describe is no ground for a
	// choice, but queries on it are judged like any other.
	in := newInference(c.order)
	var levels []*level
	if len(opts.TenantColumns) > 0 {
		levels = c.configuredLevels(in, opts)
	} else {
		chosen, why := in.infer()
		c.Why = why
		for _, cand := range chosen {
			levels = append(levels, &level{spellings: cand.spellings, root: cand.root})
		}
	}
	c.configuredRoots(levels, opts)
	for _, l := range levels {
		c.TenantColumns = append(c.TenantColumns, l.spellings...)
		l.findKey(c.order)
	}
	orderLevels(levels)
	a := &assigner{catalog: c, levels: levels, opts: opts, byKey: map[string]*Table{}, rank: map[*Table]int{}}
	for _, t := range c.order {
		a.byKey[tableKey(t.Schema, t.Name)] = t
	}
	a.assign()
	for _, t := range c.order {
		for i := range t.Guards {
			for _, col := range c.TenantColumns {
				if stem := strings.TrimSuffix(col, "id"); stem != "" && strings.Contains(t.Guards[i].words, stem) {
					t.Guards[i].Tenant = true
				}
			}
		}
	}
}

// configuredLevels makes a level of each column that opts names. A column that no table has is a problem: it
// is a misspelling as a rule.
func (c *Catalog) configuredLevels(in *inference, opts Options) []*level {
	var levels []*level
	for _, name := range opts.TenantColumns {
		cand := &candidate{meaning: strings.TrimSuffix(FoldColumn(name), "id"), spellings: []string{FoldColumn(name)}}
		in.measure(cand)
		if len(cand.carriers) == 0 && cand.root == nil {
			c.Problems = append(c.Problems, Problem{Reason: fmt.Sprintf("no table has the configured tenant column %s", name)})
		}
		levels = append(levels, &level{spellings: cand.spellings, root: cand.root})
		c.Why = append(c.Why, fmt.Sprintf("%s is configured; %d of %d tables have it", name, len(cand.carriers), len(in.tables)))
	}
	return levels
}

// configuredRoots gives the levels the root tables that opts names: to the level whose column speaks of it,
// else to the first.
func (c *Catalog) configuredRoots(levels []*level, opts Options) {
	for _, name := range opts.RootTables {
		q := splitName(name)
		t, ok := c.Table(q.Schema, q.Name)
		if !ok {
			c.Problems = append(c.Problems, Problem{Reason: fmt.Sprintf("the configured root table %s is not known", name)})
			continue
		}
		if len(levels) == 0 {
			continue
		}
		target := levels[0]
		for _, l := range levels {
			if slices.ContainsFunc(l.spellings, func(s string) bool { return sameNoun(t.Name, strings.TrimSuffix(s, "id")) }) {
				target = l
			}
		}
		target.root = t
	}
}

// findKey finds the column of the root that others refer to: by most references, else the primary key.
func (l *level) findKey(tables []*Table) {
	if l.root == nil {
		return
	}
	votes := map[string]int{}
	for _, t := range tables {
		for _, fk := range t.ForeignKeys {
			if len(fk.Columns) == 1 && len(fk.RefColumns) == 1 && sameTable(fk, l.root) {
				votes[fk.RefColumns[0]]++
			}
		}
	}
	for _, name := range sortedKeys(votes) {
		if votes[name] > votes[l.rootKey] {
			l.rootKey = name
		}
	}
	if l.rootKey == "" && len(l.root.PrimaryKey) > 0 {
		l.rootKey = l.root.PrimaryKey[0]
		// A composite key of the root ends in its own part: (organization_id, id).
		for _, name := range l.root.PrimaryKey {
			if FoldColumn(name) == "id" || slices.Contains(l.spellings, FoldColumn(name)) {
				l.rootKey = name
			}
		}
	}
}

// orderLevels notes which level is wider than which: the root of the narrower one carries the column of the
// wider one or refers to its root.
func orderLevels(levels []*level) {
	for i, narrow := range levels {
		for j, wide := range levels {
			if i == j || narrow.root == nil || narrow.root == wide.root {
				continue
			}
			carries := wide.column(narrow.root) != nil
			refers := wide.root != nil && slices.ContainsFunc(narrow.root.ForeignKeys, func(fk ForeignKey) bool { return sameTable(fk, wide.root) })
			if carries || refers {
				narrow.wider = append(narrow.wider, j)
			}
		}
	}
}

// column gives the column of this level that a table has.
func (l *level) column(t *Table) *Column {
	for _, s := range l.spellings {
		for _, c := range t.Columns {
			if FoldColumn(c.Name) == s {
				return c
			}
		}
	}
	return nil
}
