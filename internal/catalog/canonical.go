package catalog

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Digest is the hash of AppendCanonical.
func (c *Catalog) Digest() [sha256.Size]byte { return sha256.Sum256(c.AppendCanonical(nil)) }

// AppendCanonical appends an encoding of everything that a verdict can depend on: two catalogs that mean the
// same give the same bytes. Places in files, the reasons of decisions and what could not be read are left
// out, so that a comment in a migration changes nothing. The order of columns counts: an INSERT without a
// list of columns depends on it. The order in which keys and policies were declared does not.
func (c *Catalog) AppendCanonical(b []byte) []byte {
	e := &encoder{b: b}
	e.strings(c.TenantColumns)
	e.count(len(c.order))
	for _, t := range c.order {
		e.table(t)
	}
	return e.b
}

// encoder appends values, each with its length, so that no two sequences of values give the same bytes.
type encoder struct{ b []byte }

func (e *encoder) count(n int) { e.b = binary.AppendUvarint(e.b, uint64(n)) }

func (e *encoder) string(s string) {
	e.count(len(s))
	e.b = append(e.b, s...)
}

func (e *encoder) strings(list []string) {
	e.count(len(list))
	for _, s := range list {
		e.string(s)
	}
}

func (e *encoder) bool(values ...bool) {
	for _, v := range values {
		if v {
			e.b = append(e.b, 1)
		} else {
			e.b = append(e.b, 0)
		}
	}
}

// sorted appends what each of n calls appends, in the order of the bytes.
func (e *encoder) sorted(n int, each func(int, *encoder)) {
	parts := make([]string, n)
	for i := range parts {
		var sub encoder
		each(i, &sub)
		parts[i] = string(sub.b)
	}
	slices.Sort(parts)
	e.strings(parts)
}

func (e *encoder) table(t *Table) {
	e.string(t.Schema)
	e.string(t.Name)
	e.count(len(t.Columns))
	for _, c := range t.Columns {
		e.string(c.Name)
		e.string(c.Type)
		e.string(sqlread.Normalize(c.Default))
		e.bool(c.NotNull, c.Unique, c.Generated, c.Filled)
	}
	// Keys are sorted: which of two was declared first means nothing, and a dump lists them otherwise than
	// the migrations do.
	e.strings(t.PrimaryKey)
	e.sorted(len(t.Uniques), func(i int, e *encoder) { e.strings(t.Uniques[i]) })
	e.sorted(len(t.Keys), func(i int, e *encoder) {
		e.string(t.Keys[i].Name)
		e.strings(t.Keys[i].Columns)
		e.bool(t.Keys[i].Partial)
	})
	e.sorted(len(t.PartialUniques), func(i int, e *encoder) {
		e.strings(t.PartialUniques[i].Columns)
		e.string(sqlread.Normalize(t.PartialUniques[i].WhereText))
	})
	e.foreignKeys(t.ForeignKeys)
	e.bool(t.RLS.Enabled, t.RLS.Forced)
	e.sorted(len(t.RLS.Policies), func(i int, e *encoder) {
		p := &t.RLS.Policies[i]
		e.string(p.Name)
		e.string(p.Command)
		e.bool(p.Permissive)
		e.strings(p.Roles)
		e.string(sqlread.Normalize(p.UsingText))
		e.string(sqlread.Normalize(p.CheckText))
	})
	e.sorted(len(t.Triggers), func(i int, e *encoder) {
		tr := &t.Triggers[i]
		e.string(tr.Name)
		e.strings(tr.Events)
		e.bool(tr.Before)
		e.strings(tr.Assigns)
	})
	e.bool(t.IsView, t.Materialized, t.View != nil)
	e.string(sqlread.Normalize(t.ViewText))
	e.string(t.PartitionOf)
	e.sorted(len(t.Models), func(i int, e *encoder) {
		m := &t.Models[i]
		for _, s := range [...]string{m.Dir, m.Package, m.Type, m.Library} {
			e.string(s)
		}
		for _, f := range sortedKeys(m.Fields) {
			e.string(f)
			e.string(m.Fields[f])
		}
	})
	e.sorted(len(t.Guards), func(i int, e *encoder) {
		g := &t.Guards[i]
		e.strings([]string{g.Kind, g.Type, g.Dir})
		e.bool(g.Tenant)
	})
	e.tenancy(&t.Tenancy)
}

func (e *encoder) foreignKeys(fks []ForeignKey) {
	e.sorted(len(fks), func(i int, e *encoder) {
		fk := &fks[i]
		e.string(fk.Name)
		e.strings(fk.Columns)
		e.string(fk.RefSchema)
		e.string(fk.RefTable)
		e.strings(fk.RefColumns)
		e.bool(fk.Assumed)
		e.string(fk.OnDelete)
	})
}

func (e *encoder) tenancy(t *Tenancy) {
	e.b = append(e.b, byte(t.Kind))
	e.string(t.Key)
	e.sorted(len(t.Others), func(i int, e *encoder) {
		e.string(t.Others[i].Name)
		e.bool(t.Others[i].Nullable, t.Others[i].Wider)
	})
	e.foreignKeys(t.Parents)
	e.bool(t.Nullable, t.Assumed)
}
