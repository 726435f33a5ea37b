// Package catalog knows the tables of the analysed application: columns, nullability, keys, defaults, row-level security,
// and whose row a row is. It is built from migration files, schema dumps and Go models.
package catalog

import "github.com/bailiwick-dev/bailiwick/internal/sqlread"

// Catalog is the set of known tables. It is read-only once built.
type Catalog struct {
	tables map[string]*Table // by folded name; schema-qualified names too
	order  []*Table          // sorted by schema and name

	// TenantColumns are the folded spellings of the tenant column ("tenantid"), inferred or configured; empty when there is none.
	TenantColumns []string
	// Why says what the choice of TenantColumns rests on, one sentence each.
	Why []string
	// Problems are files or statements that could not be read, each with its place.
	Problems []Problem
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
	View           *sqlread.Statement // the defining query of a view, nil for a table
	PartitionOf    string
	Sources        []Source
	Tenancy        Tenancy
}

// PartialUnique is a unique index with a predicate.
type PartialUnique struct {
	Columns []string
	Where   sqlread.Expr
}

// Column is one column.
type Column struct {
	Name    string
	Type    string // lower-case
	NotNull bool
	Default string // the default expression's text, empty when none
	Unique  bool
	Source  Source
}

// ForeignKey refers from Columns of the table to RefColumns of RefTable.
type ForeignKey struct {
	Name                string
	Columns             []string
	RefSchema, RefTable string
	RefColumns          []string
	// Assumed is true for a reference that no constraint declares: a column or model relation that names the table.
	Assumed bool
	Source  Source
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
	Using      sqlread.Expr // nil when absent
	Check      sqlread.Expr
	Source     Source
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
	// Key is the tenant key: the narrowest guaranteed tenant column (Owned), the primary key (Root), empty otherwise.
	Key string
	// Others are further tenant columns of the table, e.g. a wider organisation column or a nullable one.
	Others []TenantColumn
	// Parents are the foreign keys through which an Inherited table reaches its tenant (or an Owned one reaches tenant tables).
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

// Fold normalises an identifier for comparison: lower-case. Tenant column spellings also drop underscores (FoldColumn).
func Fold(name string) string { return "" }

// Table finds a table by schema (may be empty) and name, without regard to case; partitions resolve to their parent's columns and tenancy.
func (c *Catalog) Table(schema, name string) (*Table, bool) { return nil, false }

// Tables lists all tables, sorted by schema and name.
func (c *Catalog) Tables() []*Table { return nil }

// Column finds a column without regard to case.
func (t *Table) Column(name string) (*Column, bool) { return nil, false }

// IsTenantOwned reports whether the table's rows belong to a tenant (Owned, Root or Inherited).
func (t *Table) IsTenantOwned() bool { return false }
