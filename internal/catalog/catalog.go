package catalog

import (
	"strings"

	"github.com/bailiwick-dev/bailiwick/internal/sqlread"
)

// Catalog is the set of known tables. It is read-only once built.
type Catalog struct {
	tables  map[string][]*Table // by folded name without schema
	order   []*Table            // sorted by schema and name
	models  map[string][]modelRef
	schemas map[string]bool // folded, those that a table is in

	// TenantColumns are the folded spellings of the tenant column ("tenantid"), inferred or configured; empty
	// when there is none.
	TenantColumns []string
	// Why says what the choice of TenantColumns rests on, one sentence each.
	Why []string
	// Problems are files or statements that could not be read, each with its place.
	Problems []Problem
	// Inputs are the files that the catalog was built from, relative to the root, sorted.
	Inputs []string
}

// Problem is a place of a schema source that could not be read.
type Problem struct {
	Source Source
	Reason string
}

// Source is a place in a schema source. File is relative to the root of the scan, with slashes.
type Source struct {
	File string
	Line int // 1-based
}

// Table is one table or view.
type Table struct {
	Schema, Name   string
	Columns        []*Column
	PrimaryKey     []string
	Uniques        [][]string // unique constraints and full unique indexes, the primary key not among them
	PartialUniques []PartialUnique
	ForeignKeys    []ForeignKey
	RLS            RLS
	Triggers       []Trigger
	// Keys are the primary key and the unique keys under their names, by which ON CONFLICT ON CONSTRAINT
	// speaks of them. Names that the database would choose are among them.
	Keys []NamedKey
	// View is the defining query of a view, nil for a table and for a view whose query could not be read;
	// ViewText is its text.
	View     *sqlread.Statement `json:"-"`
	ViewText string             `json:",omitempty"`
	// IsView is true for a view, also where its query could not be read; Materialized for one that keeps its
	// rows.
	IsView, Materialized bool
	PartitionOf          string
	// Models are the Go types whose values are rows of this table.
	Models []Model
	// Guards are what filters every statement on the table without being in its text, such as an ent privacy
	// policy ("policy") or interceptor ("interceptor"), with the type that declares it.
	Guards  []Guard
	Sources []Source
	Tenancy Tenancy
	// Side is true for a table that only examples, tests and the like describe.
	Side bool `json:",omitempty"`

	query *sqlread.Statement // of CREATE TABLE AS
}

// NamedKey is a key under its name.
type NamedKey struct {
	Name    string
	Columns []string
	Partial bool `json:",omitempty"`
}

// Key finds a key by its name.
func (t *Table) Key(name string) (NamedKey, bool) {
	for _, k := range t.Keys {
		if strings.EqualFold(k.Name, name) {
			return k, true
		}
	}
	return NamedKey{}, false
}

// Model is a Go type whose values are rows of a table.
type Model struct {
	// Dir is the directory of the type's package, relative to the root, with slashes. Package is its import
	// path, empty when no go.mod covers the directory.
	Dir, Package string
	Type         string
	// Library is "gorm", "bun", "xorm", "ent", "sqlc" or "db" (db tags alone).
	Library string
	// Fields leads from a Go field, with the embedding path for a field that is not promoted
	// ("Meta.Hostname"), to its column.
	Fields map[string]string
}

// Guard is what filters every statement on a table without being in its text.
type Guard struct {
	Kind string // "policy" or "interceptor"
	Type string // the Go type that declares it: schema or mixin
	Dir  string
	// Tenant is true when the guard's functions speak of the tenant column. Others hide deleted rows or ask
	// for a role, and scope nothing.
	Tenant bool

	words string // the identifiers and strings of its functions, folded
}

// PartialUnique is a unique index with a predicate.
type PartialUnique struct {
	Columns []string
	Where   sqlread.Expr `json:"-"` // nil when it could not be read
	// WhereText is the predicate's text.
	WhereText string
}

// Column is one column.
type Column struct {
	Name    string
	Type    string // lower-case
	NotNull bool
	Default string // the default expression's text, empty when none
	Unique  bool
	// Generated columns are filled by the database: identity, serial, auto_increment, GENERATED ALWAYS AS.
	Generated bool
	// Filled is true when nothing forbids NULL, but the Go type that writes the column cannot hold it.
	Filled bool
	Source Source
}

// Guaranteed reports whether every row has a value: the schema says so, or the only writer cannot do
// otherwise.
func (c *Column) Guaranteed() bool { return c.NotNull || c.Filled }

// ForeignKey refers from Columns of the table to RefColumns of RefTable.
type ForeignKey struct {
	Name                string
	Columns             []string
	RefSchema, RefTable string
	RefColumns          []string
	// Assumed is true for a reference that no constraint declares: a column or model relation that names the
	// table.
	Assumed bool
	// OnDelete is the upper-case action: "CASCADE", "SET NULL" …, empty when none is written.
	OnDelete string
	Source   Source
}

// RLS is a table's row-level security.
type RLS struct {
	Enabled, Forced bool
	Policies        []Policy
}

// Policy is one CREATE POLICY. Command is "ALL", "SELECT", "INSERT", "UPDATE" or "DELETE".
type Policy struct {
	Name       string
	Command    string
	Permissive bool
	Roles      []string
	// Using and Check are nil when absent and when they could not be read; their texts tell these apart.
	Using, Check         sqlread.Expr `json:"-"`
	UsingText, CheckText string
	Source               Source
}

// Trigger is a row trigger; Columns are the columns of NEW that its function assigns, when known.
type Trigger struct {
	Name    string
	Events  []string // "INSERT", "UPDATE", "DELETE"
	Before  bool
	Assigns []string
}

// TenancyKind says how a table's rows belong to tenants.
type TenancyKind uint8

// Kinds of tenancy.
const (
	// Unknown tables are not in the catalog.
	Unknown TenancyKind = iota
	// Global tables reach no tenant table: nothing is required.
	Global
	// Owned tables carry the tenant key.
	Owned
	// Root is the tenant table itself: its primary key is its tenant key.
	Root
	// Inherited tables carry no tenant column and belong to a tenant through foreign keys.
	Inherited
)

// Tenancy is whose a table's rows are.
type Tenancy struct {
	Kind TenancyKind
	// Key is the tenant key: the narrowest guaranteed tenant column (Owned), the primary key (Root), empty
	// otherwise.
	Key string
	// Others are further tenant columns of the table, e.g. a wider organisation column or a nullable one.
	Others []TenantColumn
	// Parents are the foreign keys through which an Inherited table reaches its tenant (or an Owned one
	// reaches tenant tables).
	Parents []ForeignKey
	// Nullable is true when Key may be NULL: shared rows.
	Nullable bool
	// Assumed is true when the tenancy rests on an assumed foreign key or spelling only.
	Assumed bool
	// Why says, one sentence each, what the decision rests on.
	Why []string
}

// TenantColumn is a column that names a tenant of some width.
type TenantColumn struct {
	Name     string
	Nullable bool
	// Wider is true when one value of it spans several values of the key.
	Wider bool
}
