package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// draft is a table while changes are applied to it.
type draft struct {
	schema, name string
	columns      []*draftColumn
	keys         []*draftKey
	policies     []*sqlread.PolicyDef
	policyAt     []Source
	triggers     []*sqlread.TriggerDef
	enabled      bool
	forced       bool
	view         *sqlread.ViewDef
	partitionOf  string // key of the parent
	parents      []string
	query        *sqlread.Statement // of CREATE TABLE AS
	sources      []Source
	exact        bool // a statement created it, as opposed to a model
	side         bool // described by examples and tests only
}

// draftColumn is a column with what the last word on it said.
type draftColumn struct {
	name, typ, def string
	notNull        bool
	generated      bool
	filled         bool
	source         Source
}

// keyKind extends the kinds of constraints by unique indexes, which are dropped by other words.
type keyKind uint8

const (
	keyPrimary keyKind = iota
	keyUnique
	keyUniqueIndex
	keyForeign
	keyNotNull
)

// draftKey is a key, reference or check with its name, by which it is dropped.
type draftKey struct {
	kind       keyKind
	name       string
	auto       bool // the database chose the name
	columns    []string
	expr       bool // an index with expressions
	where      string
	refTable   string // key of the table
	ref        sqlread.TableName
	refColumns []string
	onDelete   string
	notValid   bool
	assumed    bool
	source     Source
}

func (d *draft) key() string { return tableKey(d.schema, d.name) }

func (d *draft) column(name string) *draftColumn {
	for _, c := range d.columns {
		if strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// foldedColumn finds a column whose spelling differs in case and underscores.
func (d *draft) foldedColumn(name string) *draftColumn {
	for _, c := range d.columns {
		if FoldColumn(c.name) == FoldColumn(name) {
			return c
		}
	}
	return nil
}

// addColumn adds a column; one that exists stays as it is (ADD COLUMN IF NOT EXISTS, and the same column
// added by two dialects' files).
func (d *draft) addColumn(def *sqlread.ColumnDef, at Source) *draftColumn {
	if c := d.column(def.Name); c != nil {
		return c
	}
	c := &draftColumn{name: def.Name, source: at}
	c.set(def)
	d.columns = append(d.columns, c)
	return c
}

// set takes over a definition.
func (c *draftColumn) set(def *sqlread.ColumnDef) {
	c.typ, c.def, c.notNull, c.generated = def.Type, def.Default, def.NotNull, def.Generated
}

// dropColumn drops a column and every key that it is part of.
func (d *draft) dropColumn(name string) {
	d.columns = slices.DeleteFunc(d.columns, func(c *draftColumn) bool { return strings.EqualFold(c.name, name) })
	d.keys = slices.DeleteFunc(d.keys, func(k *draftKey) bool { return containsFold(k.columns, name) })
}

func (d *draft) renameColumn(from, to string) {
	if c := d.column(from); c != nil {
		c.name = to
	}
	for _, k := range d.keys {
		renameIn(k.columns, from, to)
	}
	// A policy's text is not rewritten: Postgres follows the column by number, and a later reading of a dump
	// shows the new name.
}

func renameIn(names []string, from, to string) {
	for i, n := range names {
		if strings.EqualFold(n, from) {
			names[i] = to
		}
	}
}

func containsFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// addKey adds a key under its name, or under the name that Postgres would choose, by which a later migration
// drops it.
func (d *draft) addKey(k *draftKey) {
	if k.name == "" {
		k.auto = true
		k.name = autoName(d.name, k)
	}
	if k.kind == keyPrimary {
		d.keys = slices.DeleteFunc(d.keys, func(o *draftKey) bool { return o.kind == keyPrimary })
	}
	// The same key again, under the same name, is IF NOT EXISTS or a second dialect's file. Two names are two
	// keys.
	for _, o := range d.keys {
		if o.kind == k.kind && strings.EqualFold(o.name, k.name) && slices.EqualFunc(o.columns, k.columns, strings.EqualFold) {
			return
		}
	}
	d.keys = append(d.keys, k)
}

// autoName is the name that Postgres gives a constraint that has none.
func autoName(table string, k *draftKey) string {
	suffix := map[keyKind]string{keyPrimary: "pkey", keyUnique: "key", keyUniqueIndex: "idx", keyForeign: "fkey", keyNotNull: "check"}[k.kind]
	if k.kind == keyPrimary {
		return table + "_" + suffix
	}
	return fmt.Sprintf("%s_%s_%s", table, strings.Join(k.columns, "_"), suffix)
}

// dropKey drops what a name stands for; it reports whether there was anything. MySQL names an unnamed unique
// key by its first column and an unnamed foreign key by its number: t_ibfk_1.
func (d *draft) dropKey(name string) bool {
	before := len(d.keys)
	d.keys = slices.DeleteFunc(d.keys, func(k *draftKey) bool { return strings.EqualFold(k.name, name) })
	if len(d.keys) < before {
		return true
	}
	number := 0
	for i, k := range d.keys {
		if k.kind == keyForeign {
			number++
		}
		byColumn := k.auto && k.kind == keyUnique && len(k.columns) > 0 && strings.EqualFold(k.columns[0], name)
		byNumber := k.auto && k.kind == keyForeign && strings.EqualFold(name, fmt.Sprintf("%s_ibfk_%d", d.name, number))
		if byColumn || byNumber {
			d.keys = slices.Delete(d.keys, i, i+1)
			return true
		}
	}
	return false
}

func (d *draft) primary() *draftKey {
	for _, k := range d.keys {
		if k.kind == keyPrimary {
			return k
		}
	}
	return nil
}

// isNotNull says whether the schema forbids NULL: by the column, the primary key, a checked constraint or the
// type's domain.
func (d *draft) isNotNull(c *draftColumn, domains map[string]*sqlread.ColumnDef) bool {
	if c.notNull {
		return true
	}
	for _, k := range d.keys {
		if (k.kind == keyPrimary || k.kind == keyNotNull && !k.notValid) && containsFold(k.columns, c.name) {
			return true
		}
	}
	// Domains are looked up without their schema.
	if dom, ok := domains[Fold(unqualified(c.typ))]; ok {
		return dom.NotNull
	}
	return false
}

func unqualified(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// clone copies the draft deeply enough to be changed on its own.
func (d *draft) clone() *draft {
	c := *d
	c.columns = make([]*draftColumn, len(d.columns))
	for i, col := range d.columns {
		cc := *col
		c.columns[i] = &cc
	}
	c.keys = make([]*draftKey, len(d.keys))
	for i, k := range d.keys {
		kk := *k
		kk.columns = slices.Clone(k.columns)
		c.keys[i] = &kk
	}
	return &c
}
