package scope

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/catalog"
)

// cell is a column of a row.
type cell struct {
	r   *row
	col string
}

// edges finds the key joins among rows: their columns are in one class where they are joined.
//
// What counts: the same row named twice; a foreign key, declared or assumed, both ways; two children of one parent row;
// a column that equals the whole primary key of another table and refers to nothing else.
func (f *facts) edges(rows []*row) []edge {
	out := f.allExtra()
	out = out[:len(out):len(out)]
	if len(rows) < 2 {
		return out
	}
	index := make(map[term][]cell)
	for _, r := range rows {
		if !isOwned(r.table) || r.none {
			continue
		}
		f.d.tick(len(r.names))
		for _, n := range r.names {
			if n != tenantCol {
				root := f.find(r.cols[n])
				index[root] = append(index[root], cell{r, n})
			}
		}
	}
	children := newSiblings()
	for _, r := range rows {
		if !isOwned(r.table) || r.none {
			continue
		}
		for _, s := range f.twins(index, r) {
			out = append(out, edge{a: s, b: r, why: "it is the same row of " + r.table.Name + " that is scoped beside it"})
		}
		for _, fk := range foreignKeys(r.table) {
			parent := f.d.parentOf(&fk)
			if parent == nil || apart(r.table, parent) {
				continue
			}
			refs := refColumns(&fk, parent)
			cols, refs := f.free(r.table, fk.Columns, refs)
			if len(cols) == 0 {
				continue // equality of tenant keys speaks for itself
			}
			for _, s := range f.parents(index, r, cols, refs, parent) {
				down, up := f.foreignKey(r, s, &fk, cols, refs, parent)
				out = append(out, down, up)
			}
			if key := f.roots(r, cols); key != "" {
				out = append(out, children.add(place{parent, key + strings.ToLower(strings.Join(refs, ","))}, r)...)
				if len(cols) == 1 {
					children.note(f.find(r.cols[fold(cols[0])]), parent, refs[0])
				}
			}
		}
		out = append(out, f.primaryKey(index, r)...)
	}
	return append(out, f.namesakes(rows, index, children)...)
}

// free leaves out the tenant columns of a key: their equality is evidence of its own.
func (f *facts) free(t *catalog.Table, cols, refs []string) (c, r []string) {
	for i := range cols {
		if !isTenantColumn(t, cols[i]) {
			c = append(c, cols[i])
			if i < len(refs) {
				r = append(r, refs[i])
			}
		}
	}
	return c, r
}

// foreignKey makes the two edges of a foreign key from child c to parent p.
func (f *facts) foreignKey(c, p *row, fk *catalog.ForeignKey, cols, refs []string, parent *catalog.Table) (down, up edge) {
	list := strings.Join(cols, ", ")
	name := c.table.Name + "." + list
	down = edge{a: p, b: c, down: true, why: name + " refers to a scoped row of " + parent.Name}
	up = edge{a: c, b: p, why: "a scoped row of " + c.table.Name + " refers to it by " + list}
	if fk.Assumed {
		down.assume = name + " refers to " + parent.Name
	}
	if !sameOwner(c.table, fk, parent) {
		up.assume = name + " refers to a row of " + parent.Name + " of the same tenant"
	}
	return down, up
}

// peers returns the other rows of table t whose columns refs equal r's columns cols.
func (f *facts) peers(index map[term][]cell, r *row, cols, refs []string, t *catalog.Table) []*row {
	if len(cols) == 0 || len(cols) != len(refs) {
		return nil
	}
	var out []*row
	first := r.cols[fold(cols[0])]
	if first == 0 {
		return nil
	}
	cells := index[f.find(first)]
	if len(cells) > maxPeers {
		cells = cells[:maxPeers]
	}
	for _, c := range cells {
		if c.r == r || c.r.table != t || c.col != fold(refs[0]) {
			continue
		}
		all := true
		for i := range cols[1:] {
			all = all && f.same(r.cols[fold(cols[i+1])], c.r.cols[fold(refs[i+1])])
		}
		if all {
			out = append(out, c.r)
		}
	}
	return out
}

// twins returns the other rows that are the same row of the same table: their primary keys are equal, or a column that
// identifies a row by itself.
func (f *facts) twins(index map[term][]cell, r *row) []*row {
	out := f.peers(index, r, r.table.PrimaryKey, r.table.PrimaryKey, r.table)
	for _, n := range r.names {
		if n != tenantCol && !isTenantColumn(r.table, n) && identifies(r.table, n) {
			one := []string{n}
			out = append(out, f.peers(index, r, one, one, r.table)...)
		}
	}
	return out
}

// maxPeers bounds how many rows of one class are tried against each other. A statement that joins more references by one
// value than this has further evidence beside.
const maxPeers = 256

// parents is peers for a foreign key: of a composite reference the column that identifies a row by itself suffices.
func (f *facts) parents(index map[term][]cell, r *row, cols, refs []string, parent *catalog.Table) []*row {
	if out := f.peers(index, r, cols, refs, parent); len(out) > 0 || len(cols) == 1 {
		return out
	}
	for i := range refs {
		if identifies(parent, refs[i]) {
			if out := f.peers(index, r, cols[i:i+1], refs[i:i+1], parent); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// roots names the classes of r's columns, "" when one of them is not spoken of.
func (f *facts) roots(r *row, cols []string) string {
	var b strings.Builder
	for _, c := range cols {
		t := r.cols[fold(c)]
		if t == 0 {
			return ""
		}
		b.WriteString(strconv.Itoa(int(f.find(t))) + ",")
	}
	return b.String()
}

// primaryKey finds joins onto the whole primary key of another table that no foreign key explains. That the column
// refers to that row is then an assumption; a column that is declared to refer elsewhere does not, and one of a sub-select
// in a condition, or onto a key that is not declared, must be named for it.
func (f *facts) primaryKey(index map[term][]cell, p *row) []edge {
	var out []edge
	pk := p.table.PrimaryKey
	for _, k := range p.names {
		inKey := containsFold(pk, k) && (len(pk) == 1 || identifies(p.table, k))
		if !inKey && !surrogate(columnOf(p.table, k)) || isTenantColumn(p.table, k) {
			continue
		}
		t := p.cols[fold(k)]
		if t == 0 {
			continue
		}
		cells := index[f.find(t)]
		if len(cells) > maxPeers {
			cells = cells[:maxPeers]
		}
		for _, c := range cells {
			if c.r == p || c.r.table == p.table || isTenantColumn(c.r.table, c.col) ||
				f.d.hasReference(c.r.table, c.col) || apart(c.r.table, p.table) {
				continue
			}
			if (!inKey || c.r.realm != p.realm) && !refersByName(spelled(c.r.table, c.col), p.table, spelled(p.table, k)) {
				continue
			}
			name := c.r.table.Name + "." + spelled(c.r.table, c.col)
			a := fmt.Sprintf("%s refers to a row of %s of the same tenant", name, p.table.Name)
			out = append(out,
				edge{a: p, b: c.r, down: true, assume: a, why: fmt.Sprintf("%s equals %s of a scoped row of %s", name, spelled(p.table, k), p.table.Name)},
				edge{a: c.r, b: p, assume: a, why: fmt.Sprintf("%s equals %s of a scoped row of %s", spelled(p.table, k), spelled(c.r.table, c.col), c.r.table.Name)})
		}
	}
	if len(pk) > 1 {
		out = append(out, f.compositeKey(index, p)...)
	}
	return out
}

// compositeKey is primaryKey for keys of several columns of which none identifies a row by itself.
func (f *facts) compositeKey(index map[term][]cell, p *row) []edge {
	pk, _ := f.free(p.table, p.table.PrimaryKey, nil)
	if len(pk) < 2 || len(pk) != len(p.table.PrimaryKey) {
		return nil // with the tenant in it, equality of tenant keys decides
	}
	count := make(map[*row]int)
	var order []*row
	for _, k := range pk {
		t := p.cols[fold(k)]
		if t == 0 {
			return nil
		}
		seen := make(map[*row]bool)
		for _, c := range index[f.find(t)] {
			if c.r != p && c.r.table != p.table && c.r.realm == p.realm && !seen[c.r] {
				seen[c.r] = true
				if count[c.r]++; count[c.r] == 1 {
					order = append(order, c.r)
				}
			}
		}
	}
	var out []edge
	for _, r := range order {
		if count[r] != len(pk) {
			continue
		}
		a := fmt.Sprintf("rows of %s and %s that share %s belong to one tenant", p.table.Name, r.table.Name, strings.Join(pk, ", "))
		out = append(out,
			edge{a: p, b: r, down: true, assume: a, why: "it shares the primary key of a scoped row of " + p.table.Name},
			edge{a: r, b: p, assume: a, why: "its primary key is shared by a scoped row of " + r.table.Name})
	}
	return out
}

// apart reports whether a key from child to parent says nothing about the child's tenant: a tenant below another tenant
// is not that tenant, and a further reference to the tenant table beside the tenant key names some other role.
func apart(child, parent *catalog.Table) bool {
	return child.Tenancy.Kind == catalog.Root || parent.Tenancy.Kind == catalog.Root && child.Tenancy.Kind == catalog.Owned
}

// hasReference reports whether a foreign key says what the column alone refers to.
func (d *decider) hasReference(t *catalog.Table, col string) bool {
	for _, fk := range foreignKeys(t) {
		if len(fk.Columns) == 1 && strings.EqualFold(fk.Columns[0], col) {
			return true
		}
	}
	return false
}
