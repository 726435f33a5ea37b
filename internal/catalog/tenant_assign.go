package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// assigner decides for every table whose its rows are.
type assigner struct {
	catalog *Catalog
	levels  []*level
	opts    Options
	byKey   map[string]*Table
	// rank is the number of references between a table and the column or root that makes it somebody's, plus
	// one. Parents are of lower rank, so that whoever follows them arrives.
	rank map[*Table]int
}

// assign decides for all tables: what the configuration says, roots, tables with a tenant column, and then,
// in rounds, the tables that refer to those.
func (a *assigner) assign() {
	var open []*Table
	for _, t := range a.catalog.order {
		if t.IsView || t.PartitionOf != "" {
			continue
		}
		if !a.configured(t) && !a.root(t) && !a.owned(t) && !a.pointing(t) {
			open = append(open, t)
			continue
		}
		if t.IsTenantOwned() {
			a.rank[t] = 1
		}
	}
	// A key that the configuration gives a table makes it somebody's, also where no tenant column is known.
	if len(a.levels) > 0 || len(a.rank) > 0 {
		open = a.inherit(open)
	}
	for _, t := range open {
		t.Tenancy = Tenancy{Kind: Global}
		switch {
		case len(a.levels) == 0:
			t.Tenancy.Why = []string{"no tenant column is known"}
		default:
			t.Tenancy.Why = []string{"it has no tenant column and belongs to no table that has one"}
		}
	}
	a.parents()
	a.rest()
	a.unknownNames()
}

// configured decides what opts says of a table.
func (a *assigner) configured(t *Table) bool {
	for _, name := range sortedKeys(a.opts.GlobalTables) {
		if a.names(name, t) {
			why := "global by configuration"
			if reason := a.opts.GlobalTables[name]; reason != "" {
				why += ": " + reason
			}
			t.Tenancy = Tenancy{Kind: Global, Why: []string{why}}
			return true
		}
	}
	for _, name := range sortedKeys(a.opts.Keys) {
		if !a.names(name, t) {
			continue
		}
		col, ok := t.Column(a.opts.Keys[name])
		if !ok {
			a.catalog.Problems = append(a.catalog.Problems, Problem{Reason: fmt.Sprintf("table %s has no column %s, which the configuration gives as its key", t.QualifiedName(), a.opts.Keys[name])})
			return false
		}
		t.Tenancy = Tenancy{Kind: Owned, Key: col.Name, Nullable: !col.Guaranteed(), Others: a.others(t, col.Name), Why: []string{col.Name + " is its key by configuration"}}
		return true
	}
	return false
}

func (a *assigner) names(name string, t *Table) bool {
	q := splitName(name)
	return strings.EqualFold(q.Name, t.Name) && (q.Schema == "" || foldSchema(q.Schema) == foldSchema(t.Schema))
}

// root decides the tables of the tenants themselves.
func (a *assigner) root(t *Table) bool {
	for _, l := range a.levels {
		if l.root != t || l.rootKey == "" {
			continue
		}
		t.Tenancy = Tenancy{Kind: Root, Key: l.rootKey, Others: a.others(t, l.rootKey), Why: []string{"its rows are the tenants: " + l.spellings[0] + " names one"}}
		return true
	}
	return false
}

// owned decides the tables with a tenant column: the key is the narrowest one in which every row has a value,
// else the narrowest.
func (a *assigner) owned(t *Table) bool {
	best := -1
	var key *Column
	for i, l := range a.levels {
		col := l.column(t)
		if col == nil || a.elsewhere(l, t, col) {
			continue
		}
		better := best < 0 || col.Guaranteed() && !key.Guaranteed() || col.Guaranteed() == key.Guaranteed() && slices.Contains(l.wider, best)
		if better {
			best, key = i, col
		}
	}
	if key == nil {
		return false
	}
	why := "it has " + key.Name
	if !key.Guaranteed() {
		why += ", which may be NULL"
	}
	t.Tenancy = Tenancy{Kind: Owned, Key: key.Name, Nullable: !key.Guaranteed(), Others: a.others(t, key.Name), Why: []string{why}}
	return true
}

func (a *assigner) elsewhere(l *level, t *Table, col *Column) bool {
	c := &candidate{spellings: l.spellings, root: l.root}
	return c.refersElsewhere(t, col)
}

// others lists the tenant columns of a table beside its key.
func (a *assigner) others(t *Table, key string) []TenantColumn {
	own := -1
	for i, l := range a.levels {
		if c := l.column(t); c != nil && strings.EqualFold(c.Name, key) || l.root == t {
			own = i
		}
	}
	var out []TenantColumn
	for i, l := range a.levels {
		col := l.column(t)
		if col == nil || strings.EqualFold(col.Name, key) || a.elsewhere(l, t, col) {
			continue
		}
		out = append(out, TenantColumn{Name: col.Name, Nullable: !col.Guaranteed(), Wider: own >= 0 && slices.Contains(a.levels[own].wider, i)})
	}
	return out
}

// pointing decides a table without a tenant column of the usual spelling that refers to the root by exactly
// one column that no row leaves empty.
func (a *assigner) pointing(t *Table) bool {
	var key *Column
	for _, fk := range t.ForeignKeys {
		if len(fk.Columns) != 1 || fk.Assumed || isUserTable(t) && isPreference(fk.Columns[0]) {
			continue
		}
		for _, l := range a.levels {
			if l.root == nil || l.root == t || !sameTable(fk, l.root) || len(fk.RefColumns) != 1 || !strings.EqualFold(fk.RefColumns[0], l.rootKey) {
				continue
			}
			col, ok := t.Column(fk.Columns[0])
			if !ok || !col.Guaranteed() {
				continue
			}
			if key != nil && key != col {
				return false // between two tenants: it belongs to both, as a child
			}
			key = col
		}
	}
	if key == nil {
		return false
	}
	t.Tenancy = Tenancy{Kind: Owned, Key: key.Name, Why: []string{key.Name + " refers to the table of the tenants"}}
	return true
}

// isPreference reports a column by which a user points at what was chosen last, which says nothing of whose
// the user is.
func isPreference(column string) bool {
	f := FoldColumn(column)
	for _, prefix := range [...]string{"default", "current", "active", "last", "preferred", "selected"} {
		if strings.HasPrefix(f, prefix) {
			return true
		}
	}
	return false
}

// inherit decides, in rounds, the tables that belong to tables that are somebody's. Each round decides by
// what the rounds before it found; assumed references come when declared ones bring no more. It returns the
// tables that remain.
func (a *assigner) inherit(open []*Table) []*Table {
	for rank := 2; ; rank++ {
		found := a.round(open, rank, func(t *Table) []ForeignKey { return a.binding(t, false) })
		if len(found) == 0 {
			found = a.round(open, rank, func(t *Table) []ForeignKey {
				if fks := a.binding(t, true); len(fks) > 0 {
					return fks
				}
				return a.spelled(t)
			})
		}
		if len(found) == 0 {
			return open
		}
		for _, t := range found {
			a.rank[t] = rank
		}
		open = slices.DeleteFunc(open, func(t *Table) bool { return a.rank[t] == rank })
	}
}

// round decides the open tables for which by finds references to tables of lower rank.
func (a *assigner) round(open []*Table, rank int, by func(*Table) []ForeignKey) []*Table {
	var found []*Table
	for _, t := range open {
		fks := by(t)
		if len(fks) == 0 {
			continue
		}
		assumed := !slices.ContainsFunc(fks, func(fk ForeignKey) bool { return !fk.Assumed })
		t.Tenancy = Tenancy{Kind: Inherited, Assumed: assumed}
		for _, fk := range fks {
			how := "refers to"
			if fk.Assumed {
				how = "is assumed to refer to"
				a.declare(t, fk)
			}
			t.Tenancy.Why = append(t.Tenancy.Why, fmt.Sprintf("%s %s %s", strings.Join(fk.Columns, ", "), how, fk.RefTable))
		}
		found = append(found, t)
	}
	return found
}

// declare adds an assumed reference to the table's own, unless it is there.
func (a *assigner) declare(t *Table, fk ForeignKey) {
	for _, have := range t.ForeignKeys {
		if slices.EqualFunc(have.Columns, fk.Columns, strings.EqualFold) {
			return
		}
	}
	t.ForeignKeys = append(t.ForeignKeys, fk)
}

// binding lists the references of a table by which its rows belong to rows that are somebody's.
func (a *assigner) binding(t *Table, assumed bool) []ForeignKey {
	var out []ForeignKey
	for _, fk := range t.ForeignKeys {
		ref := a.byKey[tableKey(fk.RefSchema, fk.RefTable)]
		if ref == nil || ref == t || a.rank[ref] == 0 || fk.Assumed != assumed || !t.binding(fk) {
			continue
		}
		if isUserTable(t) && isPreference(fk.Columns[0]) {
			continue
		}
		if len(fk.Columns) == 1 && isAuthor(fk.Columns[0]) && isUserTable(ref) {
			continue // who made a row is not whose it is
		}
		out = append(out, fk)
	}
	return out
}

// parents lists, for every table that is somebody's, the references through which it reaches its tenant.
func (a *assigner) parents() {
	for _, t := range a.catalog.order {
		if a.rank[t] == 0 {
			continue
		}
		for _, fk := range t.ForeignKeys {
			ref := a.byKey[tableKey(fk.RefSchema, fk.RefTable)]
			if ref == nil || ref == t || a.rank[ref] == 0 {
				continue
			}
			if t.Tenancy.Kind == Inherited && (a.rank[ref] >= a.rank[t] || !t.binding(fk) && !(fk.Assumed && isRecord(t)) || len(fk.Columns) == 1 && isAuthor(fk.Columns[0]) && isUserTable(ref)) {
				continue
			}
			t.Tenancy.Parents = append(t.Tenancy.Parents, fk)
		}
	}
}

// rest decides partitions, which are as their parent, and views, whose rows are those of the tables in their
// query: the reader of the view decides.
func (a *assigner) rest() {
	for _, t := range a.catalog.order {
		switch {
		case t.PartitionOf != "":
			q := splitName(t.PartitionOf)
			if parent := a.byKey[tableKey(q.Schema, q.Name)]; parent != nil {
				t.Tenancy = parent.Tenancy
				t.Tenancy.Why = append([]string{"it is a partition of " + t.PartitionOf}, parent.Tenancy.Why...)
			}
		case t.IsView && a.configured(t):
		// What the configuration says of a view holds whatever its query is.
		case t.IsView && t.View == nil && !a.owned(t):
			t.Tenancy = Tenancy{Why: []string{"it is a view whose query could not be read"}}
		case t.IsView && t.View != nil:
			t.Tenancy = Tenancy{Why: []string{"it is a view: the tables in its query decide"}}
		}
	}
}

// unknownNames reports tables that the configuration speaks of and nobody knows.
func (a *assigner) unknownNames() {
	check := func(name, what string) {
		q := splitName(name)
		if _, ok := a.catalog.Table(q.Schema, q.Name); !ok {
			a.catalog.Problems = append(a.catalog.Problems, Problem{Reason: fmt.Sprintf("table %s, %s by configuration, is not known", name, what)})
		}
	}
	for _, name := range sortedKeys(a.opts.GlobalTables) {
		check(name, "global")
	}
	for _, name := range sortedKeys(a.opts.Keys) {
		check(name, "given a key")
	}
}
