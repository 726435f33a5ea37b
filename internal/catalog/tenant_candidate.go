package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// candidate is a column that may name the tenant.
type candidate struct {
	word      *tenantWord // nil for one found by structure
	meaning   string
	spellings []string // folded, the commonest first
	carriers  []*Table // tables that have it, the root not among them
	notNull   int      // carriers in which every row has a value
	leads     int      // carriers in which it leads a key of several columns
	reached   int      // carriers, the root, and tables that belong to one of these through references
	root      *Table   // the table that it refers to, nil when none is known
	evidence  identity
}

func (c *candidate) columnIn(t *Table) *Column {
	for _, s := range c.spellings {
		for _, col := range t.Columns {
			if FoldColumn(col.Name) == s {
				return col
			}
		}
	}
	return nil
}

// inference looks at the tables that can say what a tenant is: no views, no partitions, no tables of tools,
// no tables of examples and tests unless there are no others.
type inference struct {
	tables []*Table
	byKey  map[string]*Table
	users  bool // there is a table of people who log in
}

func newInference(all []*Table) *inference {
	in := &inference{}
	for _, side := range [...]bool{false, true} {
		for _, t := range all {
			if !t.IsView && t.PartitionOf == "" && t.Side == side && !isBookkeeping(t) && len(t.Columns) > 0 {
				in.tables = append(in.tables, t)
			}
		}
		if len(in.tables) > 0 {
			break
		}
	}
	in.byKey = make(map[string]*Table, len(in.tables))
	for _, t := range in.tables {
		in.byKey[tableKey(t.Schema, t.Name)] = t
	}
	in.users = slices.ContainsFunc(in.tables, func(t *Table) bool {
		return isUserTable(t) || personColumn(t, true) != "" && t.hasColumnLike("password")
	})
	return in
}

// candidates collects, by meaning, the columns with the usual names.
func (in *inference) candidates() []*candidate {
	byMeaning := map[string]*candidate{}
	counts := map[string]map[string]int{}
	for _, t := range in.tables {
		for _, col := range t.Columns {
			w, ok := wordOf(col.Name)
			if !ok {
				continue
			}
			m := w.meaning()
			c := byMeaning[m]
			if c == nil {
				c = &candidate{word: w, meaning: m}
				byMeaning[m] = c
				counts[m] = map[string]int{}
			}
			counts[m][FoldColumn(col.Name)]++
		}
	}
	var out []*candidate
	for _, m := range sortedKeys(byMeaning) {
		c := byMeaning[m]
		c.spellings = sortedKeys(counts[m])
		slices.SortStableFunc(c.spellings, func(a, b string) int { return cmp.Compare(counts[m][b], counts[m][a]) })
		in.measure(c)
		out = append(out, c)
	}
	return out
}

// measure counts what speaks for a candidate.
func (in *inference) measure(c *candidate) {
	// A bare spelling beside one with id is the tenant's name, not its key, unless it is the commoner one.
	if len(c.spellings) > 1 {
		main := c.spellings[0]
		c.spellings = slices.DeleteFunc(c.spellings, func(s string) bool { return s != main && !strings.HasSuffix(s, "id") && strings.HasSuffix(main, "id") })
	}
	c.root = in.rootOf(c)
	c.carriers, c.notNull, c.leads = nil, 0, 0
	for _, t := range in.tables {
		col := c.columnIn(t)
		if col == nil || t == c.root {
			continue
		}
		if !c.refersElsewhere(t, col) {
			c.carriers = append(c.carriers, t)
			if col.Guaranteed() {
				c.notNull++
			}
			if t.leads(col.Name) {
				c.leads++
			}
		}
	}
	c.reached = in.reach(c)
	c.identify(in.tables)
}

// refersElsewhere reports a column of the right name whose declared references all lead to another table than
// the root: an account_id that is a ledger account. In a composite reference the column leads to the same
// column of the other table, which is no sign of that.
func (c *candidate) refersElsewhere(t *Table, col *Column) bool {
	if c.root == nil {
		return false
	}
	elsewhere := false
	for _, fk := range t.ForeignKeys {
		for i, name := range fk.Columns {
			if !strings.EqualFold(name, col.Name) || fk.Assumed {
				continue
			}
			if sameTable(fk, c.root) || i < len(fk.RefColumns) && slices.Contains(c.spellings, FoldColumn(fk.RefColumns[i])) {
				return false
			}
			elsewhere = true
		}
	}
	return elsewhere
}

func sameTable(fk ForeignKey, t *Table) bool {
	return strings.EqualFold(fk.RefTable, t.Name) && foldSchema(fk.RefSchema) == foldSchema(t.Schema)
}

// rootOf finds the table of the tenants themselves: the one that most of the columns refer to, else the one
// of that name.
func (in *inference) rootOf(c *candidate) *Table {
	votes := map[*Table]int{}
	for _, t := range in.tables {
		col := c.columnIn(t)
		if col == nil {
			continue
		}
		for _, fk := range t.ForeignKeys {
			if len(fk.Columns) == 1 && strings.EqualFold(fk.Columns[0], col.Name) {
				if ref := in.find(fk); ref != nil && ref != t {
					votes[ref]++
				}
			}
		}
	}
	var best *Table
	for _, t := range in.tables {
		if votes[t] > 0 && (best == nil || votes[t] > votes[best]) {
			best = t
		}
	}
	if best != nil {
		return best
	}
	return in.named(c.names())
}

// names are the nouns that the root may be called by.
func (c *candidate) names() []string {
	out := []string{c.meaning}
	for _, s := range c.spellings {
		out = append(out, strings.TrimSuffix(strings.TrimSuffix(s, "id"), "uu"))
	}
	return out
}

// find gives the table that a reference leads to.
func (in *inference) find(fk ForeignKey) *Table {
	return in.byKey[tableKey(fk.RefSchema, fk.RefTable)]
}

// named finds a table by one of several nouns: exactly, else as the last word of its name if only one table
// has it.
func (in *inference) named(nouns []string) *Table {
	for _, noun := range nouns {
		for _, t := range in.tables {
			if sameNoun(t.Name, noun) {
				return t
			}
		}
	}
	for _, noun := range nouns {
		var found []*Table
		for _, t := range in.tables {
			// app_tenants, iam_organization: one word before it. task_projects or user_accounts are as likely
			// something else, hence only one.
			if lastWord(t.Name) == noun && strings.Count(strings.Trim(snakeRuns(t.Name), "_"), "_") == 1 && len(t.PrimaryKey) == 1 {
				found = append(found, t)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return nil
}

// leads reports whether a column leads a key of several columns, or a composite reference.
func (t *Table) leads(column string) bool {
	for _, key := range t.keys() {
		if len(key) > 1 && strings.EqualFold(key[0], column) {
			return true
		}
	}
	return slices.ContainsFunc(t.ForeignKeys, func(fk ForeignKey) bool { return len(fk.Columns) > 1 && strings.EqualFold(fk.Columns[0], column) })
}

// reach counts the tables that the candidate would own, directly or through references that no row can leave
// empty.
func (in *inference) reach(c *candidate) int {
	owned := map[*Table]bool{}
	for _, t := range c.carriers {
		owned[t] = true
	}
	if c.root != nil {
		owned[c.root] = true
	}
	for changed := true; changed; {
		changed = false
		for _, t := range in.tables {
			if owned[t] {
				continue
			}
			for _, fk := range t.ForeignKeys {
				if ref := in.find(fk); ref != nil && ref != t && owned[ref] && t.binding(fk) {
					owned[t], changed = true, true
					break
				}
			}
		}
	}
	return len(owned)
}

// binding reports a reference by which a row belongs to the other: it cannot be empty, or the row dies with
// the other.
func (t *Table) binding(fk ForeignKey) bool {
	if fk.OnDelete == "CASCADE" {
		return true
	}
	for _, name := range fk.Columns {
		if c, ok := t.Column(name); !ok || !c.Guaranteed() {
			return false
		}
	}
	return len(fk.Columns) > 0
}

// contains reports whether the rows of o's root belong to c's: an organisation that has workspaces.
func (c *candidate) contains(o *candidate) bool {
	if o.root == nil || o.root == c.root {
		return false
	}
	if c.columnIn(o.root) != nil {
		return true
	}
	return c.root != nil && slices.ContainsFunc(o.root.ForeignKeys, func(fk ForeignKey) bool { return sameTable(fk, c.root) })
}
